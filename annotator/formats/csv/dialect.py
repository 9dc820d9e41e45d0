"""How a table of text is written: what stands between its cells, and what its quotes mean."""

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum

import msgspec

LONGEST_CELL = 16 * 2**20
"""How many characters a cell may have."""
SAMPLE = 128 * 1024
"""From how many characters the delimiter is told."""
SPREADSHEET_HINT = "sep="

_ROWS = 100
_DELIMITERS = (",", ";", "\t", "|")
_PLAIN = frozenset("\t|")
"""Delimiters that texts seldom hold, so that tables with them often need no quotes."""
_MOSTLY = 0.9  # of the lines


class Quotes(Enum):
    """What a quotation mark at the beginning of a cell is."""

    DOUBLED = "doubled"
    """The cell's own begin, as RFC 4180 has it: one within is doubled."""
    ESCAPED = "escaped"
    """The same, with a backslash before one within."""
    TEXT = "text"
    """A letter of the text like any other."""


class Dialect(msgspec.Struct, frozen=True):
    """How a table is written; `skips_blanks` says that blanks after a delimiter mean nothing."""

    delimiter: str
    quotes: Quotes = Quotes.DOUBLED
    skips_blanks: bool = False

    def reader(self, lines: Iterable[str], *, strict: bool = False) -> Iterator[list[str]]:
        """Read the rows of lines; raises `csv.Error`, if `strict` for each quote out of place."""
        csv.field_size_limit(LONGEST_CELL)
        if self.quotes is Quotes.TEXT:
            return csv.reader(lines, delimiter=self.delimiter, quoting=csv.QUOTE_NONE)
        escaped = self.quotes is Quotes.ESCAPED
        return csv.reader(
            lines,
            delimiter=self.delimiter,
            doublequote=not escaped,
            escapechar="\\" if escaped else None,
            skipinitialspace=self.skips_blanks,
            strict=strict,
        )


def dialect_of(open_lines: Callable[[], io.TextIOBase], suffix: str) -> Dialect:
    """Return how a table is written; `open_lines` opens it anew each time."""
    sample = open_lines().read(SAMPLE)
    delimiter = _delimiter(sample, suffix)
    dialect = Dialect(delimiter)
    if '"' not in sample and not any('"' in line for line in open_lines()):
        return dialect
    if f'{delimiter} "' in sample:
        skipping = Dialect(delimiter, skips_blanks=True)
        rows = _Rows.of(skipping, open_lines())
        better = _fit(sample, skipping)[0] > _fit(sample, dialect)[0]
        if better or (rows is not None and rows.is_even):
            dialect = skipping
    return _with_quotes(open_lines, dialect)


def is_hint(cell: str) -> bool:
    """Tell whether this is the line that says which delimiter a spreadsheet is to take."""
    return cell.strip().lower().startswith(SPREADSHEET_HINT)


def _delimiter(sample: str, suffix: str) -> str:
    """Return the delimiter with which most rows have as many cells as the others."""
    first = sample.partition("\n")[0].strip("\r\n ")
    said = first[len(SPREADSHEET_HINT) :].strip('"') or "\t"
    if is_hint(first.strip('"')) and said[:1] in _DELIMITERS:
        return said[:1]
    scores = {one: _score(sample, one) for one in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])
    if suffix in {".tsv", ".tab"} and scores["\t"] > (0, 0):
        return "\t"
    return best if scores[best] > (0, 0) else ","


def _score(sample: str, delimiter: str) -> tuple[float, int]:
    fit = _fit(sample, Dialect(delimiter))
    if delimiter not in _PLAIN or '"' not in sample:
        return fit
    return max(fit, _fit(sample, Dialect(delimiter, Quotes.TEXT)))


def _fit(sample: str, dialect: Dialect) -> tuple[float, int]:
    """Return the share of rows that have as many cells as most, and that number.

    Lines above the heading don't count.
    """
    try:
        reader = dialect.reader(io.StringIO(sample, newline=""))
        rows = [row for row, _ in zip(reader, range(_ROWS), strict=False) if row]
    except csv.Error:
        return 0, 0
    # The sample may end within a row.
    rows = rows[:-1] if len(rows) > 2 and len(rows) < _ROWS and len(sample) == SAMPLE else rows
    usual = usual_count(rows)
    if usual < 2:
        return 0, 0
    counts = [len(row) for row in rows]
    body = counts[counts.index(usual) + 1 :]
    return (sum(one == usual for one in body) / len(body) if body else 1), usual


def usual_count(rows: Sequence[Sequence[str]]) -> int:
    """Return how many cells most rows have that have several; of two counts the larger one."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    return max(counts, key=lambda count: (counts[count], count)) if counts else 0


# What the quotes mean


def _with_quotes(open_lines: Callable[[], io.TextIOBase], dialect: Dialect) -> Dialect:
    """Return the dialect with what quotes mean in all of the table."""
    text = msgspec.structs.replace(dialect, quotes=Quotes.TEXT)
    sound = _Rows.of(dialect, open_lines())
    plain = dialect.delimiter in _PLAIN
    if sound is not None:
        lines = _Rows.of(text, open_lines()) if plain else None
        if lines is None or not lines.is_even:
            return dialect
        swallows = sound.count < lines.count
        return text if swallows or _are_text(open_lines(), dialect) else dialect
    escaped = msgspec.structs.replace(dialect, quotes=Quotes.ESCAPED)
    if '\\"' in open_lines().read(SAMPLE) and _Rows.of(escaped, open_lines()) is not None:
        return escaped
    lines = _Rows.of(text, open_lines())
    even = lines is not None and lines.count > 1 and lines.share >= (_MOSTLY if plain else 1)
    return text if even else dialect


class _Rows(msgspec.Struct, frozen=True):
    """What came of reading all rows of a table in one way."""

    count: int
    share: float
    """Of the rows after the first with the usual number of cells, those that have it too."""

    @property
    def is_even(self) -> bool:
        return self.share == 1

    @staticmethod
    def of(dialect: Dialect, lines: Iterable[str]) -> "_Rows | None":
        """Return what comes of it; None when quotes are out of place."""
        counts: Counter[int] = Counter()
        head: list[list[str]] = []
        try:
            for row in dialect.reader(lines, strict=True):
                if row:
                    counts[len(row)] += 1
                    if len(head) < _ROWS:
                        head.append(row)
        except csv.Error as error:
            if "field limit" not in str(error):
                return None
        usual, total = usual_count(head), counts.total()
        above = next((n for n, row in enumerate(head) if len(row) == usual), 0)
        body = total - above
        return _Rows(total, counts[usual] / body if usual and body else 0)


def _are_text(lines: Iterable[str], dialect: Dialect) -> bool:
    """Tell of a table whose every line is a row whether its quotes belong to the texts.

    What writes quotes around cells does so where it must, or in all of a column.
    """
    quoted: Counter[int] = Counter()
    bare: Counter[int] = Counter()
    for number, line in enumerate(lines):
        for n, cell in enumerate(line.rstrip("\r\n").split(dialect.delimiter)):
            if cell.startswith('"'):
                if '""' in cell[1:-1]:
                    return False
                quoted[n] += 1
            elif cell and number:
                bare[n] += 1
    return any(bare[n] for n in quoted)
