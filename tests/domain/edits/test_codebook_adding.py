"""Adding codes of another codebook."""

import pytest
from memory import Memory

from annotator.domain.codebook import Code, Codebook, CodeState
from annotator.domain.edits.codebook_adding import AddCodes, addition, with_headings
from annotator.domain.errors import UserError
from annotator.domain.state import codebook_of

OURS = Codebook(
    title="Ours",
    codes=(
        Code(id="quote", name="Quote", key="Q"),
        Code(id="old", name="Old", key="O", state=CodeState.RETIRED, position=4),
    ),
)
THEIRS = Codebook(
    codes=(
        Code(id="villain", name="Villain", key="q", parent="people"),
        Code(id="people", name="People", group=True),
        Code(id="quote", name="Another quote", key="K"),
        Code(id="oath", name="Oath", key="O"),
        Code(id="hero", name="Hero", key="H", parent="people"),
    )
)


def test_new_codes_come_last_and_known_ones_stay_as_they_are() -> None:
    memory = Memory(OURS)
    assert (
        memory.do(AddCodes(with_headings(THEIRS, ["villain", "quote", "oath"]))) == "2 codes added"
    )
    book = codebook_of(memory)
    codes = {code.id: code for code in book.codes}
    assert list(codes) == ["quote", "old", "people", "villain", "oath"]
    assert codes["quote"] == OURS.codes[0]
    assert codes["villain"].parent == "people"
    assert book.title == "Ours"


def test_a_key_that_another_code_has_is_left_to_it() -> None:
    found = addition(OURS, with_headings(THEIRS, ["villain", "oath"]))
    assert {code.id: code.key for code in found.added} == {"people": "", "villain": "", "oath": "O"}
    assert [code.id for code in found.keyless] == ["villain"]


def test_a_heading_that_is_not_taken_is_no_parent() -> None:
    found = addition(OURS, [THEIRS.codes[0]])
    assert [code.parent for code in found.added] == [""]


def test_where_all_is_there_it_is_refused() -> None:
    with pytest.raises(UserError, match="all of these codes already"):
        Memory(OURS).do(AddCodes((THEIRS.codes[2],)))


def test_chosen_codes_come_with_those_above_them_first() -> None:
    assert [one.id for one in with_headings(THEIRS, ["hero"])] == ["people", "hero"]
    assert with_headings(THEIRS, []) == ()
