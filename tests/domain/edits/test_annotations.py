"""Tagging: what each act does, says and refuses."""

import pytest
from memory import NOW, Memory, put
from msgspec.structs import replace

from annotator.domain.annotation import Annotation, Decision, Link, Verdict, make_link
from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import Code, LinkRule
from annotator.domain.edits.annotations import (
    AddFragment,
    ChangeCode,
    Delete,
    SetFragments,
    SetNote,
    SetValue,
    Tag,
)
from annotator.domain.edits.answers import TakeAnswers
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.links import AddLink
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.record import Fragment


def refusal(memory: Memory, edit: Edit, coder: str | None = None) -> str:
    before = list(memory.history)
    with pytest.raises(UserError) as refused:
        memory.do(edit, coder=coder)
    assert memory.history == before
    return str(refused.value)


def links(memory: Memory) -> set[tuple[str, str, str | None]]:
    return {
        (one.annotation, one.type, one.target_annotation or one.target_actor)
        for one in memory.find(Link)
    }


def test_tagging_makes_an_annotation_with_anchor_defaults_and_stamps(memory: Memory) -> None:
    assert (
        memory.do(Tag(id="new", article="a", code="quote", fragments=((27, 33),))) == "Quote made"
    )
    made = memory.need(Annotation, "new")
    assert made.texts == ("“see.”",)
    assert made.contexts == ((" will,” the mayor said, ", ""),)
    assert made.values == {"negated": False}
    assert (made.created, made.modified) == (NOW, NOW)
    assert memory.need(Coder, made.coder).handle == "ana"


def test_tagging_takes_answers_which_go_before_defaults(memory: Memory) -> None:
    values = {"negated": True, "basis": ("direct", "odd")}
    memory.do(Tag(id="new", article="a", code="quote", fragments=((0, 1),), values=values))
    assert memory.need(Annotation, "new").values == {"negated": True, "basis": ["direct", "odd"]}


def test_several_annotations_of_one_code_may_lie_over_one_place(memory: Memory) -> None:
    for name in ("one", "two"):
        memory.do(Tag(id=name, article="a", code="cue", fragments=((21, 25),)))
    assert len(memory.find(Annotation, code="cue")) == 3


def test_the_whole_article_is_tagged_without_fragments(memory: Memory) -> None:
    memory.do(Tag(id="new", article="a", code="tone"))
    assert memory.need(Annotation, "new").fragments == ()


def test_tagging_begins_a_new_article_and_leaves_a_done_one_done(memory: Memory) -> None:
    (status,) = memory.find(Status)
    assert status.status is WorkStatus.IN_PROGRESS
    for before, after in (
        (WorkStatus.DONE, WorkStatus.DONE),
        (WorkStatus.NOTHING, WorkStatus.IN_PROGRESS),
    ):
        memory.do(SetStatus("a", before))
        memory.do(Tag(id=f"new-{before}", article="a", code="tone"))
        assert memory.find(Status)[0].status is after


@pytest.mark.parametrize(
    ("code", "fragments", "sentence"),
    [
        ("gone", ((0, 1),), "There is no code gone in this project."),
        ("old", ((0, 1),), "Old is retired. Choose another code."),
        ("heading", ((0, 1),), "Heading is a heading. Choose another code."),
        ("quote", (), "Quote is applied to a stretch of text."),
        ("tone", ((0, 1),), "Tone is applied to the whole article."),
        ("cue", ((0, 99),), "[0, 99) is no stretch of a text of 33."),
        ("cue", ((0, 4), (2, 6)), "Fragments overlap or are out of order."),
    ],
)
def test_tagging_is_refused_where_the_code_does_not_fit(
    memory: Memory, code: str, fragments: tuple[tuple[int, int], ...], sentence: str
) -> None:
    assert sentence in refusal(memory, Tag(id="x", article="a", code=code, fragments=fragments))


def test_tagging_needs_an_article_a_coder_and_an_id_of_its_own(memory: Memory) -> None:
    tag = Tag(id="x", article="gone", code="cue", fragments=((0, 1),))
    assert refusal(memory, tag).startswith("There is no article gone in this project.")
    tag = Tag(id="x", article="a", code="cue", fragments=((0, 1),))
    assert refusal(memory, tag, coder="") == "Nobody is coding. Say who is coding first."
    tag = Tag(id="q", article="a", code="cue", fragments=((0, 1),))
    assert refusal(memory, tag) == "annotation q: There is an annotation with this id."


