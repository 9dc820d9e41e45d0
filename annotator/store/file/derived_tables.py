"""What is kept beside the records so that no list need read them all: counts, and titles to search.

An edit's own transaction keeps them in step, at the one place where records are written; they can
be made anew at any time, and checking a project does, to compare.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import Any

import msgspec

from annotator.domain.names import searchable
from annotator.store.file import actor_mentions, article_marks
from annotator.store.file.database import Database

Group = tuple[str, ...]


class CountTable(msgspec.Struct, frozen=True):
    """A table that has how many records of a kind there are for each value of some attributes."""

    name: str
    kind: str
    by: Group


COUNTS = (
    CountTable("annotation_count", "annotation", ("article", "coder", "layer", "code")),
    CountTable("code_count", "annotation", ("code", "coder", "layer")),
    CountTable("status_count", "status", ("coder", "status")),
)
TITLES = "article_title"
_TITLED = "article"
DERIVED = (*(table.name for table in COUNTS), TITLES, article_marks.TABLE, actor_mentions.TABLE)
"""The names of all tables that are derived from others."""
_BATCH = 1000


def add_inserted(
    database: Database, kind: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Count records that were written just now, of which these are the attributes' cells."""
    rows = list(rows)
    for table in _of(kind):
        group = itemgetter(*(names.index(name) for name in table.by))
        _add(database, table, Counter(map(group, rows)))
    if kind == _TITLED:
        ident, title = names.index("id"), names.index("title")
        _add_titles(database, ((row[ident], row[title]) for row in rows))
        article_marks.add(database, map(_known_from(names), rows))
    actor_mentions.add_links(database, kind, names, rows)


def replace(
    database: Database,
    kind: str,
    names: Sequence[str],
    before: Sequence[Sequence[Any]],
    after: Sequence[Sequence[Any]],
) -> None:
    """Count records that were rewritten just now as they are; the cells are in the same order."""
    for table in _of(kind):
        group = itemgetter(*(names.index(name) for name in table.by))
        found = Counter(map(group, after))
        found.subtract(map(group, before))
        _add(database, table, found)
    if kind == _TITLED:
        ident, title = names.index("id"), names.index("title")
        pairs = zip(before, after, strict=True)
        renamed = [new for old, new in pairs if old[title] != new[title]]
        _remove_titles(database, [row[ident] for row in renamed])
        _add_titles(database, ((row[ident], row[title]) for row in renamed))
        known_from = _known_from(names)
        article_marks.replace(database, [*map(known_from, before)], [*map(known_from, after)])
    actor_mentions.replace(database, kind, names, before, after)


def take_away(database: Database, kind: str, ids: Sequence[str]) -> None:
    """Count no longer the records of these ids, which are there still."""
    among = msgspec.json.encode(ids).decode()
    for table in _of(kind):
        found = _counted(database, table, among)
        _add(database, table, Counter({group: -count for group, count in found.items()}))
    if kind == _TITLED:
        _remove_titles(database, ids)
        article_marks.remove(database, ids)


def _known_from(names: Sequence[str]) -> Callable[[Sequence[Any]], article_marks.Cells]:
    """Return what takes from an article's cells those that it is known by."""
    return itemgetter(*(names.index(name) for name in ("id", "title", "meta")))


def derive(database: Database) -> None:
    """Make counts and titles anew from the records."""
    for table in COUNTS:
        by = ", ".join(table.by)
        database.conn.execute(f"DELETE FROM {table.name}")  # noqa: S608 - a name of our own
        database.conn.execute(f"INSERT INTO {table.name} ({by}, count) {_counting(table)}")
    database.conn.execute(f"DELETE FROM {TITLES}")  # noqa: S608 - a name of our own
    sql = "SELECT n, id, title FROM article WHERE n > ? ORDER BY n LIMIT ?"
    for batch in _batches(database, sql):
        _add_titles(database, (row[1:] for row in batch))


