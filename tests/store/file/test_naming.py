"""What records are called where something is wrong with them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from damage import without_guards

from annotator.store.file.database import Database
from annotator.store.file.naming import Named, named


@pytest.mark.parametrize("lost", ["", "annotation", "article", "link", "actor", "text"])
def test_records_are_named_by_their_rows_or_by_the_history(closed: Path, lost: str) -> None:
    if lost:
        without_guards(closed, f"DELETE FROM {lost}")  # noqa: S608 - a table of ours
    with closing(sqlite3.connect(closed)) as connection:
        database = Database(connection)
        (link,) = connection.execute("SELECT record FROM change WHERE kind = 'link'").fetchone()[:1]
        (sha,) = connection.execute(
            "SELECT json_extract(after, '$.text_sha256') FROM change WHERE kind = 'article'"
        ).fetchone()
        (edit,) = connection.execute("SELECT edit FROM change WHERE record = 'q'").fetchone()
        assert named(database, "article", "a") == Named("Mayor waits")
        assert named(database, "annotation", "q") == Named(article="Mayor waits")
        assert named(database, "link", link) == Named(article="Mayor waits")
        assert named(database, "text", sha) == Named(article="Mayor waits")
        assert named(database, "actor", "mayor") == Named("The mayor")
        assert named(database, "edit", edit) == Named("Quote made", "Mayor waits")


def test_what_nobody_knows_has_no_name(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        database = Database(connection)
        for kind in ("annotation", "text", "edit", "nonsense"):
            assert named(database, kind, "gone") == Named()
