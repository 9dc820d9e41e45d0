"""Keeping the tables at what can stand of the folded history, and the rest withheld beside it."""

from collections.abc import Collection, Iterable, Iterator

import msgspec
from sqlite_utils import Database

from annotator.domain.change import Change, Key, applied, difference, fold
from annotator.domain.kinds import KINDS
from annotator.domain.record import Values
from annotator.domain.settling import Records, settled
from annotator.domain.undo import MERGE
from annotator.store import history, tables

_REFERENCES = (
    "article", "code", "coder", "annotation", "target_annotation", "target_actor", "reviewer",
    "parent",
)  # fmt: skip


def withheld(database: Database) -> dict[Key, Values]:
    """Return the folded values of the records that don't stand as they are."""
    rows = database.conn.execute('SELECT kind, record, "values" FROM withheld')
    return {(kind, record): msgspec.json.decode(cell) for kind, record, cell in rows}


def refold(database: Database, touched: Collection[Key], active: Collection[str]) -> list[Change]:
    """Fold the history of these records anew and return what changed in the tables by it."""
    found = history.in_clock_order(database, active, {record for _, record in touched})
    folded = fold(change for change in found if change.key in touched)
    return _resettle(database, {key: folded.get(key) for key in touched})


def follow(database: Database, changes: Iterable[Change]) -> list[Change]:
    """Let withheld records stand that can after these changes, and others no longer that can't.

    Return what changed by it. Changes that were checked leave nothing hanging; undoing can.
    """
    waiting = withheld(database)
    done = tuple(changes)
    if not _concerns(waiting, done) and not _leaves_hanging(database, done):
        return []
    known = (change for change in done if change.key in waiting)
    return _resettle(database, {c.key: applied(c, waiting[c.key]) for c in known})


_REFERRING = {
    "article": (("annotation", "article"), ("status", "article"), ("assignment", "article")),
    "annotation": (
        ("link", "annotation"), ("link", "target_annotation"), ("decision", "annotation"),
        ("comment", "annotation"),
    ),
    "actor": (("link", "target_actor"),),
}  # fmt: skip
"""By kind, the tables and columns that refer to its records."""


def _leaves_hanging(database: Database, changes: tuple[Change, ...]) -> bool:
    """Tell whether something may no longer stand after undoing what it stands on."""
    if any(change.kind in ("code", "coder") for change in changes) and _has_merged(database):
        return True
    gone = [change for change in changes if change.after is None]
    return any(_is_referred_to(database, change.kind, change.record) for change in gone)


def _has_merged(database: Database) -> bool:
    sql = "SELECT EXISTS (SELECT 1 FROM edit WHERE kind = ?)"
    return bool(database.conn.execute(sql, [MERGE]).fetchone()[0])


def _is_referred_to(database: Database, kind: str, record: str) -> bool:
    for table, column in _REFERRING.get(kind, ()):
        sql = f'SELECT EXISTS (SELECT 1 FROM "{table}" WHERE "{column}" = ?)'  # noqa: S608 - names of our own
        if database.conn.execute(sql, [record]).fetchone()[0]:
            return True
    return False


def _concerns(waiting: dict[Key, Values], changes: tuple[Change, ...]) -> bool:
    """Tell whether changes touch a withheld record or something that one refers to."""
    touched = {change.record for change in changes}
    if any(change.key in waiting or change.kind == "coder" for change in changes):
        return True
    return any(
        not touched.isdisjoint(str(values.get(name)) for name in _REFERENCES)
        for values in waiting.values()
    )


def _resettle(database: Database, folded: dict[Key, Values | None]) -> list[Change]:
    """Bring the tables to what can stand of all records and return what changed in them.

    `folded` has the new folded values of some records, None for those that are no more; those of
    the others are what the tables have, or what is withheld.
    """
    stored: Records = {
        kind: {values["id"]: values for values in tables.select(database, kind, {})}
        for kind in KINDS
    }
    raw: Records = {kind: dict(records) for kind, records in stored.items()}
    for (kind, record), values in (withheld(database) | folded).items():
        if values is None:
            raw[kind].pop(record, None)
        else:
            raw[kind][record] = values
    standing = settled(raw)
    changes = list(_differences(stored, standing))
    _write(database, changes, standing)
    _keep_withheld(database, raw, standing)
    return changes


def _differences(before: Records, after: Records) -> Iterator[Change]:
    for kind in KINDS:
        old, new = before[kind], after[kind]
        for record in old.keys() | new.keys():
            was, is_now = old.get(record), new.get(record)
            change = None if was is is_now else difference(kind, record, was, is_now)
            if change is not None:
                yield change


def _write(database: Database, changes: list[Change], standing: Records) -> None:
    for kind in KINDS:
        of_kind = [change for change in changes if change.kind == kind]
        tables.delete(database, kind, (c.record for c in of_kind if c.after is None))
        made = [standing[kind][c.record] for c in of_kind if c.before is None]
        tables.insert(database, kind, made)
        both = [c for c in of_kind if c.before is not None and c.after is not None]
        tables.update(database, kind, (standing[kind][c.record] for c in both))


def _keep_withheld(database: Database, raw: Records, standing: Records) -> None:
    kept = [
        (kind, record, history.packed(values))
        for kind, records in raw.items()
        for record, values in records.items()
        if standing[kind].get(record) is not values
    ]
    database.conn.execute("DELETE FROM withheld")
    database.conn.executemany(
        'INSERT INTO withheld (kind, record, "values") VALUES (?, ?, ?)', kept
    )
