"""Reading another project file for bringing it in: opened read-only, believed in nothing."""

import datetime as dt
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Generator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from sqlite_utils import Database

from annotator.domain.article import fingerprint
from annotator.domain.change import Change, Key, fold
from annotator.domain.clock import HybridClock
from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.domain.kinds import KINDS, from_values
from annotator.domain.people import RESERVED_HANDLES
from annotator.domain.record import Values
from annotator.domain.undo import FOUNDATION, MERGE, REST
from annotator.store import connection, history
from annotator.store.activity import activity

_AHEAD = dt.timedelta(days=366)
"""How far another machine's clock may run ahead: the later word wins, and such would for ever."""
_EVERY = 2000
"""After how many rows progress is reported."""


class Source(msgspec.Struct, frozen=True):
    """What another file's history holds.

    `changes` are by edit, `texts` by SHA-256; `folded` is what the file's state follows from.
    `family` is the edit that founded the project: copies and packages have the same.
    """

    name: str
    family: str
    edits: dict[str, history.EditRow]
    changes: dict[str, list[Change]]
    texts: dict[str, str]
    folded: dict[Key, Values]


@contextmanager
def open_source(path: Path) -> Generator[Database]:
    """Open another project file read-only; raise a `UserError` that says why it can't be."""
    with tempfile.TemporaryDirectory(prefix="annotator-") as folder:
        database = connection.open_read_only(path, Path(folder))
        try:
            yield database
        finally:
            database.close()


def family(database: Database) -> str:
    """Return the id of the edit that founded the project: copies and packages share it."""
    sql = "SELECT id FROM edit WHERE kind = ? AND via IS NULL ORDER BY n"
    row = database.conn.execute(sql, [FOUNDATION]).fetchone()
    return row[0] if row else ""


def read_source(database: Database, name: str, progress: Progress) -> Source:
    """Read and examine a history; raise a `UserError` when it is not what this program writes."""
    try:
        with connection.snapshot(database):
            return _read(database, name, progress)
    except (msgspec.MsgspecError, RecursionError, sqlite3.DatabaseError) as error:
        raise _forged(name, str(error)) from None


def _read(database: Database, name: str, progress: Progress) -> Source:
    counting = activity(database)
    rows = {row.id: row for row in history.all_edits(database)}
    edits = {
        edit: row
        for edit, row in rows.items()
        if edit in counting.visible and not _is_local(row, rows)
    }
    _examine_clocks(edits, name)
    changes: dict[str, list[Change]] = defaultdict(list)
    for done, (edit, change) in enumerate(history.all_changes(database)):
        if done % _EVERY == 0:
            progress(done, 0)
        row = rows.get(edit)
        home = row.target if row is not None and row.kind == REST else edit
        if home in edits and edit in counting.visible:
            _examine(change, name)
            changes[home].append(change)
    folded = fold(history.in_clock_order(database, counting.active))
    for (kind, record), values in folded.items():
        _examine_record(kind, record, values, name)
    texts = _texts(database, changes)
    return Source(name, family(database), edits, changes, texts, folded)


def _is_local(row: history.EditRow, rows: dict[str, history.EditRow]) -> bool:
    """Tell whether an edit says only what that file brought in, and took back again."""
    target = rows.get(row.target or "")
    return row.kind in (MERGE, REST) or (target is not None and target.kind == MERGE)


def _examine_clocks(edits: dict[str, history.EditRow], name: str) -> None:
    latest = dt.datetime.now(dt.UTC) + _AHEAD
    for row in edits.values():
        try:
            HybridClock(row.clock)
            ahead = int(row.clock[:15]) > latest.timestamp() * 1000
        except ValueError:
            raise _forged(name, f"an edit has no clock (“{row.clock}”)") from None
        if ahead:
            message = f"{name} comes from a machine whose clock is more than a year ahead."
            raise UserError(message, remedy="Set that clock right, and send the file again.")


@cache
def _attribute_types(kind: str) -> dict[str, Any]:
    return {field.encode_name: field.type for field in msgspec.structs.fields(KINDS[kind])}


def _examine(change: Change, name: str) -> None:
    """Refuse a change that no version of this program writes."""
    if change.kind not in KINDS:
        raise _forged(name, f"there is no kind of record “{change.kind}”")
    types = _attribute_types(change.kind)
    for values in (change.before, change.after):
        for attribute, value in (values or {}).items():
            if attribute not in types:
                raise _forged(name, f"{change.kind} has no “{attribute}”")
            if value is not None or values is change.after:
                _convert(value, types[attribute], change, name)
    if change.before is None and change.after is not None:
        _examine_record(change.kind, change.record, {"id": change.record, **change.after}, name)


def _convert(value: object, wanted: Any, change: Change, name: str) -> None:
    try:
        msgspec.convert(value, wanted)
    except msgspec.ValidationError as error:
        raise _forged(name, f"{change.kind} {change.record}: {error}") from None


def _examine_record(kind: str, record: str, values: Values, name: str) -> None:
    try:
        from_values(KINDS[kind], values)
    except msgspec.ValidationError as error:
        raise _forged(name, f"{kind} {record}: {error}") from None
    if values["id"] != record:
        raise _forged(name, f"the {kind} {record} calls itself {values['id']}")
    if kind == "coder" and values["handle"].casefold() in RESERVED_HANDLES:
        raise _forged(name, f"a coder is called “{values['handle']}”, which is a reserved word")


def _texts(database: Database, changes: dict[str, list[Change]]) -> dict[str, str]:
    """Return the articles' texts that are what their fingerprints say."""
    wanted: set[str] = {
        change.after.get("text_sha256", "")
        for of_edit in changes.values()
        for change in of_edit
        if change.kind == "article" and change.after is not None
    }
    rows = database.conn.execute("SELECT sha256, body FROM text")
    return {sha: body for sha, body in rows if sha in wanted and fingerprint(body) == sha}


def _forged(name: str, detail: str) -> UserError:
    message = f"{name} holds a history that this program does not write: {detail}."
    return UserError(message, remedy="Ask whoever sent it for another copy.")
