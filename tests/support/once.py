"""Projects that many tests begin with: made once in a process, and copied for each."""

from collections.abc import Callable, Hashable
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.store.project import Project

_made: dict[Hashable, bytes] = {}


def copy_of(what: Hashable, make: Callable[[Path], Project], path: Path) -> Path:
    """Put a copy of a project at the path; `make` makes it, where `what` says all it depends on."""
    if what not in _made:
        with TemporaryDirectory() as folder:
            place = Path(folder) / path.name
            make(place).close()
            _made[what] = place.read_bytes()
    path.write_bytes(_made[what])
    return path
