"""Records of GDELT, which have no heading: which address each is about, and what is known of it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.errors import UserError
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions, Shell
from annotator.formats.tables.rows import meta_of

SUFFIXES = (".gkg",)
_GRAPH = 27  # columns of the knowledge graph, version 2
_EVENTS = (61, 58)  # columns of the events, versions 2 and 1
_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)
_RECORD = re.compile(r"\d{14}-T?\d+")
_PAGE_TITLE = re.compile(r"<PAGE_TITLE>([^<]{0,2000})</PAGE_TITLE>")


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether the first line is a record of the knowledge graph or of an event."""
    line, end, _ = glimpse.text.partition("\n")
    return bool(end) and _said(line.rstrip("\r").split("\t")) is not None


def is_list(path: Path, options: ReadOptions) -> bool:  # noqa: ARG001 - as the row calls it
    """Tell that such records have no texts."""
    return True


def read(path: Path, options: ReadOptions) -> Iterator[Found]:  # noqa: ARG001 - as the row calls it
    """Yield what is said of each address; several events of one article are one."""
    try:
        text = bounded_bytes(path).decode("utf-8", "replace")
    except UserError as error:
        yield error
        return
    known: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        where = f"{path.name}, line {number}"
        held = _said(line.rstrip("\r").split("\t"))
        if held is None:
            yield UserError("It is no record of GDELT with an address.", where=where)
        elif held["url"] not in known:
            known.add(held["url"])
            yield Shell(where=where, title=held.pop("title", ""), meta=meta_of(held))


def _said(cells: Sequence[str]) -> dict[str, Any] | None:
    if len(cells) == _GRAPH and _RECORD.fullmatch(cells[0]) and _ADDRESS.fullmatch(cells[4]):
        found = _PAGE_TITLE.search(cells[26])
        held = {"url": cells[4], "outlet": cells[3], "gdelt_record": cells[0]}
        title = _unescaped(found[1]) if found else ""
        return held | ({"title": " ".join(title.split())} if title else {})
    if len(cells) in _EVENTS and cells[0].isdecimal() and _ADDRESS.fullmatch(cells[-1]):
        return {"url": cells[-1], "gdelt_event": cells[0]}
    return None


def _unescaped(text: str) -> str:
    import html  # noqa: PLC0415 - few need it

    return html.unescape(text)
