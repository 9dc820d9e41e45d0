"""Looking into backups without touching them: whose they are, and how far they go."""

import sqlite3
from collections.abc import Collection, Generator
from contextlib import closing, contextmanager
from pathlib import Path

import msgspec

from annotator.store.backups.places import Backup, BackupPlan, backups_of
from annotator.store.file.database import Database
from annotator.store.file.schema import APPLICATION_ID
from annotator.store.history import log


class Extent(msgspec.Struct, frozen=True):
    """Whose history a file has, and how far it goes.

    `family` is the id of the edit that founded the project; `last` is that of its last edit,
    which is the row `edits` of the history.
    """

    family: str
    last: str
    edits: int


def extent(database: Database) -> Extent:
    """Return how far a project's history goes."""
    row = database.conn.execute("SELECT id, n FROM edit ORDER BY n DESC LIMIT 1").fetchone()
    last, edits = row or ("", 0)
    return Extent(log.family(database), last, edits)


@contextmanager
def at_rest(path: Path) -> Generator[Database]:
    """Open a file that nobody writes to, for reading only: no byte is changed, no lock taken."""
    uri = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as connection:
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON"):
            connection.execute(f"PRAGMA {pragma}")
        yield Database(connection)


def are_tables(database: Database, names: Collection[str]) -> bool:
    """Tell whether a file is a project with these tables: a view would run what others wrote."""
    (ours,) = database.conn.execute("PRAGMA application_id").fetchone()
    found = dict(database.conn.execute("SELECT name, type FROM sqlite_schema").fetchall())
    return ours == APPLICATION_ID and all(found.get(name) == "table" for name in names)


def extent_of(path: Path) -> Extent | None:
    """Return how far a backup goes; None for a file that is no sound project."""
    try:
        with at_rest(path) as database:
            return extent(database) if are_tables(database, ("edit",)) else None
    except (OSError, sqlite3.Error):
        return None


def own_backups(project: Path, family: str, plan: BackupPlan | None = None) -> list[Backup]:
    """Return the backups that are of this very project, newest first; each is looked into."""
    found = [(one, extent_of(one.path)) for one in backups_of(project, plan)]
    return [one for one, known in found if known is not None and known.family == family]
