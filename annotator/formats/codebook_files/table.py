"""Codebooks as a table (CSV): a row for each choice, step, other field and link of a code.

What a row repeats of its code or field may be left empty after the first one.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from annotator.domain.codebook import Choice, Code, Codebook, Field, LinkRule
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import BETWEEN_CHOICES, plain_cell
from annotator.domain.field_types import FREE_TYPE, FieldType
from annotator.domain.record import Values
from annotator.formats.codebook_files.places import named
from annotator.formats.codebook_files.table_rows import GivenRow, grouped
from annotator.formats.csv.cells import csv_writer
from annotator.formats.csv.dialect import Dialect
from annotator.formats.files.codebook import SCHEMA, codebook_in
from annotator.formats.files.encodings import bounded_bytes, detected

_LARGEST = 16 * 2**20  # bytes
_DELIMITERS = (",", ";", "\t")
_PARTS = ("id", "fields", "links", "position")
_OF_CODE = tuple(name for name in Code.__struct_fields__ if name not in _PARTS)
_LISTED = ("id", "choices", "steps")
_OF_FIELD = tuple(name for name in Field.__struct_fields__ if name not in _LISTED)
_OF_LINK = tuple(name for name in LinkRule.__struct_fields__ if name != "type")
_FIELD, _LINK = "field_", "link_"
COLUMNS = (
    *("code", *_OF_CODE),
    *("field", *(f"{_FIELD}{name}" for name in _OF_FIELD)),
    *("choice", "choice_name", "choice_help", "choice_under", "choice_retired"),
    *("link", *(f"{_LINK}{name}" for name in _OF_LINK)),
)
"""The columns, in the order in which they are written; they may stand in any."""
_RUNS = re.compile(r"'*[=+\-@\t\r]")
"""What spreadsheets would run, or what looks as if it had been kept from that already."""
_KEPT = re.compile(r"'+[=+\-@\t\r]")
_NO_CELLS: list[str] = []
_SEPARATOR = re.compile(r"sep=([,;\t])\r?(\n)")
"""What some spreadsheets write above the heading."""
_AS_CSV = "Save it as CSV in UTF-8."
_WHOLE = re.compile(r"-?\d{1,4000}")
_TRUTHS = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}


def losses(codebook: Codebook) -> list[str]:
    """Return what of this codebook a table has no place for."""
    told: list[str] = []
    for what, has in (("title", codebook.title), ("description", codebook.description)):
        if has:
            told.append(f"the codebook’s {what}")
    told.append("the codebook’s version")
    empty = [
        f"the empty default of {code.name} – {field.name}"
        for code in codebook.codes
        for field in code.fields
        if field.default in ("", ())
    ]
    return told + empty


# Writing


def write(codebook: Codebook, file: BinaryIO) -> None:
    """Write the rows; cells that a spreadsheet would run begin with an apostrophe."""
    writer = csv_writer(file)
    writer.writerow(COLUMNS)
    for cells in rows(codebook):
        writer.writerow([_kept(cells.get(name, "")) for name in COLUMNS])


def rows(codebook: Codebook) -> Iterator[Values]:
    """Yield the rows as their cells by column."""
    for code in sorted(codebook.codes, key=lambda one: one.position):
        of_code: Values = {"code": code.id} | _cells(code, _OF_CODE, "")
        for row in _rows(code):
            yield of_code | row
            of_code = {"code": code.id}


def _rows(code: Code) -> Iterator[Values]:
    for field in code.fields:
        of_field: Values = {"field": field.id} | _cells(field, _OF_FIELD, _FIELD)
        for choice in _choices(field):
            yield of_field | choice
            of_field = {"field": field.id}
    for rule in code.links:
        yield {"link": rule.type} | _cells(rule, _OF_LINK, _LINK)
    if not code.fields and not code.links:
        yield {}


def _choices(field: Field) -> Iterator[Values]:
    for choice in field.choices:
        yield _one_choice(choice)
        for one in choice.choices:
            yield _one_choice(one) | {"choice_under": choice.id}
    for step in field.steps:
        said: Values = {"choice": step.value, "choice_name": step.label}
        yield said | ({"choice_retired": plain_cell(True)} if step.retired else {})  # noqa: FBT003 - a cell
    if not field.choices and not field.steps:
        yield {}


def _one_choice(choice: Choice) -> Values:
    said: Values = {"choice": choice.id, "choice_name": choice.name, "choice_help": choice.help}
    return said | ({"choice_retired": plain_cell(True)} if choice.retired else {})  # noqa: FBT003 - a cell


def _cells(one: Code | Field | LinkRule, names: Iterable[str], before: str) -> Values:
    values: Values = msgspec.to_builtins(one)
    cells: Values = {}
    for name in names:
        value = values.get(name)
        if name == "level":
            value = str(cast("Field", one).level)
        if name == "moved":
            value = msgspec.json.encode(value).decode() if value else ""
        if name == "shown_if" and value is not None:
            shown = cast("Values", value)
            value = f"{shown['field']}={_joined(map(plain_cell, shown['values']))}"
        elif isinstance(value, list):
            value = _joined(map(str, cast("list[Any]", value)))
        cells[f"{before}{name}"] = plain_cell(value)
    return cells


def _kept(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and _RUNS.match(cell) else cell


def _joined(parts: Iterable[object]) -> str:
    """Return several values in one cell; those with the sign between them are quoted."""
    line = io.StringIO()
    csv.writer(line, delimiter=BETWEEN_CHOICES, lineterminator="\r\n").writerow(list(parts))
    return line.getvalue().removesuffix("\r\n")


def _parted(cell: str) -> list[str]:
    return next(csv.reader(io.StringIO(cell, newline=""), delimiter=BETWEEN_CHOICES), _NO_CELLS)


# Reading


def read(path: Path) -> Codebook:
    """Return the codebook in a table; raise a `UserError` that names the line of what is wrong."""
    data = bounded_bytes(path, _LARGEST)
    try:
        text = data.decode(detected(data, path.name)).removeprefix("\ufeff")
    except UserError as error:
        raise UserError(error.message, where=error.where, remedy=_AS_CSV) from None
    try:
        given = grouped(_given_rows(text))
        values, lines = _values(given)
    except UserError as error:
        raise error.at(path.name) from None
    try:
        return codebook_in(values, path.name)
    except UserError as error:
        raise named(error, values, lambda steps: lines.get(steps, 0), paths=False) from None


def _given_rows(text: str) -> Iterator[GivenRow]:
    said = _SEPARATOR.match(text)
    text = f"{text[said.start(2) : said.end(2)]}{text[said.end() :]}" if said else text
    first = text.lstrip().partition("\n")[0]
    delimiter = said[1] if said else max(_DELIMITERS, key=first.count)
    reader = cast("Any", Dialect(delimiter).reader(io.StringIO(text, newline=""), strict=True))
    try:
        yield from _rows_of(reader)
    except csv.Error as error:
        message = f"The table can’t be read: {error}."
        raise UserError(message, where=f"line {reader.line_num}", remedy=_AS_CSV) from None


def _rows_of(reader: Any) -> Iterator[GivenRow]:
    rows = cast("Iterator[list[str]]", reader)
    heading = [name.strip().lower() for name in next((one for one in rows if one), _NO_CELLS)]
    _check_heading(heading)
    begun = reader.line_num + 1
    for row in rows:
        if len(row) > len(heading) and any(row[len(heading) :]):
            raise UserError("The row has more cells than the heading.", where=f"line {begun}")
        cells = {name: _plain(cell) for name, cell in zip(heading, row, strict=False) if cell}
        if any(cell.strip() for cell in cells.values()):
            yield GivenRow(begun, cells)
        begun = reader.line_num + 1


def _plain(cell: str) -> str:
    return cell[1:] if _KEPT.match(cell) else cell


def _check_heading(heading: list[str]) -> None:
    if "code" not in heading:
        remedy = f"Its columns are {', '.join(COLUMNS)}."
        raise UserError("The table has no column “code”.", where="line 1", remedy=remedy)
    for n, name in enumerate(heading):
        if name and name not in COLUMNS:
            remedy = f"Known are {', '.join(COLUMNS)}."
            raise UserError(f"“{name}” is no column here.", where="line 1", remedy=remedy)
        if name and name in heading[:n]:
            raise UserError(f"The column “{name}” is there twice.", where="line 1")


_Lines = dict[tuple[str | int, ...], int]


def _values(given: Mapping[str, Any]) -> tuple[Values, _Lines]:
    """Return the values of a codebook's file, and the lines of its codes and fields."""
    codes: list[Values] = []
    lines: _Lines = {}
    for n, (ident, code) in enumerate(given.items()):
        lines["codes", n] = code.line
        types = {name: field.cells.get("field_type", "") for name, field in code.fields.items()}
        fields: list[Values] = []
        for m, (name, field) in enumerate(code.fields.items()):
            lines["codes", n, "fields", m] = field.line
            where = f"line {field.line}, code {ident}, field {name}"
            fields.append(_field(name, field, types, where))
        links = [_link(name, link) for name, link in code.links.items()]
        said: Values = {key: code.cells[key] for key in _OF_CODE if key in code.cells}
        _need(said, "name", "code", f"line {code.line}, code {ident}")
        if "group" in said:
            said["group"] = _truth(said["group"], f"line {code.line}, code {ident}")
        codes.append({"id": ident, **said, "fields": fields, "links": links})
    return {"schema": SCHEMA, "codes": codes}, lines


