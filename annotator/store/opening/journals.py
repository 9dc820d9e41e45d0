"""Reading a rollback journal without believing it.

The format is that of "The Rollback Journal" in SQLite's "Database File Format": a header for each
stretch of records, and in each record a page as it was before the transaction.
"""

import errno
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import msgspec

_MAGIC = bytes.fromhex("d9d505f920a163d7")
_HEADER = struct.Struct(">8sIIIII")
_TO_THE_END = 0xFFFFFFFF
_STEP = 200
"""A record's sum takes every so many bytes of its page."""
_COUNTER = slice(24, 28)
"""Where page 1 has the file's change counter."""


class JournalMatch(msgspec.Struct, frozen=True):
    """How the pages in a journal compare with those of the file beside it.

    `same` and `other` count the pages that are as in the journal, and those that are not.
    `follows` tells that the file's change counter is one more than the journal's: a commit wrote
    it. `foreign` tells that the journal is none that this program writes.
    """

    same: int = 0
    other: int = 0
    follows: bool = False
    foreign: bool = False


def is_empty(journal: Path) -> bool:
    """Tell whether there is no journal, or one that says nothing: SQLite leaves it alone too.

    The magic number is written last, before the first page of the file is; it may have broken off.
    """
    try:
        with journal.open("rb") as file:
            begun = file.read(len(_MAGIC)).rstrip(b"\0")
            return begun != _MAGIC and _MAGIC.startswith(begun)
    except OSError as error:
        # Beside a very long name there can be none.
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
            return True
        raise


def compared(journal: Path, path: Path) -> JournalMatch:
    """Compare a journal's pages with those of a file that lies at rest."""
    with journal.open("rb") as file, path.open("rb") as project:
        if _names_another_journal(file) or file.read(8) != _MAGIC:
            return JournalMatch(foreign=True)
        same = other = 0
        follows = False
        for number, page in _records(file):
            project.seek((number - 1) * len(page))
            here = project.read(len(page))
            if here == page:
                same += 1
            else:
                other += 1
            if number == 1 and len(here) == len(page):
                before = int.from_bytes(page[_COUNTER], "big")
                follows = int.from_bytes(here[_COUNTER], "big") == (before + 1) % 2**32
        return JournalMatch(same, other, follows)


def _names_another_journal(file: BinaryIO) -> bool:
    """Tell whether it ends with the name of another file, which SQLite would open and delete.

    This program never writes to several files in one transaction.
    """
    size = file.seek(0, 2)
    file.seek(max(0, size - len(_MAGIC)))
    found = size > _HEADER.size and file.read() == _MAGIC
    file.seek(0)
    return found


def _records(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield numbers and contents of pages, up to the first whose sum is not right."""
    at = 0
    end = file.seek(0, 2)
    while True:
        file.seek(at)
        head = file.read(_HEADER.size)
        if len(head) < _HEADER.size:
            return
        magic, count, nonce, _, sector, page_size = _HEADER.unpack(head)
        sane = 512 <= page_size <= 65536 and 32 <= sector <= 65536
        if magic != _MAGIC or not sane:
            return
        at += sector
        record = page_size + 8
        if count == _TO_THE_END:
            count = (end - at) // record
        file.seek(at)
        for _ in range(count):
            cells = file.read(record)
            if len(cells) < record:
                return
            page = cells[4:-4]
            if _sum(nonce, page) != int.from_bytes(cells[-4:], "big"):
                return
            yield int.from_bytes(cells[:4], "big"), page
        at = -(-(at + count * record) // sector) * sector


def _sum(nonce: int, page: bytes) -> int:
    return (nonce + sum(page[len(page) - _STEP : 0 : -_STEP])) % 2**32
