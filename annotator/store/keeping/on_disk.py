"""Whether what was done is in the file itself, asked of the disk and not of what is remembered."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from annotator.domain.errors import CANT_WRITE, BusyError, DamageError, UserError
from annotator.store.file import connection, copies, transactions
from annotator.store.file.database import Database
from annotator.store.file.guard import FileGuard, Stamp
from annotator.store.history import log


class Witness:
    """Reads a project's file beside the connection that writes it, and keeps nothing in mind.

    Another program may have written between two looks of the `guard`, which sees stamps alone.
    """

    def __init__(self, guard: FileGuard, pages: int) -> None:
        self._guard = guard
        size = guard.path.stat().st_size
        self._beyond = size if size > pages else 0
        """How many bytes the file had when it was opened, if those are more than its pages are."""
        self._database: Database | None = None

    def refuse_written_since(self, begun: Stamp | None) -> None:
        """Refuse to commit into a file that another program is writing just now."""
        if self._guard.is_other_than(begun) and not _is_held_here(self._guard.path):
            raise BusyError(CANT_WRITE, "another program writes to its file")

    def confirms(self, stamp: Stamp | None, newest: str, edits: Sequence[str]) -> bool:
        """Take the file as it was at the stamp for as it was left, if it has all these edits.

        The `newest` one, if there is one, must have as many changes as it has, the others each
        change as it was written. Tell whether that is so; where it can't be told just now, the next
        look takes the file for written.
        """
        try:
            whole = self._has(newest, edits)
        except (UserError, OSError):
            self.close()
            return True
        if whole:
            self._guard.take_note(stamp)
        return whole

    def _has(self, newest: str, edits: Sequence[str]) -> bool:
        path = self._guard.path
        try:
            if self._database is None:
                self._database = connection.connect(path, mode="ro", patience=0)
            self._database.conn.execute("PRAGMA shrink_memory")
            with transactions.snapshot(self._database):
                # From its first reading on, whoever writes to it as this program does is kept out.
                there = not newest or log.has_counted(self._database, newest)
                size = max(copies.size_of(self._database), self._beyond)
                return (
                    there and log.has_whole(self._database, edits) and size == path.stat().st_size
                )
        except DamageError:
            self.close()
            return False

    def close(self) -> None:
        """Read nothing until asked again."""
        database, self._database = self._database, None
        if database is not None:
            database.close()


def _is_held_here(path: Path) -> bool:
    """Tell whether readers are kept out: a long edit writes before it is committed."""
    try:
        with closing(connection.connect(path, mode="ro", patience=0)) as afresh:
            connection.refuse_locked(afresh)
    except BusyError:
        return True
    except DamageError:
        pass
    return False
