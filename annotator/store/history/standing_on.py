"""What of the history stands on an edit, so that it can't be taken back by itself."""

from collections.abc import Collection, Iterable, Iterator

from annotator.domain.change import Change, Key
from annotator.domain.kinds import map_attributes, references
from annotator.domain.record import Values
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history import log

_FEW = 20
"""For how many records the database looks by itself for what names them."""
_MOST_NAMED = 3
_UNDER_CODEBOOK = frozenset(("annotation", "link", "decision", "article", "code", "project"))
"""Kinds of record of which what is allowed, or is noted, depends on the codebook."""
_ALL = "*"
_BESIDE = "modified"
"""An annotation's attribute that every change of it gives anew."""
_HEAVY = frozenset(("code", "codebook_version"))
"""An annotation's attributes on which all its others depend."""


def standing_on(
    database: Database, gone: Collection[str], counted: Collection[str]
) -> list[log.EditRow]:
    """Return the first edits that stand on those that are `gone`, of those that still count.

    A later edit stands on an earlier one that gave the same attribute of the same record, that
    made a record it refers to, or by whose codebook it goes.
    """
    found = list(
        _changes(database, "e.id IN (SELECT value FROM json_each(?))", [tables.among(gone)])
    )
    done = _Done(change for _, _, change in found)
    since = min((clock for clock, _, _ in found), default="~")
    where, parameters = "e.clock > ?", [since]
    named = done.named()
    if len(named) <= _FEW and not done.codebook:
        either = " OR ".join("c.record = ? OR instr(coalesce(c.after, c.before), ?)" for _ in named)
        where = f"{where} AND ({either or 0})"
        parameters += [name for one in named for name in (one, one)]
    standing: dict[str, None] = {}
    for _, edit, change in _changes(database, where, parameters):
        if edit in counted and edit not in standing and done.is_under(change):
            standing[edit] = None
            if len(standing) == _MOST_NAMED:
                break
    rows = (log.edit_row(database, edit) for edit in standing)
    return [row for row in rows if row is not None]


def _changes(
    database: Database, where: str, parameters: list[str]
) -> Iterator[tuple[str, str, Change]]:
    """Yield changes with clock and id of their edits, in the order of the clocks."""
    sql = (
        'SELECT e.clock, e.id, c.kind, c.record, c.before, c.after, c."sum" '  # noqa: S608 - words of our own
        f"FROM edit e JOIN change c ON c.edit = e.id WHERE {where} ORDER BY e.clock, e.id, c.n"
    )
    for clock, edit, *row in database.conn.execute(sql, parameters):
        yield clock, edit, log.verified_change(edit, row)


class _Done:
    """What edits did, as far as others can stand on it."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.codebook = False
        self._attributes: dict[Key, set[str]] = {}
        self._needed: set[Key] = set()
        self._links: set[tuple[str, str]] = set()
        for change in changes:
            self._take(change)

    def named(self) -> set[str]:
        """Return the ids by which a change that stands on these would name them."""
        keys = {*self._attributes, *self._needed}
        return {record for _, record in keys} | {annotation for annotation, _ in self._links}

    def is_under(self, change: Change) -> bool:
        """Tell whether a later change stands on what was done."""
        if self.codebook and change.kind in _UNDER_CODEBOOK:
            return True
        here = self._attributes.get(change.key)
        if here is not None and (_is_about(change) & here or _ALL in here | _is_about(change)):
            return True
        # What goes may have been needed by what would come back.
        if change.after is None and change.key in self._needed:
            return True
        return _link(change) in self._links or any(
            _ALL in self._attributes.get(key, ())
            or (change.kind == "decision" and key in self._attributes)
            for key in _referred_to(change.kind, change.after)
        )

    def _take(self, change: Change) -> None:
        self._attributes.setdefault(change.key, set()).update(_is_about(change))
        self._needed.update(_referred_to(change.kind, change.before))
        link = _link(change)
        if link:
            self._links.add(link)
        plain = change.kind == "project" and set(change.after or {}) <= {"settings", "title"}
        if change.kind in ("code", "project") and not plain:
            self.codebook = True


def _is_about(change: Change) -> set[str]:
    """Return the attributes that a change gives, with entries of maps; or all of the record."""
    if change.before is None or change.after is None:
        return {_ALL}
    given = change.after.keys()
    if change.kind == "annotation" and not _HEAVY.isdisjoint(given):
        return {_ALL}
    maps = map_attributes(change.kind)
    about = set(given) - maps - {_BESIDE}
    for name in given & maps:
        entries: Values = change.after[name] or {}
        about.update(f"{name}.{entry}" for entry in entries)
    return about


def _referred_to(kind: str, values: Values | None) -> Iterator[Key]:
    return ((one.kind, ident) for one, ident in references(kind, values or {}) if ident)


def _link(change: Change) -> tuple[str, str] | None:
    """Return the annotation and the type of a link, of which a code may allow only one."""
    if change.kind != "link":
        return None
    values = change.after or change.before or {}
    return str(values.get("annotation")), str(values.get("type"))
