"""The rows of the program's own tables of annotations: of a CSV file, or of a spreadsheet's sheets.

A spreadsheet says of itself that it is one, since its sheets look like lists of articles otherwise.
"""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.csv.columns import FIXED_COLUMNS
from annotator.formats.files.encodings import bounded_bytes, detected
from annotator.formats.files.zips import BROKEN
from annotator.formats.glimpse import Glimpse
from annotator.formats.labels.own_articles import SheetArticle, sheet_articles
from annotator.formats.tables.rows import written
from annotator.formats.xlsx.sheets import MARK
from annotator.formats.xlsx.workbook import Sheet, sheets_of

BOM = "\ufeff"
_DELIMITERS = (",", ";", "\t", "|")
_LONGEST = 16 * 2**20  # characters of a cell
_MOST_COLUMNS = 20_000
_PROPERTIES = "docProps/custom.xml"
_LARGEST = 2**20  # bytes of the properties
_KNOWN = frozenset(FIXED_COLUMNS)


class OwnRows(Protocol):
    """A table: its columns, its rows, and the place of the row that was given last."""

    header: list[str]
    disarmed: bool
    """Whether what a spreadsheet would run may have an apostrophe before it."""
    place: str

    def __iter__(self) -> Iterator[Sequence[str]]:
        """Yield the cells of each row; raise `csv.Error` where the table can't be read on."""
        ...


class OwnFile(msgspec.Struct, frozen=True):
    """The tables of a file, at least one, and the articles by id whose texts are in it."""

    tables: list[OwnRows]
    articles: Mapping[str, SheetArticle]


def own_file(path: Path, encoding: str | None) -> OwnFile:
    """Return what a file holds; raise a `UserError` when it has no table of annotations."""
    data = bounded_bytes(path)
    articles: dict[str, SheetArticle] = {}
    if data.startswith(b"PK\x03\x04"):
        sheets, _ = sheets_of(data, path.name)
        found: list[OwnRows] = [_SheetRows(one) for one in sheets if one.rows]
        found = [one for one in found if is_of_annotations(one.header)]
        articles = sheet_articles(sheets)
    else:
        text = data.decode(detected(data, path.name, encoding))
        delimiter = own_delimiter(text.removeprefix(BOM))
        disarmed = data.startswith(BOM.encode()) or text.startswith(BOM)
        found = [] if delimiter is None else [_CsvRows(text, delimiter, disarmed=disarmed)]
    if not found:
        remedy = "It needs the columns article_id or article_title, code, and start and end."
        raise UserError("The table is no export of annotations.", remedy=remedy)
    return OwnFile(found, articles)


def unknown_columns(header: Sequence[str]) -> list[str]:
    """Return the columns that no export has."""
    return [one for one in header if one and one not in _KNOWN and "." not in one]


def is_of_annotations(header: Sequence[str]) -> bool:
    """Tell whether a heading is the export's: what was marked, and in which article."""
    names = {one.strip() for one in header}
    places = {"annotation_id", "fragments"} & names or {"start", "end"} <= names
    return bool("code" in names and places and {"article_id", "article_title"} & names)


def own_delimiter(text: str) -> str | None:
    """Return what stands between the cells of a heading that is the export's; None for others."""
    first = text[:_LONGEST].partition("\n")[0].strip("\r")
    for delimiter in _DELIMITERS:
        try:
            header = next(csv.reader([first], delimiter=delimiter), list[str]())
        except csv.Error:
            continue
        if is_of_annotations(header):
            return delimiter
    return None


def is_own_workbook(glimpse: Glimpse) -> bool:
    """Tell whether a spreadsheet says of itself that its sheets are annotations."""
    if _PROPERTIES not in glimpse.members:
        return False
    try:
        with zipfile.ZipFile(glimpse.path) as opened, opened.open(_PROPERTIES) as part:
            return MARK.encode() in part.read(_LARGEST)
    except BROKEN:
        return False


class _CsvRows:
    """A table of CSV."""

    def __init__(self, text: str, delimiter: str, *, disarmed: bool) -> None:
        csv.field_size_limit(_LONGEST)
        self._rows = csv.reader(
            io.StringIO(text.removeprefix(BOM), newline=""), delimiter=delimiter
        )
        self.header = [one.strip() for one in next(self._rows)][:_MOST_COLUMNS]
        self.disarmed = disarmed
        self.place = f"line {self._rows.line_num + 1}"

    def __iter__(self) -> Iterator[Sequence[str]]:
        for cells in self._rows:
            yield cells
            self.place = f"line {self._rows.line_num + 1}"


class _SheetRows:
    """A sheet, whose first row is its heading."""

    disarmed = False

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        heading = [written(one).strip() for one in sheet.rows[0][1]]
        self.header = heading[:_MOST_COLUMNS]
        self.place = f"sheet “{sheet.name}”"

    def __iter__(self) -> Iterator[Sequence[str]]:
        for number, cells in self._sheet.rows[1:]:
            self.place = f"sheet “{self._sheet.name}”, row {number}"
            yield [written(one) for one in cells]
