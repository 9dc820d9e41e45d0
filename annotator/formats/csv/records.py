"""The rows of a table of text, with the lines on which they begin, and past what is broken."""

import csv
from collections import deque
from collections.abc import Iterable, Iterator

from annotator.domain.errors import UserError
from annotator.formats.csv.dialect import LONGEST_CELL, Dialect, Quotes, is_hint

Row = list[str] | UserError
_AGAIN = 16 * LONGEST_CELL
"""How many characters are read again in all, after rows that break off."""
_LITERAL = Quotes.TEXT


class TableRecords:
    """Rows that aren't blank, each with its line; where a row is broken, the next line is tried.

    `number` is the first line's in its file. `cells` is how many most rows have; a broken line that
    has as many when its quotation marks are taken for text comes in so, and its line is in
    `as_text`.
    """

    def __init__(self, lines: Iterable[str], dialect: Dialect, number: int = 1) -> None:
        self._lines = iter(lines)
        self._number = number
        self._dialect = dialect
        self._ahead: deque[str] = deque()
        self._taken: list[str] = []
        self._left = _AGAIN
        self.cells = 0
        self.as_text: list[int] = []

    def __iter__(self) -> Iterator[tuple[int, Row]]:
        line = self._number
        reader = self._dialect.reader(_Feed(self), strict=True)
        while True:
            self._taken = []
            try:
                row: Row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                row = self._mended(line, error)
                if self._left < 0:
                    yield line, UserError("Too many rows break off: the rest is not read.")
                    return
            hint = line == 1 and not isinstance(row, UserError) and _says_delimiter(row)
            if isinstance(row, UserError) or (any(cell.strip() for cell in row) and not hint):
                yield line, row
            line += len(self._taken)

    def next_line(self) -> str:
        """Return the next line for the reader; raise `StopIteration` after the last."""
        line = self._ahead.popleft() if self._ahead else next(self._lines)
        self._taken.append(line)
        return line

    def _mended(self, number: int, error: csv.Error) -> Row:
        """Return the row that a broken one's first line is, and have the others read again."""
        first, *others = self._taken
        self._taken = [first]
        self._ahead.extendleft(reversed(others))
        self._left -= sum(map(len, others))
        if "field limit" not in str(error):
            for dialect in (Dialect(self._dialect.delimiter, _LITERAL), self._dialect):
                row = _alone(dialect, first)
                if row is not None and len(row) == self.cells:
                    self.as_text.append(number)
                    return row
        return _broken_off(error)


class _Feed:
    """The lines of a table, also once it seemed to be at its end."""

    def __init__(self, records: TableRecords) -> None:
        self._records = records

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        return self._records.next_line()


def _alone(dialect: Dialect, line: str) -> list[str] | None:
    try:
        return next(dialect.reader([line.rstrip("\r\n")]), None)
    except csv.Error:
        return None


def _says_delimiter(row: list[str]) -> bool:
    return len(row) <= 2 and bool(row[:1]) and is_hint(row[0])


def _broken_off(error: csv.Error) -> UserError:
    if "field limit" in str(error):
        message = f"A cell that begins here has more than {LONGEST_CELL:,} characters."
        return UserError(message, remedy="Look whether a quotation mark is missing before it.")
    message = "A quotation mark is out of place here, so that the row can’t be told."
    remedy = 'Double those within a cell (""), or close it with one.'
    return UserError(message, remedy=remedy)
