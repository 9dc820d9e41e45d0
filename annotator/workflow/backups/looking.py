"""Looking at the backups of a project, be that open, closed, damaged or gone."""

from collections.abc import Callable, Generator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import msgspec
from msgspec import structs

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.visibility import Visibility
from annotator.store.backups.places import Backup, BackupPlan, backups_of
from annotator.store.backups.restoring import opened_backup
from annotator.store.backups.summary import BackupSummary, summaries
from annotator.store.project import Project
from annotator.store.readable import ReadableProject
from annotator.workflow.backups.comparing import BackupDifference, compare
from annotator.workflow.visibility import visibility_of

Today = Callable[[], AbstractContextManager[ReadableProject]]
"""Opens the project as it is today, on the thread that asks."""


class BackupList(msgspec.Struct, frozen=True, kw_only=True):
    """The backups of one project, newest first, as somebody may see them.

    `refusal` says why the project itself can't be opened, where that is so.
    """

    backups: tuple[BackupSummary, ...] = ()
    seen_by: Visibility = Visibility()
    refusal: str = ""


def today_of(path: Path, project: Project | None) -> Today:
    """Return what opens the project: another connection where it is open here already."""
    if project is None:
        return lambda: opened_backup(path)

    @contextmanager
    def sibling() -> Generator[ReadableProject]:
        with project.sibling() as own:
            yield own

    return sibling


def backup_list(
    path: Path, plan: BackupPlan, handle: str, today: Today, progress: Progress
) -> BackupList:
    """Return the backups of a project as a coder with this handle may see them."""
    found = backups_of(path, plan)
    family, refusal = "", ""
    seen_by = Visibility()
    try:
        with today() as project:
            family, seen_by = project.family(), _visibility(project, handle)
    except UserError as error:
        refusal = str(error)
        seen_by = _of_newest(found, handle)
    told = summaries(found, seen_by, progress)
    own = tuple(one for one in told if one.unreadable or family in ("", one.family))
    return BackupList(backups=own, seen_by=seen_by, refusal=refusal)


def difference(
    backup: Path, today: Today, seen_by: Visibility, progress: Progress
) -> BackupDifference:
    """Compare a backup with the project as it is today."""
    with opened_backup(backup) as then, today() as now:
        return compare(then, now, seen_in(then, seen_by), progress)


def seen_in(backup: ReadableProject, seen_by: Visibility) -> Visibility:
    """Return what somebody may see who was blind then on articles that are gone today."""
    then = visibility_of(backup, seen_by.coder)
    return structs.replace(
        seen_by,
        statuses={**then.statuses, **seen_by.statuses},
        assigned=seen_by.assigned | then.assigned,
    )


def _of_newest(backups: list[Backup], handle: str) -> Visibility:
    """Return what a coder may see by the newest backup that can be opened; else nobody's labels."""
    for one in backups:
        try:
            with opened_backup(one.path) as backup:
                return _visibility(backup, handle)
        except UserError:
            continue
    return Visibility()


def _visibility(project: ReadableProject, handle: str) -> Visibility:
    folded = handle.casefold()
    known = (one.id for one in project.find(Coder) if one.handle.casefold() == folded)
    return visibility_of(project, next(known, ""), reviewing=True)
