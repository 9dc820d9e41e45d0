"""Reading rows out of a database file page by page, believing neither its header nor its trees.

After "Database File Format", https://www.sqlite.org/fileformat2.html: only the leaves of tables
are read, wherever they lie, so that lost, zeroed or swapped pages cost what they held.
"""

import struct
from collections.abc import Iterator

Value = str | bytes | int | float | None
Row = tuple[int, list[Value]]
"""A row's number and its cells."""

_LEAF = 0x0D
_SIZES = (4096, 1024, 8192, 2048, 16384, 512, 32768, 65536)
_MOST_COLUMNS = 64
_LARGEST = 64 * 1024 * 1024
"""Bytes of a row: no text of an article is larger."""
_SAMPLE = 16 * 1024 * 1024
"""Bytes that are tried where the header does not say how large pages are."""
_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


class _BrokenError(Exception):
    """A cell that does not hold what a cell holds."""


def rows(content: bytes) -> Iterator[Row]:
    """Yield every row of every table that can be read of a file, in the order of its pages."""
    yield from _of_size(content, _page_size(content))


def _of_size(content: bytes, size: int) -> Iterator[Row]:
    for start in range(0, len(content), size):
        page = content[start : start + size]
        yield from _rows_of(content, page, size, 100 if start == 0 else 0)


def _page_size(content: bytes) -> int:
    """Return the size that the header says, or the one with which most rows can be read."""
    said = int.from_bytes(content[16:18], "big")
    if content.startswith(b"SQLite format 3\0") and said in _SIZES:
        return said
    beginning = content[:_SAMPLE]
    return max(_SIZES, key=lambda size: sum(1 for _ in _of_size(beginning, size)))


def _rows_of(content: bytes, page: bytes, size: int, header: int) -> Iterator[Row]:
    if len(page) < header + 8 or page[header] != _LEAF:
        return
    (cells,) = struct.unpack_from(">H", page, header + 3)
    for number in range(min(cells, (len(page) - header - 8) // 2)):
        (place,) = struct.unpack_from(">H", page, header + 8 + 2 * number)
        try:
            yield _row(content, page, place, size)
        except (_BrokenError, IndexError, struct.error, ValueError, OverflowError):
            continue


def _row(content: bytes, page: bytes, place: int, size: int) -> Row:
    length, place = _varint(page, place)
    number, place = _varint(page, place)
    if not 0 < length <= _LARGEST:
        raise _BrokenError
    payload = _payload(content, page, place, length, size)
    return number - (1 << 64) * (number >> 63), _cells(payload)


def _payload(content: bytes, page: bytes, place: int, length: int, size: int) -> bytes:
    """Return a row's bytes, of which those that don't fit lie on a chain of pages."""
    most, least = size - 35, (size - 12) * 32 // 255 - 23
    if length <= most:
        return _exactly(page[place : place + length], length)
    fitting = least + (length - least) % (size - 4)
    local = fitting if fitting <= most else least
    parts = [_exactly(page[place : place + local], local)]
    (following,) = struct.unpack_from(">I", page, place + local)
    left = length - local
    for _ in range(left // (size - 4) + 1):
        if left <= 0:
            break
        start = (following - 1) * size
        if start < 0 or start + 4 > len(content):
            raise _BrokenError
        (following,) = struct.unpack_from(">I", content, start)
        here = min(left, size - 4)
        parts.append(_exactly(content[start + 4 : start + 4 + here], here))
        left -= here
    return b"".join(parts)


def _exactly(part: bytes, length: int) -> bytes:
    if len(part) != length:
        raise _BrokenError
    return part


def _cells(payload: bytes) -> list[Value]:
    """Return the cells of a record: a header of types, and then the values."""
    end, place = _varint(payload, 0)
    types: list[int] = []
    while place < end:
        kind, place = _varint(payload, place)
        types.append(kind)
    if place != end or not types or len(types) > _MOST_COLUMNS:
        raise _BrokenError
    cells: list[Value] = []
    for kind in types:
        value, place = _cell(payload, place, kind)
        cells.append(value)
    if place != len(payload):
        raise _BrokenError
    return cells


def _cell(payload: bytes, place: int, kind: int) -> tuple[Value, int]:
    if kind == 0:
        return None, place
    if kind in _INTEGERS:
        width = _INTEGERS[kind]
        part = _exactly(payload[place : place + width], width)
        return int.from_bytes(part, "big", signed=True), place + width
    if kind == 7:
        return struct.unpack_from(">d", payload, place)[0], place + 8
    if kind in (8, 9):
        return kind - 8, place
    if kind < 12:
        raise _BrokenError
    length = (kind - 12) // 2
    part = _exactly(payload[place : place + length], length)
    return (part.decode() if kind % 2 else part), place + length


def _varint(data: bytes, place: int) -> tuple[int, int]:
    value = 0
    for count in range(8):
        byte = data[place + count]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, place + count + 1
    return value << 8 | data[place + 8], place + 9
