"""What this device keeps of following, in the user's data: files that may be lost at any time.

Losing them costs a look at each file in the folder, and saying again which folder is followed.
"""

import hashlib
import os
from pathlib import Path
from typing import TypeVar

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.store.file.user_folder import user_folder

_FOLDER = "following"
_LARGEST = 64 * 2**20
T = TypeVar("T", bound=msgspec.Struct)


def place_of(project: Path, ending: str) -> Path:
    """Return the file in which something is kept of a project."""
    return _folder() / f"{_number(project)}.{ending}"


def all_kept(ending: str) -> list[Path]:
    """Return all files of an ending."""
    return sorted(_folder().glob(f"*.{ending}"))


def read_kept(path: Path, kind: type[T]) -> T | None:
    """Return what is kept in a file; None where nothing is, or nothing that can be understood."""
    try:
        if path.stat().st_size > _LARGEST:
            return None
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None


def write_kept(path: Path, value: msgspec.Struct) -> None:
    """Keep something; where that can't be, it is known as long as the program runs."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with written_beside(path) as (file,):
            file.write(msgspec.json.encode(value))
    except (OSError, UserError):
        return


def as_text(path: Path | str) -> str:
    """Return a path or a name, which need be no text, as a text that can be kept."""
    return os.fsencode(path).decode("latin-1")


def as_path(text: str) -> Path:
    """Return the path of a text that was made by `as_text`."""
    return Path(os.fsdecode(text.encode("latin-1", "replace")))


def _folder() -> Path:
    return user_folder() / _FOLDER


def _number(project: Path) -> str:
    return hashlib.sha256(os.fsencode(project.resolve())).hexdigest()[:24]
