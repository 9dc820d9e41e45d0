"""Tables of an archive: cut between rows, whose cells may have line ends in them."""

import codecs
import io
from collections import deque
from collections.abc import Iterator
from contextlib import suppress

from msgspec import structs

from annotator.domain.errors import UserError
from annotator.formats.corpus.partition import CorpusFile, CorpusRow, Partition
from annotator.formats.corpus.stretch import (
    BROKEN_OFF,
    chunks_of,
    head_of,
    opened_file,
    opened_stretch,
)
from annotator.formats.corpus.taking import bad_row, taken_row
from annotator.formats.csv.reading import OpenedTable
from annotator.formats.files.bad_bytes import Readable, readable
from annotator.formats.files.encodings import detected
from annotator.formats.incoming import ReadOptions

LONGEST_LINE = 8 * 2**20
"""How many characters a line may have."""
_HEAD = 512 * 1024  # bytes in which the heading stands, and from which it is told what columns hold
_CHUNK = 2**20
_TELLING = 256 * 1024  # bytes of lines that are no UTF-8
_BOM = "\ufeff"
_MARKED = (b"\xff\xfe", b"\xfe\xff")
_A_BYTE_EACH = ("cp", "iso8859", "koi8", "latin", "ascii")


def cut_csv(of: CorpusFile, at_most: int) -> Iterator[Partition]:
    """Yield partitions of a table, each of about so many bytes, which begin with rows."""
    how = _how(of)
    whole = Partition(of=of, encoding=how.encoding, errors=how.errors)
    if of.packed or of.size <= at_most or not _is_cut(how.encoding):
        yield whole
        return
    try:
        table = _table(whole)
    except UserError:  # reading it says why
        yield whole
        return
    first, row, part = 0, 1, 0
    for number, at in _row_places(whole, table):
        if at - first >= at_most:
            yield structs.replace(whole, first=first, last=at, row=row, part=part)
            first, row, part = at, number, part + 1
    yield structs.replace(whole, first=first, row=row, part=part)


def read_csv(partition: Partition) -> Iterator[CorpusRow]:
    """Yield the rows of a partition."""
    try:
        if not partition.encoding:
            how = _how(partition.of)
            partition = structs.replace(partition, encoding=how.encoding, errors=how.errors)
        table = _table(partition)
        table.check()
    except UserError as error:
        if partition.begins:
            yield bad_row(partition, 0, error)
        return
    too_long: list[int] = []
    with opened_stretch(partition) as file:
        lines = _lines(file, partition, too_long)
        for number, row in table.records_among(lines, partition.row):
            taken = taken_row(partition, number, table.found_in(number, row))
            if taken is not None:
                yield taken
    for number in too_long:
        message = f"The line has more than {LONGEST_LINE:,} characters."
        yield bad_row(partition, number, UserError(message))


def _is_cut(encoding: str) -> bool:
    """Tell whether the bytes of a line are known from its characters."""
    name = codecs.lookup(encoding).name
    return name == "utf-8" or (name.startswith(_A_BYTE_EACH) and name[2:] not in _OF_SEVERAL)


_OF_SEVERAL = frozenset(("932", "949", "950"))


def _table(partition: Partition) -> OpenedTable:
    """Open a table by its head, which ends with a row."""
    data = head_of(partition.of, _HEAD)
    if len(data) == _HEAD and not data.startswith(_MARKED):
        data = _of_whole_rows(data)
    how = Readable(partition.encoding, partition.errors if len(data) < _HEAD else "replace")
    return OpenedTable(
        partition.path, ReadOptions(), head=data, how=how, suffix=partition.of.suffix
    )


def _of_whole_rows(data: bytes) -> bytes:
    """Return the head up to a line's end outside of quotation marks, so far as these tell it."""
    end = data.rfind(b"\n") + 1
    while end and data.count(b'"', 0, end) % 2:
        end = data.rfind(b"\n", 0, end - 1) + 1
    return data[:end] if end else data


def _lines(file: io.BufferedReader, partition: Partition, too_long: list[int]) -> Iterator[str]:
    text = io.TextIOWrapper(file, partition.encoding, partition.errors, newline="")
    number = partition.row
    while line := text.readline(LONGEST_LINE):
        if number == 1:
            line = line.removeprefix(_BOM)
        if len(line) == LONGEST_LINE and not line.endswith(("\n", "\r")):
            too_long.append(number)
            while line and not line.endswith(("\n", "\r")):
                line = text.readline(LONGEST_LINE)
            line = "\n"
        number += 1
        yield line
    text.detach()


def _row_places(whole: Partition, table: OpenedTable) -> Iterator[tuple[int, int]]:
    """Yield at which line, and at which byte, each row begins."""
    starts: deque[tuple[int, int]] = deque()
    with opened_file(whole.of) as file:
        lines = _noted(
            io.TextIOWrapper(file, whole.encoding, "surrogateescape", newline=""), starts
        )
        for number, _ in table.records_among(lines, 1):
            while starts[0][0] < number:
                starts.popleft()
            yield starts[0]


def _noted(text: io.TextIOWrapper, starts: deque[tuple[int, int]]) -> Iterator[str]:
    at, number = 0, 1
    encoding = text.encoding
    while line := text.readline(LONGEST_LINE):
        starts.append((number, at))
        at += len(line.encode(encoding, "surrogateescape"))
        if number == 1:
            line = line.removeprefix(_BOM)
        if len(line) >= LONGEST_LINE and not line.endswith(("\n", "\r")):
            while line and not line.endswith(("\n", "\r")):
                line = text.readline(LONGEST_LINE)
                at += len(line.encode(encoding, "surrogateescape"))
            line = "\n"
        number += 1
        yield line
    text.detach()


def _how(of: CorpusFile) -> Readable:
    """Return how all of a table is read, told from all its bytes, of which few are held."""
    head = head_of(of, _HEAD)
    if head.startswith(_MARKED) or b"\0" in head[:1024]:
        return Readable(detected(head[: len(head) // 4 * 4], of.file), "replace")
    telling = _no_utf8(of)
    if not telling:
        return Readable("utf-8")
    how = readable(telling, of.file)
    return Readable(how.encoding, "replace")


def _no_utf8(of: CorpusFile) -> bytes:
    """Return the first lines that are not ASCII, where not all of a file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for data in chunks_of(of):
            decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _telling(of)
    return b""


def _telling(of: CorpusFile) -> bytes:
    found: list[bytes] = []
    size = 0
    with opened_file(of) as file, suppress(*BROKEN_OFF):
        while size < _TELLING and (line := file.readline(_CHUNK)):
            if not line.isascii():
                found.append(line)
                size += len(line)
    return b"".join(found)
