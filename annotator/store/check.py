"""Proving that a project file is sound, and naming what is not."""

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
from sqlite_utils import Database

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, fingerprint
from annotator.domain.change import fold
from annotator.domain.clock import is_bounded
from annotator.domain.draft import Progress, no_progress
from annotator.domain.kinds import KINDS, from_values
from annotator.domain.record import Values
from annotator.domain.standing_records import grouped, standing_records
from annotator.store.file import tables, texts, transactions
from annotator.store.history import log
from annotator.store.history.counted_edits import counted_edits

_Row = tuple[Any, ...]


class Problem(msgspec.Struct, frozen=True):
    """One thing that is not as it should be: the record's kind and id, and what is wrong."""

    kind: str
    record: str
    message: str


def problems(database: Database, progress: Progress = no_progress) -> list[Problem]:
    """Return everything that is wrong with a project file; nothing when it is sound."""
    checks = (_integrity, _clocks, _state_against_history, _texts, _anchors)
    found: list[Problem] = []
    with transactions.snapshot(database):
        for done, check in enumerate(checks):
            progress(done, len(checks))
            found.extend(_outcome(database, check))
    return found


def article_problems(database: Database, article: str) -> list[Problem]:
    """Return what is wrong with one article's text and with the anchors in it."""
    return [
        problem
        for values in tables.select(database, "article", {"id": article})
        for problem in (*_text(database, values), *_anchors_in(database, values))
    ]


def _outcome(
    database: Database, check: Callable[[Database], Iterator[Problem]]
) -> Iterator[Problem]:
    try:
        yield from check(database)
    except (sqlite3.DatabaseError, msgspec.MsgspecError) as error:
        yield Problem("file", "", f"can't be read: {error}")


def _integrity(database: Database) -> Iterator[Problem]:
    for (message,) in database.conn.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield Problem("file", "", str(message))
    for table, row, parent, _ in database.conn.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(str(table), str(row), f"refers to a missing {parent}")


def _clocks(database: Database) -> Iterator[Problem]:
    sql = "SELECT id, clock FROM edit WHERE via IS NULL ORDER BY n"
    latest = ""
    for edit, clock in database.conn.execute(sql):
        if is_bounded(clock):  # it was ahead, and lies where both histories have it
            continue
        if clock <= latest:
            yield Problem("edit", edit, "has a clock that runs backwards")
        latest = max(latest, clock)


def _state_against_history(database: Database) -> Iterator[Problem]:
    counted = counted_edits(database).counted
    standing = standing_records(grouped(fold(log.in_clock_order(database, counted))))
    for kind in KINDS:
        place = [column.name for column in tables.columns(kind)].index("id")
        stored = {row[place]: row for row in tables.all_rows(database, kind)}
        wanted = {record: tables.to_row(kind, values) for record, values in standing[kind].items()}
        for record in sorted(stored.keys() | wanted.keys()):
            if stored.get(record) != wanted.get(record):
                message = _difference(kind, stored.get(record), wanted.get(record))
                yield Problem(kind, record, message)


def _difference(kind: str, stored: _Row | None, wanted: _Row | None) -> str:
    if stored is None:
        return "is missing: history has it"
    if wanted is None:
        return "is there, but history does not know it"
    cells = zip(tables.columns(kind), stored, wanted, strict=True)
    return f"differs from history in {', '.join(c.name for c, is_, was in cells if is_ != was)}"


def _texts(database: Database) -> Iterator[Problem]:
    for sha256, body in database.conn.execute("SELECT sha256, body FROM text"):
        if fingerprint(body) != sha256:
            yield _altered(sha256)


def _anchors(database: Database) -> Iterator[Problem]:
    for values in tables.select(database, "article", {}):
        yield from _anchors_in(database, values)


def _text(database: Database, values: Values) -> Iterator[Problem]:
    sha256 = from_values(Article, values).text_sha256
    try:
        intact = fingerprint(texts.text(database, sha256)) == sha256
    except KeyError:
        return  # what has lost its text is named with the anchors
    if not intact:
        yield _altered(sha256)


def _altered(sha256: str) -> Problem:
    return Problem("text", sha256, "is not the text that it was")


def _anchors_in(database: Database, values: Values) -> Iterator[Problem]:
    article = from_values(Article, values)
    try:
        body = texts.text(database, article.text_sha256)
    except KeyError:
        yield Problem("article", article.id, "has lost its text")
        return
    for found in tables.select(database, "annotation", {"article": article.id}):
        annotation = from_values(Annotation, found)
        if not annotation.stands_in(body):
            yield Problem("annotation", annotation.id, "is not where its text stands")
