"""Tables (CSV, TSV): one row is one article, with its metadata beside the text."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from annotator.domain.article import normalised
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.formats.files.dates import iso
from annotator.formats.files.encodings import LARGEST_ARTICLE, bounded_bytes, decoded, detected
from annotator.formats.files.headings import (
    DATES,
    FILE,
    TEXT,
    TITLE,
    check_has_text,
    checked_mapping,
)
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.text import SUFFIXES as PLAIN_TEXT
from annotator.formats.text import title_of

LONGEST_CELL = 16 * 2**20
"""How many characters a cell may have."""

MOST_COLUMNS = 1000
"""How many columns a table may have."""

_SAMPLE = 128 * 1024  # characters from which the delimiter is told
_ROWS = 100
_DELIMITERS = (",", ";", "\t", "|")
_SPREADSHEET_HINT = "sep="


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is written: its encoding, delimiter and columns, and what each holds."""

    encoding: str
    delimiter: str
    header: tuple[str, ...]
    mapping: Mapping[str, str]


def layout_of(path: Path, options: ReadOptions) -> Layout:
    """Return how a table is written, for showing and changing; raise a `UserError`.

    Its columns may hold no text yet: only reading it needs to know which one does.
    """
    return _Table(path, options).layout


def mapping_of(path: Path, options: ReadOptions) -> Mapping[str, str]:
    """Return what each column of a table is taken for; raise a `UserError`."""
    return layout_of(path, options).mapping


def read(path: Path, options: ReadOptions) -> Iterator[Incoming | UserError]:
    """Yield an article for each row, or the refusal of that row."""
    try:
        table = _Table(path, options)
    except UserError as error:
        yield error
        return
    yield from table.articles()


