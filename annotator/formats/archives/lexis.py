"""Downloads of LexisNexis: Nexis, Nexis Uni, Lexis+, LexisNexis Academic, in three languages."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from annotator.domain.errors import UserError
from annotator.formats.archives.articles import articles
from annotator.formats.archives.labels import Labels
from annotator.formats.archives.lines import Line, marked
from annotator.formats.archives.profile import Profile, built_in
from annotator.formats.archives.sources import SUFFIXES, opened, opened_bytes
from annotator.formats.glimpse import Glimpse
from annotator.formats.incoming import Found, ReadOptions

PROFILES = (
    *("lexis-numbered-en", "lexis-numbered-de", "lexis-numbered-fr"),
    *("lexis-en", "lexis-de", "lexis-fr"),
)
_PART = 3 * 2**20  # bytes of a document's text that are looked at
_RICH = 2**20  # bytes of rich text that are looked at
_SURE = 3  # kinds of signs that have to be there
_HTML = ("<docfull>", "<!-- lxncomment", "hide xml section from browser")
_TAGS = re.compile(r"<[^<>]{0,2000}>")
_ENDS = re.compile(r"</w:p>|<w:br/>|<w:br [^<>]{0,200}>")


def read(path: Path, options: ReadOptions) -> Iterator[Found]:
    """Yield the articles of a download, whatever its suffix says that it is."""
    try:
        source = opened(path, options)
        yield from articles(source, best_profile(source.lines), path.name)
    except UserError as error:
        yield UserError(error.message, where=error.where or path.name, remedy=error.remedy)


def best_profile(lines: Sequence[Line]) -> Profile:
    """Return the profile of which a file's lines bear most signs; of equals the first."""
    profiles = [built_in(name) for name in PROFILES]
    return max(profiles, key=lambda one: _score(lines[:20_000], one))


def _score(lines: Sequence[Line], profile: Profile) -> int:
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
    if glimpse.is_docx:
        return _is_of_lexis(_docx_lines(glimpse.path))
    if glimpse.is_rtf:
        return _is_of_lexis(_rtf_lines(glimpse))
    if glimpse.is_zip or glimpse.is_sqlite:
        return False
    if glimpse.is_html and any(mark in glimpse.squeezed for mark in _HTML):
        return True
    lowered = glimpse.head[:16]
    if lowered.startswith((b"%PDF", b"\xd0\xcf\x11\xe0")) or glimpse.suffix not in SUFFIXES:
        return False
    if glimpse.is_html:
        return _is_of_lexis(_html_lines(glimpse))
    return _is_of_lexis(glimpse.text.split("\n"))


def _is_of_lexis(texts: Sequence[str]) -> bool:
    """Tell whether lines bear signs of several kinds: marks, a count of words, a day of loading."""
    profiles = [(one, Labels(one)) for one in map(built_in, PROFILES)]
    return any(_signs(texts, profile, labels) >= _SURE for profile, labels in profiles)


def _signs(texts: Sequence[str], profile: Profile, labels: Labels) -> int:
    seen: set[str] = set()
    for n, raw in enumerate(texts):
        text = " ".join(raw.split())
        if not text or len(text) > 200:
            continue
        line = Line(text=text, at=n, block=n, blanks=0, page=False, bold=True, style="", row=False)
        if (found := marked(line, profile.begins)) is not None and found.n <= found.total:
            seen.update(("begins", "numbered"))
        elif marked(line, profile.body):
            seen.add("body")
        elif marked(line, profile.ends):
            seen.add("ends")
        elif (field := labels.field(text)) is not None and field.label.role in {
            "words",
            "load_date",
        }:
            told = any(c.isdigit() for c in field.value)
            seen.update({field.label.role} if told else ())
        if len(seen) >= _SURE:
            return _SURE
    return len(seen)


def _docx_lines(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as opened_zip, opened_zip.open("word/document.xml") as part:
            data = part.read(_PART)
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError, KeyError, EOFError):
        return []
    except Exception:  # noqa: BLE001 - a first look fails at nothing; reading says why
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
        return opened_bytes(glimpse.head, glimpse.path.name).blocks.lines
    except UserError:
        return []