def test_a_handle_written_otherwise_is_the_same_coder(memory: Memory) -> None:
    memory.do(SetNote("q", "mine"), coder="ANA")
    assert [coder.handle for coder in memory.find(Coder)] == ["ana"]


def test_who_was_renamed_does_not_silently_take_the_old_name_back(memory: Memory) -> None:
    memory.do(put(replace(memory.find(Coder)[0], handle="anna", name="Anna")))
    assert (
        refusal(memory, SetNote("q", "mine"), coder="ana")
        == "The coder ana is called anna in this project now."
        " Code as anna, or choose another handle."
    )
    memory.do(SetNote("q", "mine"), coder="anna")
    assert memory.need(Annotation, "q").note == "mine"


@pytest.mark.parametrize(
    "edit",
    [
        SetFragments("q", ((0, 1),)),
        AddFragment("q", 11, 12),
        ChangeCode("q", "speech"),
        SetValue("q", "stance", 1),
        SetNote("q", "x"),
        Delete(("q",)),
    ],
    ids=lambda edit: type(edit).__name__,
)
def test_a_colleagues_annotation_stays_as_it_is(memory: Memory, edit: Edit) -> None:
    sentence = "This annotation is a colleague's. Only its coder can change it."
    assert refusal(memory, edit, coder="ben") == sentence


def test_boundaries_move_and_the_anchor_follows(memory: Memory) -> None:
    assert memory.do(SetFragments("s", ((15, 20),))) == "Boundary moved"
    source = memory.need(Annotation, "s")
    assert (source.fragments, source.text) == ((Fragment(15, 20),), "mayor")
    assert "applied to a stretch of text" in refusal(memory, SetFragments("s", ()))


@pytest.mark.parametrize(
    ("start", "end", "fragments"),
    [
        (12, 14, ((0, 10), (12, 14), (27, 33))),
        (10, 12, ((0, 12), (27, 33))),
        (5, 30, ((0, 33),)),
        (1, 2, ((0, 10), (27, 33))),
    ],
)
def test_a_fragment_that_touches_another_becomes_one_with_it(
    memory: Memory, start: int, end: int, fragments: tuple[tuple[int, int], ...]
) -> None:
    assert memory.do(AddFragment("q", start, end)) == "Fragment added"
    found = memory.need(Annotation, "q").fragments
    assert tuple((f.start, f.end) for f in found) == fragments


def test_the_whole_article_takes_no_fragment(memory: Memory) -> None:
    memory.do(Tag(id="t", article="a", code="tone"))
    assert refusal(memory, AddFragment("t", 0, 1)) == "The whole article has no fragments."


def test_an_answer_is_set_and_taken_back(memory: Memory) -> None:
    assert memory.do(SetValue("q", "stance", -1)) == "Stance set"
    assert memory.need(Annotation, "q").values == {"negated": False, "stance": -1}
    assert memory.do(SetValue("q", "stance", None)) == "Stance cleared"
    assert memory.need(Annotation, "q").values == {"negated": False}
    memory.do(SetValue("q", "basis", ("odd",)))
    assert memory.need(Annotation, "q").values["basis"] == ["odd"]


def test_a_wrong_answer_is_refused(memory: Memory) -> None:
    assert "“5” is no answer to Quote – Stance" in refusal(memory, SetValue("q", "stance", 5))
    assert "Quote has no field “gone”." in refusal(memory, SetValue("q", "gone", 5))
    assert "half a character" in refusal(memory, SetValue("q", "remark", "\ud83d"))


def test_a_note_is_written_and_cleared(memory: Memory) -> None:
    assert memory.do(SetNote("q", "why?")) == "Note written"
    assert memory.need(Annotation, "q").note == "why?"
    assert memory.do(SetNote("q", "")) == "Note cleared"


