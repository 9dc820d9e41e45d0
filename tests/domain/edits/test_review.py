"""Deciding on colleagues' annotations, what becomes gold, and what is asked about them."""

import pytest
from memory import NOW, Memory, put
from msgspec.structs import replace

from annotator.domain.annotation import (
    GOLD_LAYER,
    Annotation,
    Decision,
    Link,
    Verdict,
    decision_id,
    gold_id,
)
from annotator.domain.codebook import Code
from annotator.domain.edits.annotations import Delete, SetFragments, SetNote, SetValue, Tag
from annotator.domain.edits.base import Edit, Together
from annotator.domain.edits.links import AddLink, RemoveLink
from annotator.domain.edits.review import AddComment, GiveReason, Settle, Undecide
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.teamwork import Comment, in_thread_order, is_open

LEA = coder_id("lea")


@pytest.fixture
def two(memory: Memory) -> Memory:
    """Let ben code the quote `q2` a little longer than ana did, and its source `s2`."""
    memory.do(AddLink(annotation="q", type="said_by", to="s"))
    theirs = [
        Tag(id="q2", article="a", code="quote", fragments=((0, 11), (27, 33))),
        Tag(id="s2", article="a", code="source", fragments=((15, 20),)),
        AddLink(annotation="q2", type="said_by", to="s2"),
        SetNote("q2", "mine"),
        SetValue("q2", "stance", 1),
    ]
    memory.do(Together(theirs), coder="ben")
    memory.coder = "lea"
    return memory


def gold(memory: Memory) -> dict[str, Annotation]:
    return {one.id: one for one in memory.find(Annotation, layer=GOLD_LAYER)}


def words(memory: Memory) -> dict[str, tuple[str, str]]:
    """Return the verdict on each annotation, and the gold that it names."""
    return {one.annotation: (one.verdict.value, one.gold) for one in memory.find(Decision)}


def ties(memory: Memory) -> set[tuple[str, str, str | None]]:
    """Return the links that go out from gold."""
    return {
        (one.annotation, one.type, one.target_annotation or one.target_actor)
        for one in memory.find(Link)
        if one.annotation in gold(memory)
    }


def refusal(memory: Memory, edit: Edit, coder: str = "lea") -> str:
    before = list(memory.history)
    with pytest.raises(UserError) as refused:
        memory.do(edit, coder=coder)
    assert memory.history == before
    return str(refused.value)


# Settling


def test_what_is_taken_becomes_gold_that_says_who_settled_it(two: Memory) -> None:
    assert two.do(Settle(take=("q2",), reason="Clear.")) == "Quote taken into gold"
    theirs, made = two.need(Annotation, "q2"), two.need(Annotation, gold_id("q2"))
    assert (made.fragments, made.texts, made.values) == (
        *(theirs.fragments, theirs.texts, theirs.values),
    )
    assert (made.layer, made.coder, made.note, made.created) == (GOLD_LAYER, LEA, "", NOW)
    (word,) = two.find(Decision)
    assert (word.id, word.reviewer) == (decision_id("q2", LEA), LEA)
    assert (word.verdict, word.gold, word.reason) == (Verdict.ACCEPTED, made.id, "Clear.")


def test_settling_never_alters_a_coders_layer(two: Memory) -> None:
    def theirs() -> list[object]:
        own = [one for one in two.find(Annotation) if one.layer != GOLD_LAYER]
        ids = {one.id for one in own}
        return [*own, *(link for link in two.find(Link) if link.annotation in ids)]

    before = theirs()
    for edit in (
        Settle(take=("q", "s"), over=("q2", "s2")),
        SetValue(gold_id("q"), "stance", -1),
        Settle(take=("q2",), over=("q",)),
        Undecide(("s", "s2")),
    ):
        two.do(edit)
        assert theirs() == before


@pytest.mark.parametrize(
    ("edit", "decided", "settled"),
    [
        (
            Settle(take=("q",), over=("q2",)),
            {"q": ("accepted", gold_id("q")), "q2": ("changed", gold_id("q"))},
            {gold_id("q")},
        ),
        (
            Settle(take=("q",), alike=("q2",)),
            {"q": ("accepted", gold_id("q")), "q2": ("accepted", gold_id("q"))},
            {gold_id("q")},
        ),
        (
            Settle(take=("q", "q2")),
            {"q": ("accepted", gold_id("q")), "q2": ("accepted", gold_id("q2"))},
            {gold_id("q"), gold_id("q2")},
        ),
        (Settle(over=("q", "q2")), {"q": ("rejected", ""), "q2": ("rejected", "")}, set()),
    ],
    ids=["one over the other", "one for both", "both", "neither"],
)
def test_a_pair_is_settled(
    two: Memory, edit: Settle, decided: dict[str, tuple[str, str]], settled: set[str]
) -> None:
    two.do(edit)
    assert words(two) == decided
    assert set(gold(two)) == settled


