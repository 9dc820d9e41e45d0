"""Writing the sheets of a spreadsheet row by row: every cell has a type, and nothing is guessed."""

import datetime as dt
import shutil
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, BinaryIO

import msgspec

from annotator.domain.names import folded
from annotator.domain.offsets import OffsetMap

MOST_ROWS = 1_048_576
"""How many rows a sheet can have, its heading among them."""
LONGEST_CELL = 32_767
"""How many UTF-16 units a cell can have."""
LONGEST_NAME = 31
"""How many characters the name of a sheet can have."""
MOST_OPEN = 32
"""How many sheets can be written to without opening their files anew."""
MARK = "annotator-annotations"
"""What a spreadsheet is called in its properties whose sheets are annotations."""
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", "-"))
_RESERVED = "history"
_MOST_DIGITS = 10**15  # what is more loses its last digits: there are only floating numbers
_FIRST_DAY = dt.date(1900, 3, 1)  # before it, spreadsheets disagree on which day has which number
_MADE = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same data are the same bytes
_WIDTHS = {"text": 60, "note": 40, "article_title": 40}
_WIDTH = 14


class CellKind(Enum):
    """What the cells of a column hold; what isn't that is written as a text."""

    TEXT = "text"
    NUMBER = "number"
    FLAG = "flag"
    DAY = "day"
    AS_IT_IS = "as it is"
    """A number, a flag or a text, each as it comes."""


class TypedColumn(msgspec.Struct, frozen=True):
    """The heading of a column and what its cells hold."""

    name: str
    kind: CellKind = CellKind.TEXT


def text_columns(names: Iterable[str]) -> list[TypedColumn]:
    """Return columns of texts."""
    return [TypedColumn(name) for name in names]


