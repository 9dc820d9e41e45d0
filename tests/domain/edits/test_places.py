"""Labels whose place is unsure: what they become, who may say it, and what is refused."""

import pytest
from memory import Memory

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.places import LeaveOutLabel, LeaveOutNoted, PlaceLabel, PlaceNoted
from annotator.domain.edits.remarks import AddRemark
from annotator.domain.edits.review import AddComment
from annotator.domain.edits.team import NameReviewers
from annotator.domain.errors import UserError
from annotator.domain.people import coder_id
from annotator.domain.placeless import (
    Placeless,
    noted,
    place_question_id,
    placeless_in,
    without_label,
)
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment, is_open

LABEL = Placeless(annotation="lost", code="quote", coder=coder_id("ana"), words="Gone\nwords")


@pytest.fixture
def asked(memory: Memory) -> Memory:
    memory.do(Tag(id="t", article="a", code="quote", fragments=((0, 4),)))
    memory.do(AddComment(id=place_question_id("t"), annotation="t", text="Here?"))
    return memory


def keep(memory: Memory, note: str, label: Placeless = LABEL) -> None:
    memory.do(AddRemark(id=note, text=noted("A label.", label), article="a"))


def test_a_label_is_moved_and_its_question_stays_until_it_is_closed(asked: Memory) -> None:
    assert asked.do(PlaceLabel(annotation="t", fragments=((2, 6),))) == "Quote placed"
    one = next(each for each in asked.find(Annotation) if each.id == "t")
    assert [(each.start, each.end) for each in one.fragments] == [(2, 6)]
    assert is_open(asked.find(Comment))
    told = asked.do(PlaceLabel(annotation="t", closing="c"), coder="lea")
    assert told == "Quote stands where it is"
    assert not is_open(asked.find(Comment))
    with pytest.raises(UserError, match="not in question"):
        asked.do(PlaceLabel(annotation="t", fragments=((0, 4),), closing="d"))


def test_a_label_that_is_left_out_goes_with_its_question(asked: Memory) -> None:
    assert asked.do(LeaveOutLabel(annotation="t", closing="c")) == "Quote left out"
    assert "t" not in {one.id for one in asked.find(Annotation)}
    assert asked.find(Comment) == []


def test_others_labels_are_placed_by_reviewers_alone(asked: Memory) -> None:
    keep(asked, "n")
    asked.do(NameReviewers(("lea",)), coder="lea")
    for edit in (
        PlaceLabel(annotation="t", closing="c"),
        LeaveOutLabel(annotation="t", closing="c"),
        PlaceNoted(note="n", fragments=((0, 4),)),
        LeaveOutNoted(note="n"),
    ):
        with pytest.raises(UserError, match="for reviewers: lea"):
            asked.do(edit, coder="ben")
    asked.do(PlaceLabel(annotation="t", closing="c"), coder="lea")


def test_gold_without_a_place_becomes_gold_again_by_reviewers_alone(memory: Memory) -> None:
    gold = Placeless(annotation="g", code="quote", coder=coder_id("ana"), gold=True)
    keep(memory, "n", gold)
    memory.do(NameReviewers(("lea",)), coder="lea")
    with pytest.raises(UserError, match="for reviewers: lea"):
        memory.do(PlaceNoted(note="n", fragments=((0, 4),)), coder="ana")
    memory.do(PlaceNoted(note="n", fragments=((0, 4),)), coder="lea")
    found = next(one for one in memory.find(Annotation) if one.id == "g")
    assert (found.layer, found.coder) == (GOLD_LAYER, coder_id("ana"))


def test_the_last_label_without_a_place_closes_its_notes(memory: Memory) -> None:
    keep(memory, "n1")
    keep(memory, "n2", Placeless(annotation="lost2", code="quote", coder=coder_id("ana")))
    assert memory.do(PlaceNoted(note="n1", fragments=((0, 4),))) == "Quote placed"
    answers = [one for one in memory.find(Remark) if one.id not in {"n1", "n2"}]
    assert [(one.text, one.closes) for one in answers] == [
        ("Quote “Gone words” was placed.", False)
    ]
    assert memory.do(LeaveOutNoted(note="n2")) == "Quote left out"
    ids = {one.id for one in memory.find(Annotation)}
    assert "lost" in ids
    assert "lost2" not in ids
    assert [one.closes for one in memory.find(Remark)].count(True) == 1
    with pytest.raises(UserError, match="keeps no label"):
        memory.do(LeaveOutNoted(note="n1"))


def test_a_label_needs_words_to_stand_on_and_a_note_that_keeps_it(memory: Memory) -> None:
    keep(memory, "n")
    with pytest.raises(UserError, match="Nothing is selected"):
        memory.do(PlaceNoted(note="n", fragments=()))
    memory.do(AddRemark(id="plain", text="Why?", article="a"))
    with pytest.raises(UserError, match="keeps no label"):
        memory.do(PlaceNoted(note="plain", fragments=((0, 4),)))


def test_a_note_keeps_its_label_and_tells_people_the_rest() -> None:
    text = noted("A label.\nIts words.", LABEL)
    assert placeless_in(text) == LABEL
    assert without_label(text) == "A label.\nIts words."
    long = Placeless(annotation="x", code="quote", coder="c", words="w" * 20_000)
    kept = placeless_in(noted("told " * 5_000, long))
    assert kept is not None
    assert kept.words.startswith("www")
    for other in ("", "Why?", "A\nAs it came: {", "A\nAs it came: 3"):
        assert placeless_in(other) is None
        assert without_label(other) == other
