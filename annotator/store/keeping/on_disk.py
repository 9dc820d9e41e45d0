"""Whether what was done is in the file itself, asked of the disk and not of what is remembered."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from annotator.domain.errors import BusyError, DamageError, UserError
from annotator.store.file import connection, copies, transactions
from annotator.store.file.database import Database
from annotator.store.history import log


class Witness:
    """Reads a project's file beside the connection that writes it, and keeps nothing in mind."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database: Database | None = None

    def has(self, edits: Sequence[str]) -> bool:
        """Tell whether the file has all these edits and is as long as it says itself.

        Raise a `NotNowError` where it can't be read, as when another program's lock is in the way.
        """
        try:
            if self._database is None:
                self._database = connection.connect(self._path, mode="ro", patience=0)
            self._database.conn.execute("PRAGMA shrink_memory")
            with transactions.snapshot(self._database):
                # From its first reading on, whoever writes to it as this program does is kept out.
                whole = log.has_whole(self._database, edits)
                return whole and copies.size_of(self._database) == self._path.stat().st_size
        except DamageError:
            self.close()
            return False
        except (UserError, OSError):
            self.close()
            raise

    def close(self) -> None:
        """Read nothing until asked again."""
        database, self._database = self._database, None
        if database is not None:
            database.close()


def is_held_here(path: Path) -> bool:
    """Tell whether readers are kept out: a long edit writes before it is committed."""
    try:
        with closing(connection.connect(path, mode="ro", patience=0)) as afresh:
            connection.refuse_locked(afresh)
    except BusyError:
        return True
    except DamageError:
        pass
    return False
