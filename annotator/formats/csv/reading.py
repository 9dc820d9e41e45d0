"""Tables (CSV, TSV): one row is one article, with its metadata beside the text."""

import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.wording import counted, enumerated, noun
from annotator.formats.csv.dialect import Dialect, dialect_of, usual_count
from annotator.formats.csv.heading import LOOKED_AT, heading_of
from annotator.formats.csv.records import Row, TableRecords
from annotator.formats.files.bad_bytes import Readable, readable
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.headings import TEXT, guess_mapping, known_names
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions, Told
from annotator.formats.tables.plan import SAMPLE, Cells, Plan, planned
from annotator.formats.tables.rows import Table, told_apart

_NAMED = 5
_CALLED_TEXTS = frozenset(("", ".txt", ".text", ".dat"))
_SURE_DELIMITERS = ("\t", ";", "|")  # a comma stands in the first lines of texts, too
_MOST_NAMES = 200
_ONLY = "text"
"""What the one column of a table without a heading is called."""


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file that is called a text is a table, as spreadsheets save them.

    Its first line has names of columns that are known, one of them that of the text.
    """
    if glimpse.suffix not in _CALLED_TEXTS:
        return False
    first, _, rest = glimpse.text.removeprefix("\ufeff").partition("\n")
    second = rest.partition("\n")[0]
    for delimiter in _SURE_DELIMITERS:
        names = [one.strip().strip('"') for one in first.split(delimiter)[:_MOST_NAMES]]
        if len(names) > 1 and known_names(names) > 1 and delimiter in second:
            return TEXT in guess_mapping(told_apart(names)).values()
    return False


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is written: its encoding, dialect and columns, and what each holds."""

    encoding: str
    dialect: Dialect
    header: tuple[str, ...]
    plan: Plan

    @property
    def mapping(self) -> Mapping[str, str]:
        """What each column holds."""
        return self.plan.mapping

    @property
    def delimiter(self) -> str:
        """What stands between its cells."""
        return self.dialect.delimiter


def layout_of(path: Path, options: ReadOptions) -> Layout:
    """Return how a table is written, for showing and changing; raise a `UserError`.

    Its columns may hold no text yet: only reading it needs to know which one does.
    """
    return OpenedTable(path, options).layout


def mapping_of(path: Path, options: ReadOptions) -> Mapping[str, str]:
    """Return what each column of a table is taken for; raise a `UserError`."""
    return layout_of(path, options).mapping


