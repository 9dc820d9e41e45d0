"""The files of INCEpTION and WebAnno: one of a coder, or an export of many, zipped or not."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.zips import BROKEN, BoundedZip, opened_zip
from annotator.formats.glimpse import Glimpse

LARGEST_FILE = 64 * 2**20
"""How many bytes the labels of one coder on one document may have."""
_MOST_FILES = 20_000
_LARGEST_WHOLE = 1024 * 2**20
_OF_NOBODY = ("INITIAL_CAS", "initial_cas")
_FOLDERS = ("annotation", "curation")


class CoderFile(msgspec.Struct, frozen=True):
    """What one coder said of one document; `parts` is where the file lies, its name last."""

    data: bytes
    parts: tuple[str, ...]

    @property
    def stem(self) -> str:
        """Its name without its ending."""
        return PurePosixPath(self.parts[-1]).stem

    @property
    def folder(self) -> str:
        """The folder in which it lies, that of a ZIP file around it not counted."""
        return next((one for one in self.parts[-2::-1] if not one.lower().endswith(".zip")), "")

    def coder(self, document: str = "", ident: str = "") -> str:
        """Return whose it is, as exports name files: DOCUMENT/CODER; empty for nobody's."""
        if self.stem in _OF_NOBODY:
            return ""
        if document:
            theirs = self.folder == document or (ident == self.stem and ident != document)
            return self.stem if theirs else ""
        within = any(one.lower() in _FOLDERS for one in self.parts[:-2])
        return self.stem if within or PurePosixPath(self.folder).suffix[1:].isalnum() else ""


def coder_files(path: Path, ending: str) -> Iterator[CoderFile]:
    """Yield a file, or the files of an ending in a ZIP file and in the ZIP files within it.

    Raise a `UserError` for one that is damaged or made to fill the memory.
    """
    data = bounded_bytes(path)
    if not data.startswith(b"PK\x03\x04"):
        yield CoderFile(data, (*path.resolve().parts[1:-1][-2:], path.name))
        return
    yield from _Unpacked(ending).files(data, (path.name,))


def other_files(path: Path, endings: tuple[str, ...]) -> Iterator[CoderFile]:
    """Yield the files of a ZIP file that end so, in lower case; none of what is no ZIP file."""
    data = bounded_bytes(path)
    if data.startswith(b"PK\x03\x04"):
        for ending in endings:
            yield from _Unpacked(ending).files(data, (path.name,))


def holds(glimpse: Glimpse, ending: str, mark: bytes = b"") -> bool:
    """Tell whether a ZIP file has such files, or ZIP files have that it has, beginning so."""
    wanted = [name for name in sorted(glimpse.members) if name.lower().endswith((ending, ".zip"))]
    direct = [name for name in wanted if name.lower().endswith(ending)]
    inner = [name for name in wanted if name.lower().startswith(("annotation/", "curation/"))]
    if not direct and not inner:
        return False
    try:
        with zipfile.ZipFile(glimpse.path) as opened:
            if direct:
                return _begins(opened, direct[0], mark)
            for name in inner[:3]:
                if opened.getinfo(name).file_size > LARGEST_FILE:
                    continue
                with zipfile.ZipFile(io.BytesIO(opened.read(name))) as within:
                    for each in within.namelist():
                        if each.lower().endswith(ending):
                            return _begins(within, each, mark)
    except (KeyError, *BROKEN):
        return False
    return False


def _begins(opened: zipfile.ZipFile, name: str, mark: bytes) -> bool:
    with opened.open(name) as part:
        return part.read(len(mark) + 3).removeprefix(b"\xef\xbb\xbf").startswith(mark)


class _Unpacked:
    """The files of an ending within a ZIP file, with how much of them was read."""

    def __init__(self, ending: str) -> None:
        self._ending = ending
        self._bytes = self._files = 0

    def files(self, data: bytes, place: tuple[str, ...], depth: int = 0) -> Iterator[CoderFile]:
        """Yield the files, also those of ZIP files that lie in this one."""
        with opened_zip(data, "/".join(place)) as opened:
            for name in sorted(opened.names):
                if name.startswith("__MACOSX"):
                    continue
                parts = (*place, *PurePosixPath(name).parts)
                if name.lower().endswith(self._ending):
                    yield CoderFile(self._read(opened, name), parts)
                elif name.lower().endswith(".zip") and not depth:
                    yield from self.files(self._read(opened, name), parts, depth + 1)

    def _read(self, opened: BoundedZip, name: str) -> bytes:
        data = opened.read(name, LARGEST_FILE)
        self._bytes += len(data)
        self._files += 1
        if self._files > _MOST_FILES or self._bytes > _LARGEST_WHOLE:
            raise UserError("The file holds too much.", where=name)
        return data
