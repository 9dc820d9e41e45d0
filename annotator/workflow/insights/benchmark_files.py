"""Benchmarks of source audits from CSV files: a category on each line, and the share wanted."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import decoded

_LARGEST = 2**20  # bytes
_WHOLE = 100.0


def read_wanted(path: Path) -> dict[str, float]:
    """Return the shares (0 to 1) that a file wants, by the ids or names of categories.

    A line has a category and a share: `0.4`, `40 %`, with a semicolon or a tab between them also
    `0,4`. A first line without a number is a heading. Raise a `UserError` with the line of what
    can't be taken.
    """
    found: dict[str, float] = {}
    for n, (line, cells) in enumerate(_lines(path)):
        where = f"{path.name}, line {line}"
        if len(cells) < 2:
            raise UserError("The line has no category and share.", where=where)
        name, share = cells[0].strip(), _share(cells[1])
        if share is None and not n:
            continue
        several = len(cells) > 2 and _share(cells[2]) is not None
        if several or share is None or not name:
            if several:  # as in citizen,0,4
                cells[1] = ",".join(cells[1:])
            remedy = "Write shares as 0.4 or as 40 %."
            raise UserError(f"“{cells[1].strip()}” is no share.", where=where, remedy=remedy)
        if name in found:
            raise UserError(f"{name} stands there twice.", where=where)
        found[name] = share
    if not found:
        raise UserError(f"{path.name} wants no shares.", remedy="Write a category and a share.")
    return found


def _lines(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"{path.name} is too large for a benchmark.")
        text = decoded(path.read_bytes(), path.name).text
    except OSError as error:
        raise UserError(f"{path.name} can't be read: {error.strerror}.") from None
    first = next((one for one in text.splitlines() if one.strip()), "")
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        for cells in reader:
            if any(one.strip() for one in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        where = f"{path.name}, line {reader.line_num}"
        raise UserError(f"This is no CSV: {error}.", where=where) from None


def _share(cell: str) -> float | None:
    said = cell.strip()
    whole = _WHOLE if said.endswith("%") else 1.0
    try:
        return float(said.rstrip("% \u00a0\u202f").replace(",", ".")) / whole
    except ValueError:
        return None
