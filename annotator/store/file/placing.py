"""The one way to write a file: made apart, synced, and put into its place when it is whole.

Whenever the program or the machine stops, the target is absent, the old one or the new one. What
is being made lies in a `workshop` beside it, and one that a killed program left is swept away
when something is written in that folder the next time.
"""

import errno
import os
import sqlite3
import sys
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.domain.errors import NotNowError, UserError
from annotator.store.file.overwriting import SIDECARS, already_there, refuse_target
from annotator.store.file.transactions import is_not_now
from annotator.store.file.workshop import new_file, sweep, workshop

if sys.platform != "win32":
    import fcntl

_NO_LINKS_THERE = {
    errno.EPERM,
    errno.EMLINK,
    errno.ENOSYS,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.EXDEV,
}
"""How file systems say that a file can't have two names."""
_NO_SYNC_THERE = {errno.EACCES, errno.EBADF, errno.EINVAL, errno.ENOTSUP, errno.EPERM}
"""How they say that a folder can't be synced."""


@contextmanager
def placed(target: Path, *, replace: bool) -> Generator[Path]:
    """Give the path of an empty file to fill, which is at the target when the block ends.

    If the block raises, nothing has happened. Close in it what was opened there: a file that is
    open can't be placed everywhere, and a database not at all. Without `replace`, nothing that is
    there gives way, also when it came meanwhile. Raise a `UserError` when the file can't be
    written, or must not: see `refuse_target`.
    """
    with placed_together(target, replace=replace) as (part,):
        yield part


@contextmanager
def placed_together(*targets: Path, replace: bool) -> Generator[tuple[Path, ...]]:
    """Do as `placed` for files of one folder, of which all others describe the first.

    A file never stands beside the description of another: the old descriptions go away before
    the first file takes its place, and the new ones come after it.
    """
    folder = targets[0].parent
    try:
        _refuse(targets, replace=replace)
        sweep(folder)
        with workshop(folder) as own:
            parts = tuple(new_file(own / f"new-{n}") for n in range(len(targets)))
            yield parts
            for part in parts:
                _refuse_unfinished(part)
                _sync(part)
            _refuse(targets, replace=replace)
            _place(parts, targets, own, replace=replace)
    except OSError as error:
        raise can_not_be_written(targets[0], error.strerror or str(error)) from None
    except NotNowError as error:
        raise can_not_be_written(targets[0], error.detail) from None
    except sqlite3.Error as error:
        if not is_not_now(error):
            raise
        raise can_not_be_written(targets[0], str(error)) from None


@contextmanager
def placed_folder(target: Path, may_replace: Callable[[Path], bool]) -> Generator[Path]:
    """Give an empty folder to fill, which is at the target when the block ends.

    If the block raises, nothing has happened. A folder that is there gives way if it is empty, or
    `may_replace` says so of it; whenever the program stops, the target is absent, the old one or
    the new one. Raise a `UserError` when it can't be written, or must not.
    """
    try:
        refuse_folder(target, may_replace)
        sweep(target.parent)
        with workshop(target.parent) as own:
            part = own / "new-0"
            part.mkdir()
            yield part
            _sync_tree(part)
            refuse_folder(target, may_replace)
            old = own / "old-0"
            if target.exists():
                target.rename(old)
            try:
                part.rename(target)
            except OSError:
                with suppress(FileNotFoundError):
                    old.rename(target)
                raise
            sync_folder(target.parent)
    except OSError as error:
        raise can_not_be_written(target, error.strerror or str(error)) from None
    except NotNowError as error:
        raise can_not_be_written(target, error.detail) from None


def refuse_folder(target: Path, may_replace: Callable[[Path], bool]) -> None:
    """Raise a `UserError` when no folder may take this place: before long work."""
    if not target.parent.is_dir():
        message = f"{target} can't be written: there is no folder {target.parent}."
        raise UserError(message, remedy="Choose a folder that is there.")
    if not os.path.lexists(target):
        return
    if target.is_symlink() or not target.is_dir():
        message = f"{target.name} is there already, and is no folder."
        raise UserError(message, remedy="Choose another name for the folder.")
    if any(target.iterdir()) and not may_replace(target):
        message = f"The folder {target.name} has what no export wrote, or has changed since."
        raise UserError(message, remedy="Choose another name, or move it away.")


def can_not_be_written(target: Path, reason: str) -> UserError:
    """Return the refusal of a place in which the machine lets nothing be written."""
    message = f"{target} can't be written: {reason}."
    return UserError(message, remedy="Choose another folder, or make room.")


def refuse_targets(*targets: Path, replace: bool = True) -> None:
    """Raise a `UserError` when files can't or must not come to be there: before long work."""
    for target in targets:
        try:
            refuse_target(target, replace=replace)
        except OSError as error:
            raise can_not_be_written(target, error.strerror or str(error)) from None


def sync_folder(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system can do that."""
    if sys.platform == "win32":
        return
    try:
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
    except OSError as error:
        if error.errno not in _NO_SYNC_THERE:
            raise


def _refuse(targets: Sequence[Path], *, replace: bool) -> None:
    for target in targets:
        refuse_target(target, replace=replace)


def _refuse_unfinished(part: Path) -> None:
    """Never place a database of which a part still lies in another file."""
    for ending in SIDECARS:
        beside = part.with_name(f"{part.name}{ending}")
        if beside.exists() and beside.stat().st_size:
            raise RuntimeError(f"a database was to be placed before it was closed: {ending}")


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDWR | getattr(os, "O_NOFOLLOW", 0))
    try:
        os.fsync(opened)
        if sys.platform == "darwin":  # where fsync leaves it in the disk's own memory
            fcntl.fcntl(opened, fcntl.F_FULLFSYNC)
    finally:
        os.close(opened)


def _place(parts: Sequence[Path], targets: Sequence[Path], own: Path, *, replace: bool) -> None:
    folder = targets[0].parent
    aside = [(target, own / f"old-{n}") for n, target in enumerate(targets[1:]) if replace]
    try:
        for target, old in aside:
            with suppress(FileNotFoundError):
                target.rename(old)
                sync_folder(folder)
        _put(parts[0], targets[0], replace=replace)
    except BaseException:
        for target, old in aside:
            with suppress(OSError, UserError):
                if parts[0].exists():
                    _put_new(old, target)
        raise
    sync_folder(folder)
    for part, target in zip(parts[1:], targets[1:], strict=True):
        _put(part, target, replace=replace)
        sync_folder(folder)


def _sync_tree(folder: Path) -> None:
    for where, _, names in os.walk(folder):
        for name in names:
            _sync(Path(where, name))
        sync_folder(Path(where))


def _put(part: Path, target: Path, *, replace: bool) -> None:
    if not replace:
        _put_new(part, target)
        return
    # Of our own file only a file system that has no modes refuses to change them.
    with suppress(FileNotFoundError, PermissionError):
        part.chmod(target.lstat().st_mode & 0o777)
    part.replace(target)


def _put_new(part: Path, target: Path) -> None:
    """Rename to a name that is free; raise a `UserError` when it is taken."""
    try:
        if sys.platform == "win32":
            part.rename(target)
            return
        os.link(part, target)
    except FileExistsError:
        raise already_there(target) from None
    except OSError as error:
        if error.errno not in _NO_LINKS_THERE:
            raise
        # Without second names, as on a memory stick, all that is left is to look once more.
        if os.path.lexists(target):
            raise already_there(target) from None
        part.rename(target)
        return
    part.unlink()
