"""From the cells of one row to an article, or to what a list says of one."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from annotator.domain.article import STANDARD_META, normalised
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.record import Values
from annotator.formats.files.dates import iso
from annotator.formats.files.encodings import LARGEST_ARTICLE, bounded_bytes, decoded
from annotator.formats.files.headings import DATES, FILE, TEXT, TITLE, check_has_text
from annotator.formats.incoming import Incoming, Shell
from annotator.formats.tables.plan import Cells, Plan, with_long_year
from annotator.formats.text import SUFFIXES as PLAIN_TEXT
from annotator.formats.text import title_of

MOST_COLUMNS = 1000
"""How many columns a table may have."""

_BETWEEN_PARAGRAPHS = "\n\n"
_BETWEEN = "; "


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """How the rows of a table are taken: where it lies, and what its columns hold.

    `encoding` is what its texts were read in.
    """

    path: Path
    plan: Plan
    encoding: str

    def check(self) -> None:
        """Raise a `UserError` when no column holds texts and it is no list, either."""
        if not self.plan.listed:
            check_has_text(self.plan.mapping)

    def taken(self, where: str, cells: Cells) -> Incoming | Shell | UserError:
        """Return the article of a row, what it says of one, or why it is refused."""
        held: dict[str, Any] = {}
        for column, cell in cells.items():
            target = self.plan.mapping.get(column, "")
            if target and not _is_empty(cell):
                held[target] = cell
        title = " ".join(written(held.pop(TITLE, "")).split())
        for key in self.plan.short_years & held.keys():
            held[key] = with_long_year(written(held[key]))
        if self.plan.listed:
            return self._shell(where, title, meta_of(held))
        try:
            text, encoding = self._text(held.pop(TEXT, ""), written(held.pop(FILE, "")), where)
        except UserError as error:
            return error
        article = NewArticle(
            id=new_id(), title=title or title_of(text), text=text, meta=meta_of(held)
        )
        return Incoming(where=where, article=article, encoding=encoding)

    def _shell(self, where: str, title: str, meta: Values) -> Shell | UserError:
        if not title and "url" not in meta:
            return UserError("The row has neither an address nor a title.", where=where)
        return Shell(where=where, title=title, meta=meta)

    def _text(self, cell: Any, name: str, where: str) -> tuple[str, str]:
        text = normalised(written(cell, _BETWEEN_PARAGRAPHS))
        if text.strip():
            return text, self.encoding
        if not name.strip():
            raise UserError("The row has no text.", where=where)
        path = _inside(self.path, name.strip(), where)
        # The encoding that the user named is the table's; its articles have their own.
        try:
            found = decoded(bounded_bytes(path, LARGEST_ARTICLE), path.name)
        except UserError as error:
            raise error.at(where) from None
        return found.text, found.encoding


def meta_of(held: Mapping[str, Any]) -> Values:
    """Return metadata from what stands in a row under its keys: dates read, blanks left out."""
    meta: Values = {}
    for key, cell in held.items():
        value = cell
        if key in STANDARD_META or isinstance(cell, str | list):
            value = normalised(written(cell)).strip()
        if isinstance(value, float) and not math.isfinite(value):
            value = str(value)
        if key in DATES:
            value = iso(cast("str", value))
        if value not in ("", None):
            meta[key] = value
    return meta


def written(cell: Any, between: str = _BETWEEN) -> str:
    """Return what stands in a cell as text."""
    if isinstance(cell, str):
        return cell
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, list):
        parts = (written(one) for one in cast("list[Any]", cell))
        return between.join(part for part in parts if part.strip())
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
        return str(int(cell))
    return str(cell)


def told_apart(cells: Sequence[Any]) -> tuple[str, ...]:
    """Return the columns' names, told apart where two are the same; raise if there are too many."""
    if len(cells) > MOST_COLUMNS:
        message = f"The table has more than {MOST_COLUMNS} columns."
        raise UserError(message, remedy="Delete those that you don’t need.")
    names: list[str] = []
    taken: dict[str, int] = {}
    for cell in cells:
        own = " ".join(written(cell).split())
        name, n = own, taken.get(own, 1)
        while name and name in taken:
            n += 1
            name = f"{own} ({n})"
        taken[own] = n
        taken.setdefault(name, 1)
        names.append(name)
    return tuple(names)


def _is_empty(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip()) or cell == []


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
