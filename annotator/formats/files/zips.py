"""Opens foreign ZIP files (office documents, books): how many and how large the parts may be."""

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Generator
from contextlib import contextmanager

from annotator.domain.errors import UserError

MOST_PARTS = 20_000
"""How many parts a ZIP file may have."""
LARGEST_PART = 256 * 2**20
"""How many bytes a part may have when it is unpacked."""
LARGEST_WHOLE = 1024 * 2**20
"""How many bytes all parts may have together when they are unpacked."""
MOST_EXPANSION = 400
"""How many times larger a part may become; text seldom shrinks to less than a hundredth."""
_SMALL = 16 * 2**20  # bytes; what unpacks to fewer may be packed as tightly as it likes

BROKEN = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, ValueError, OSError),
    *(NotImplementedError, RuntimeError, struct.error, lzma.LZMAError, zlib.error),
)
"""What reading a damaged file raises."""


class BoundedZip:
    """A ZIP file in memory; reading a part raises a `UserError` that names it."""

    def __init__(self, opened: zipfile.ZipFile, where: str) -> None:
        self._zip = opened
        self._where = where
        self._infos = {one.filename: one for one in opened.infolist()}

    @property
    def names(self) -> list[str]:
        """The parts' names, in the file's order."""
        return list(self._infos)

    def has(self, name: str) -> bool:
        """Tell whether there is such a part."""
        return name in self._infos

    def read(self, name: str, largest: int = LARGEST_PART) -> bytes:
        """Return a part, unpacked; raise a `UserError` if it isn't there, too large or broken."""
        where = f"{self._where}, {name}"
        info = self._infos.get(name)
        if info is None:
            raise UserError("The file lacks this part.", where=where)
        if info.flag_bits & 1:
            remedy = "Take its password off in the program that it comes from."
            raise UserError("It is locked with a password.", where=where, remedy=remedy)
        if info.file_size > largest:
            raise UserError(f"It is larger than {largest // 2**20} MiB.", where=where)
        try:
            with self._zip.open(info) as part:
                data = part.read(largest + 1)
        except BROKEN as error:
            raise UserError(f"It can’t be unpacked: {error}", where=where) from None
        if len(data) > largest:
            raise UserError(f"It is larger than {largest // 2**20} MiB.", where=where)
        return data


@contextmanager
def opened_zip(data: bytes, where: str) -> Generator[BoundedZip]:
    """Open a ZIP file; raise a `UserError` when it is none, or made to fill the memory."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            _check(opened.infolist(), where)
            yield BoundedZip(opened, where)
    except BROKEN as error:
        message = "The file is no ZIP file, or a damaged one."
        raise UserError(message, where=where, remedy="Get it again.") from error


def _check(parts: list[zipfile.ZipInfo], where: str) -> None:
    if len(parts) > MOST_PARTS:
        raise UserError(f"The file has more than {MOST_PARTS:,} parts.", where=where)
    if sum(one.file_size for one in parts) > LARGEST_WHOLE:
        size = LARGEST_WHOLE // 2**20
        raise UserError(f"The file unpacks to more than {size} MiB.", where=where)
    for one in parts:
        if one.file_size > _SMALL and one.file_size > MOST_EXPANSION * max(1, one.compress_size):
            message = (
                f"A part unpacks to more than {MOST_EXPANSION} times its size: {one.filename}."
            )
            raise UserError(message, where=where)
