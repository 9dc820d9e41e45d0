"""Where the backups of a project lie, and what their names say."""

import datetime as dt
import hashlib
import os
import re
import stat
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path

import msgspec

SUFFIX = ".annotator"
FOLDER = "backups"
"""What the name of a folder with backups ends in, after the project's name."""
DEFAULT_BYTES = 2_000_000_000
"""How much room the backups of a project take at most."""
_STAMP = "%Y-%m-%d %H.%M.%S"
_AHEAD = dt.timedelta(days=1)
"""A backup from so far ahead was made while the machine's clock was wrong."""


class Reason(StrEnum):
    """Why a backup was made, as its name says it."""

    WORK = ""
    BEFORE_UPGRADE = "before an upgrade"
    BEFORE_MERGE = "before bringing in"
    BEFORE_BULK = "before a large edit"
    ASKED = "by hand"


_NAME = re.compile(
    r"(\d{4}-\d\d-\d\d \d\d\.\d\d\.\d\d)"
    rf"(?: ({'|'.join(re.escape(one) for one in Reason if one)}))?(?: \d{{1,3}})?"
    rf"{re.escape(SUFFIX)}"
)


class BackupPlace(StrEnum):
    """Where backups are kept: in a folder beside the project, or apart from it."""

    BESIDE = "beside"
    APART = "apart"


class BackupPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Where backups go and how much room they may take.

    `apart` is a folder of the user's own, for when `place` says so or nothing can be written
    beside the project.
    """

    place: BackupPlace = BackupPlace.BESIDE
    apart: Path | None = None
    most_bytes: int = DEFAULT_BYTES


class Backup(msgspec.Struct, frozen=True):
    """A backup as its name and its folder tell of it; `made` is in local time."""

    path: Path
    made: dt.datetime
    reason: Reason
    size: int


def folders(project: Path, plan: BackupPlan) -> list[Path]:
    """Return the folders in which a project's backups can lie, the wanted one first."""
    resolved = project.resolve()
    beside = resolved.with_name(f"{resolved.stem} {FOLDER}")
    if plan.apart is None:
        return [beside]
    # Apart, projects of one name from several folders meet: the place tells them from each other.
    place = hashlib.sha256(os.fsencode(resolved)).hexdigest()[:8]
    apart = plan.apart / f"{resolved.stem} {place} {FOLDER}"
    return [beside, apart] if plan.place is BackupPlace.BESIDE else [apart, beside]


def file_name(made: dt.datetime, reason: Reason, number: int = 1) -> str:
    """Return the name of a backup: "2026-11-28 18.20.31 before bringing in.annotator"."""
    parts = (made.strftime(_STAMP), reason.value, str(number) if number > 1 else "")
    return f"{' '.join(part for part in parts if part)}{SUFFIX}"


def project_of(path: Path) -> Path:
    """Return the project that a backup beside it is of; any other file is meant itself."""
    folder = path.absolute().parent
    if backup_at(path) is None or not folder.name.endswith(f" {FOLDER}"):
        return path
    return folder.with_name(f"{folder.name.removesuffix(f' {FOLDER}')}{SUFFIX}")


def backups_of(project: Path, plan: BackupPlan | None = None) -> list[Backup]:
    """Return the backups of a project by their names, newest first; no file is opened.

    Another project of the same name may have had its backups there, too: whose one is, only the
    file itself says.
    """
    found = [one for folder in folders(project, plan or BackupPlan()) for one in _within(folder)]
    return newest_first(found)


def newest_first(backups: Iterable[Backup]) -> list[Backup]:
    """Return backups in the order of their making; those from ahead of now come last."""
    latest = local_now() + _AHEAD
    return sorted(
        backups, key=lambda one: (one.made <= latest, one.made, one.path.stem), reverse=True
    )


def local_now() -> dt.datetime:
    """Return this moment in local time, to the second."""
    return dt.datetime.now().astimezone().replace(microsecond=0)


def backup_at(path: Path) -> Backup | None:
    """Return what a file's name tells, if it is that of a backup, and the file a plain one."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        made = dt.datetime.strptime(match[1], _STAMP).astimezone()
        about = path.lstat()
    except (OSError, ValueError, OverflowError):
        return None
    if not stat.S_ISREG(about.st_mode):
        return None
    return Backup(path, made, Reason(match[2] or ""), about.st_size)


def _within(folder: Path) -> list[Backup]:
    try:
        paths = list(folder.iterdir())
    except OSError:
        return []
    return [one for one in map(backup_at, paths) if one is not None]