def _field(ident: str, field: Any, types: Mapping[str, str], where: str) -> Values:
    said: Values = {
        name: field.cells[f"{_FIELD}{name}"]
        for name in _OF_FIELD
        if f"{_FIELD}{name}" in field.cells
    }
    _need(said, "type", "field", where, _FIELD)
    kind = _kind(said["type"], where)
    for name in ("required", "retired"):
        if name in said:
            said[name] = _truth(said[name], where)
    if "default" in said:
        said["default"] = _default(kind, said["default"], where)
    if "shown_if" in said:
        other, _, rest = said["shown_if"].partition("=")
        kind_of = _kind(types.get(other.strip(), FREE_TYPE), where)
        answers = [_value(kind_of, one, where) for one in _parted(rest)]
        said["shown_if"] = {"field": other.strip(), "values": answers}
    if "moved" in said:
        said["moved"] = _json(said["moved"], where)
    if kind.row.has_steps:
        said["steps"] = [
            {
                "value": _whole(one["choice"], f"line {line}"),
                "label": one.get("choice_name", ""),
                "retired": _is_retired(one, line),
            }
            for line, one in field.choices
        ]
    elif field.choices:
        said["choices"] = _nested(field.choices, where)
    _need(said, "name", "field", where, _FIELD)
    return {"id": ident, **said}


