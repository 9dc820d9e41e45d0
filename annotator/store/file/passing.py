"""Writing into a folder that a sync client watches: one file beside the target, then its name.

A `workshop` would be carried to colleagues. Here it is a single file of a name that sync clients
leave alone; one that a killed program left is removed when its device writes there the next time.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.store.file.file_locks import LockState, try_lock
from annotator.store.file.overwriting import is_open
from annotator.store.file.placing import can_not_be_written, sync_folder

_BEGINNING, _END = "~annotator-", ".tmp"
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_FLAGS = os.O_RDWR | os.O_CREAT | os.O_EXCL | _NO_LINKS


def pass_on(source: Path, target: Path, device: str) -> None:
    """Put a copy of a file at a target, in place of what this device put there before.

    The target is there as it was or whole, whenever the program stops. That what is there gives
    way must have been made sure of. Raise a `UserError` when it can't be written, is a link or no
    file, or is a project that is open here.
    """
    if target.is_symlink() or (target.exists() and not target.is_file()) or is_open(target):
        message = f"{target.name} is not what this program has put there."
        raise UserError(message, remedy="Move it away, out of the folder.")
    part = target.with_name(f"{_BEGINNING}{device}-{secrets.token_hex(6)}{_END}")
    try:
        for left in _left(target.parent, device):
            with suppress(OSError):
                left.unlink()
        file = os.open(part, _FLAGS, 0o666)
        try:
            try_lock(file)
            with source.open("rb") as content, os.fdopen(os.dup(file), "wb") as copy:
                shutil.copyfileobj(content, copy, 1 << 20)
            os.fsync(file)
        finally:
            os.close(file)
        part.replace(target)
        sync_folder(target.parent)
    except OSError as error:
        raise can_not_be_written(target, error.strerror or str(error)) from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def _left(folder: Path, device: str) -> Iterator[Path]:
    """Yield what programs of this device left that were killed: nobody holds its lock."""
    with os.scandir(folder) as entries:
        names = [
            one.name
            for one in entries
            if one.name.startswith(f"{_BEGINNING}{device}-") and one.name.endswith(_END)
        ]
    for name in names:
        with suppress(OSError):
            file = os.open(folder / name, os.O_RDWR | _NO_LINKS)
            try:
                free = try_lock(file) is LockState.OURS
            finally:
                os.close(file)
            if free:
                yield folder / name
