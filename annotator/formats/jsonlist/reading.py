"""Lists of objects in JSON files or on the lines of JSONL: each is an article with its metadata."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.strict_json import decoded
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions
from annotator.formats.jsonl.lines import SUFFIXES as JSONL
from annotator.formats.jsonlist import lines
from annotator.formats.jsonlist.objects import objects_in
from annotator.formats.jsonlist.table import ObjectTable

SUFFIXES = (".json",)
_NAMED_OTHERWISE = frozenset(("", ".txt", ".text", ".dat", ".csv", ".tsv", ".html", ".htm"))
_BEGINS = re.compile(r'(?:\[\s*+)?\{\s*+"(?:[^"\\]|\\.)*+"\s*+:', re.DOTALL)
"""How an object begins, or a list of them."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file has objects, a line each, that are not in this program's own form.

    Also one that is called a text or a table, and begins as no text and no table does.
    """
    return lines.recognises(glimpse) or (
        glimpse.suffix in _NAMED_OTHERWISE and _BEGINS.match(glimpse.text.lstrip()) is not None
    )


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the article of each object in the list of a JSON file, or why it is refused."""
    if _is_lines(path):
        yield from lines.read(path, options)
        return
    try:
        objects, place = _objects(path)
        table = ObjectTable(path, options, objects)
    except UserError as error:
        yield error
        return
    within = f"{path.name}, {place}" if place else path.name
    yield from table.found((f"{within}, entry {n}", one) for n, one in enumerate(objects, 1))


def mapping_of(path: Path, options: ReadOptions) -> Mapping[str, str]:
    """Return what each key of the objects is taken for; raise a `UserError`."""
    if _is_lines(path):
        return lines.mapping_of(path, options)
    return ObjectTable(path, options, _objects(path)[0]).mapping


def is_list(path: Path, options: ReadOptions) -> bool:
    """Tell whether the objects have no texts, but say of which articles they are."""
    if _is_lines(path):
        return lines.lists(path, options)
    try:
        return ObjectTable(path, options, _objects(path)[0]).listed
    except UserError:
        return False


def _is_lines(path: Path) -> bool:
    """Tell whether there is an object on the first line, and something on the second."""
    try:
        with lines.opened(path) as file:
            few = [one for _, one in zip(range(2), lines.numbered(file), strict=False)]
        whole = few[0][1].lstrip()[:1] == b"{" and isinstance(
            decoded(lines.mended(few[0][1]), ""), dict
        )
    except (OSError, UserError, IndexError):
        return False
    return whole and (len(few) > 1 or path.suffix.lower() in JSONL)


def _objects(path: Path) -> tuple[list[Any], str]:
    data = bounded_bytes(path)
    if data.startswith(_UTF16):
        data = data.decode("utf-16", "replace").encode()
    found = objects_in(decoded(data, path.name))
    if found is None:
        remedy = "It takes a list of objects, each with the text of an article and more about it."
        raise UserError("The file holds no list.", where=path.name, remedy=remedy)
    return found
