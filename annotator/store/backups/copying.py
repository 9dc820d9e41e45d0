"""Copying an open project in short steps, so that nobody who writes to it waits for long."""

import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.domain.draft import Progress
from annotator.domain.errors import NOT_NOW_REMEDY, UserError
from annotator.store.backups.reading import at_rest, extent
from annotator.store.check.summed import in_batches
from annotator.store.file.database import Database
from annotator.store.file.schema import has_pending

PAGES = 512
"""How much is copied in a step, during which nobody else can write: some milliseconds' work."""
RESTARTS = 3
"""How often the copy begins again because somebody wrote meanwhile, before it is made in one go."""
_BUSY_STEPS = 3
"""How often the lock may be waited for in vain; each time SQLite has waited for seconds itself."""
_OPCODES = 20_000
"""How many of SQLite's steps the integrity check takes between two looks at its cancelling."""


class _WrittenMeanwhileError(Exception):
    """The project is written to so often that copying in steps comes to no end."""


class UnsoundCopyError(sqlite3.DatabaseError):
    """What was copied is not sound: the project itself is not, or the disk lies."""


class _Steps:
    """Follows the steps of one copy."""

    def __init__(self, progress: Progress, restarts: int) -> None:
        self._progress = progress
        self._left = restarts
        self._busy = _BUSY_STEPS
        self._remaining: int | None = None

    def __call__(self, status: int, remaining: int, total: int) -> None:
        self._progress(total - remaining, total)
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            self._busy -= 1
            if not self._busy:
                message = "Another program is writing to the project all the time."
                raise UserError(message, remedy=NOT_NOW_REMEDY)
        if self._remaining is not None and remaining > self._remaining:
            self._left -= 1
            if self._left < 0:
                raise _WrittenMeanwhileError
        self._remaining = remaining


def copy_in_steps(source: Database, part: Path, progress: Progress) -> None:
    """Copy a project as it is at one moment into an empty file, and prove that it is there.

    Raise `UnsoundCopyError` when the copy is not sound, a `UserError` when the lock can't be had,
    `OSError` or another `sqlite3.Error` when it can't be written, and `CancelledError` when
    `progress` cancels.
    """
    before = extent(source)
    with closing(sqlite3.connect(part)) as target:
        try:
            source.conn.backup(target, pages=PAGES, progress=_Steps(progress, RESTARTS))
        except _WrittenMeanwhileError:
            source.conn.backup(target, pages=-1, progress=_Steps(progress, RESTARTS))
        # The copy is one plain file, whatever the original keeps beside it while it is open.
        target.execute("PRAGMA journal_mode = DELETE").fetchall()
    _verify(source, before.edits, part, progress)


def _verify(source: Database, least: int, part: Path, progress: Progress) -> None:
    """Read the copy as it lies there; the project may have gone on since it was made."""
    with at_rest(part) as copy:
        copy.conn.set_progress_handler(lambda: progress(0, 0), _OPCODES)
        try:
            (verdict,) = copy.conn.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.OperationalError:
            progress(0, 0)  # whoever cancels only interrupts SQLite, which does not say for whom
            raise
        if verdict != "ok":
            raise UnsoundCopyError(" ".join(str(verdict).split()))
        # Of an older version of the program, which is proved sound before it is upgraded.
        for batch in () if has_pending(copy) else in_batches(copy):
            progress(0, 0)
            for problem in batch:
                raise UnsoundCopyError(str(problem))
        found = extent(copy)
    sql = "SELECT id FROM edit WHERE n = ?"
    row = source.conn.execute(sql, [found.edits]).fetchone()
    if found.edits < least or row != (found.last,):
        raise UnsoundCopyError("the copy is not what was copied")
