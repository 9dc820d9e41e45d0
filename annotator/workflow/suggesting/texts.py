"""Texts of files that belong to no project, in which quotes are looked for."""

import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import msgspec

from annotator.domain.article import normalised
from annotator.domain.errors import UserError
from annotator.formats.files.bad_bytes import Readable, readable
from annotator.formats.files.encodings import LARGEST, LARGEST_ARTICLE, bounded_bytes, detected
from annotator.formats.files.strict_json import decoded

STANDARD_INPUT = "-"
"""The name of the file that is no file: what another program writes."""
_LINES = (".jsonl", ".ndjson")
_BOM = b"\xef\xbb\xbf"


class GivenText(msgspec.Struct, frozen=True, kw_only=True):
    """A text with the name under which it is told what was found in it.

    `removed` are the places in `text`, rising, behind which what was given has one code point more,
    as its line ends are two there.
    """

    id: str
    text: str
    language: str = ""
    removed: tuple[int, ...] = ()

    def given_at(self, place: int) -> int:
        """Return where a place of the text stands in what was given."""
        return place + bisect_left(self.removed, place)


Given = GivenText | UserError
"""A text, or why there is none."""


def texts_of(paths: Sequence[Path], encoding: str | None = None) -> Iterator[Given]:
    """Yield the texts of files, in their order, and what is wrong where there is none.

    A file is one text, named for the file, in which each line's end is one code point. Of JSONL
    each line is a text: an object with `text` and, where it has them, `id` and `language`.
    """
    names = Counter(path.name for path in paths)
    for path in paths:
        name = path.name if names[path.name] == 1 else str(path)
        try:
            data = _bytes(path)
        except UserError as error:
            yield error
            continue
        if path.suffix.lower() in _LINES or (str(path) == STANDARD_INPUT and _is_lines(data)):
            yield from _of_lines(data, name)
        else:
            yield _whole(data, name, encoding)


def _bytes(path: Path) -> bytes:
    if str(path) == STANDARD_INPUT:
        return sys.stdin.buffer.read()
    if path.is_dir():
        remedy = "Name the files in it."
        raise UserError("This is a folder, not a text.", where=path.name, remedy=remedy)
    largest = LARGEST if path.suffix.lower() in _LINES else LARGEST_ARTICLE
    return bounded_bytes(path, largest)


def _whole(data: bytes, name: str, encoding: str | None) -> Given:
    try:
        how = Readable(detected(data, name, encoding)) if encoding else readable(data, name)
    except UserError as error:
        return error
    return GivenText(id=name, text=normalised(data.decode(how.encoding, how.errors)))


def _is_lines(data: bytes) -> bool:
    """Tell whether what came is JSONL: its first line is an object with a text."""
    first = data.removeprefix(_BOM).lstrip().partition(b"\n")[0]
    try:
        return isinstance(_text_in(decoded(first, "")), str)
    except UserError:
        return False


def _of_lines(data: bytes, name: str) -> Iterator[Given]:
    for number, line in enumerate(data.removeprefix(_BOM).split(b"\n"), 1):
        if not line.strip():
            continue
        where = f"{name}, line {number}"
        try:
            found = decoded(line, where)
        except UserError as error:
            yield error
            continue
        text = _text_in(found)
        if isinstance(text, str):
            named, language = found.get("id"), found.get("language")
            yield GivenText(
                id=str(number if named is None else named),
                text=normalised(text),
                language=language if isinstance(language, str) else "",
                removed=tuple(_removed(text)),
            )
        else:
            yield UserError("There is no text: the key “text” is missing.", where=where)


def _text_in(found: Any) -> Any:
    return cast("dict[str, Any]", found).get("text") if isinstance(found, dict) else None


def _removed(text: str) -> Iterable[int]:
    """Yield behind which places of the normalised text the given one has a code point more."""
    gone = int(text.startswith("\ufeff"))
    if gone:
        yield -1
    at = text.find("\r\n")
    while at >= 0:
        yield at - gone
        gone += 1
        at = text.find("\r\n", at + 2)