def test_recoding_keeps_what_the_new_code_asks_too_and_drops_the_rest(memory: Memory) -> None:
    memory.do(SetValue("q", "kind", "odd"))
    memory.do(SetValue("q", "stance", 1))
    for edit in (
        AddLink(annotation="q", type="said_by", to="s"),
        AddLink(annotation="q", type="target", actor="mayor"),
    ):
        memory.do(edit)
    assert memory.do(ChangeCode("q", "speech")) == "Recoded as Speech"
    assert memory.need(Annotation, "q").values == {"kind": "odd"}
    assert links(memory) == {("q", "target", "mayor")}


def test_recoding_drops_links_that_can_no_longer_end_there(memory: Memory) -> None:
    memory.do(AddLink(annotation="q", type="said_by", to="s"))
    memory.do(AddLink(annotation="q", type="target", to="s"))
    memory.do(ChangeCode("s", "cue"))
    assert links(memory) == {("q", "target", "s")}


def test_recoding_drops_links_whose_ends_the_new_code_does_not_admit(memory: Memory) -> None:
    only = LinkRule(type="target", name="About", ends=("*",))
    memory.do(put(replace(memory.need(Code, "speech"), links=(only,))))
    memory.do(AddLink(annotation="q", type="target", actor="mayor"))
    memory.do(AddLink(annotation="q", type="target", to="s"))
    memory.do(ChangeCode("q", "speech"))
    assert links(memory) == {("q", "target", "s")}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("tone", "Tone can't be applied there. Choose another code."),
        ("old", "Old is retired. Choose another code."),
        ("heading", "Heading is a heading. Choose another code."),
    ],
)
def test_recoding_is_refused_where_the_code_does_not_fit(
    memory: Memory, code: str, sentence: str
) -> None:
    assert refusal(memory, ChangeCode("q", code)) == sentence


def test_deleting_takes_links_and_decisions_along(memory: Memory) -> None:
    memory.do(AddLink(annotation="q", type="said_by", to="s"))
    me = memory.find(Coder)[0].id
    memory.do(put(Decision(id="d", annotation="s", reviewer=me, verdict=Verdict.ACCEPTED, at=NOW)))
    assert memory.do(Delete(("s",))) == "Source deleted"
    assert links(memory) == set()
    assert memory.find(Decision) == []
    assert memory.do(Delete(("q", "c"))) == "2 annotations deleted"
    assert memory.find(Annotation) == []


def test_what_is_gone_can_not_be_deleted_again(memory: Memory) -> None:
    sentence = "There is no annotation q in this project. It may have been deleted meanwhile."
    assert refusal(memory, Delete(("q", "q"))) == sentence


def test_several_edits_are_one_and_see_each_other(memory: Memory) -> None:
    edits = [
        Tag(id="n", article="a", code="quote", fragments=((0, 10),)),
        SetValue("n", "stance", 1),
        AddLink(annotation="n", type="said_by", to="s"),
    ]
    assert memory.do(Together(edits)) == "Quote made"
    assert memory.need(Annotation, "n").values["stance"] == 1
    assert memory.do(Together([SetNote("n", "x")], "Named")) == "Named"
    assert memory.do(Together([])) == "Nothing done"


def test_one_refused_edit_refuses_all_of_them(memory: Memory) -> None:
    edits = [SetNote("q", "x"), SetValue("q", "gone", 1)]
    assert "no field" in refusal(memory, Together(edits))
    assert memory.need(Annotation, "q").note == ""


def test_a_link_to_an_annotation_that_an_edit_deletes_goes_with_it(memory: Memory) -> None:
    edits = [AddLink(annotation="q", type="said_by", to="s"), Delete(("s",))]
    memory.do(Together(edits))
    assert memory.find(Link) == []
    assert make_link("q", "said_by", to="s").id not in {c.record for c in memory.history}


def test_taking_suggested_answers_sets_them_and_leaves_the_others(memory: Memory) -> None:
    memory.do(Tag(id="new", article="a", code="quote", fragments=((0, 1),)))
    assert memory.do(TakeAnswers("new", {"basis": ["odd"]})) == "Suggested answer taken"
    assert memory.need(Annotation, "new").values == {"negated": False, "basis": ["odd"]}
    said = memory.do(TakeAnswers("new", {"basis": ["direct"], "negated": True}))
    assert said == "Suggested answers taken"
    assert refusal(memory, TakeAnswers("new", {"basis": ["gone"]}))
    assert refusal(memory, TakeAnswers("new", {"negated": False}), coder="ben")