def _need(said: Values, name: str, what: str, where: str, before: str = "") -> None:
    if name not in said:
        remedy = f"Types are {', '.join(FieldType)}." if name == "type" else ""
        raise UserError(f"The {what} has no “{before}{name}”.", where=where, remedy=remedy)


def _nested(rows: list[tuple[int, dict[str, str]]], where: str) -> list[Values]:
    found: list[Values] = []
    for line, row in rows:
        choice: Values = {"id": row["choice"], "name": row.get("choice_name") or row["choice"]}
        if "choice_help" in row:
            choice["help"] = row["choice_help"]
        if _is_retired(row, line):
            choice["retired"] = True
        under = row.get("choice_under", "")
        if not under:
            found.append(choice)
            continue
        above = next((one for one in found if one["id"] == under), None)
        if above is None:
            message = (
                f"The choice {row['choice']} stands under “{under}”, which no row above it is."
            )
            raise UserError(message, where=f"line {line}, {where.partition(', ')[2]}")
        above.setdefault("choices", []).append(choice)
    return found


def _is_retired(row: Mapping[str, str], line: int) -> bool:
    return "choice_retired" in row and _truth(row["choice_retired"], f"line {line}")


def _link(ident: str, link: Any) -> Values:
    cells = {
        name: link.cells[f"{_LINK}{name}"] for name in _OF_LINK if f"{_LINK}{name}" in link.cells
    }
    said: Values = dict(cells)
    _need(said, "name", "link", f"line {link.line}, link {ident}", _LINK)
    if "ends" in cells:
        said["ends"] = _parted(cells["ends"])
    for name in ("minimum", "maximum"):
        if name in cells:
            said[name] = _whole(cells[name], f"line {link.line}")
    return {"type": ident, **said}


def _kind(name: str, where: str) -> FieldType:
    try:
        return FieldType(name)
    except ValueError:
        remedy = f"Types are {', '.join(FieldType)}."
        raise UserError(f"“{name}” is no type of field.", where=where, remedy=remedy) from None


def _default(kind: FieldType, cell: str, where: str) -> Any:
    return _parted(cell) if kind.row.several else _value(kind, cell, where)


def _value(kind: FieldType, cell: str, where: str) -> Any:
    if kind.row.json_type == "boolean":
        return _truth(cell, where)
    return _whole(cell, where) if kind.row.json_type == "integer" else cell


def _json(cell: str, where: str) -> Any:
    try:
        return msgspec.json.decode(cell)
    except msgspec.DecodeError:
        raise UserError(f"“{cell}” is no JSON.", where=where) from None


def _truth(cell: str, where: str) -> bool:
    found = _TRUTHS.get(cell.strip().lower())
    if found is None:
        raise UserError(f"“{cell}” is neither true nor false.", where=where)
    return found


def _whole(cell: str, where: str) -> int:
    text = cell.strip().replace("\N{MINUS SIGN}", "-")
    if not _WHOLE.fullmatch(text):
        raise UserError(f"“{cell}” is no whole number.", where=where)
    return int(text)
