"""What stands between the cells of CSV that goes out, and how it writes fractions."""

import locale
from collections.abc import Sequence
from contextlib import suppress
from typing import BinaryIO, Self

import msgspec

from annotator.formats.csv.cells import RowWriter, csv_writer
from annotator.formats.csv.columns import FRACTIONS, Cell
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind
from annotator.formats.selection import Selection

_COMMA, _SEMICOLON, _TAB, _LOCAL = "comma", "semicolon", "tab", "local"
SEPARATOR = ExportOption(
    id="separator",
    title="Between the cells",
    help=(
        "Spreadsheets split rows as the country's settings say: where decimals have a comma, at "
        "semicolons. Files with semicolons have decimal commas."
    ),
    kind=OptionKind.CHOICE,
    default=_COMMA,
    choices=(
        OptionChoice(_COMMA, "Comma"),
        OptionChoice(_SEMICOLON, "Semicolon, and decimal commas"),
        OptionChoice(_TAB, "Tab"),
        OptionChoice(_LOCAL, "As this computer's spreadsheets expect it"),
    ),
    with_decimal_comma=_SEMICOLON,
)
QUOTED = ExportOption(
    id="quoted",
    title="Texts in quotation marks",
    help=(
        "Puts every text between quotation marks, so that a spreadsheet which is told to take "
        "such cells as texts keeps an id like 00123 as it is."
    ),
    kind=OptionKind.FLAG,
    default=False,
)
CSV_OPTIONS = (SEPARATOR, QUOTED)
"""What can be chosen of every table that goes out as CSV."""


class CsvLayout(msgspec.Struct, frozen=True):
    """How CSV is written: what stands between cells, and whether decimals have a comma."""

    delimiter: str
    decimal_comma: bool
    quoted: bool

    @property
    def point(self) -> str:
        """What stands before decimals."""
        return "," if self.decimal_comma else "."


def csv_layout(selection: Selection) -> CsvLayout:
    """Return how CSV is to be written."""
    chosen = selection.words(SEPARATOR)
    if chosen == _LOCAL:
        chosen = _SEMICOLON if has_decimal_comma() else _COMMA
    delimiter = {_SEMICOLON: ";", _TAB: "\t"}.get(chosen, ",")
    return CsvLayout(delimiter, chosen == _SEMICOLON, selection.flag(QUOTED))


def has_decimal_comma() -> bool:
    """Tell whether this computer's settings write 0.5 as 0,5."""
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        with suppress(locale.Error):  # the settings name what the system lacks
            locale.setlocale(locale.LC_NUMERIC, "")
        return locale.localeconv()["decimal_point"] == ","
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)


def layout_writer(
    file: BinaryIO,
    selection: Selection,
    names: Sequence[str],
    fractions: frozenset[str] = FRACTIONS,
) -> RowWriter:
    """Return what writes rows with these columns into a file, laid out as it was chosen.

    `fractions` are the columns that can have decimals.
    """
    layout = csv_layout(selection)
    writer = csv_writer(
        file,
        for_spreadsheet=selection.for_spreadsheet,
        delimiter=layout.delimiter,
        quoted=layout.quoted,
    )
    places = [n for n, name in enumerate(names) if name in fractions]
    plain = not layout.decimal_comma and not layout.quoted
    return writer if plain or not places else _WithFractions(writer, places, layout)


def fraction_cell(number: float, layout: CsvLayout) -> Cell | float:
    """Return a number as a cell: a whole one without a point, a fraction as the layout has it."""
    if number.is_integer() and abs(number) < 2**53:
        return int(number)
    return _Fraction(repr(number), layout.point)


class _Fraction(float):
    """A number that is written as it was said: `csv` puts none between quotation marks."""

    def __new__(cls, words: str, point: str) -> Self:
        made = super().__new__(cls, words)
        made._words = words.replace(".", point)
        return made

    _words: str

    def __str__(self) -> str:
        return self._words


class _WithFractions:
    """Writes fractions as numbers."""

    def __init__(self, writer: RowWriter, places: Sequence[int], layout: CsvLayout) -> None:
        self._writer = writer
        self._places = places
        self._point = layout.point

    def writerow(self, row: Sequence[Cell], /) -> object:
        cells: list[Cell | float] = list(row)
        for n in self._places:
            with suppress(ValueError):  # a heading, an empty cell, or no number
                cells[n] = _Fraction(str(cells[n]), self._point)
        return self._writer.writerow(cells)