def cut_to_cell(text: str) -> str:
    """Return as much of a text as a cell can hold; no character is cut in two."""
    if len(text) * 2 <= LONGEST_CELL:
        return text
    offsets = OffsetMap(text)
    if offsets.to_utf16(len(text)) <= LONGEST_CELL:
        return text
    short = text[:LONGEST_CELL]
    while len(short.encode("utf-16-le", "surrogatepass")) // 2 > LONGEST_CELL:
        over = len(short.encode("utf-16-le", "surrogatepass")) // 2 - LONGEST_CELL
        short = short[: -max(1, over // 2)]
    return short


def is_cut(text: str) -> bool:
    """Tell whether a text has more than a cell can hold."""
    return len(text) * 2 > LONGEST_CELL and cut_to_cell(text) != text


class SheetNames:
    """Gives sheets names that are valid, and each but once."""

    def __init__(self) -> None:
        self._taken = {_RESERVED}

    def name(self, wanted: str) -> str:
        """Return the name that a sheet gets; the same asked for twice gives another."""
        plain = "".join(c if c.isprintable() else " " for c in wanted).translate(_NOT_IN_NAMES)
        plain = plain.strip().strip("'") or "sheet"
        number, name = 1, _shortened(plain, "")
        while folded(name) in self._taken:
            number += 1
            name = _shortened(plain, f" ({number})")
        self._taken.add(folded(name))
        return name


def _shortened(name: str, end: str) -> str:
    most = LONGEST_NAME - len(end)
    short = name
    while len(short.encode("utf-16-le", "surrogatepass")) // 2 > most:
        short = short[:-1]
    return short.rstrip().rstrip("'") + end


class SheetBook:
    """A spreadsheet that is being written; sheets can be written to in turn."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._names = SheetNames()
        self._heading = book.add_format({"bold": True})
        self._day = book.add_format({"num_format": "yyyy-mm-dd"})
        self._sheets: list[OneSheet] = []
        self._awake: dict[str, Any] = {}

    def add(self, wanted: str, columns: Sequence[TypedColumn]) -> "OneSheet":
        """Add a sheet whose name is as near to the one wanted as can be."""
        made = OneSheet(self, wanted, columns)
        self._sheets.append(made)
        return made

    def sheet(self, wanted: str, columns: Sequence[TypedColumn]) -> Any:
        """Return a new sheet of the file with its heading."""
        from annotator.formats.xlsx.verbatim import VerbatimSheet  # noqa: PLC0415 - few need it

        name = self._names.name(wanted)
        sheet: Any = self._book.add_worksheet(name, worksheet_class=VerbatimSheet)
        sheet.freeze_panes(1, 0)
        for n, column in enumerate(columns):
            sheet.set_column(n, n, _WIDTHS.get(column.name, _WIDTH))
            sheet.write_string(0, n, column.name, self._heading)
        self.wake(sheet)
        return sheet

    def wake(self, sheet: Any) -> None:
        """Let a sheet be written to: each has a file of its own, and few can be open at once."""
        name = str(sheet.name)
        if self._awake.pop(name, None) is None:
            sheet.wake()
        self._awake[name] = sheet
        if len(self._awake) > MOST_OPEN:
            self._awake.pop(next(iter(self._awake))).rest()

    def mark(self) -> None:
        """Say in the file's properties that its sheets are annotations."""
        self._book.set_custom_property("content", MARK)

    @property
    def day(self) -> Any:
        """How a day is shown."""
        return self._day

    def finish(self) -> None:
        """Give every sheet its filter, when all rows are written."""
        for one in self._sheets:
            one.finish()


class OneSheet:
    """A table in a spreadsheet; where it is longer than a sheet can be, it goes on in the next."""

    def __init__(self, book: SheetBook, wanted: str, columns: Sequence[TypedColumn]) -> None:
        self._book = book
        self._wanted = wanted
        self._columns = columns
        self._sheet = book.sheet(wanted, columns)
        self._row = 0
        self._writers = {
            CellKind.TEXT: self._text,
            CellKind.NUMBER: self._number,
            CellKind.FLAG: self._flag,
            CellKind.DAY: self._date,
            CellKind.AS_IT_IS: self._as_it_is,
        }

    def write(self, cells: Sequence[object]) -> None:
        """Write a row; nothing and empty texts are empty cells."""
        self._row += 1
        if self._row >= MOST_ROWS:
            self.finish()
            self._sheet = self._book.sheet(self._wanted, self._columns)
            self._row = 1
        self._book.wake(self._sheet)
        for n, (column, cell) in enumerate(zip(self._columns, cells, strict=True)):
            if cell is not None and cell != "":
                self._writers[column.kind](n, cell)

    def write_named(self, cells: Mapping[str, object]) -> None:
        """Write a row, given its cells by column."""
        self.write([cells.get(one.name) for one in self._columns])

    def finish(self) -> None:
        """Let the rows be filtered."""
        self._sheet.autofilter(0, 0, self._row, max(len(self._columns) - 1, 0))

    def _text(self, n: int, cell: object) -> None:
        self._sheet.write_string(self._row, n, cut_to_cell(str(cell)))

    def _number(self, n: int, cell: object) -> None:
        number = _number_of(cell)
        if number is None or abs(number) >= _MOST_DIGITS:
            self._text(n, cell)
        else:
            self._sheet.write_number(self._row, n, number)

    def _flag(self, n: int, cell: object) -> None:
        said = {"true": True, "false": False}.get(str(cell).lower())
        if said is None:
            self._text(n, cell)
        else:
            self._sheet.write_boolean(self._row, n, said)

    def _date(self, n: int, cell: object) -> None:
        day = _day_of(str(cell))
        if day is None:
            self._text(n, cell)
        else:
            self._sheet.write_datetime(self._row, n, day, self._book.day)

    def _as_it_is(self, n: int, cell: object) -> None:
        if isinstance(cell, bool):
            self._flag(n, cell)
        elif isinstance(cell, int | float):
            self._number(n, cell)
        else:
            self._text(n, cell)


def _number_of(cell: object) -> float | int | None:
    if isinstance(cell, int):
        return cell
    try:
        number = float(str(cell))
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _day_of(text: str) -> dt.datetime | None:
    """Return the day that a text is, where spreadsheets count days; None for a moment."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    if day < _FIRST_DAY or day.isoformat() != text:
        return None
    return dt.datetime.combine(day, dt.time())


@contextmanager
def written_book(file: BinaryIO) -> Generator[SheetBook]:
    """Give a spreadsheet to fill, which is in the file when the block ends.

    Rows wait on the disk, not in memory. What is begun is thrown away if the block raises.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - few need it
    from xlsxwriter.exceptions import FileCreateError  # noqa: PLC0415 - the same

    with TemporaryDirectory(prefix="annotator-") as folder:
        path = Path(folder, "book")
        book: Any = Workbook(str(path), {"constant_memory": True, "tmpdir": folder})
        book.use_zip64()
        book.set_properties({"created": _MADE})
        try:
            made = SheetBook(book)
            yield made
            made.finish()
            book.close()
        except FileCreateError as error:
            raise error.__context__ or error from None  # a full disk is told as everywhere
        finally:
            for sheet in book.worksheets():
                sheet.rest()
        with path.open("rb") as whole:
            shutil.copyfileobj(whole, file)
