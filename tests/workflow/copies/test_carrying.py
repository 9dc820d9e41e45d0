"""Labels that are carried to copies stand on their words, once, and say where they are from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs
from wire_copies import LAST, QUOTE, QUOTES, STORY, TEXTS, TONE, place, wire_copies

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link, Origin
from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import AskedUnit, CodeState
from annotator.domain.edits.annotations import Delete, SetFragments, Tag
from annotator.domain.edits.articles import Exclude, SetStatus
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.copies import CarryManyLabels
from annotator.domain.edits.correcting import CorrectText
from annotator.domain.edits.review import Settle
from annotator.domain.edits.rounds import Include, PutRound
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.edits.team import Assign
from annotator.domain.edits.units import AnswerUnit, unit_answer_id
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.runs import Score
from annotator.domain.study import ArticleState, Round, RoundKind
from annotator.store.project import Project
from annotator.workflow.copies import carrying
from annotator.workflow.copies.carrying import CarryPlan, CopyFate, plan_carrying, same_words
from annotator.workflow.visibility import visibility_of

ANA = coder_id("ana")
OTHERS = ("w1", "w2", "w3")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with wire_copies(tmp_path) as made:
        yield made


def plan(project: Project, layer: str = ANA, source: str = "w0") -> CarryPlan:
    visibility = visibility_of(project, coder_id(project.coder), reviewing=layer == GOLD_LAYER)
    copies = tuple(one for one in TEXTS if one != source)
    return plan_carrying(project, source, copies, layer, visibility)


def carry(project: Project, planned: CarryPlan, *, finish: bool = False) -> str:
    return project.apply(planned.edit(planned.proposed, finish=finish)).label


def on(project: Project, article: str) -> list[Annotation]:
    return sorted(project.find(Annotation, article=article), key=lambda one: (one.code, one.id))


def fates(planned: CarryPlan, copy: str) -> dict[str, CopyFate]:
    (found,) = (one for one in planned.copies if one.article.id == copy)
    return {one.source.id: one.fate for one in found.labels}


def test_labels_come_with_answers_links_and_notes_and_say_where_they_are_from(
    project: Project,
) -> None:
    planned = plan(project)
    assert planned.proposed == {"w1", "w2", "w3"}
    assert carry(project, planned) == "10 labels carried to 3 copies"
    for copy in OTHERS:
        quote = next(one for one in on(project, copy) if one.code == "quote")
        assert (quote.values, quote.note) == ({"loud": True}, "The whole of it.")
        assert (quote.origin, quote.coder) == (Origin.CARRIED, ANA)
        (said,) = project.find(Score, annotation=quote.id)
        assert (said.by, said.score, said.reason) == ("q", None, "")
    ends = [one for one in on(project, "w1") if one.text == "chairwoman Ada Moss"]
    (quote,) = (one for one in on(project, "w1") if one.code == "quote")
    links = project.find(Link, annotation=quote.id)
    found = {(one.target_annotation, one.target_actor) for one in links}
    assert found == {(ends[0].id, None), (None, "moss")}
    assert project.check() == []


def test_every_carried_label_stands_on_its_words(project: Project) -> None:
    carry(project, plan(project))
    for copy, text in TEXTS.items():
        for one in on(project, copy):
            assert one.stands_in(text)
    quote = next(one for one in on(project, "w1") if one.code == "quote")
    assert quote.text == "“We have no choice after the storms of last winter,”"


def test_what_differs_is_listed_and_left_out_unless_it_is_taken(project: Project) -> None:
    planned = plan(project)
    stands = CopyFate.STANDS
    assert fates(planned, "w1") == {"q": stands, "s": stands, "l": stands, "t": stands}
    assert fates(planned, "w2") == {"q": stands, "s": stands, "l": CopyFate.GONE, "t": stands}
    assert fates(planned, "w3") == {"q": stands, "s": CopyFate.CHANGED, "l": stands, "t": stands}
    one = {each.article.id: each for each in planned.copies}
    assert [(each.here, each.there) for each in one["w1"].differences] == [
        ("Port cuts dredging", "Harbour to save on dredging")
    ]
    assert [each.here for each in one["w2"].differences] == [f"{LAST[:59].rstrip()}…"]
    assert ("Ada", "Anna") in [(each.here, each.there) for each in one["w3"].differences]
    project.apply(planned.edit({"w3"}, {("w3", "s")}))
    quote, source = (next(o for o in on(project, "w3") if o.code == c) for c in ("quote", "source"))
    assert source.text == "chairwoman Anna Moss" or LAST in source.text
    texts = {one.text for one in on(project, "w3")}
    assert "chairwoman Anna Moss" in texts
    linked = {one.target_annotation for one in project.find(Link, annotation=quote.id)}
    assert len(linked) == 2


def test_a_second_time_nothing_is_doubled(project: Project) -> None:
    carry(project, plan(project))
    before = {copy: on(project, copy) for copy in TEXTS}
    again = plan(project)
    assert again.proposed == frozenset()
    assert {one.fate for copy in again.copies for one in copy.labels} <= {
        CopyFate.THERE,
        CopyFate.GONE,
        CopyFate.CHANGED,
    }
    project.apply(again.edit(OTHERS))
    assert {copy: on(project, copy) for copy in TEXTS} == before


def test_a_label_that_was_moved_since_is_not_made_again_and_one_that_was_deleted_is(
    project: Project,
) -> None:
    carry(project, plan(project))
    quote, *_, tone = on(project, "w1")
    project.apply(SetFragments(quote.id, ((0, 11),)))
    project.apply(Delete((tone.id,)))
    assert fates(plan(project), "w1") == {
        "q": CopyFate.THERE,
        "s": CopyFate.THERE,
        "l": CopyFate.THERE,
        "t": CopyFate.STANDS,
    }


def test_the_same_label_of_ones_own_is_linked_and_not_made_twice(project: Project) -> None:
    words = place(TEXTS["w1"], "chairwoman Ada Moss")
    project.apply(Tag(id="mine", article="w1", code="source", fragments=(words,)))
    planned = plan(project)
    (copy,) = (one for one in planned.copies if one.article.id == "w1")
    assert copy.caution == "1 label on it already"
    assert not copy.is_proposed
    project.apply(planned.edit({"w1"}))
    (quote,) = (one for one in on(project, "w1") if one.code == "quote")
    ends = {one.target_annotation for one in project.find(Link, annotation=quote.id)}
    assert ends == {"mine", None}


def test_of_several_labels_on_the_same_words_none_is_taken_for_another(project: Project) -> None:
    words = place(STORY, "chairwoman Ada Moss")
    for ident, loud in (("q1", True), ("q2", False)):
        made = Tag(id=ident, article="w0", code="quote", fragments=(words,), values={"loud": loud})
        project.apply(made)
    there = place(TEXTS["w1"], "chairwoman Ada Moss")
    mine = Tag(id="mine", article="w1", code="quote", fragments=(there,), values={"loud": False})
    project.apply(mine)
    found = fates(plan(project), "w1")
    assert (found["q1"], found["q2"]) == (CopyFate.STANDS, CopyFate.THERE)
    project.apply(plan(project).edit({"w1"}))
    here = [one for one in on(project, "w1") if one.text == "chairwoman Ada Moss"]
    assert sorted(one.values.get("loud", "") is True for one in here if one.code == "quote") == [
        False,
        True,
    ]
    assert CopyFate.STANDS not in fates(plan(project), "w1").values()


@pytest.mark.parametrize("layer", [ANA, GOLD_LAYER])
def test_of_two_answers_that_come_to_one_unit_of_a_copy_the_second_is_listed(
    project: Project, layer: str
) -> None:
    """Two answers are on one paragraph where the sentences were asked before the paragraphs."""
    asked = structs.replace(QUOTES, id="mood", name="Mood", key="", links=())
    asked = structs.replace(asked, unit=AskedUnit.PARAGRAPH)
    project.apply(PutCode(asked))
    project.apply(Delete(("q", "s", "l", "t")))
    first, last = place(STORY, QUOTE), place(STORY, QUOTE.split(" told", maxsplit=1)[0])
    for at, loud in ((last, True), (first, False)):
        ident = unit_answer_id("w0", "mood", ANA, (at,))
        values = {"loud": loud}
        project.apply(
            AnswerUnit(id=ident, article="w0", code="mood", fragments=(at,), values=values)
        )
    if layer == GOLD_LAYER:
        project.coder = "lea"
        project.apply(Settle(take=tuple(one.id for one in on(project, "w0"))))
    for _ in range(2):
        planned = plan(project, layer)
        (copy,) = (one for one in planned.copies if one.article.id == "w2")
        (left,) = copy.those(CopyFate.UNFIT)
        assert left.why == "the paragraph has the answer for another one there"
        project.apply(planned.edit({"w2"}))
        (made,) = (one for one in on(project, "w2") if one.code == "mood")
        assert made.values == {"loud": False}
    assert not copy.those(CopyFate.STANDS)


def test_carrying_is_one_step_and_undo_is_as_before(project: Project) -> None:
    def records() -> list[list[dict[str, object]]]:
        return [project.records(one) for one in ("annotation", "link", "score", "status")]

    before = records()
    carry(project, plan(project), finish=True)
    after = records()
    project.undo()
    assert records() == before
    project.redo()
    assert [sorted(map(str, one)) for one in records()] == [sorted(map(str, one)) for one in after]


def test_many_labels_are_written_in_parts_and_are_one_step_all_the_same(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(carrying, "_AS_ONE", 4)
    planned = plan(project)
    edit = planned.edit(planned.proposed)
    assert isinstance(edit, CarryManyLabels)
    assert project.apply(edit).label == "10 labels carried to 3 copies"
    project.undo()
    assert on(project, "w1") == []


def test_the_copies_status_stays_unless_they_are_to_be_finished(project: Project) -> None:
    def statuses() -> dict[str, WorkStatus]:
        return {one.article: one.status for one in project.find(Status)}

    before = statuses()
    carry(project, plan(project))
    assert statuses() == before
    project.undo()
    carry(project, plan(project), finish=True)
    assert statuses() == before | dict.fromkeys(OTHERS, WorkStatus.DONE)


def test_copies_that_others_code_and_those_without_labels_on_purpose_wait_for_a_word(
    project: Project,
) -> None:
    project.apply(Assign((("w1", "ben"), ("w2", "ben"), ("w2", "ana"))))
    project.apply(SetStatus("w3", WorkStatus.NOTHING))
    planned = plan(project)
    assert [one.caution for one in planned.copies] == [
        "assigned to ben",
        "several code it, each alone",
        "you found nothing to code in it",
    ]
    assert planned.proposed == frozenset()
    project.apply(planned.edit({"w1"}))
    assert {one.coder for one in on(project, "w1")} == {ANA}


def test_practice_articles_get_nothing_and_give_nothing(project: Project) -> None:
    project.apply(PutRound(Round(id="p", name="Practice", kind=RoundKind.TRAINING)))
    project.apply(Include(round="p", articles=("w1",)))
    planned = plan(project)
    (copy,) = (one for one in planned.copies if one.article.id == "w1")
    assert "practice" in copy.why_not
    assert project.apply(planned.edit(TEXTS)).label == "6 labels carried to 2 copies"
    assert on(project, "w1") == []
    with pytest.raises(UserError, match="practice article"):
        plan(project, source="w1")


def test_gold_is_carried_as_gold_by_reviewers_and_not_onto_locked_articles(
    project: Project,
) -> None:
    project.coder = "lea"
    project.apply(Settle(take=("q", "s", "t")))
    project.apply(SetArticleState(("w2",), ArticleState.SETTLED))
    project.apply(LockArticles(("w2",), locked=True))
    planned = plan(project, GOLD_LAYER)
    assert [one.why_not for one in planned.copies] == ["", "locked", ""]
    assert carry(project, planned, finish=True) == "5 labels carried to 2 copies"
    assert {one.layer for one in on(project, "w1")} == {GOLD_LAYER}
    assert {one.layer for one in on(project, "w3")} == {GOLD_LAYER}
    assert on(project, "w2") == []
    assert not [one for one in project.find(Status) if one.coder == coder_id("lea")]
    assert project.check() == []


def test_only_ones_own_labels_and_gold_can_be_carried(project: Project) -> None:
    stolen = plan(project)
    project.coder = "ben"
    with pytest.raises(UserError, match="Only your own labels"):
        plan(project)
    with pytest.raises(UserError, match="colleague"):
        project.apply(stolen.edit(TEXTS))
    with pytest.raises(UserError, match="no labels of yours"):
        plan(project, coder_id("ben"))


def test_gold_stays_hidden_from_whoever_is_still_to_code(project: Project) -> None:
    project.coder = "lea"
    project.apply(Settle(take=("t",)))
    project.coder = "ana"
    with pytest.raises(UserError, match="still to code"):
        plan(project, GOLD_LAYER)


def test_retired_codes_and_what_is_excluded_there_stay_behind(project: Project) -> None:
    project.apply(PutCode(structs.replace(TONE, state=CodeState.RETIRED)))
    project.apply(Exclude("w1", (place(TEXTS["w1"], LAST),)))
    found = fates(plan(project), "w1")
    assert (found["t"], found["l"], found["q"]) == (CopyFate.UNFIT, CopyFate.UNFIT, CopyFate.STANDS)


@settings(max_examples=15)
@given(data=st.data())
def test_whatever_a_copy_changes_carried_labels_stand_on_the_same_words(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """Words go, come and change anywhere in the copy; labels stand anywhere in the article."""
    words = STORY.split(" ")
    for _ in range(data.draw(st.integers(0, 12))):
        at = data.draw(st.integers(0, len(words) - 1))
        words[at : at + data.draw(st.integers(0, 3))] = ["new"] * data.draw(st.integers(0, 2))
    there = " ".join(words)
    with wire_copies(tmp_path_factory.mktemp("law")) as project:
        for n in range(data.draw(st.integers(0, 4))):
            start = data.draw(st.integers(0, len(STORY) - 2))
            end = data.draw(st.integers(start + 1, min(len(STORY), start + 200)))
            project.apply(Tag(id=f"n{n}", article="w0", code="source", fragments=((start, end),)))
        if there != TEXTS["w1"]:
            project.apply(CorrectText("w1", there))
        planned = plan(project)
        every = {("w1", one.id) for one in planned.labels}
        project.apply(planned.edit({"w1"}, every))
        here = {one.id: one for one in on(project, "w0")}
        of = {one.annotation: here[one.by] for one in project.find(Score)}
        chosen = fates(planned, "w1")
        for one in on(project, "w1"):
            assert one.stands_in(there)
            if chosen[of[one.id].id] is CopyFate.STANDS:
                assert all(map(same_words, one.texts, of[one.id].texts))
        assert project.check() == []
