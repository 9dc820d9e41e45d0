"""Going back to a backup: looking into it safely, and making a project of it."""

import os
import secrets
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.store.backups.making import place_new
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
    if os.path.lexists(out):
        raise _taken(out)
    part = out.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with opened_backup(backup) as found:
            _refuse_unsound(found, progress)
            found.copy_to(part)
        place_new(part, out)
    except FileExistsError:
        raise _taken(out) from None
    except OSError as error:
        message = f"{out} can't be written: {error.strerror or error}."
        raise UserError(message, remedy="Choose another folder or name.") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _refuse_unsound(found: ReadableProject, progress: Progress) -> None:
    problems = found.check(progress)
    if problems:
        first = problems[0]
        message = (
            f"The backup {found.path.name} is not sound: {counted(len(problems), 'problem')}, "
            f"first {first.kind} {first.record}: {first.message}."
        )
        raise UserError(message, remedy="Take an older backup, or use annotator rescue.")


def _taken(out: Path) -> UserError:
    return UserError(f"{out.name} is already there.", remedy="Choose another name.")