class _Table:
    """A table whose heading has been read."""

    def __init__(self, path: Path, options: ReadOptions) -> None:
        self._path = path
        self._options = options
        self._data = bounded_bytes(path)
        encoding = detected(self._data, path.name, options.encoding)
        delimiter = _delimiter(self._lines(encoding).read(_SAMPLE), path.suffix.lower())
        self._rows = self._numbered(encoding, delimiter)
        try:
            header = _header(self._rows)
            mapping = checked_mapping(header, options.mapping)
        except UserError as error:
            raise error.at(path.name) from None
        self.layout = Layout(encoding=encoding, delimiter=delimiter, header=header, mapping=mapping)

    def articles(self) -> Iterator[Incoming | UserError]:
        try:
            check_has_text(self.layout.mapping)
        except UserError as error:
            yield error.at(self._path.name)
            return
        try:
            for line, row in self._rows:
                yield self._article(f"{self._path.name}, line {line}", row)
        except csv.Error as error:
            where = f"{self._path.name}, line {self._line}"
            yield _broken_off(error).at(where)

    def _lines(self, encoding: str) -> io.TextIOWrapper:
        lines = io.TextIOWrapper(io.BytesIO(self._data), encoding, newline="")
        if lines.read(1) != "\ufeff":
            lines.seek(0)
        return lines

    def _numbered(self, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
        """Yield rows that aren't blank, with the lines on which they begin."""
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(self._lines(encoding), delimiter=delimiter)
        self._line = 1
        for row in reader:
            hint = self._line == 1 and len(row) <= 2 and row[:1] and _is_hint(row[0])
            if any(cell.strip() for cell in row) and not hint:
                yield self._line, row
            self._line = reader.line_num + 1

    def _article(self, where: str, row: Sequence[str]) -> Incoming | UserError:
        header = self.layout.header
        if any(cell.strip() for cell in row[len(header) :]):
            message = f"The row has {len(row)} cells, the heading {len(header)}."
            return UserError(message, where=where, remedy="A cell with the delimiter needs quotes.")
        mapping = self.layout.mapping
        cells = {mapping[column]: cell for column, cell in zip(header, row, strict=False)}
        cells.pop("", None)
        try:
            text, encoding = self._text(cells.pop(TEXT, ""), cells.pop(FILE, "").strip(), where)
        except UserError as error:
            return error
        title = " ".join(normalised(cells.pop(TITLE, "")).split()) or title_of(text)
        article = NewArticle(id=new_id(), title=title, text=text, meta=_meta(cells))
        return Incoming(where=where, article=article, encoding=encoding)

    def _text(self, cell: str, name: str, where: str) -> tuple[str, str]:
        if cell.strip():
            return normalised(cell), self.layout.encoding
        if not name:
            raise UserError("The row has no text.", where=where)
        path = _inside(self._path, name, where)
        # The encoding that the user named is the table's; its articles have their own.
        try:
            found = decoded(bounded_bytes(path, LARGEST_ARTICLE), path.name)
        except UserError as error:
            raise error.at(where) from None
        return found.text, found.encoding


def _inside(table: Path, name: str, where: str) -> Path:
    """Return the plain text file that a row names, which must lie in the table's own folder.

    A table from elsewhere must not be able to read other files of this computer.
    """
    folder = table.parent.resolve()
    if Path(name).suffix.lower() not in PLAIN_TEXT:
        remedy = f"Use {' or '.join(PLAIN_TEXT)}."
        raise UserError(f"“{name}” is no plain text file.", where=where, remedy=remedy)
    for beside in (folder, folder / table.stem):
        try:
            path = (beside / name).resolve()
        except (OSError, ValueError):
            continue
        if path.is_relative_to(folder) and path.is_file():
            return path
    remedy = f"It must lie beside {table.name} or in a folder there."
    raise UserError(f"There is no file “{name}”.", where=where, remedy=remedy)


def _header(rows: Iterator[tuple[int, list[str]]]) -> tuple[str, ...]:
    """Take the first row and return the columns' names, told apart where two are the same."""
    first = next(rows, None)
    if first is None:
        raise UserError("The file is empty.")
    if len(first[1]) > MOST_COLUMNS:
        raise UserError(f"The table has more than {MOST_COLUMNS} columns.")
    names: list[str] = []
    for cell in first[1]:
        name, n = " ".join(cell.split()), 2
        while name and name in names:
            name, n = f"{' '.join(cell.split())} ({n})", n + 1
        names.append(name)
    return tuple(names)


def _meta(cells: Mapping[str, str]) -> dict[str, str]:
    stripped = {key: normalised(cell).strip() for key, cell in cells.items()}
    return {key: iso(cell) if key in DATES else cell for key, cell in stripped.items() if cell}


def _is_hint(cell: str) -> bool:
    return cell.strip().lower().startswith(_SPREADSHEET_HINT)


def _delimiter(sample: str, suffix: str) -> str:
    """Return the delimiter with which most rows have as many cells as the heading."""
    first = sample.partition("\n")[0].strip()
    if _is_hint(first) and first[len(_SPREADSHEET_HINT) :] in _DELIMITERS:
        return first[len(_SPREADSHEET_HINT) :]
    scores = {delimiter: _fit(sample, delimiter) for delimiter in _DELIMITERS}
    best = max(_DELIMITERS, key=lambda delimiter: scores[delimiter])
    if suffix == ".tsv" and scores["\t"] > (0, 0):
        return "\t"
    return best if scores[best] > (0, 0) else ","


def _fit(sample: str, delimiter: str) -> tuple[float, int]:
    """Return the share of rows that have as many cells as the heading, and that number."""
    csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)
        rows = [row for row, _ in zip(reader, range(_ROWS), strict=False) if row]
    except csv.Error:
        return 0, 0
    if not rows or len(rows[0]) < 2:
        return 0, 0
    # The sample may end within a row.
    body = rows[1:-1] if len(rows) > 2 and len(rows) < _ROWS else rows[1:]
    same = sum(len(row) == len(rows[0]) for row in body)
    return (same / len(body) if body else 1), len(rows[0])


def _broken_off(error: csv.Error) -> UserError:
    if "field limit" not in str(error):
        return UserError(f"The table breaks off here: {error}.")
    message = f"A cell that begins here has more than {csv.field_size_limit():,} characters."
    return UserError(message, remedy="Look whether a quotation mark is missing before it.")
