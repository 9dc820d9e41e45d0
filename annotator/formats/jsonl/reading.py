"""Reading JSONL: one article per line, with everything on it; the same form that export writes."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

import msgspec

from annotator.domain.errors import UserError
from annotator.formats.files.headings import FILE, TEXT, TITLE, guess_mapping
from annotator.formats.files.strict_json import decoded, decoded_as
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, Incoming, ReadOptions
from annotator.formats.jsonl.lines import BESIDE, SCHEMA, WORDLESS, ArticleLine
from annotator.formats.jsonl.naming import Renamed, taken_names
from annotator.formats.jsonl.records import LinesOfFile
from annotator.formats.jsonlist import lines as others
from annotator.formats.jsonlist.objects import UnreadLabels, flat
from annotator.formats.tables.rows import meta_of
from annotator.formats.taken_labels import TakenLabel

_OWN = frozenset(ArticleLine.__struct_fields__)
_HEAD = 64  # bytes in which a line says what it is
_NOT_META = {"", TITLE, TEXT, FILE}


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the article of each line, or why it is refused; blank lines are passed over.

    What stands beside the file in NAME.codebook.json gives its coders and actors their ids, and
    the codes that `extend_codebook` adds their definitions. What others wrote comes in as theirs.
    """
    if others.is_of_others(path, mapped=options.mapping is not None):
        yield from others.read(path, options)
        return
    try:
        beside = BESIDE.read(path)
        lines = LinesOfFile(options, beside)
        with others.opened(path) as file:
            number = 0
            for number, data in others.numbered(file):
                yield _one(lines, f"{path.name}, line {number}", data)
        if not number and beside is None:
            yield UserError("The file is empty.", where=path.name)
    except UserError as error:
        yield error
    except OSError as error:
        yield UserError(f"The file can't be read: {error.strerror}.", where=path.name)


def labels(path: Path, options: ReadOptions) -> Sequence[TakenLabel]:
    """Return what the names in a file are taken for; raise a `UserError`."""
    if others.is_of_others(path, mapped=options.mapping is not None):
        return ()
    try:
        with others.opened(path) as file:
            return taken_names(_readable(file), options)
    except OSError as error:
        message = f"The file can't be read: {error.strerror}."
        raise UserError(message, where=path.name) from None


def _readable(file: BinaryIO) -> Iterator[ArticleLine]:
    """Yield the lines that can be read; why others can't, reading them tells."""
    for _, data in others.numbered(file):
        if len(data) <= others.LONGEST:
            with suppress(UserError):
                yield decoded_as(data, ArticleLine)


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file's first line says that it is of this form.

    It need not: what no other format recognises is read so by its name.
    """
    return f'"{SCHEMA}"'.encode() in glimpse.head.partition(b"\n")[0]


def _one(lines: LinesOfFile, where: str, data: bytes) -> Incoming | UserError:
    if len(data) > others.LONGEST:
        return others.too_long(where)
    if f'"{WORDLESS}"'.encode() in data[:_HEAD]:
        remedy = "Put its labels back on texts with “annotator rehydrate”."
        return UserError("It is of a release without texts.", where=where, remedy=remedy)
    try:
        line = _with_others_keys(decoded_as(data, ArticleLine), data, where)
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


def _with_others_keys(line: ArticleLine, data: bytes, where: str) -> ArticleLine:
    """Return a line that says of no form with what is under keys of its own as metadata."""
    if b'"schema"' in data:
        return line
    values = decoded(data, where)
    further = {key: value for key, value in values.items() if key not in _OWN}
    if not further:
        return line
    row = flat(further, UnreadLabels())
    mapping = guess_mapping(list(row))
    held = {mapping[key]: value for key, value in row.items() if mapping[key] not in _NOT_META}
    return msgspec.structs.replace(line, meta=meta_of(held) | dict(line.meta))
