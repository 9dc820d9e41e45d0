"""The rows of a codebook's table, put together by code, field and link."""

from collections.abc import Iterable

import msgspec

from annotator.domain.errors import UserError

_OWN = ("choice", "choice_name", "choice_help", "choice_under", "choice_retired")


class GivenRow(msgspec.Struct, frozen=True):
    """A row as it was read: its line, from 1, and its cells that are not empty, by column."""

    line: int
    cells: dict[str, str]


class GivenPart(msgspec.Struct):
    """A code, a field or a link: the line where it is first named, and what is said of it."""

    line: int
    cells: dict[str, str] = {}
    fields: "dict[str, GivenPart]" = {}
    links: "dict[str, GivenPart]" = {}
    choices: list[tuple[int, dict[str, str]]] = []

    def take(self, row: GivenRow, before: str, what: str) -> None:
        """Keep what a row says of it; raise a `UserError` when an earlier one says otherwise."""
        for name, cell in row.cells.items():
            if not name.startswith(before) or name in _OWN:
                continue
            known = self.cells.setdefault(name, cell)
            if known != cell:
                message = f"Its “{name}” is another one here than in a row above."
                remedy = "Say it once, or the same each time."
                raise UserError(message, where=f"line {row.line}, {what}", remedy=remedy)


def grouped(rows: Iterable[GivenRow]) -> dict[str, GivenPart]:
    """Return the codes by id with what their rows say; raise a `UserError`."""
    codes: dict[str, GivenPart] = {}
    for row in rows:
        ident = row.cells.get("code", "").strip()
        if not ident:
            raise UserError("The row names no code.", where=f"line {row.line}")
        code = codes.setdefault(ident, GivenPart(row.line))
        of_code = {
            name: cell
            for name, cell in row.cells.items()
            if not name.startswith(("field", "link", "choice"))
        }
        code.take(GivenRow(row.line, of_code), "", f"code {ident}")
        _take_field(code, row, f"code {ident}")
        _take_link(code, row, f"code {ident}")
    return codes


def _take_field(code: GivenPart, row: GivenRow, what: str) -> None:
    ident = row.cells.get("field", "").strip()
    if not ident:
        if any(name.startswith(("field", "choice")) for name in row.cells):
            message = "The row has a choice or says something of a field, and names no field."
            raise UserError(message, where=f"line {row.line}, {what}")
        return
    field = code.fields.setdefault(ident, GivenPart(row.line))
    field.take(row, "field", f"{what}, field {ident}")
    if "choice" in row.cells:
        cells = {name: row.cells[name] for name in _OWN if name in row.cells}
        field.choices.append((row.line, cells))


def _take_link(code: GivenPart, row: GivenRow, what: str) -> None:
    ident = row.cells.get("link", "").strip()
    if not ident:
        return
    link = code.links.setdefault(ident, GivenPart(row.line))
    link.take(row, "link", f"{what}, link {ident}")
