"""Projects and files that many tests begin with: made once in a process, and copied for each."""

from collections.abc import Callable, Hashable
from pathlib import Path
from tempfile import TemporaryDirectory

from annotator.store.project import Project

_made: dict[Hashable, bytes] = {}
_folders: dict[Hashable, dict[str, bytes]] = {}


def copy_of(what: Hashable, make: Callable[[Path], Project | None], path: Path) -> Path:
    """Put a copy of a project at the path; `make` makes it, where `what` says all it depends on."""
    if what not in _made:
        with TemporaryDirectory() as folder:
            place = Path(folder) / path.name
            if (made := make(place)) is not None:
                made.close()
            _made[what] = place.read_bytes()
    path.write_bytes(_made[what])
    return path


def opened_copy(
    what: Hashable, make: Callable[[Path], Project], path: Path, coder: str = ""
) -> Project:
    """Put a copy of a project at the path, as `copy_of` does, and open it as somebody."""
    return Project.open(copy_of(what, make, path), coder)


def shipped_sample(path: Path) -> Path:
    """Put the sample project that comes with the program at the path."""
    from annotator.workflow.sample import make_sample  # noqa: PLC0415 (it loads every format)

    return copy_of("shipped sample", make_sample, path)


def folder_of(what: Hashable, make: Callable[[], object], folder: Path) -> Path:
    """Put copies of files into an empty folder; `make` puts them there, and is asked only once.

    What `make` does depends on `what` alone, and nothing but these files is left by it.
    """
    assert not any(folder.iterdir()), "what is there would be copied for others, too"
    if what not in _folders:
        make()
        files = (one for one in folder.rglob("*") if one.is_file())
        _folders[what] = {str(one.relative_to(folder)): one.read_bytes() for one in files}
    else:
        for name, content in _folders[what].items():
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
    return folder
