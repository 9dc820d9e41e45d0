"""The schema step by which a redo says which undo it takes back, also where it didn't before."""

import hashlib
from collections import defaultdict
from typing import Any

import msgspec

from annotator.store.file import first_schema
from annotator.store.file.database import Database

_ACTS = ("UPDATE", "DELETE")


class _Toggle(msgspec.Struct, frozen=True):
    """An undo or a redo as it was kept; `own` if it was made in this file, `seen` if it counts."""

    id: str
    kind: str
    target: str
    own: bool
    seen: bool


def add_answers(database: Database) -> None:
    """Add the undo that a redo answers, and fill it in for those that are in the file.

    Before, the latest undo or redo of an edit won, whomever it answered. The state stays as it was.
    """
    database.conn.execute("ALTER TABLE edit ADD COLUMN answers TEXT")
    for act in _ACTS:
        database.conn.execute(f"DROP TRIGGER edit_keeps_{act}")
    by_target: dict[str, list[_Toggle]] = defaultdict(list)
    for toggle in _toggles(database):
        by_target[toggle.target].append(toggle)
    for toggles in by_target.values():
        _answer(database, toggles)
    for act in _ACTS:
        database.conn.execute(first_schema.APPEND_ONLY.format(table="edit", act=act))


def _toggles(database: Database) -> list[_Toggle]:
    """Return all undos and redos in the order of their clocks."""
    gone = _undone_merges(database)
    brought: dict[str, set[str]] = defaultdict(set)
    for merge, edit in database.conn.execute("SELECT merge, edit FROM brought"):
        brought[edit].add(merge)
    sql = (
        "SELECT id, kind, target, via FROM edit "
        "WHERE kind IN ('undo', 'redo') AND target IS NOT NULL ORDER BY clock, id"
    )
    return [
        _Toggle(edit, kind, target, via is None, via not in gone or bool(brought[edit] - gone))
        for edit, kind, target, via in database.conn.execute(sql)
    ]


def _undone_merges(database: Database) -> set[str]:
    sql = (
        "SELECT t.kind, t.target FROM edit t JOIN edit m ON m.id = t.target AND m.kind = 'merge' "
        "WHERE t.via IS NULL AND m.via IS NULL AND t.kind IN ('undo', 'redo') "
        "ORDER BY t.clock, t.id"
    )
    gone: set[str] = set()
    for kind, merge in database.conn.execute(sql):
        (gone.add if kind == "undo" else gone.discard)(merge)
    return gone


def _answer(database: Database, toggles: list[_Toggle]) -> None:
    """Let each redo of one edit answer the latest undo before it, of its own file if it can."""
    before: list[_Toggle] = []
    waiting: list[_Toggle] = []
    for toggle in toggles:
        if toggle.kind == "undo":
            before.append(toggle)
            if toggle.seen:
                waiting.append(toggle)
            continue
        answered = _nearest(waiting, toggle) or _nearest(before, toggle)
        if answered is None:
            continue
        sql = "UPDATE edit SET answers = ? WHERE id = ?"
        database.conn.execute(sql, [answered.id, toggle.id])
        if toggle.seen:
            # What it took back besides, by coming last, is said of each; and of the one that it
            # answers, too, where that is a guess that another copy may not make.
            for other in waiting if len(waiting) > 1 else ():
                if other is not answered or not toggle.own:
                    _say_again(database, toggle, other)
            waiting.clear()


def _nearest(undos: list[_Toggle], redo: _Toggle) -> _Toggle | None:
    own = [undo for undo in undos if undo.own] if redo.own else []
    return (own or undos or [None])[-1]


def _say_again(database: Database, redo: _Toggle, undo: _Toggle) -> None:
    """Add a redo for one more undo that a redo took back; the same one in every copy of the file.

    It is nobody's next step in this file: it came with the founding, unless the redo was brought.
    """
    name = hashlib.sha256(f"{redo.id} {undo.id}".encode()).hexdigest()[:32]
    founding = "(SELECT id FROM edit WHERE kind = 'foundation' AND via IS NULL ORDER BY n LIMIT 1)"
    sql = (
        "INSERT INTO edit (id, kind, label, coder, at, clock, target, via, answers) "  # noqa: S608 - words of our own
        f"SELECT ?, kind, label, coder, at, clock, target, coalesce(via, {founding}), ? "
        "FROM edit WHERE id = ?"
    )
    database.conn.execute(sql, [name, undo.id, redo.id])
    again: list[Any] = [name, redo.id]
    database.conn.execute(
        "INSERT INTO brought (merge, edit) SELECT merge, ? FROM brought WHERE edit = ?", again
    )
