"""The id of this machine, as its user's edits carry it: drawn once, and kept with their data."""

from contextlib import suppress
from functools import cache
from pathlib import Path

from annotator.domain.clock import has_device, is_device, new_device, use_device
from annotator.store.file.user_folder import user_folder

_FILE = "device"


def use_own_device() -> None:
    """Let edits from now on carry this machine's id, unless it was said already which they carry.

    Without a place to keep it, one is drawn.
    """
    if not has_device():
        use_device(own_device)


@cache
def own_device() -> str:
    """Return this machine's id."""
    try:
        return _kept(_place())
    except OSError:
        return new_device()


def _place() -> Path:
    """Return the file in which the machine's id is kept."""
    return user_folder() / _FILE


def _kept(path: Path) -> str:
    """Return the id that is kept there; one that is none is drawn anew."""
    with suppress(OSError, UnicodeDecodeError):
        device = path.read_text("ascii").strip()
        if is_device(device):
            return device
    device = new_device()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(device, "ascii")
    return device
