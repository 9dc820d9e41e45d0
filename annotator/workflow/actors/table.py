"""Actors as a CSV table: out with their figures, and in again, by id or by name."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.actor_variables import (
    ActorVariable,
    known_value,
    read_affiliations,
    read_known,
    written_affiliation,
    written_value,
)
from annotator.domain.batches import batched
from annotator.domain.edits.actors import PutActors
from annotator.domain.errors import UserError
from annotator.domain.ids import new_id
from annotator.domain.names import folded
from annotator.domain.people import Actor
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, enumerated
from annotator.formats.csv.cells import as_before
from annotator.store.project import Project
from annotator.store.reading.actors import ActorFigures, ActorFilter, ActorOrder
from annotator.workflow.csv_tables import write_table

_AT_ONCE = 500
_PLAIN = ("name", "kind", "role", "affiliation")
_LISTED = ("affiliations", "aliases")
_REST = ("archived", "note")
_FIGURES = ("quotes", "judgements", "polarity", "articles", "last_seen")
_BOM = "\ufeff"
_VARIABLE, _HOW = "var.", ".how"
_LARGEST = 64 * 2**20  # bytes
_TRUE = frozenset(("1", "true", "yes"))
_KINDS = ("person", "organisation", "group")


class ActorTableRow(msgspec.Struct, frozen=True):
    """What one row of a table comes to: an actor that is new, or what of it will be another."""

    line: int
    actor: Actor
    is_new: bool
    changed: tuple[str, ...] = ()


class ActorTable(msgspec.Struct, frozen=True):
    """What importing a table of actors will do."""

    rows: tuple[ActorTableRow, ...]

    @property
    def touched(self) -> list[ActorTableRow]:
        """The rows that do something."""
        return [row for row in self.rows if row.is_new or row.changed]

    def edit(self) -> PutActors:
        """Return the import as one edit."""
        return PutActors(tuple(row.actor for row in self.touched))

    def in_words(self) -> str:
        """Say how many actors are new, will change, and stay as they are."""
        new = sum(row.is_new for row in self.rows)
        changed = sum(bool(row.changed) for row in self.rows)
        same = len(self.rows) - new - changed
        return f"{counted(new, 'new actor')}, {changed} changed, {same} as they are"


def write_actors(
    path: Path,
    project: Project,
    seen_by: Visibility | None = None,
    *,
    for_spreadsheet: bool = False,
) -> int:
    """Write all actors to a CSV file and return how many; figures count what may be seen.

    For a spreadsheet, what it would run as a formula is disarmed, and comes in as it was. Raise a
    `UserError` when it can't be written.
    """
    ids = project.actors.listed(ActorFilter(archived=True), ActorOrder.NAME, seen_by=seen_by)
    variables = project.info().actor_variables
    table = _table(project, ids, variables, seen_by)
    write_table(path, table, for_spreadsheet=for_spreadsheet)
    return len(ids)


def _table(
    project: Project,
    ids: Sequence[str],
    variables: Sequence[ActorVariable],
    seen_by: Visibility | None,
) -> Iterator[Sequence[Any]]:
    of_variables = [f"{_VARIABLE}{one.id}{end}" for one in variables for end in ("", _HOW)]
    yield ["id", *_PLAIN, *_LISTED, *_REST, *of_variables, *_FIGURES]
    for some in batched(ids, _AT_ONCE):
        actors = project.get_all(Actor, some)
        figures = project.actors.figures(some, seen_by)
        for one in some:
            if one in actors:
                yield _cells(actors[one], variables, figures.get(one, ActorFigures()))


def _cells(
    actor: Actor, variables: Sequence[ActorVariable], figures: ActorFigures
) -> Sequence[Any]:
    known = (known_value(actor, one.id) for one in variables)
    values = [
        cell
        for one in known
        for cell in (written_value(one.value), one.how.value if one.how is not None else "")
    ]
    mean = "" if figures.polarity is None else round(figures.polarity, 6)
    return [
        actor.id,
        *(getattr(actor, name) for name in _PLAIN),
        _joined([written_affiliation(one) for one in actor.affiliations]),
        _joined(actor.aliases),
        "yes" if actor.archived else "",
        actor.note,
        *values,
        *(figures.quotes, figures.judgements, mean, figures.articles, figures.last),
    ]


def _joined(entries: Sequence[str]) -> str:
    return " | ".join(one.replace("\\", "\\\\").replace("|", "\\|") for one in entries)


def _parted(cell: str) -> list[str]:
    found, escaped = [""], False
    for character in cell:
        if escaped:
            found[-1] += character
            escaped = False
        elif character == "\\":
            escaped = True
        elif character == "|":
            found.append("")
        else:
            found[-1] += character
    return list(dict.fromkeys(one.strip() for one in found if one.strip()))


def read_actors(path: Path, project: Project) -> ActorTable:
    """Return what importing a CSV file of actors will do.

    Rows are known by `id`, else by a name or alias that one actor alone has. A column that is
    there says what is; what has no column stays. Raise a `UserError` with the line and column of
    what can't be taken.
    """
    rows = _rows(path)
    heading = next(rows, None)
    if heading is None:
        raise UserError(f"{path.name} is empty.", remedy="Its first line names the columns.")
    columns = [name.strip().casefold() for name in heading[1]]
    variables = {one.id.casefold(): one for one in project.info().actor_variables}
    _refuse_unknown(columns, variables, path.name)
    known = _Known(project)
    found: dict[str, ActorTableRow] = {}
    named: dict[str, int] = {}
    for line, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        where = f"{path.name}, line {line}"
        if len(cells) > len(columns):
            raise UserError("The line has more cells than the heading.", where=where)
        given = dict(zip(columns, cells, strict=False))
        row = _row(line, given, known, variables, where)
        first = found[row.actor.id].line if row.actor.id in found else 0
        if row.is_new and not given.get("id", "").strip():
            first = named.setdefault(folded(row.actor.name), line)
        if first not in (0, line):
            raise UserError(f"The actor of line {first} stands there twice.", where=where)
        found[row.actor.id] = row
        if row.is_new:
            known.add(row.actor)
    return ActorTable(tuple(found.values()))


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        if path.stat().st_size > _LARGEST:
            raise UserError(f"{path.name} is too large for a table of actors.")
        text = path.read_bytes().decode()
    except OSError as error:
        raise UserError(f"{path.name} can't be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        remedy = "Save it as UTF-8 again."
        raise UserError(f"{path.name} is not written in UTF-8.", remedy=remedy) from None
    disarmed, text = text.startswith(_BOM), text.removeprefix(_BOM)
    first = re.split(r"[\r\n]", text, maxsplit=1)[0]
    sign = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, [*map(as_before, cells)] if disarmed else cells
    except csv.Error as error:
        where = f"{path.name}, line {reader.line_num}"
        raise UserError(f"This is no CSV: {error}.", where=where) from None


def _refuse_unknown(
    columns: Sequence[str], variables: Mapping[str, ActorVariable], where: str
) -> None:
    of_variables = {f"{_VARIABLE}{one}{end}" for one in variables for end in ("", _HOW)}
    known = {"id", *_PLAIN, *_LISTED, *_REST, *_FIGURES, *of_variables}
    unknown = [name for name in columns if name not in known]
    if unknown:
        message = f"Unknown columns: {enumerated(unknown)}."
        remedy = f"Known are {enumerated(sorted(known.difference(_FIGURES)))}."
        raise UserError(message, where=where, remedy=remedy)
    twice = [name for name in dict.fromkeys(columns) if columns.count(name) > 1]
    if twice:
        raise UserError(f"The column {twice[0]} stands there twice.", where=where)
    if "id" not in columns and "name" not in columns:
        raise UserError("It has neither a column id nor name.", where=where)


class _Known:
    """The project's actors by their ids and by their names."""

    def __init__(self, project: Project) -> None:
        self.by_id: dict[str, Actor] = {}
        self._by_name: dict[str, list[Actor]] = {}
        for one in project.find(Actor):
            self.add(one)

    def add(self, actor: Actor) -> None:
        self.by_id[actor.id] = actor
        if not actor.archived:
            for name in dict.fromkeys(map(folded, (actor.name, *actor.aliases))):
                self._by_name.setdefault(name, []).append(actor)

    def called(self, name: str, where: str) -> Actor | None:
        found = self._by_name.get(folded(name), [])
        named = [one for one in found if folded(one.name) == folded(name)] or found
        if len(named) > 1:
            message = f"“{name}” is the name of {counted(len(named), 'actor')}."
            raise UserError(message, where=where, remedy="Say which one in a column id.")
        return named[0] if named else None


