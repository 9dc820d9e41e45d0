"""Articles: texts with metadata; each text stays, and another can take its place."""

import hashlib
import re
from enum import StrEnum
from functools import lru_cache
from typing import Any

import msgspec

from annotator.domain.record import Fragment, Record, Values

STANDARD_META = (
    "outlet",
    "outlet_type",
    "author",
    "published",
    "url",
    "language",
    "country",
    "section",
    "page",
    "genre_hint",
    "agency",
    "database",
    "document_number",
    "retrieved",
    "query",
)
"""The metadata keys that every project has; a project adds variables of its own."""

PROBABILITY = "probability"
"""The metadata key that has an article's chance to be drawn into the sample it was drawn into."""

_SURROGATE = re.compile("[\ud800-\udfff]")


class Article(Record, frozen=True, kw_only=True, gc=False):
    """A text with its metadata.

    `excluded` holds the stretches that are not the article (a site's menu), in code points,
    sorted and disjoint. A text is stored once under its SHA-256, for ever: a corrected one is
    another, and what stands on the article is carried to it.
    """

    title: str
    text_sha256: str
    length: int
    meta: Values = msgspec.field(default_factory=dict[str, Any])
    excluded: tuple[Fragment, ...] = ()
    note: str = ""
    created: str = ""
    first_text: str = ""
    """The SHA-256 of the text that it came in with, once that was corrected; empty before."""
    excluded_on: str = ""
    """The text that `excluded` is counted in, as `Annotation.on_text`."""

    @property
    def counted_in(self) -> str:
        """What records say that are counted in its text: empty for the one it came in with."""
        return "" if self.first_text in ("", self.text_sha256) else self.text_sha256

    @property
    def language(self) -> str:
        """Its language, as its metadata has it ("de-AT"); empty where it is not said."""
        return str(self.meta.get("language", ""))


class WorkStatus(StrEnum):
    """How far a coder has come with an article; `nothing` is an answer: nothing to code here."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    NOTHING = "nothing"


FINISHED = frozenset((WorkStatus.DONE, WorkStatus.NOTHING))
"""The statuses that say that a coder has read all of an article."""


class Status(Record, frozen=True, kw_only=True):
    """One coder's status on one article; its id is derived from both."""

    article: str
    coder: str
    status: WorkStatus


def is_text_of(text: object, sha256: str) -> bool:
    """Tell whether something is the text with this fingerprint."""
    return isinstance(text, str) and fingerprint(text) == sha256


@lru_cache(2)
def fingerprint(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in hexadecimal.

    What comes in is asked for it again and again, one text after the other.
    """
    return hashlib.sha256(text.encode()).hexdigest()


def normalised(text: str) -> str:
    """Return a foreign text as an article's: LF line ends, no BOM, no lone surrogates.

    This is done once, before the text gets its offsets; afterwards it stays as it is.
    """
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return _SURROGATE.sub("\ufffd", unified)


def merged_ranges(ranges: "list[tuple[int, int]] | tuple[Fragment, ...]") -> tuple[Fragment, ...]:
    """Return the ranges sorted, with overlapping and touching ones made one."""
    merged: list[Fragment] = []
    pairs = sorted((r.start, r.end) if isinstance(r, Fragment) else r for r in ranges)
    for start, end in pairs:
        if merged and start <= merged[-1].end:
            merged[-1] = Fragment(merged[-1].start, max(end, merged[-1].end))
        elif start < end:
            merged.append(Fragment(start, end))
    return tuple(merged)