def test_an_act_is_named_for_what_it_does(two: Memory) -> None:
    assert two.do(Settle(over=("q",))) == "Quote rejected"
    assert two.do(Settle(take=("s",), label="Agreements taken")) == "Agreements taken"
    assert two.do(Undecide(("s",))) == "Open again"


def test_who_decides_again_replaces_the_decision_and_its_gold(two: Memory) -> None:
    two.do(Settle(take=("q",), over=("q2",)))
    two.do(Settle(take=("q2",), over=("q",)))
    assert words(two) == {"q": ("changed", gold_id("q2")), "q2": ("accepted", gold_id("q2"))}
    assert set(gold(two)) == {gold_id("q2")}
    two.do(Settle(over=("q", "q2")), coder="mia")
    assert gold(two) == {}
    assert [word.reviewer for word in two.find(Decision)] == [coder_id("mia")] * 2


def test_gold_that_another_decision_names_stays(two: Memory) -> None:
    two.do(Settle(take=("q",), alike=("q2",)))
    two.do(Settle(over=("q2",)))
    assert words(two) == {"q": ("accepted", gold_id("q")), "q2": ("rejected", "")}
    assert set(gold(two)) == {gold_id("q")}


def test_taking_again_brings_gold_back_to_what_the_coder_had(two: Memory) -> None:
    two.do(Settle(take=("q",)))
    two.do(SetValue(gold_id("q"), "stance", -1))
    two.do(RemoveLink(two.find(Link, annotation="q")[0].id), coder="ana")
    two.do(Settle(take=("q",)))
    assert "stance" not in gold(two)[gold_id("q")].values
    assert words(two) == {"q": ("accepted", gold_id("q"))}


@pytest.mark.parametrize(
    ("edit", "sentence"),
    [
        (Settle(), "Nothing is chosen to be taken. Choose an annotation."),
        (Settle(alike=("q",)), "Nothing is chosen to be taken."),
        (Settle(take=("gone",)), "There is no annotation gone in this project."),
        (Settle(take=(gold_id("s"),)), "Gold is what was decided already."),
        (Settle(take=("q",), over=(gold_id("s"),)), "Gold is what was decided already."),
        (GiveReason("q", "Why not"), "There is no decision"),
    ],
)
def test_what_can_not_be_decided_is_refused(two: Memory, edit: Edit, sentence: str) -> None:
    two.do(Settle(take=("s",)))
    assert sentence in refusal(two, edit)


def test_nobody_decides_without_saying_who_they_are(two: Memory) -> None:
    assert "Nobody is coding." in refusal(two, Settle(take=("q",)), coder="")


# Links


@pytest.mark.parametrize("order", [("q", "s"), ("s", "q")])
def test_gold_is_linked_once_both_ends_are_settled(two: Memory, order: tuple[str, str]) -> None:
    two.do(Settle(take=order[:1]))
    assert ties(two) == set()
    two.do(Settle(take=order[1:]))
    assert ties(two) == {(gold_id("q"), "said_by", gold_id("s"))}


def test_a_link_leads_to_the_gold_that_its_end_gave_way_to(two: Memory) -> None:
    two.do(Settle(take=("q2",), over=("q",)))
    two.do(Settle(take=("s",), over=("s2",)))
    assert ties(two) == {(gold_id("q2"), "said_by", gold_id("s"))}


def test_a_link_to_an_actor_comes_along_at_once(two: Memory) -> None:
    two.do(AddLink(annotation="q", type="target", actor="mayor"), coder="ana")
    two.do(Settle(take=("q",)))
    assert ties(two) == {(gold_id("q"), "target", "mayor")}


def test_gold_gets_no_more_links_than_its_code_allows(two: Memory) -> None:
    quote = two.need(Code, "quote")
    said_by = replace(quote.links[0], maximum=1)
    two.do(Settle(take=("q", "s", "s2")))
    two.do(put(replace(quote, links=(said_by, *quote.links[1:]))))
    two.do(AddLink(annotation="q", type="said_by", to="s2"), coder="ana")
    two.do(Settle(take=("s2",)))
    assert ties(two) == {(gold_id("q"), "said_by", gold_id("s"))}


# Opening again


