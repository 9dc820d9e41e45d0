"""Options of formats are read from words, and what means nothing is refused with what would."""

import re

import pytest

from annotator.domain.errors import UserError
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind
from annotator.formats.format import Format
from annotator.formats.selection import Selection
from annotator.formats.table import export_formats

FLAG = ExportOption(id="f", title="F", help="F.", kind=OptionKind.FLAG, default=False)
NUMBER = ExportOption(
    id="n", title="N", help="N.", kind=OptionKind.NUMBER, default=3, lowest=1, highest=9
)
CHOICE = ExportOption(
    id="c",
    title="C",
    help="C.",
    kind=OptionKind.CHOICE,
    default="a",
    choices=(OptionChoice("a", "A"), OptionChoice("b", "B")),
)
TEXT = ExportOption(id="t", title="T", help="T.", kind=OptionKind.TEXT, default="")


@pytest.mark.parametrize("row", export_formats(), ids=lambda row: row.id)
def test_options_of_a_format_are_told_apart_and_are_spelt_alike(row: Format) -> None:
    options = row.exporter.options
    assert len({one.id for one in options}) == len(options)
    assert len({one.title for one in options}) == len(options)
    assert all(re.fullmatch("[a-z]+(-[a-z]+)*", one.id) for one in options)


@pytest.mark.parametrize(
    ("option", "words", "read"),
    [
        (FLAG, "yes", True),
        (FLAG, " OFF ", False),
        (NUMBER, "7", 7),
        (CHOICE, "b", "b"),
        (TEXT, " as typed ", " as typed "),
    ],
)
def test_words_are_read(option: ExportOption, words: str, read: object) -> None:
    assert option.read(words) == read


@pytest.mark.parametrize(
    ("option", "words", "remedy"),
    [
        (FLAG, "perhaps", "yes or no"),
        (NUMBER, "10", "from 1 to 9"),
        (NUMBER, "-1", "from 1 to 9"),
        (NUMBER, "٧", "from 1 to 9"),
        (CHOICE, "z", "There are a, b"),
    ],
)
def test_what_means_nothing_is_refused(option: ExportOption, words: str, remedy: str) -> None:
    with pytest.raises(UserError, match=remedy):
        option.read(words)


def test_what_was_not_chosen_is_as_usual() -> None:
    selection = Selection(options={"n": 5})
    assert (selection.number(NUMBER), selection.words(CHOICE), selection.flag(FLAG)) == (
        5,
        "a",
        False,
    )
