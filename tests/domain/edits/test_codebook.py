"""The codebook changes, and its version rises."""

import pytest
from memory import Memory
from msgspec.structs import replace

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Codebook, CodeState
from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.base import Together
from annotator.domain.edits.codebook import (
    MoveCode,
    PutCode,
    ReplaceCodebook,
    RetireCode,
    SetProjectTitle,
    SetVariables,
)
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.project_info import PROJECT_ID, ArticleVariable, ProjectInfo
from annotator.domain.state import codebook_of


def info(memory: Memory) -> ProjectInfo:
    return memory.need(ProjectInfo, PROJECT_ID)


def test_each_change_of_the_codebook_raises_its_version_by_one(memory: Memory) -> None:
    assert info(memory).codebook_version == 1
    assert memory.do(PutCode(Code(id="frame", name="Frame", key="F"))) == "Code Frame added"
    assert info(memory).codebook_version == 2
    frame = Code(id="frame", name="Framing", key="F")
    assert memory.do(PutCode(frame)) == "Code Framing changed"
    assert info(memory).codebook_version == 3
    memory.do(PutCode(frame))
    assert info(memory).codebook_version == 3
    memory.do(Together([PutCode(replace(frame, key="G")), RetireCode("frame")]))
    assert info(memory).codebook_version == 4


def test_an_annotation_says_which_version_it_was_last_coded_by(memory: Memory) -> None:
    memory.do(PutCode(Code(id="frame", name="Frame")))
    assert memory.need(Annotation, "q").codebook_version == 1
    memory.do(SetNote("q", "x"))
    assert memory.need(Annotation, "q").codebook_version == 2


def test_a_codebook_that_comes_with_its_version_keeps_it(memory: Memory) -> None:
    seven = replace(info(memory), codebook_version=7)
    memory.do(ImportRecords(records=(seven, Code(id="frame", name="Frame"))))
    assert info(memory).codebook_version == 7


def test_a_code_is_retired_and_taken_up_again(memory: Memory) -> None:
    assert memory.do(RetireCode("quote")) == "Code Quote retired"
    assert memory.need(Code, "quote").state is CodeState.RETIRED
    assert memory.do(RetireCode("quote", retired=False)) == "Code Quote taken up again"
    with pytest.raises(UserError, match="There is no code gone"):
        memory.do(RetireCode("gone"))


def test_another_codebook_takes_the_place_and_codes_in_use_are_retired(memory: Memory) -> None:
    frame = Code(id="frame", name="Frame", key="F")
    quote = replace(memory.need(Code, "quote"), name="Quotation")
    quote = replace(quote, links=(replace(quote.links[0], ends=("actor",)),))
    book = Codebook(title="Other", description="New.", codes=(frame, quote))
    assert memory.do(ReplaceCodebook(book)) == "Codebook replaced, 2 codes that it lacks retired"
    found = codebook_of(memory)
    assert (found.title, found.description, found.version) == ("Other", "New.", 2)
    assert [code.id for code in found.usable()] == ["frame", "quote"]
    retired = {code.id for code in found.codes if code.state is CodeState.RETIRED}
    assert retired == {"source", "cue"}


def test_a_retired_code_does_not_hang_below_one_that_is_gone(memory: Memory) -> None:
    memory.do(PutCode(replace(memory.need(Code, "cue"), parent="heading")))
    memory.do(ReplaceCodebook(Codebook(codes=(memory.need(Code, "quote"),))))
    assert memory.need(Code, "cue").parent == ""


def test_a_codebook_that_takes_answers_away_is_refused(memory: Memory) -> None:
    quote = replace(memory.need(Code, "quote"), fields=())
    with pytest.raises(UserError, match="which is in use: Quote has no field “negated”"):
        memory.do(ReplaceCodebook(Codebook(codes=(quote,))))


def test_a_project_has_a_title_and_variables_of_its_own(memory: Memory) -> None:
    assert memory.do(SetProjectTitle("Ceasefire")) == "Project renamed"
    assert memory.do(SetVariables((ArticleVariable("desk", "Desk"),))) == "Variables changed"
    assert info(memory).title == "Ceasefire"
    assert info(memory).variables == (ArticleVariable("desk", "Desk"),)


def test_a_code_is_moved_below_another_and_between_others(memory: Memory) -> None:
    for name in ("one", "two", "three"):
        memory.do(PutCode(Code(id=name, name=name, position=90)))
    assert memory.do(MoveCode("three", before="one")) == "Code three moved"
    order = [code.id for code in codebook_of(memory).codes]
    assert order.index("three") + 1 == order.index("one")
    memory.do(MoveCode("two", parent="one"))
    memory.do(MoveCode("three", parent="two"))
    assert memory.need(Code, "three").parent == "two"
    memory.do(PutCode(Code(id="four", name="four")))
    with pytest.raises(UserError, match="at most 3 levels"):
        memory.do(MoveCode("one", parent="four"))
    with pytest.raises(UserError, match="code three: Codes stand in at most 3 levels"):
        memory.do(PutCode(replace(memory.need(Code, "one"), parent="four")))
    with pytest.raises(UserError, match="below itself"):
        memory.do(MoveCode("one", parent="three"))
