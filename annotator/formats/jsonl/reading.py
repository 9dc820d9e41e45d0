"""Reading JSONL: one article per line, with everything on it; the same form that export writes."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from annotator.domain.errors import UserError
from annotator.formats.files.strict_json import decoded_as
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Incoming, ReadOptions
from annotator.formats.jsonl.lines import BESIDE, SCHEMA, ArticleLine
from annotator.formats.jsonl.naming import Renamed, taken_names
from annotator.formats.jsonl.records import LinesOfFile
from annotator.formats.taken_labels import TakenLabel

_LONGEST = 64 * 2**20  # bytes of one line
_BOM = b"\xef\xbb\xbf"


def read(path: Path, options: ReadOptions) -> Iterator[Incoming | UserError]:
    """Yield the article of each line, or why it is refused; blank lines are passed over.

    What stands beside the file in NAME.codebook.json gives its coders and actors their ids, and
    the codes that `extend_codebook` adds their definitions.
    """
    try:
        lines = LinesOfFile(options, BESIDE.read(path))
        with path.open("rb") as file:
            for number, data in _numbered(file):
                yield _one(lines, f"{path.name}, line {number}", data)
    except UserError as error:
        yield error
    except OSError as error:
        yield UserError(f"The file can't be read: {error.strerror}.", where=path.name)


def labels(path: Path, options: ReadOptions) -> Sequence[TakenLabel]:
    """Return what the names in a file are taken for; raise a `UserError`."""
    try:
        with path.open("rb") as file:
            return taken_names(_readable(file), options)
    except OSError as error:
        message = f"The file can't be read: {error.strerror}."
        raise UserError(message, where=path.name) from None


def _readable(file: BinaryIO) -> Iterator[ArticleLine]:
    """Yield the lines that can be read; why others can't, reading them tells."""
    for _, data in _numbered(file):
        if len(data) <= _LONGEST:
            with suppress(UserError):
                yield decoded_as(data, ArticleLine)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file's first line says that it is of this form.

    It need not: what no other format recognises is read so by its name.
    """
    return f'"{SCHEMA}"'.encode() in glimpse.head.partition(b"\n")[0]


def _one(lines: LinesOfFile, where: str, data: bytes) -> Incoming | UserError:
    if len(data) > _LONGEST:
        return UserError(f"The line is longer than {_LONGEST // 2**20} MiB.", where=where)
    try:
        line = decoded_as(data, ArticleLine)
        if lines.options.names:
            line = Renamed(lines.options.names, lines.codebook).line(line)
        article, records = lines.taken(line)
    except UserError as error:
        return error.at(where)
    return Incoming(
        where=where,
        article=article,
        records=records,
        encoding="utf-8",
        has_id=bool(line.id),
        says_excluded=line.excluded is not None,
    )


def _numbered(file: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Yield lines that aren't blank; of one that is too long only its beginning."""
    number = 0
    while data := file.readline(_LONGEST + 1):
        number += 1
        rest = data
        while rest and not rest.endswith(b"\n"):
            rest = file.readline(_LONGEST + 1)
        data = data.removeprefix(_BOM) if number == 1 else data
        if data.strip():
            yield number, data
