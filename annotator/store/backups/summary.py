"""What each backup holds, for a list to choose from."""

import sqlite3
from collections.abc import Sequence

import msgspec

from annotator.domain.draft import Progress, no_progress
from annotator.domain.visibility import Visibility
from annotator.store.backups.places import Backup
from annotator.store.backups.reading import are_tables, at_rest, extent
from annotator.store.file.database import Database
from annotator.store.reading.queries import code_counts

_TABLES = ("edit", "article", "annotation")


class BackupSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A backup and what it holds.

    `labels` counts the annotations that may be seen; `coders` are the handles of who worked since
    the backup before; `unreadable` says that it can't be read.
    """

    backup: Backup
    family: str = ""
    articles: int = 0
    labels: int = 0
    coders: tuple[str, ...] = ()
    unreadable: bool = False


def summaries(
    newest_first: Sequence[Backup], seen_by: Visibility, progress: Progress = no_progress
) -> list[BackupSummary]:
    """Look into backups, and return what they hold in the same order."""
    found: list[BackupSummary] = []
    before: dict[str, str] = {}
    for done, backup in enumerate(reversed(newest_first)):
        progress(done, len(newest_first))
        found.append(_summary(backup, seen_by, before))
    return found[::-1]


def _summary(backup: Backup, seen_by: Visibility, before: dict[str, str]) -> BackupSummary:
    """Look into one; `before` has the last edit of the one before, by family."""
    try:
        with at_rest(backup.path) as database:
            if not are_tables(database, _TABLES):
                return BackupSummary(backup=backup, unreadable=True)
            known = extent(database)
            summary = BackupSummary(
                backup=backup,
                family=known.family,
                articles=database.conn.execute("SELECT count(*) FROM article").fetchone()[0],
                labels=sum(code_counts(database, seen_by).values()),
                coders=_coders_after(database, before.get(known.family, "")),
            )
    except (OSError, sqlite3.Error):
        return BackupSummary(backup=backup, unreadable=True)
    before[known.family] = known.last
    return summary


def _coders_after(database: Database, edit: str) -> tuple[str, ...]:
    sql = (
        "SELECT DISTINCT coder FROM edit WHERE coder <> '' "
        "AND n > coalesce((SELECT n FROM edit WHERE id = ?), 0) ORDER BY coder"
    )
    return tuple(handle for (handle,) in database.conn.execute(sql, [edit]))
