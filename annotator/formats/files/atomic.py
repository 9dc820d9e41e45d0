"""Writing files beside their targets and renaming them into place, and names that are free."""

import errno
import os
from collections.abc import Callable, Generator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from annotator.domain.errors import UserError
from annotator.store.file.connection import is_project


@contextmanager
def written_beside(*targets: Path) -> Generator[tuple[BinaryIO, ...]]:
    """Open a file beside each target; all take their places at the end, or none is left.

    Raise a `UserError` when one can't be written, or is a project.
    """
    refuse_targets(*targets)
    parts = [target.with_name(f".{target.name}.part") for target in targets]
    try:
        with ExitStack() as stack:
            files = tuple(stack.enter_context(part.open("wb")) for part in parts)
            yield files
            for file in files:
                file.flush()
                os.fsync(file.fileno())
        for part, target in zip(parts, targets, strict=True):
            part.replace(target)
    except OSError as error:
        raise _refusal(targets[0], error) from None
    finally:
        for part in parts:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def refuse_targets(*targets: Path) -> None:
    """Raise a `UserError` when a file can't come to be there or would destroy a project."""
    for target in targets:
        try:
            _examine_place(target)
            project = is_project(target)
        except OSError as error:
            raise _refusal(target, error) from None
        if project:
            message = f"{target.name} is a project, which would be lost."
            raise UserError(message, remedy="Choose another name.")


def free_path(
    folder: Path, stem: str, suffix: str, taken: Callable[[Path], bool] = Path.exists
) -> Path:
    """Return a path with this name at which there is nothing yet: "Study", "Study 2" and so on."""
    path, n = folder / f"{stem}{suffix}", 2
    while taken(path):
        path, n = folder / f"{stem} {n}{suffix}", n + 1
    return path


def _examine_place(target: Path) -> None:
    if not target.parent.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT))
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))


def _refusal(target: Path, error: OSError) -> UserError:
    message = f"{target} can't be written: {error.strerror or error}."
    return UserError(message, remedy="Choose another folder, or make room.")
