"""Proving that a project file is sound, and naming what is not."""

from collections.abc import Iterator

import msgspec
from sqlite_utils import Database

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, fingerprint
from annotator.domain.change import fold
from annotator.domain.draft import Progress, no_progress
from annotator.domain.kinds import KINDS, from_values
from annotator.domain.record import Values
from annotator.store import history, queries, tables


class Problem(msgspec.Struct, frozen=True):
    """One thing that is not as it should be: the record's kind and id, and what is wrong."""

    kind: str
    record: str
    message: str


def problems(database: Database, progress: Progress = no_progress) -> list[Problem]:
    """Return everything that is wrong with a project file; nothing when it is sound."""
    checks = (_integrity, _state_against_history, _texts, _anchors)
    found: list[Problem] = []
    for done, check in enumerate(checks):
        progress(done, len(checks))
        found.extend(check(database))
    return found


def _integrity(database: Database) -> Iterator[Problem]:
    for (message,) in database.conn.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield Problem("file", "", str(message))
    for table, row, parent, _ in database.conn.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(str(table), str(row), f"refers to a missing {parent}")


def _state_against_history(database: Database) -> Iterator[Problem]:
    folded = fold(history.in_clock_order(database))
    for kind in KINDS:
        stored = {values["id"]: values for values in tables.select(database, kind, {})}
        wanted = {record: values for (k, record), values in folded.items() if k == kind}
        for record in sorted(stored.keys() | wanted.keys()):
            if not _same(kind, stored.get(record), wanted.get(record)):
                yield Problem(kind, record, _difference(stored.get(record), wanted.get(record)))


def _same(kind: str, stored: Values | None, wanted: Values | None) -> bool:
    if stored is None or wanted is None:
        return stored is wanted
    return tables.to_row(kind, stored) == tables.to_row(kind, wanted)


def _difference(stored: Values | None, wanted: Values | None) -> str:
    if stored is None:
        return "is missing: history has it"
    if wanted is None:
        return "is there, but history does not know it"
    names = sorted(name for name in wanted if stored.get(name) != wanted[name])
    return f"differs from history in {', '.join(names)}"


def _texts(database: Database) -> Iterator[Problem]:
    for sha256, body in database.conn.execute("SELECT sha256, body FROM text"):
        if fingerprint(body) != sha256:
            yield Problem("text", sha256, "is not the text that it was")


def _anchors(database: Database) -> Iterator[Problem]:
    for values in tables.select(database, "article", {}):
        article = from_values(Article, values)
        try:
            body = queries.text(database, article.text_sha256)
        except KeyError:
            yield Problem("article", article.id, "has lost its text")
            continue
        for found in tables.select(database, "annotation", {"article": article.id}):
            annotation = from_values(Annotation, found)
            standing = tuple(body[f.start : f.end] for f in annotation.fragments)
            if standing != annotation.texts:
                yield Problem("annotation", annotation.id, "is not where its text stands")