def differing(database: Database) -> list[str]:
    """Return the names of the tables that are not what follows from the records."""
    found = [table.name for table in COUNTS if _differs(database, table)]
    others = {
        TITLES: _titles_differ,
        article_marks.TABLE: article_marks.differs,
        actor_mentions.TABLE: actor_mentions.differs,
    }
    return [*found, *(name for name, differs in others.items() if differs(database))]


def _differs(database: Database, table: CountTable) -> bool:
    kept = f"SELECT {', '.join(table.by)}, count FROM {table.name}"  # noqa: S608 - names of our own
    wanted = _counting(table)
    pairs = ((kept, wanted), (wanted, kept))
    # A statement that is left before its end holds the file for as long as an error does.
    return any(
        database.conn.execute(f"SELECT * FROM ({one} EXCEPT {other}) LIMIT 1").fetchall()  # noqa: S608 - statements of our own
        for one, other in pairs
    )


def _titles_differ(database: Database) -> bool:
    count = f"SELECT count(*) FROM {TITLES}"  # noqa: S608 - a name of our own
    articles = "SELECT count(*) FROM article"
    if database.conn.execute(count).fetchone() != database.conn.execute(articles).fetchone():
        return True
    sql = (
        f"SELECT a.n, a.title, t.searchable FROM article a LEFT JOIN {TITLES} t "  # noqa: S608 - a name of our own
        "ON t.article = a.id WHERE a.n > ? ORDER BY a.n LIMIT ?"
    )
    batches = _batches(database, sql)
    return any(searchable(title) != kept for batch in batches for _, title, kept in batch)


def _batches(database: Database, sql: str) -> Iterator[list[Any]]:
    """Yield the rows of a statement of our own, many at once; the first cell is their place."""
    last = -(2**63)
    while batch := database.conn.execute(sql, [last, _BATCH]).fetchall():
        yield batch
        if batch[-1][0] <= last:
            return  # what is damaged may lie in no order
        last = batch[-1][0]


def _of(kind: str) -> Iterable[CountTable]:
    return (table for table in COUNTS if table.kind == kind)


def _counting(table: CountTable, where: str = "1") -> str:
    """Return the statement that counts the records, all or those of which something holds."""
    by = ", ".join(table.by)
    return f'SELECT {by}, count(*) FROM "{table.kind}" WHERE {where} GROUP BY {by}'  # noqa: S608 - names of our own


def _counted(database: Database, table: CountTable, among: str) -> Counter[Group]:
    sql = _counting(table, "id IN (SELECT value FROM json_each(?))")
    return Counter({tuple(by): count for *by, count in database.conn.execute(sql, [among])})


def _add(database: Database, table: CountTable, found: Counter[Group]) -> None:
    """Add to counts, or take away; of what there is none any more no row stays."""
    by = ", ".join(table.by)
    marks = ", ".join("?" for _ in table.by)
    changed = [(*group, count) for group, count in found.items() if count]
    if not changed:
        return
    sql = (
        f"INSERT INTO {table.name} ({by}, count) VALUES ({marks}, ?) "  # noqa: S608 - names of our own
        "ON CONFLICT DO UPDATE SET count = count + excluded.count"
    )
    database.conn.executemany(sql, changed)
    fewer = [group for *group, count in changed if count < 0]
    if fewer:
        where = " AND ".join(f"{name} = ?" for name in table.by)
        sql = f"DELETE FROM {table.name} WHERE {where} AND count = 0"  # noqa: S608 - names of our own
        database.conn.executemany(sql, fewer)


def _remove_titles(database: Database, articles: Sequence[str]) -> None:
    gone = f"DELETE FROM {TITLES} WHERE article IN (SELECT value FROM json_each(?))"  # noqa: S608 - a name of our own
    if articles:
        database.conn.execute(gone, [msgspec.json.encode(articles).decode()])


def _add_titles(database: Database, titles: Iterable[Sequence[str]]) -> None:
    sql = f"INSERT INTO {TITLES} (article, searchable) VALUES (?, ?)"  # noqa: S608 - a name of our own
    database.conn.executemany(sql, ((article, searchable(title)) for article, title in titles))
