"""References (RIS): what is known of articles whose texts come from elsewhere."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from annotator.domain.errors import UserError
from annotator.formats.files.bad_bytes import readable
from annotator.formats.files.encodings import bounded_bytes
from annotator.formats.files.headings import DATES
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions, Shell
from annotator.formats.tables.rows import meta_of

SUFFIXES = (".ris",)
_LINE = re.compile(r"([A-Z][A-Z0-9])  -(?: (.*))?")
_KEYS = {
    **dict.fromkeys(("T2", "JO", "JF", "JA", "PB"), "outlet"),
    **dict.fromkeys(("AU", "A1"), "author"),
    **dict.fromkeys(("DA", "Y1", "PY"), "published"),
    **dict.fromkeys(("UR", "L2"), "url"),
    **dict.fromkeys(("LA",), "language"),
    **dict.fromkeys(("SE",), "section"),
    **dict.fromkeys(("SP",), "page"),
    **dict.fromkeys(("Y2",), "retrieved"),
    **dict.fromkeys(("DB", "DP"), "database"),
    **dict.fromkeys(("AN",), "document_number"),
    **dict.fromkeys(("AB", "N2"), "abstract"),
    **dict.fromkeys(("KW",), "keywords"),
    **dict.fromkeys(("N1",), "notes"),
    **dict.fromkeys(("CY",), "place"),
    "DO": "doi",
}
_SEVERAL = frozenset(("author", "keywords", "notes"))
_TITLES = ("TI", "T1", "CT")
_SLASHES = re.compile(r"(\d{4})/(\d{1,2})?/?(\d{1,2})?/?.*")


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file begins with a reference."""
    return glimpse.text.lstrip("\ufeff\r\n ").startswith("TY  - ")


def is_list(path: Path, options: ReadOptions) -> bool:  # noqa: ARG001 - as the row calls it
    """Tell that references have no texts."""
    return True


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield what each reference says of its article, or why it can't be read."""
    try:
        data = bounded_bytes(path)
        how = readable(data, path.name, options.encoding)
    except UserError as error:
        yield error
        return
    told = how.told(path.name)
    if told is not None:
        yield told
    count = 0
    for count, (line, fields) in enumerate(_references(data.decode(how.encoding, how.errors)), 1):  # noqa: B007 - it is looked at afterwards
        yield _shell(f"{path.name}, line {line}", fields)
    if not count:
        yield UserError("There is no reference in the file.", where=path.name)


def _references(text: str) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Yield references with the lines on which they begin; each ends with ER, or with the next."""
    fields: list[tuple[str, list[str]]] = []
    begun = 0
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        found = _LINE.match(line)
        if found is None:
            if fields and line.strip():
                fields[-1][1].append(line.strip())
            continue
        if found[1] in {"TY", "ER"}:
            if fields:
                yield begun, _joined(fields)
            fields, begun = [], number
        elif begun:
            fields.append((found[1], [(found[2] or "").strip()]))
    if fields:
        yield begun, _joined(fields)


def _joined(fields: Sequence[tuple[str, Sequence[str]]]) -> list[tuple[str, str]]:
    return [(tag, "\n".join(lines)) for tag, lines in fields]


def _shell(where: str, fields: Sequence[tuple[str, str]]) -> Shell | UserError:
    said = dict(reversed(fields))
    title = next((said[tag] for tag in _TITLES if said.get(tag)), "")
    held: dict[str, Any] = {}
    for tag, key in _KEYS.items():
        values = [value for one, value in fields if one == tag and value]
        if values and key not in held:
            first = _day(values[0]) if key in DATES else values[0]
            held[key] = values if key in _SEVERAL else first
    if not title and "url" not in held:
        return UserError("The reference has neither an address nor a title.", where=where)
    return Shell(where=where, title=" ".join(title.split()), meta=meta_of(held))


def _day(value: str) -> str:
    """Return a day in this format's own form ("2025/03/04/") as ISO 8601; else what it is."""
    found = _SLASHES.fullmatch(value)
    if found is None:
        return value
    return "-".join(part.zfill(2) for part in found.groups() if part)
