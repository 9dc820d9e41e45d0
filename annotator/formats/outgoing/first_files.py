"""What files a folder format writes and how each begins: its first articles, written aside."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec import structs

from annotator.domain.draft import Progress, no_progress
from annotator.formats.dataset import Dataset
from annotator.formats.files.folder import MARK, PAPERS
from annotator.formats.outgoing.previews import PreviewedFile, first_lines
from annotator.formats.selection import Selection
from annotator.store.project import Project

_ARTICLES = 2
_MOST_FILES = 16
_LONGEST = 2**18  # bytes of a file that are looked into

Write = Callable[[Project, Selection, Path, Progress], Any]
Files = Callable[[Project, Selection, int], Sequence[PreviewedFile]]


def first_files(write: Write) -> Files:
    """Return what gives the first files of a folder that `write` writes, data before papers."""

    def files(project: Project, selection: Selection, rows: int) -> Sequence[PreviewedFile]:
        first = tuple(one.id for one in Dataset(project, selection).articles[:_ARTICLES])
        with TemporaryDirectory(prefix="annotator-") as made:
            folder = Path(made, "folder")
            write(project, structs.replace(selection, articles=first), folder, no_progress)
            return [_begun(folder, path, rows) for path in _chosen(folder)]

    return files


def _chosen(folder: Path) -> list[Path]:
    found = sorted(one for one in folder.rglob("*") if one.is_file() and one.name != MARK)
    return sorted(found, key=lambda one: one.name in PAPERS)[:_MOST_FILES]


def _begun(folder: Path, path: Path, rows: int) -> PreviewedFile:
    with path.open("rb") as file:
        data = file.read(_LONGEST)
    name = path.relative_to(folder).as_posix()
    return PreviewedFile(name, *first_lines(_lines(data), rows))


def _lines(data: bytes) -> Iterator[str]:
    """Yield the lines of a text; of what is none, that it is none."""
    text = data.decode("utf-8", "ignore")
    if "\0" in text:
        yield "This file is no text."
        return
    yield from text.split("\n")
