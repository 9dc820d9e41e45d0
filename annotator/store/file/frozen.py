"""What makes a file a freeze: a mark in its header, which no history carries and no merge brings.

SQLite keeps a number there for the program's own use (`user_version`); an ordinary project has 0.
"""

import sqlite3
from contextlib import closing
from hashlib import file_digest, sha256
from pathlib import Path

from annotator.domain.study import Freeze
from annotator.store.file import connection, tables
from annotator.store.file.database import Database
from annotator.store.file.overwriting import is_open

_MARK = 0x46525A31
"""The number that a freeze has: "FRZ1"."""
_PLACE = slice(60, 64)
"""Where SQLite's header holds it, most significant byte first."""


def mark(part: Path) -> None:
    """Make a freeze of a file that is still to be placed, and that nobody has open."""
    with closing(sqlite3.connect(part)) as database:
        database.execute(f"PRAGMA user_version = {_MARK}")


def is_frozen(path: Path) -> bool:
    """Tell whether a project file is a freeze."""
    if is_open(path):
        # Closing another descriptor would drop the locks that SQLite holds on it.
        with closing(connection.connect(path, mode="ro")) as database:
            (found,) = database.conn.execute("PRAGMA user_version").fetchone()
        return found == _MARK
    with path.open("rb") as file:
        return file.read(_PLACE.stop)[_PLACE] == _MARK.to_bytes(4, "big")


def freeze_in(database: Database) -> Freeze | None:
    """Return what a freeze says of itself: the last that came into it."""
    found = list(tables.select(database, "freeze", {}))
    return tables.to_record(Freeze, found[-1]) if found else None


def in_words(freeze: Freeze | None) -> str:
    """Say why a freeze can only be read."""
    if freeze is None:
        return "it is a freeze, which can't be changed"
    return f"it is the freeze “{freeze.name}” of {freeze.at[:10]}, which can't be changed"


def file_sum(path: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    if is_open(path):
        return sha256(connection.content_of(path)).hexdigest()
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
