"""By what articles are known (title, address, DOI), kept beside them: one look finds them."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import msgspec

from annotator.domain.shells import Mark, known_marks
from annotator.store.file.database import Database

TABLE = "article_mark"
KIND = "article"
Cells = tuple[str, str, str]
"""Id, title, and metadata as JSON: what the marks of an article follow from."""


def add(database: Database, articles: Iterable[Cells]) -> None:
    """Know articles that were written just now by their marks."""
    sql = f"INSERT INTO {TABLE} (kind, mark, article) VALUES (?, ?, ?)"  # noqa: S608 - a name of our own
    rows = ((*mark, one[0]) for one in articles for mark in _marks_of(one))
    database.conn.executemany(sql, rows)


def replace(database: Database, before: Sequence[Cells], after: Sequence[Cells]) -> None:
    """Know articles that were rewritten just now as they are."""
    changed = [new for old, new in zip(before, after, strict=True) if old != new]
    remove(database, [one[0] for one in changed])
    add(database, changed)


def remove(database: Database, articles: Sequence[str]) -> None:
    """Know articles (ids) no longer."""
    sql = f"DELETE FROM {TABLE} WHERE article IN (SELECT value FROM json_each(?))"  # noqa: S608 - a name of our own
    if articles:
        database.conn.execute(sql, [msgspec.json.encode(articles).decode()])


def derive(database: Database) -> None:
    """Make the table anew from the articles."""
    database.conn.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - a name of our own
    add(database, _articles(database))


def differs(database: Database) -> bool:
    """Tell whether the table is not what follows from the articles."""
    count = f"SELECT count(*) FROM {TABLE}"  # noqa: S608 - a name of our own
    kept = f"SELECT kind, mark FROM {TABLE} WHERE article = ?"  # noqa: S608 - a name of our own
    total = 0
    for one in _articles(database):
        marks = _marks_of(one)
        total += len(marks)
        if set(database.conn.execute(kept, [one[0]])) != marks:
            return True
    return bool(database.conn.execute(count).fetchone()[0] != total)


def known_by(database: Database, marks: Collection[Mark]) -> dict[Mark, list[str]]:
    """Return the ids of the articles that are known by each of these marks, oldest first."""
    sql = (
        "SELECT m.kind, m.mark, m.article FROM json_each(?) given "
        "JOIN article_mark m "
        "ON m.kind = json_extract(given.value, '$[0]') "
        "AND m.mark = json_extract(given.value, '$[1]') "
        "JOIN article a ON a.id = m.article ORDER BY a.n"
    )
    found: dict[Mark, list[str]] = {}
    given = msgspec.json.encode(list(marks)).decode()
    for kind, mark, article in database.conn.execute(sql, [given]):
        found.setdefault((kind, mark), []).append(article)
    return found


def _articles(database: Database) -> Iterator[Cells]:
    sql = "SELECT n, id, title, meta FROM article WHERE n > ? ORDER BY n LIMIT 1000"
    last = -(2**63)
    while batch := database.conn.execute(sql, [last]).fetchall():
        yield from (row[1:] for row in batch)
        if batch[-1][0] <= last:
            return  # what is damaged may lie in no order
        last = batch[-1][0]


def _marks_of(article: Cells) -> set[Mark]:
    meta: Any = msgspec.json.decode(article[2])
    return known_marks(article[1], meta)