def test_what_is_undecided_is_open_and_its_gold_gone(two: Memory) -> None:
    two.do(Settle(take=("q",), over=("q2",)))
    two.do(Settle(take=("s",)))
    two.do(Undecide(("q", "q2")))
    assert words(two) == {"s": ("accepted", gold_id("s"))}
    assert set(gold(two)) == {gold_id("s")}
    assert ties(two) == set()


def test_undeciding_one_of_a_pair_leaves_the_other_settled(two: Memory) -> None:
    two.do(Settle(take=("q",), over=("q2",)))
    two.do(Undecide(("q2",)))
    assert words(two) == {"q": ("accepted", gold_id("q"))}
    assert set(gold(two)) == {gold_id("q")}


def test_deleting_gold_opens_what_it_was_settled_from(two: Memory) -> None:
    two.do(Settle(take=("q",), over=("q2",)))
    two.do(Delete((gold_id("q"),)))
    assert (gold(two), two.find(Decision)) == ({}, [])


def test_gold_outlasts_the_annotation_that_it_was_taken_from(two: Memory) -> None:
    two.do(Settle(take=("q",), alike=("q2",)))
    two.do(Delete(("q",)), coder="ana")
    assert words(two) == {"q2": ("accepted", gold_id("q"))}
    assert set(gold(two)) == {gold_id("q")}


# Changing gold


@pytest.mark.parametrize(
    "edit",
    [
        SetValue(gold_id("q"), "stance", -1),
        SetFragments(gold_id("q"), ((0, 10),)),
        AddLink(annotation=gold_id("q"), type="target", actor="mayor"),
    ],
    ids=lambda edit: type(edit).__name__,
)
def test_who_changes_gold_changes_what_was_accepted(two: Memory, edit: Edit) -> None:
    two.do(Settle(take=("q",), reason="Good"))
    two.do(edit, coder="mia")
    assert words(two) == {"q": ("changed", gold_id("q"))}
    assert two.find(Decision)[0].reason == "Good"


def test_gold_that_is_what_the_coder_had_again_is_accepted_again(two: Memory) -> None:
    two.do(Settle(take=("q",)))
    two.do(SetValue(gold_id("q"), "stance", -1))
    two.do(SetValue(gold_id("q"), "stance", None))
    assert words(two) == {"q": ("accepted", gold_id("q"))}


def test_gold_changed_into_what_the_other_coder_has_is_theirs(two: Memory) -> None:
    two.do(Settle(take=("q",), over=("q2",)))
    fragments = ((0, 11), (27, 33))
    edits = [SetFragments(gold_id("q"), fragments), SetValue(gold_id("q"), "stance", 1)]
    two.do(Together(edits))
    assert words(two) == {"q": ("changed", gold_id("q")), "q2": ("accepted", gold_id("q"))}


def test_a_note_on_gold_changes_no_decision(two: Memory) -> None:
    two.do(Settle(take=("q",)))
    two.do(SetNote(gold_id("q"), "Compare the guideline."))
    assert words(two) == {"q": ("accepted", gold_id("q"))}


def test_a_reason_is_given_afterwards(two: Memory) -> None:
    two.do(Settle(over=("q",)))
    assert two.do(GiveReason("q", "Not to be coded")) == "Reason given"
    assert two.find(Decision)[0].reason == "Not to be coded"
    assert "There is no decision" in refusal(two, GiveReason("q", "Mine"), coder="mia")


# Threads


def test_a_question_is_open_until_it_is_closed(two: Memory) -> None:
    def thread() -> list[Comment]:
        return in_thread_order(two.find(Comment, annotation="q"))

    assert two.do(AddComment(id="m1", annotation="q", text=" Why? \n")) == "Comment added"
    assert [(one.coder, one.text, one.at) for one in thread()] == [(LEA, "Why?", NOW)]
    two.do(AddComment(id="m2", annotation="q", text="So."), coder="ana")
    assert is_open(thread())
    assert two.do(AddComment(id="m3", annotation="q", closes=True)) == "Question closed"
    assert not is_open(thread())
    assert not is_open([])


def test_a_comment_needs_words_and_an_annotation(two: Memory) -> None:
    assert "A comment needs words." in refusal(two, AddComment(id="m", annotation="q", text=" "))
    asked = AddComment(id="m", annotation="gone", text="Why?")
    assert "There is no annotation gone." in refusal(two, asked)


def test_a_thread_goes_with_its_annotation(two: Memory) -> None:
    two.do(AddComment(id="m1", annotation="q", text="Why?"))
    two.do(Delete(("q",)), coder="ana")
    assert two.find(Comment) == []
