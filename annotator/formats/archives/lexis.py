"""Downloads of LexisNexis: Nexis, Nexis Uni, Lexis+, LexisNexis Academic, in three languages."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.archives.articles import articles
from annotator.formats.archives.covers import only_a_cover
from annotator.formats.archives.labels import Labels
from annotator.formats.archives.lines import ArchiveLine, marked
from annotator.formats.archives.profile import Profile, built_in
from annotator.formats.archives.signs import Signs
from annotator.formats.archives.sources import opened, opened_bytes
from annotator.formats.files.zips import BROKEN
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

PROFILES = (
    *("lexis-numbered-en", "lexis-numbered-de", "lexis-numbered-fr"),
    *("lexis-en", "lexis-de", "lexis-fr"),
)
_TOLD = 6_000  # lines that tell which profile fits
_PART = 2**19  # bytes of a document's text that are looked at
_RICH = 2**18  # bytes of rich text that are looked at
_HTML = ("<docfull>", "<!-- lxncomment", "hide xml section from browser")
_NONE = (b"PK\x03\x04", b"SQLite format 3\x00", b"%PDF", b"\xd0\xcf\x11\xe0")
"""The first bytes of files that hold none: ZIP files, databases, PDF and Word's older documents."""
_TABLES = frozenset((".csv", ".tsv", ".json", ".jsonl", ".ndjson"))
"""What files are called whose cells may hold whole downloads, and that are tables all the same."""
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_ENDS = re.compile(r"</w:p>|<w:br/>|<w:br [^<>]{0,200}>")


@cache
def _profiles() -> tuple[Profile, ...]:
    return tuple(built_in(name) for name in PROFILES)


@cache
def _signs() -> Signs:
    return Signs(_profiles())


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a download, whatever its suffix says that it is."""
    try:
        source = opened(path, options)
        lines = source.lines
        cover = only_a_cover(lines, _profiles(), path.name)
        yield from [cover] if cover else articles(source, best_profile(lines), path.name)
    except UserError as error:
        yield UserError(error.message, where=error.where or path.name, remedy=error.remedy)


def best_profile(lines: Sequence[ArchiveLine]) -> Profile:
    """Return the profile of which a file's lines bear most signs; of equals the first."""
    middle = max(_TOLD, len(lines) // 2)  # the list on a long cover tells nothing
    told = [*lines[:_TOLD], *lines[middle : middle + _TOLD]]
    return max(_profiles(), key=lambda one: _score(told, one))


def _score(lines: Sequence[ArchiveLine], profile: Profile) -> int:
    labels = Labels(profile)
    score = 0
    for line in lines:
        if marked(line, profile.begins):
            score += 10
        elif marked(line, profile.body) or marked(line, profile.ends):
            score += 3
        elif (field := labels.field(line.text)) is not None:
            score += field.known
        else:
            score += labels.section(line.text) is not None
    return score


def recognises(glimpse: Glimpse) -> bool:
    """Tell whether a file is surely a download of LexisNexis."""
    if glimpse.is_html and any(mark in glimpse.squeezed for mark in _HTML):
        return True
    return _signs().are_in(_first_lines(glimpse))


def _first_lines(glimpse: Glimpse) -> Sequence[str]:
    """Return lines of what begins a file, as far as it can hold a download."""
    if glimpse.is_docx:
        return _docx_lines(glimpse.path)
    if glimpse.is_rtf:
        return _rtf_lines(glimpse)
    if glimpse.head.startswith(_NONE) or glimpse.suffix in _TABLES:
        return []
    return _html_lines(glimpse) if glimpse.is_html else glimpse.text.split("\n")


def _docx_lines(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as opened_zip, opened_zip.open("word/document.xml") as part:
            data = part.read(_PART)
    except (KeyError, *BROKEN):  # a first look fails at nothing; reading says why
        return []
    return _TAGS.sub("", _ENDS.sub("\n", data.decode("utf-8", "replace"))).split("\n")


def _rtf_lines(glimpse: Glimpse) -> list[str]:
    try:
        with glimpse.path.open("rb") as file:
            data = file.read(_RICH)
        return opened_bytes(data, glimpse.path.name).blocks.lines
    except (OSError, UserError):
        return []


def _html_lines(glimpse: Glimpse) -> list[str]:
    try:
        data = glimpse.text.encode("utf-8", "replace")
        return opened_bytes(data, glimpse.path.name, "utf-8").blocks.lines
    except UserError:
        return []