def lists(path: Path, options: ReadOptions) -> bool:
    """Tell whether a table has no texts, but says of which articles it is."""
    try:
        return layout_of(path, options).plan.listed
    except UserError:
        return False


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield an article for each row, or the refusal of that row, and what is to be said of it."""
    try:
        table = OpenedTable(path, options)
    except UserError as error:
        yield error
        return
    yield from table.found()


class OpenedTable:
    """A table whose heading has been read.

    Of one that is too large for this, `head` is its beginning, its rows whole, and `how` the way in
    which all of it is read: `records_among` takes the rest then.
    """

    def __init__(
        self,
        path: Path,
        options: ReadOptions,
        *,
        head: bytes | None = None,
        how: Readable | None = None,
        suffix: str = "",
    ) -> None:
        self._name = path.name
        self._data = bounded_bytes(path) if head is None else head
        self._readable = how or readable(self._data, path.name, options.encoding)
        dialect = dialect_of(self._lines, suffix or path.suffix.lower())
        self._records = TableRecords(self._lines(), dialect)
        rows = iter(self._records)
        first = list(islice(rows, LOOKED_AT))
        whole = [(line, row) for line, row in first if not isinstance(row, UserError)]
        try:
            header, self._body = self._headed(first, whole)
            below = [row for line, row in whole if line > self._heading_line]
            sample = [_cells(header, row) for row in below[:SAMPLE]]
            self._plan = planned(header, options, sample)
        except UserError as error:
            raise error.at(path.name) from None
        self._rows = chain(self._body, rows)
        self._records.cells = len(header)
        self.layout = Layout(
            encoding=self._readable.encoding,
            dialect=dialect,
            header=header,
            plan=self._plan,
        )
        self._table = Table(path=path, plan=self._plan, encoding=self._readable.encoding)
        self._short: list[int] = []

    def _lines(self) -> io.TextIOWrapper:
        opened = io.BytesIO(self._data)
        how = self._readable
        lines = io.TextIOWrapper(opened, how.encoding, how.errors, newline="")
        if lines.read(1) != "\ufeff":
            lines.seek(0)
        return lines

    def _headed(
        self, first: list[tuple[int, Row]], whole: list[tuple[int, list[str]]]
    ) -> tuple[tuple[str, ...], list[tuple[int, Row]]]:
        """Return the columns' names, and of the first rows those that follow."""
        if not first:
            raise UserError("The file is empty.")
        if not whole:
            raise next(row for _, row in first if isinstance(row, UserError))
        rows = [row for _, row in whole]
        heading = heading_of(rows)
        self._above = heading.told(whole, self._name)
        self._heading_line = 0
        if heading.at is None:
            return (_ONLY,), first
        line, header = whole[heading.at]
        self._heading_line = line
        if heading.at and usual_count(rows) > len(header):
            header = [*header, *[""] * (usual_count(rows) - len(header))]
        return told_apart(header), [(n, row) for n, row in first if n > line]

    def found(self) -> Iterator[Found]:
        """Yield what is found in all its rows, and what is to be said of it."""
        try:
            self._table.check()
        except UserError as error:
            yield error.at(self._name)
            return
        yield from filter(None, (self._above, self._readable.told(self._name)))
        yield from self._plan.told(self._name)
        for line, row in self._rows:
            where = f"{self._name}, line {line}"
            if isinstance(row, UserError):
                yield row.at(where)
            else:
                yield self._one(where, line, row)
        yield from filter(None, (self._told_of_short(), self._told_of_quotes()))

    def check(self) -> None:
        """Raise a `UserError` where it holds no texts."""
        if self._plan.listed:
            raise UserError("It holds no texts, only what is known of articles.")
        self._table.check()

    def records_among(self, lines: Iterable[str], number: int) -> Iterator[tuple[int, Row]]:
        """Yield the rows below the heading among lines of the table, of which one has a number."""
        records = TableRecords(lines, self.layout.dialect, number)
        records.cells = len(self.layout.header)
        return (one for one in records if one[0] > self._heading_line)

    def found_in(self, line: int, row: Row) -> Found:
        """Return the article of a row, or why it can't be read."""
        return row if isinstance(row, UserError) else self._one("", line, row)

    def _one(self, where: str, line: int, row: Sequence[str]) -> Found:
        header = self.layout.header
        if any(cell.strip() for cell in row[len(header) :]):
            message = f"The row has {len(row)} cells, the heading {len(header)}."
            remedy = "A cell with the delimiter needs quotation marks around it."
            return UserError(message, where=where, remedy=remedy)
        found = self._table.taken(where, _cells(header, row))
        if len(row) < len(header) and not isinstance(found, UserError):
            self._short.append(line)
        return found

    def _told_of_short(self) -> Told | None:
        count = len(self._short)
        if not count:
            return None
        message = (
            f"{counted(count, 'row')} {noun(count, 'has', 'have')} fewer cells than the heading,"
            " which has"
            f" {len(self.layout.header)}; what is missing is taken as empty."
        )
        return Told(f"{self._name}, {_lines_named(self._short)}", message)

    def _told_of_quotes(self) -> Told | None:
        found = self._records.as_text
        if not found:
            return None
        message = (
            f"{counted(len(found), 'row')} with quotation marks out of place came in"
            " with all of them, as written."
        )
        return Told(f"{self._name}, {_lines_named(found)}", message)


def _cells(header: Sequence[str], row: Sequence[str]) -> Cells:
    return dict(zip(header, row, strict=False))


def _lines_named(lines: Sequence[int]) -> str:
    named = [str(n) for n in lines[:_NAMED]]
    more = [f"{len(lines) - _NAMED:,} more"] if len(lines) > _NAMED else []
    return f"{noun(len(lines), 'line')} {enumerated([*named, *more])}"
