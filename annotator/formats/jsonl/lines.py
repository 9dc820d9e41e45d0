"""One line of the JSONL format, typed: the keys in the order in which they are written.

Only what has no default here must be given on import.
"""

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from annotator.domain.annotation import Origin, Verdict
from annotator.domain.article import WorkStatus
from annotator.domain.layout import RoleStretch
from annotator.domain.people import Affiliation
from annotator.domain.study import ArticleState
from annotator.formats.companion import CompanionFile

SUFFIXES = (".jsonl", ".ndjson")
BESIDE = CompanionFile(replaces=SUFFIXES)
"""The codebook, coders and actors stand in NAME.codebook.json."""
SCHEMA = "annotator/1"
WORDLESS = "annotator-release/1"
"""What the lines of a release without texts say that they are."""
Version = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
_TIME = r"T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?"
Stamp = Annotated[str, msgspec.Meta(pattern=rf"^(\d{{4}}-\d\d-\d\d({_TIME})?)?$")]
"""An ISO 8601 date or time, or nothing."""
Scalar = str | int | float | bool | None


class LinkPart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A link: it ends at an annotation or at an actor, by id."""

    type: str
    annotation: str | None = None
    actor: str | None = None


class DecisionPart(msgspec.Struct, frozen=True, kw_only=True):
    """A reviewer's decision; `reviewer` is a handle, `gold` the id of what came of it."""

    reviewer: str
    verdict: Verdict
    reason: str = ""
    at: Stamp = ""
    id: str = ""
    gold: str | UnsetType | None = UNSET


class CommentPart(msgspec.Struct, frozen=True, kw_only=True):
    """A remark in the thread on an annotation; `coder` is a handle."""

    coder: str
    text: str = ""
    at: Stamp = ""
    closes: bool = False
    id: str = ""


class SourcePart(msgspec.Struct, frozen=True, kw_only=True):
    """A coder's annotation that gold was settled from, with the decision; only written."""

    annotation: str
    coder: str
    verdict: Verdict
    reviewer: str
    reason: str
    at: str


class AssignedPart(msgspec.Struct, frozen=True, kw_only=True):
    """Who is to code the article, by handle, and since when."""

    coder: str
    at: Stamp = ""


class StatePart(msgspec.Struct, frozen=True, kw_only=True):
    """How far review has come with the article, and who (a handle) said so."""

    state: ArticleState
    locked: bool = False
    reviewer: str = ""
    at: Stamp = ""


class SentBackPart(msgspec.Struct, frozen=True, kw_only=True):
    """That the article went back to a coder; both are handles."""

    coder: str
    reviewer: str
    reason: str = ""
    at: Stamp = ""


class AnnotationPart(msgspec.Struct, frozen=True, kw_only=True):
    """An annotation: offsets in code points, and in UTF-16 units where the name says so."""

    id: str = ""
    code: str
    layer: str = ""
    coder: str = ""
    fragments: tuple[tuple[int, int], ...] = ()
    start: int | None = None
    end: int | None = None
    start_utf16: int | None = None
    end_utf16: int | None = None
    text: str | None = None
    fields: dict[str, Any] = msgspec.field(default_factory=dict[str, Any])
    links: tuple[LinkPart, ...] = ()
    note: str = ""
    origin: Origin = Origin.IMPORT
    codebook_version: Version | None = None
    created: Stamp = ""
    modified: Stamp = ""
    decisions: tuple[DecisionPart, ...] = ()
    comments: tuple[CommentPart, ...] = ()
    score: float | None = None
    score_reason: str = ""
    suggested_by: str = ""
    suggested_rule: str = ""
    settled_from: Any = UNSET
    """A list of `SourcePart`, written for gold only; it follows from the decisions."""


class ActorPart(msgspec.Struct, frozen=True, kw_only=True):
    """An actor that the article's links end at."""

    id: str = ""
    name: str
    kind: str = "person"
    role: str = ""
    affiliation: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""
    archived: bool = False
    affiliations: tuple[Affiliation, ...] = ()
    values: Mapping[str, Any] = msgspec.field(default_factory=dict[str, Any])
    unlike: Mapping[str, Any] = msgspec.field(default_factory=dict[str, Any])
    became: str = ""


class ArticleLine(msgspec.Struct, frozen=True, kw_only=True):
    """An article with everything on it: one line of the file."""

    schema: str = SCHEMA
    id: str = ""
    title: str | None = None
    text: str
    meta: Mapping[str, Scalar] = msgspec.field(default_factory=dict[str, Scalar])
    excluded: tuple[tuple[int, int], ...] | None = None
    roles: tuple[RoleStretch, ...] = ()
    annotations: tuple[AnnotationPart, ...] = ()
    actors: tuple[ActorPart, ...] = ()
    statuses: Mapping[str, WorkStatus | None] = msgspec.field(
        default_factory=dict[str, WorkStatus | None]
    )
    assigned: tuple[AssignedPart | str, ...] = ()
    article_state: StatePart | None = None
    sent_back: tuple[SentBackPart, ...] = ()
    note: str = ""
    created: Stamp = ""


_LINE_ENDS = {"\u0085": rb"\u0085", "\u2028": rb"\u2028", "\u2029": rb"\u2029"}
_ESCAPED = {character.encode(): escape for character, escape in _LINE_ENDS.items()}


def encoded(line: msgspec.Struct | Mapping[str, Any]) -> bytes:
    """Return an article, or another record, as one line with a newline.

    However its reader splits lines, it is one.
    Characters that only some readers take for a line's end are written as JSON escapes.
    """
    data = msgspec.json.encode(line)
    for character, escape in _ESCAPED.items():
        data = data.replace(character, escape)
    return data + b"\n"
