"""Writing how long somebody works on articles, and reading it again."""

import secrets
from collections.abc import Iterator, Mapping

from annotator.domain.timing import Stretch, WorkedOn
from annotator.store.file.database import Database

_MARK = 2  # random bytes: they tell apart what one coder did on one article, on one day


def add(database: Database, worked: Mapping[WorkedOn, int]) -> None:
    """Add so many milliseconds to what was worked before."""
    database.conn.executemany(
        "INSERT INTO worked (coder, day, article, mark, millis) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET millis = millis + excluded.millis",
        [
            (on.coder, on.day, on.article, secrets.token_hex(_MARK), millis)
            for on, millis in worked.items()
        ],
    )


def on_article(database: Database, coder: str, article: str) -> list[Stretch]:
    """Return what a coder (handle) worked on an article in this file, day by day."""
    sql = "SELECT article, day, mark, millis FROM worked WHERE coder = ? AND article = ?"
    rows = database.conn.execute(f"{sql} ORDER BY day", [coder, article])
    return [Stretch(*row) for row in rows.fetchall()]


def on_day(database: Database, coder: str, day: str) -> int:
    """Return how many milliseconds a coder (handle) worked on a day in this file."""
    sql = "SELECT coalesce(sum(millis), 0) FROM worked WHERE coder = ? AND day = ?"
    return int(database.conn.execute(sql, [coder, day]).fetchone()[0])


def of_all(database: Database) -> Iterator[tuple[str, Stretch]]:
    """Yield everybody's (handle) work in this file, in the order of the days."""
    sql = "SELECT coder, article, day, mark, millis FROM worked ORDER BY day, coder, article"
    for coder, *row in database.conn.execute(sql).fetchall():
        yield coder, Stretch(*row)
