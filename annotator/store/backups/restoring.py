"""Going back to a backup: looking into it safely, and making a project of it."""

import stat
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.store.backups.copying import copy_in_steps
from annotator.store.file.placing import placed
from annotator.store.merging.other_file import open_other
from annotator.store.readable import ReadableProject


@contextmanager
def opened_backup(path: Path) -> Generator[ReadableProject]:
    """Open a backup, or any project, for reading only; one of an older program as a copy.

    Raise a `UserError` that says why it can't be opened.
    """
    with open_other(path) as database:
        yield ReadableProject(database, path)


def restore(backup: Path, out: Path, progress: Progress = no_progress) -> None:
    """Make a new project file of a backup after proving that it is sound.

    Raise a `UserError` when it isn't, when something is at `out` already, or it can't be written.
    """
    with open_other(backup) as database, placed(out, replace=False) as part:
        part.chmod(stat.S_IMODE(backup.stat().st_mode) & 0o666 | 0o600)
        _refuse_unsound(ReadableProject(database, backup), progress)
        copy_in_steps(database, part, progress)


def _refuse_unsound(found: ReadableProject, progress: Progress) -> None:
    problems = found.check(progress)
    if problems:
        first = problems[0]
        message = (
            f"The backup {found.path.name} is not sound: {counted(len(problems), 'problem')}, "
            f"first: {first}."
        )
        raise UserError(message, remedy="Take an older backup, or use annotator rescue.")
