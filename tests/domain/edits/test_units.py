"""Answers for units: given, given again, taken back, and never moved."""

import pytest
from memory import Memory
from msgspec.structs import replace

from annotator.domain.annotation import Annotation
from annotator.domain.article import Status, WorkStatus
from annotator.domain.codebook import AskedUnit, Code, Scope
from annotator.domain.edits.annotations import (
    AddFragment,
    ChangeCode,
    Delete,
    SetFragments,
    SetValue,
    Tag,
)
from annotator.domain.edits.base import Edit
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.units import AnswerUnit, unit_answer_id
from annotator.domain.errors import UserError

PLACE = ((0, 10),)
NONE = {"none": True}


@pytest.fixture
def asking(memory: Memory) -> Memory:
    """Add a code that asks of each paragraph, with the fields of Speech."""
    memory.do(PutCode(topic(memory)))
    return memory


def topic(memory: Memory) -> Code:
    fields = memory.need(Code, "quote").fields[:2]
    return Code(id="topic", name="Topic", unit=AskedUnit.PARAGRAPH, fields=fields)


def answer(**given: object) -> AnswerUnit:
    return AnswerUnit(id="u", article="a", code="topic", fragments=PLACE, **given)  # type: ignore[arg-type]


def refused(memory: Memory, edit: Edit, coder: str | None = None) -> str:
    before = list(memory.history)
    with pytest.raises(UserError) as found:
        memory.do(edit, coder=coder)
    assert memory.history == before
    return str(found.value)


def test_an_answer_is_an_annotation_in_the_units_place(asking: Memory) -> None:
    assert asking.do(answer(values={"kind": "direct"})) == "Topic: Direct"
    made = asking.need(Annotation, "u")
    assert (made.texts, made.values) == (("“We will,”",), {"kind": "direct"})
    assert [one.status for one in asking.find(Status)] == [WorkStatus.IN_PROGRESS]


def test_none_takes_the_place_of_all_other_answers_and_they_of_it(asking: Memory) -> None:
    asking.do(answer(values={"kind": "direct"}))
    asking.do(SetValue("u", "stance", 1))
    assert asking.do(answer(none=True)) == "Topic: none"
    assert asking.need(Annotation, "u").values == NONE
    asking.do(SetValue("u", "stance", -1))
    assert asking.need(Annotation, "u").values == {"stance": -1}
    asking.do(SetValue("u", "none", True))
    assert asking.need(Annotation, "u").values == NONE
    asking.do(answer(values={"kind": "odd"}))
    assert asking.need(Annotation, "u").values == {"kind": "odd"}


def test_answering_again_keeps_the_other_answers_and_the_place(asking: Memory) -> None:
    asking.do(answer(values={"kind": "direct"}))
    asking.do(SetValue("u", "stance", 1))
    asking.do(replace(answer(values={"kind": "odd"}), fragments=((0, 3),)))
    made = asking.need(Annotation, "u")
    assert (made.values, made.start, made.end) == ({"kind": "odd", "stance": 1}, 0, 10)


def test_an_answer_stays_in_its_unit(asking: Memory) -> None:
    asking.do(answer(none=True))
    for edit in (SetFragments("u", ((0, 3),)), AddFragment("u", 11, 20)):
        assert "whose place is given" in refused(asking, edit)
    assert "is answered for each paragraph" in refused(asking, ChangeCode("u", "speech"))
    tagging = Tag(id="t", article="a", code="topic", fragments=PLACE)
    assert "is answered for each paragraph" in refused(asking, tagging)


def test_codes_that_ask_of_no_units_take_no_such_answer(asking: Memory) -> None:
    assert "asks of no units" in refused(asking, replace(answer(none=True), code="speech"))


def test_a_colleagues_answer_is_theirs(asking: Memory) -> None:
    asking.do(answer(none=True))
    assert "no answer of yours" in refused(asking, answer(none=True), coder="ben")


def test_what_a_code_in_use_asks_of_stays(asking: Memory) -> None:
    asking.do(answer(none=True))
    told = refused(asking, PutCode(replace(topic(asking), unit=AskedUnit.SENTENCE)))
    assert "code Topic, which is in use: It is asked of each paragraph" in told
    asking.do(Delete(("u",)))
    asking.do(PutCode(replace(topic(asking), unit=AskedUnit.SENTENCE)))
    speech = asking.need(Code, "speech")
    asking.do(Tag(id="sp", article="a", code="speech", fragments=PLACE))
    told = refused(asking, PutCode(replace(speech, unit=AskedUnit.PARAGRAPH)))
    assert "code Speech, which is in use: It is asked of no units" in told


def test_units_and_scope_agree(asking: Memory) -> None:
    whole = replace(topic(asking), id="whole", scope=Scope.ARTICLE)
    assert "applies to a stretch of text" in refused(asking, PutCode(whole))
    asking.do(PutCode(replace(whole, unit=AskedUnit.ARTICLE)))
    asking.do(AnswerUnit(id="w", article="a", code="whole", none=True))
    assert asking.need(Annotation, "w").fragments == ()


def test_two_desks_give_the_same_answer_the_same_id() -> None:
    assert unit_answer_id("a", "topic", "ana", PLACE) == unit_answer_id("a", "topic", "ana", PLACE)
    assert unit_answer_id("a", "topic", "ana", ()) != unit_answer_id("a", "topic", "ana", PLACE)


def test_none_is_still_none_with_another_code_that_asks_of_such_units(asking: Memory) -> None:
    asking.do(PutCode(replace(topic(asking), id="mood", name="Mood", key="", fields=())))
    asking.do(answer(none=True))
    asking.do(ChangeCode("u", "mood"))
    recoded = asking.need(Annotation, "u")
    assert (recoded.code, recoded.values) == ("mood", NONE)
