"""Who makes the backups of an open project at the moments that ask for one."""

from collections.abc import Callable
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.base import Edit, InPieces
from annotator.domain.errors import UserError
from annotator.domain.undo import MERGE
from annotator.store.backups.making import back_up
from annotator.store.backups.occasions import MANY_CHANGES, is_large
from annotator.store.backups.places import Backup, BackupPlan, Reason


class BackupKeeper:
    """Makes backups as planned; before large edits, a failure is told and stops nothing.

    `warn` hears why none could be made, on whatever thread the edit is made.
    """

    def __init__(self, plan: BackupPlan, warn: Callable[[UserError], object]) -> None:
        self.plan = plan
        self._warn = warn

    def make(
        self, project: Path, reason: Reason, progress: Progress = no_progress
    ) -> Backup | None:
        """Make a backup, unless the newest one has everything; a `UserError` says why not."""
        return back_up(project, reason, self.plan, progress)

    def on_another_thread(self) -> "BackupKeeper":
        """Return who makes the backups for a connection on another thread, and on that thread."""
        return self

    def before_edit(
        self, project: Path, edit: Edit | InPieces, changes: int, last: str, progress: Progress
    ) -> None:
        """Make a backup before an edit with so many changes, if it is a large one.

        `last` is the id of the edit before it, which the backup has to have.
        """
        if is_large(edit, changes):
            self.before(project, Reason.BEFORE_BULK, last, progress)

    def before_step(self, project: Path, kind: str, changes: int, last: str) -> None:
        """Make a backup before a merge or a large edit is undone or done again."""
        if kind == MERGE or changes >= MANY_CHANGES:
            self.before(project, Reason.BEFORE_BULK, last)

    def before(
        self,
        project: Path,
        reason: Reason,
        last: str,  # noqa: ARG002 - for who makes them elsewhere
        progress: Progress = no_progress,
    ) -> None:
        """Make a backup before something is done, which is done in any case."""
        try:
            self.make(project, reason, progress)
        except UserError as error:
            self._warn(error)
