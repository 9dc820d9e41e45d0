"""Writing a folder of files that takes its place when it is whole, or the same as a zip."""

import hashlib
import os
import zipfile
from collections.abc import Generator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from annotator.store.file.placing import placed, placed_folder, refuse_folder, refuse_targets

MARK = ".annotator-export.json"
"""What says that an export wrote a folder, so that a later one may take its place."""
_WRITER = "Media Annotator"
_LARGEST = 4096  # bytes of a mark
_ABOVE = 3  # folders in which the mark is looked for
PAPERS = frozenset(
    (
        *(MARK, "README.md", "annotation.conf", "visual.conf", "TypeSystem.xml"),
        *("CITATION.cff", ".zenodo.json", "SHA256SUMS", "croissant.json", "codebook.json"),
    )
)
"""What exports write into their folders beside the data: no articles, and nothing that is lost."""
_NOBODYS = frozenset((MARK, ".DS_Store", "Thumbs.db", "desktop.ini"))
ZIP = ".zip"
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of everything in a zip: the same data are the same bytes."""


class _Mark(msgspec.Struct):
    """What a folder says of the export that wrote it: `files` are the names and sizes, hashed."""

    written_by: str
    files: str = ""
    comes_back: bool = True


@contextmanager
def written_folder(target: Path, *, comes_back: bool = True) -> Generator[Path]:
    """Give an empty folder to fill, which is at the target when the block ends.

    A target whose name ends in `.zip` becomes a zip of what is filled in, with that folder in it.
    If the block raises, nothing has happened. Raise a `UserError` when it can't be written, or
    when something is there that no export wrote, as what somebody has put into an export's folder.
    """
    if target.suffix.lower() != ZIP:
        with placed_folder(target, _is_export) as folder:
            yield folder
            _mark(folder, comes_back=comes_back)
        return
    with placed(target, replace=True) as part, TemporaryDirectory(prefix="annotator-") as made:
        folder = Path(made)
        yield folder
        _zip(folder, part, target.stem)


def refuse_folder_target(target: Path) -> None:
    """Raise a `UserError` when an export can't or must not be written there: before long work."""
    if target.suffix.lower() == ZIP:
        refuse_targets(target)
    else:
        refuse_folder(target, _is_export)


def export_above(path: Path) -> Path | None:
    """Return the folder, or the zip, that an export wrote and a file belongs to; else None.

    That is the file itself where it is a zip, or a folder not far above it.
    """
    if path.is_file() and zipfile.is_zipfile(path):
        with suppress(OSError, zipfile.BadZipFile), zipfile.ZipFile(path) as archive:
            return path if archive.comment == _WRITER.encode() else None
        return None
    return next((one for one in path.parents[:_ABOVE] if _said(one) is not None), None)


def comes_back(folder: Path) -> bool:
    """Tell whether a folder can be imported: an export may have said of its own that it can't."""
    said = _said(folder)
    return said is None or said.comes_back


def _said(folder: Path) -> _Mark | None:
    """Return what an export said of the folder that it wrote, if one did."""
    try:
        with (folder / MARK).open("rb") as file:
            said = msgspec.json.decode(file.read(_LARGEST), type=_Mark)
    except (OSError, msgspec.MsgspecError, RecursionError):
        return None
    return said if said.written_by == _WRITER else None


def is_paper(path: Path) -> bool:
    """Tell whether an export wrote a file into its folder that is not part of the data."""
    return path.name in PAPERS and _said(path.parent) is not None


def _is_export(folder: Path) -> bool:
    """Tell whether an export wrote all of it, and nobody has added or changed a file since."""
    said = _said(folder)
    return said is not None and said.files == _files(folder)


def _files(folder: Path) -> str:
    """Return the SHA-256 of the names and sizes of all files, but what file managers leave."""
    found = sorted(
        f"{Path(where, name).relative_to(folder).as_posix()}\0{Path(where, name).lstat().st_size}"
        for where, _, names in os.walk(folder)
        for name in names
        if name not in _NOBODYS
    )
    return hashlib.sha256("\0".join(found).encode(errors="surrogateescape")).hexdigest()


def _mark(folder: Path, *, comes_back: bool) -> None:
    said = _Mark(_WRITER, _files(folder), comes_back)
    (folder / MARK).write_bytes(msgspec.json.encode(said) + b"\n")


def zip_entry(name: str) -> zipfile.ZipInfo:
    """Return how a file is written into a zip: packed, and the same whenever that is."""
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    return info


def _zip(folder: Path, target: Path, name: str) -> None:
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = _WRITER.encode()
        for where, folders, files in os.walk(folder):
            folders.sort()
            for file in sorted(files):
                path = Path(where, file)
                info = zip_entry(Path(name, path.relative_to(folder)).as_posix())
                with path.open("rb") as source, archive.open(info, "w", force_zip64=True) as into:
                    while chunk := source.read(1 << 20):
                        into.write(chunk)
