"""The table of importers, and which files of a folder they read."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.base import ImportFormat
from annotator.formats.csv.reading import TABLE
from annotator.formats.jsonl.reading import JSONL
from annotator.formats.text import TEXT

IMPORTERS: tuple[ImportFormat, ...] = (TEXT, TABLE, JSONL)
"""The formats in which articles come in; each further one is a row here."""

_COMPANION = ".codebook.json"


class Source(msgspec.Struct, frozen=True):
    """A file to read; `place` is its folder below the one that was named, with a final slash."""

    path: Path
    importer: ImportFormat
    place: str = ""


def importer(format_id: str) -> ImportFormat:
    """Return the importer with this id; raise a `UserError` that names them all."""
    for one in IMPORTERS:
        if one.id == format_id:
            return one
    remedy = f"Use {', '.join(one.id for one in IMPORTERS)}."
    raise UserError(f"There is no import format “{format_id}”.", remedy=remedy)


def importer_for(path: Path) -> ImportFormat | None:
    """Return the importer that reads files with this name's ending."""
    return next((one for one in IMPORTERS if path.suffix.lower() in one.suffixes), None)


def files_of(
    sources: Sequence[Path], chosen: ImportFormat | None = None
) -> tuple[list[Source], list[str]]:
    """Return the files to read, folders walked in sorted order, and the names of those skipped.

    Files whose ending no importer reads and hidden ones are skipped in folders; named outright,
    they are refused, unless an importer was chosen. Raise a `UserError` when there is no source.
    """
    found: list[Source] = []
    skipped: list[str] = []
    for source in sources:
        if source.is_dir():
            _take(source, chosen, found, skipped)
        else:
            found.append(Source(source, chosen or _needed(source)))
    return found, skipped


def _needed(path: Path) -> ImportFormat:
    if not path.exists():
        raise UserError(f"There is no file or folder {path}.")
    one = importer_for(path)
    if one is None or not path.is_file():
        endings = ", ".join(ending for one in IMPORTERS for ending in one.suffixes)
        remedy = f"Files that end in {endings} can be, or say what it is with --format."
        raise UserError("The file can't be imported.", where=path.name, remedy=remedy)
    return one


def _take(
    folder: Path, chosen: ImportFormat | None, found: list[Source], skipped: list[str]
) -> None:
    for path in _files_below(folder):
        inside = path.relative_to(folder)
        place = "" if inside.parent == Path() else f"{inside.parent.as_posix()}/"
        one = importer_for(path)
        hidden = any(part.startswith(".") for part in inside.parts)
        if one is None or hidden or chosen not in (None, one) or not path.is_file():
            if not path.name.endswith(_COMPANION):
                skipped.append(inside.as_posix())
        else:
            found.append(Source(path, one, place))


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files in sorted order, those of a folder before those below it.

    Hidden folders are named as one, and links to folders aren't followed.
    """
    for parent, folders, files in os.walk(folder):
        for name in [name for name in folders if name.startswith(".")]:
            folders.remove(name)
            files.append(name)
        folders.sort()
        yield from (Path(parent, name) for name in sorted(files))
