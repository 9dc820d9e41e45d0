"""Making a backup: beside, verified, under a name that nothing has yet, and older ones thinned."""

import os
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.store.backups.copying import copy_in_steps
from annotator.store.backups.places import (
    Backup,
    BackupPlan,
    Reason,
    backup_at,
    file_name,
    folders,
    local_now,
    newest_first,
)
from annotator.store.backups.reading import extent, extent_of, own_backups
from annotator.store.backups.retention import kept
from annotator.store.file import connection, damaged
from annotator.store.file.database import Database
from annotator.store.file.placing import placed
from annotator.store.file.transactions import is_not_now
from annotator.store.file.workshop import sweep

_NAMES = 999
"""How many backups may have been made within one second."""


def back_up(
    project: Path, reason: Reason, plan: BackupPlan, progress: Progress = no_progress
) -> Backup | None:
    """Make a backup of a project that this program has open, and thin the older ones.

    Return None when the newest one has everything. Raise a `UserError` when none can be made, and
    `CancelledError` when `progress` cancels; nothing of it remains then.
    """
    try:
        database = connection.open_again(project, read_only=True)
    except sqlite3.Error as error:
        raise _refused(project, error) from None
    try:
        return back_up_from(database, project, reason, plan, progress)
    finally:
        # Whoever has the project open closes it as it is to be closed.
        database.close()


def before_upgrade(database: Database, project: Path) -> None:
    """Make a backup of a file that is about to be upgraded; a `UserError` if none can be made."""
    back_up_from(database, project, Reason.BEFORE_UPGRADE, BackupPlan(), no_progress)


def back_up_to(project: Path, out: Path, progress: Progress = no_progress) -> None:
    """Copy a project that this program has open into a new file, verified.

    Raise a `UserError` when something is there already or it can't be written.
    """
    try:
        database = connection.open_again(project, read_only=True)
        try:
            with placed(out, replace=False) as part:
                _let_read_who_may(part, project)
                copy_in_steps(database, part, progress)
        finally:
            database.close()
    except sqlite3.Error as error:
        raise _refused(project, error) from None


def back_up_from(
    database: Database, project: Path, reason: Reason, plan: BackupPlan, progress: Progress
) -> Backup | None:
    """Make a backup by way of a connection that is not within a transaction."""
    try:
        known = extent(database)
        own = own_backups(project, known.family, plan)
        newest = extent_of(own[0].path) if own else None
        if newest is not None and newest.last == known.last:
            return None
        made = _first_that_takes(database, project, reason, plan, progress)
    except (OSError, sqlite3.Error) as error:
        raise _refused(project, error) from None
    _thin(newest_first([made, *own]), made, plan)
    return made


def _first_that_takes(
    database: Database, project: Path, reason: Reason, plan: BackupPlan, progress: Progress
) -> Backup:
    """Write to the first of the folders that can be written to."""
    *first, last = folders(project, plan)
    for folder in first:
        with suppress(OSError, UserError):
            return _in_folder(database, project, folder, reason, progress)
    return _in_folder(database, project, last, reason, progress)


def _in_folder(
    database: Database, project: Path, folder: Path, reason: Reason, progress: Progress
) -> Backup:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        return _write(database, project, folder, reason, progress)
    except BaseException:
        with suppress(OSError):
            folder.rmdir()  # where it was made for this one, and so is empty
        raise


def _write(
    database: Database, project: Path, folder: Path, reason: Reason, progress: Progress
) -> Backup:
    """Copy into a file of an unguessable name, which then takes its place."""
    now = local_now()
    names = (folder / file_name(now, reason, number) for number in range(1, _NAMES))
    target = next(one for one in names if not os.path.lexists(one))
    with placed(target, replace=False) as part:
        _let_read_who_may(part, project)
        copy_in_steps(database, part, progress)
    found = backup_at(target)
    if found is None:
        raise FileNotFoundError(0, "it is gone already", str(target))
    return found


def _let_read_who_may(part: Path, project: Path) -> None:
    """Let nobody read a copy who may not read the project."""
    part.chmod(stat.S_IMODE(project.stat().st_mode) & 0o666 | 0o600)


def sweep_backups(project: Path) -> None:
    """Remove what a program that was killed left half made among a project's backups."""
    for folder in folders(project, BackupPlan()):
        sweep(folder)


def _thin(own: Sequence[Backup], made: Backup, plan: BackupPlan) -> None:
    """Delete what need not stay of this project's own backups, and nothing else."""
    stay = {made.path, *(one.path for one in kept(own, plan.most_bytes))}
    for one in own:
        if one.path not in stay:
            with suppress(OSError):
                one.path.unlink()


def _refused(project: Path, error: OSError | sqlite3.Error) -> UserError:
    """Return why a backup can't be made, with the way out that there is."""
    if isinstance(error, sqlite3.Error) and not is_not_now(error):
        detail = damaged.plainly(str(error))
        message = f"No backup of {project.name} can be made, since it is damaged: {detail}."
        return UserError(message, remedy="Restore an earlier backup, or use annotator rescue.")
    place = f" ({error.filename})" if isinstance(error, OSError) and error.filename else ""
    detail = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    remedy = "Make room, or choose another place for backups in the settings."
    return UserError(f"No backup of {project.name} can be made: {detail}{place}.", remedy=remedy)
