"""The files in a folder at which it is worth looking: one look at the folder, none into files."""

import os
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.workflow.following.found import Stamp
from annotator.workflow.following.names import is_looked_at


def listed(folder: Path) -> dict[str, Stamp]:
    """Return the files that may be colleagues' work, by name; links and folders are passed over.

    Raise a `UserError` when the folder can't be read.
    """
    found: dict[str, Stamp] = {}
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if is_looked_at(entry.name) and entry.is_file(follow_symlinks=False):
                    stamp = stamp_of(Path(entry.path))
                    if stamp is not None:
                        found[entry.name] = stamp
    except OSError as error:
        message = f"The folder {folder} can’t be read: {error.strerror}."
        remedy = "It is looked at again when it is there; nothing is forgotten."
        raise UserError(message, remedy=remedy) from None
    return dict(sorted(found.items()))


def stamp_of(path: Path) -> Stamp | None:
    """Return what tells a file apart without opening it; None for what is gone."""
    try:
        found = path.lstat()
    except OSError:
        return None
    return Stamp(found.st_size, found.st_mtime_ns, found.st_ino)
