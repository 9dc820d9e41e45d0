"""Whether the history is what the program writes: its edits, and what they say was before."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from annotator.domain.change import Change, Key, applied
from annotator.domain.clock import HybridClock, is_bounded
from annotator.domain.ids import is_unusable_id
from annotator.domain.kinds import map_attributes
from annotator.domain.record import Values, alike
from annotator.domain.undo import MERGE
from annotator.store.check.problem import Problem
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.file.examining import Examination, ForgedError
from annotator.store.history import log

_TIME = "%Y-%m-%dT%H:%M:%SZ"


def edit_problems(database: Database) -> Iterator[Problem]:
    """Yield edits whose coder, time or clock can't be, and those that have lost changes."""
    latest = ""
    sql = "SELECT id, kind, coder, at, clock, via FROM edit ORDER BY n"
    rows = database.conn.execute(sql).fetchall()
    ids = {row[0] for row in rows}
    for edit, _, coder, at, clock, via in rows:
        for message in wrong_with_edit(edit, coder, at, clock):
            yield Problem("edit", edit, message)
        if via is None:
            # One that was ahead lies where both histories have it (ADR 0024).
            if clock <= latest and not is_bounded(clock):
                yield Problem("edit", edit, "has a clock that runs backwards")
            latest = latest if is_bounded(clock) else max(latest, clock)
        elif via not in ids:
            yield Problem("edit", edit, "came in by an edit that is not here")
    merges = {edit for edit, kind, *_ in rows if kind == MERGE}
    for merge, edit in database.conn.execute("SELECT merge, edit FROM brought"):
        if merge not in merges:
            yield Problem("edit", edit, "is said to have come in again by what is no merge")


def wrong_with_edit(edit: str, coder: str, at: str, clock: str) -> Iterator[str]:
    """Yield what of an edit can't be: its id, its coder, its time or its clock."""
    if is_unusable_id(edit):
        yield "has an id that can't be one"
    if coder and is_unusable_id(coder):
        yield "has a coder that is no handle"
    try:
        HybridClock(clock)
    except ValueError:
        yield "has no clock"
        return
    try:
        moment = dt.datetime.strptime(at, _TIME).replace(tzinfo=dt.UTC)
    except ValueError:
        yield "has no time"
        return
    if moment.timestamp() * 1000 > int(clock[:15]) and not is_bounded(clock):
        yield "was made after its own clock"


def change_problems(database: Database) -> Iterator[Problem]:
    """Yield changes that are none that this program writes."""
    examination = Examination()
    for _, change in log.all_changes(database):
        try:
            examination.take(change)
        except ForgedError as error:
            yield Problem(change.kind, change.record, f"has a change that can't be: {error}")


def before_problems(database: Database) -> Iterator[Problem]:
    """Yield records of which a change says that something else was before than was.

    That is known until something came in from another file; from then on the fold decides.
    """
    sql = "SELECT coalesce(min(n), 9e18) FROM edit WHERE via IS NOT NULL OR kind = ?"
    (first,) = database.conn.execute(sql, [MERGE]).fetchone()
    local = {row[0] for row in database.conn.execute("SELECT id FROM edit WHERE n < ?", [first])}
    states: dict[Key, Values | None] = {}
    for edit, change in log.all_changes(database):
        if edit not in local:
            continue
        state = states.get(change.key)
        if not _was_so(change, state):
            yield Problem(change.kind, change.record, "was not what a change says it was before")
        states[change.key] = applied(change, state)


def _was_so(change: Change, state: Values | None) -> bool:
    if change.before is None or state is None:
        return change.before is None and state is None
    maps = map_attributes(change.kind)
    defaults = {column.name: column.default for column in tables.columns(change.kind)}
    for name, value in change.before.items():
        now: Any = state.get(name, defaults.get(name))
        then: Any = value
        if name in maps and change.after is not None:
            entries: Values = now or {}
            then = value or {}
            now = {entry: entries.get(entry) for entry in then}
        if not alike(now, then):
            return False
    return True