def _row(
    line: int,
    given: Mapping[str, str],
    known: _Known,
    variables: Mapping[str, ActorVariable],
    where: str,
) -> ActorTableRow:
    ident, name = given.get("id", "").strip(), given.get("name", "").strip()
    old = known.by_id.get(ident) if ident else known.called(name, where) if name else None
    if old is None and not name:
        raise UserError("There is no such actor, and a new one needs a name.", where=where)
    before = old or Actor(id=ident or new_id(), name=name)
    by_name = old is not None and not ident
    after = _changed(before, given, variables, where, keep_name=by_name)
    if old is None:
        return ActorTableRow(line, after, is_new=True)
    differing = [one for one in Actor.__struct_fields__ if getattr(old, one) != getattr(after, one)]
    return ActorTableRow(line, after, is_new=False, changed=tuple(differing))


def _changed(
    actor: Actor,
    given: Mapping[str, str],
    variables: Mapping[str, ActorVariable],
    where: str,
    *,
    keep_name: bool,
) -> Actor:
    new: dict[str, Any] = {}
    for name in _PLAIN:
        if name in given and not (name == "name" and (keep_name or not given["name"].strip())):
            said = given[name]
            new[name] = said if said == getattr(actor, name) else said.strip()
    if "kind" in new:
        new["kind"] = _kind(new["kind"], actor.kind, where)
    readers: dict[str, Callable[[str], object]] = {
        "aliases": lambda cell: tuple(_parted(cell)),
        "affiliations": lambda cell: read_affiliations(_parted(cell), f"{where}, affiliations"),
        "archived": lambda cell: cell.strip().casefold() in _TRUE,
        "note": lambda cell: cell,
    }
    new |= {name: read(given[name]) for name, read in readers.items() if name in given}
    if new.get("archived") is False:
        new["became"] = ""  # it is offered again as itself
    values = dict(actor.values)
    for ident, one in variables.items():
        column = f"{_VARIABLE}{ident}"
        if column in given or column + _HOW in given:
            before = known_value(actor, one.id)
            said = given.get(column, written_value(before.value))
            how = given.get(column + _HOW, before.how.value if before.how is not None else "")
            entry = read_known(one, said, how, f"{where}, {column}").to_entry()
            values.pop(one.id, None)
            values |= {} if entry is None else {one.id: entry}
    return structs.replace(actor, **new, values=values)


def _kind(said: str, before: str, where: str) -> str:
    if not said:
        return before
    if said != before and said not in _KINDS:
        remedy = f"Write {enumerated(list(_KINDS))}."
        raise UserError(f"“{said}” is no kind of actor.", where=f"{where}, kind", remedy=remedy)
    return said
