"""Tables of labels by text: a row is a label, its columns are the keys."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import bounded_bytes, detected
from annotator.formats.labels.json_objects import Values

_DELIMITERS = (",", ";", "\t", "|")
_LONGEST_CELL = 16 * 2**20  # characters
_MOST_COLUMNS = 1_000
_SAMPLE = 64 * 1024  # characters


def heading(text: str) -> list[str]:
    """Return the columns that a table's first line names."""
    lines = csv.reader(io.StringIO(text[:_SAMPLE], newline=""), delimiter=delimiter(text))
    try:
        first = next(lines, None)
    except csv.Error:
        return []
    return [cell.strip() for cell in first or ()]


def delimiter(text: str) -> str:
    """Return what parts the cells of the first line."""
    first = text.removeprefix("\ufeff").lstrip("\r\n").partition("\n")[0]
    return max(_DELIMITERS, key=first.count)


def rows(path: Path, encoding: str | None = None) -> Iterator[tuple[str, Values | UserError]]:
    """Yield the rows of a table that hold something, with their places; raise a `UserError`."""
    data = bounded_bytes(path)
    if not data.strip():
        raise UserError("The file is empty.", where=path.name)
    text = data.decode(detected(data, path.name, encoding)).removeprefix("\ufeff")
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter(text))
    header: list[str] = []
    line = 1
    try:
        for row in reader:
            place, line = f"line {line}", reader.line_num + 1
            if not any(cell.strip() for cell in row):
                continue
            if not header:
                header = [" ".join(cell.split()) for cell in row]
                if len(header) > _MOST_COLUMNS:
                    raise UserError(f"It has more than {_MOST_COLUMNS:,} columns.", where=path.name)
            elif any(cell.strip() for cell in row[len(header) :]):
                message = f"The row has {len(row)} cells, the heading {len(header)}."
                remedy = "A cell with the delimiter needs quotes."
                yield place, UserError(message, where=place, remedy=remedy)
            else:
                cells = zip(header, row, strict=False)
                yield place, {key: cell for key, cell in cells if key and cell.strip()}
    except csv.Error as error:
        raise UserError(f"It is no table: {error}.", where=f"{path.name}, line {line}") from None
