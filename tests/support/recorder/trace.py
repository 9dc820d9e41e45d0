"""The trace that the recorder writes: what was done to files and folders, in order."""

import os
import struct
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from typing import NamedTuple

_HEAD = struct.Struct("=B7xQqIIII")


class Act(Enum):
    """What can be done to a file or a folder."""

    CREATE = "C"
    WRITE = "W"
    TRUNCATE = "T"
    SYNC = "S"
    SYNC_FOLDER = "D"
    RENAME = "R"
    LINK = "L"
    UNLINK = "U"
    MAKE_FOLDER = "M"
    REMOVE_FOLDER = "X"
    NOTE = "N"


class Step(NamedTuple):
    """One act: `file` is an inode; `place` an offset, or a length to cut to, in bytes."""

    act: Act
    file: int
    place: int
    path: Path
    other: Path
    data: bytes


def read_trace(path: Path) -> list[Step]:
    """Return all that was recorded."""
    return list(_steps(path.read_bytes())) if path.exists() else []


def _steps(raw: bytes) -> Iterator[Step]:
    at = 0
    while at < len(raw):
        act, file, place, *lengths, _ = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        parts: list[bytes] = []
        for length in lengths:
            parts.append(raw[at : at + length])
            at += length
        path, other, data = parts
        yield Step(
            Act(chr(act)), file, place, Path(os.fsdecode(path)), Path(os.fsdecode(other)), data
        )
