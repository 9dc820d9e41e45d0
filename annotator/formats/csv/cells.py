"""How rows of CSV are written: RFC 4180, UTF-8, and disarmed for a spreadsheet where asked for."""

import csv
from typing import Any, BinaryIO, Protocol

from annotator.formats.csv.columns import Cell

_BOM = b"\xef\xbb\xbf"
_RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
_NEUTRAL = "'"


class RowWriter(Protocol):
    """What `csv_writer` returns."""

    def writerow(self, row: Any, /) -> Any:
        """Write one row."""


class _Utf8:
    """What `csv.writer` writes to, so that nobody translates line ends."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, line: str) -> int:
        return self._file.write(line.encode())


def csv_writer(
    file: BinaryIO, *, for_spreadsheet: bool = False, delimiter: str = ",", quoted: bool = False
) -> RowWriter:
    """Return what writes rows into a file, which has a byte order mark for a spreadsheet.

    `quoted` puts every text between quotation marks, and no number.
    """
    if for_spreadsheet:
        file.write(_BOM)
    quoting = csv.QUOTE_NONNUMERIC if quoted else csv.QUOTE_MINIMAL
    return csv.writer(_Utf8(file), lineterminator="\r\n", delimiter=delimiter, quoting=quoting)


def neutralised(cell: Cell, *, always: bool = False) -> Cell:
    """Return a cell that no spreadsheet takes for a formula, or (`always`) for a date."""
    runs = isinstance(cell, str) and cell.startswith(_RUN_BY_SPREADSHEETS)
    return f"{_NEUTRAL}{cell}" if runs or (always and cell) else cell


def as_before(cell: str) -> str:
    """Return a cell as it was before it was `neutralised`."""
    disarmed = cell.startswith(_NEUTRAL) and cell.startswith(_RUN_BY_SPREADSHEETS, len(_NEUTRAL))
    return cell.removeprefix(_NEUTRAL) if disarmed else cell
