"""Files that come to be under names at which there is nothing, whole or not at all."""

import os
import secrets
import sqlite3
import stat
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path

from annotator.domain.errors import UserError

PART = ".part"
"""What the names of files end in that are being written."""


@contextmanager
def new_file(out: Path, like: Path) -> Generator[Path]:
    """Give an empty file beside a name to write to, which takes the name at the end.

    Nobody may read it who may not read the file that it is `like`.

    Raise a `UserError` when something has the name already or it can't be written.
    """
    taken = UserError(f"{out.name} is already there.", remedy="Choose another name.")
    if os.path.lexists(out):
        raise taken
    try:
        with part_in(out.parent, like) as part:
            yield part
            place_new(part, out)
    except FileExistsError:
        raise taken from None
    except (OSError, sqlite3.Error) as error:
        detail = error.strerror if isinstance(error, OSError) and error.strerror else error
        message = f"{out} can't be written: {detail}."
        raise UserError(message, remedy="Choose another folder or name.") from None


@contextmanager
def part_in(folder: Path, like: Path) -> Generator[Path]:
    """Give an empty file of an unguessable name; nothing of it is left at the end."""
    mode = stat.S_IMODE(like.stat().st_mode) & 0o666 | 0o600
    part = folder / f".{secrets.token_hex(8)}{PART}"
    os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))
    try:
        yield part
    finally:
        for leftover in (part, part.with_name(f"{part.name}-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def place_new(part: Path, target: Path) -> None:
    """Rename a file to a name at which there is nothing; `FileExistsError` if there is.

    A link takes the name or fails, even where another program wants it at this moment; where
    there are no links, what is there is looked for first.
    """
    try:
        os.link(part, target, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        if os.path.lexists(target):
            raise FileExistsError(0, f"{target.name} is already there") from None
        part.replace(target)
    else:
        part.unlink()
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Have the names in a folder on disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
