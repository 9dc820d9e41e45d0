"""Which files of a folder are read, and in which format."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.folder import comes_back, export_above, is_paper
from annotator.formats.format import Format
from annotator.formats.glimpse import Glimpse
from annotator.formats.table import import_format_for, import_formats, import_suffixes

_PARTS_OF_PAGE = re.compile(
    r"(.+)[_-](?:files|fichiers|dateien|archivos|ficheiros|arquivos|file|bestanden|filer|pliki)",
    re.IGNORECASE,
)
"""How browsers name the folder with the pictures and frames of a page that they save."""
_PAGE_ENDINGS = (".html", ".htm", ".xhtml")


class SourceFile(msgspec.Struct, frozen=True):
    """A file to read; `place` is its folder below the one that was named, with a final slash."""

    path: Path
    format: Format
    place: str = ""

    @property
    def name(self) -> str:
        """Its name below the folder that was named."""
        return self.place + self.path.name


def files_of(
    sources: Sequence[Path], chosen: Format | None = None
) -> tuple[list[SourceFile], list[str]]:
    """Return the files to read, folders walked in sorted order, and the names of those skipped.

    Files whose ending no importer reads and hidden ones are skipped in folders; named outright,
    they are refused, unless a format was chosen. Raise a `UserError` when there is no source, or
    one that can't come back.
    """
    found: list[SourceFile] = []
    skipped: list[str] = []
    for source in sources:
        if source.is_dir():
            if not comes_back(source):
                message = "It is a folder for load_dataset, which is not imported."
                remedy = "Export as JSONL what is to come back: that holds the same."
                raise UserError(message, where=source.name, remedy=remedy)
            _take(source, chosen, found, skipped)
        else:
            found.append(SourceFile(source, chosen or _needed(source)))
    along = _along((one.path, one.format) for one in found) if len(found) > 1 else set[Path]()
    return [one for one in found if one.path not in along], skipped


def _needed(path: Path) -> Format:
    if not path.exists():
        raise UserError(f"There is no file or folder {path}.")
    one = import_format_for(path) if path.is_file() else None
    if one is None and export_above(path) == path:
        message = "It is a zipped folder that an export wrote."
        raise UserError(message, where=path.name, remedy="Unpack it, and import the folder.")
    if one is None:
        remedy = (
            f"Files that end in {', '.join(import_suffixes())} can be, "
            "or say what it is with --format."
        )
        raise UserError("The file can't be imported.", where=path.name, remedy=remedy)
    return one


def _take(folder: Path, chosen: Format | None, found: list[SourceFile], skipped: list[str]) -> None:
    beside = tuple(one.beside.ending for one in import_formats() if one.beside is not None)
    wanted: list[tuple[Path, Format | None]] = []
    for path in _files_below(folder):
        if is_paper(path):
            continue
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        wanted.append((path, None if hidden or not path.is_file() else _wanted(path, chosen)))
    along = _along(wanted)
    for path, one in wanted:
        if path in along:
            continue
        inside = path.relative_to(folder)
        place = "" if inside.parent == Path() else f"{inside.parent.as_posix()}/"
        if one is not None:
            found.append(SourceFile(path, one, place))
        elif not path.name.endswith(beside):
            skipped.append(inside.as_posix())


def _along(wanted: Iterable[tuple[Path, Format | None]]) -> set[Path]:
    """Return the files that are read with others, and so are none of their own."""
    found: set[Path] = set()
    for path, one in wanted:
        if one is not None and one.importer.along is not None:
            found.update(other for other in one.importer.along(path) if other != path)
    return found


def _wanted(path: Path, chosen: Format | None) -> Format | None:
    if chosen is None:
        return import_format_for(path)
    knows = chosen.importer.recognises
    its_own = path.suffix.lower() in chosen.suffixes or (knows and knows(Glimpse(path)))
    return chosen if its_own else None


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files in sorted order, those of a folder before those below it.

    Hidden folders are named as one, and links to folders aren't followed. The folder with what
    belongs to a saved page beside it is no folder of articles.
    """
    for parent, folders, files in os.walk(folder):
        pages = {name.rpartition(".")[0] for name in files if name.lower().endswith(_PAGE_ENDINGS)}
        for name in [one for one in folders if _page_of(one) in pages]:
            folders.remove(name)
        for name in [name for name in folders if name.startswith(".")]:
            folders.remove(name)
            files.append(name)
        folders.sort()
        yield from (Path(parent, name) for name in sorted(files))


def _page_of(folder: str) -> str | None:
    """Return the name of the page that a folder may belong to."""
    found = _PARTS_OF_PAGE.fullmatch(folder)
    return found[1] if found else None
