"""Annotations, the links between them, and reviewers' decisions."""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.ids import derived_id
from annotator.domain.record import Fragment, Record, Values

CODER_LAYER = "coder"
GOLD_LAYER = "gold"
JOINT = " … "
"""What stands between the fragments in the text of a split annotation."""
CONTEXT = 24
"""How many code points of context are kept on each side of a fragment."""


class Origin(StrEnum):
    """Where an annotation came from.

    A `SUGGESTION` is a run's label; `ACCEPTED` is one that a coder has taken as it was proposed,
    and `MENDED` one of which the coder has changed place, code or answers, then or later. A
    `SEARCH` found the words of one, and the coder has ticked it among the other hits. `CARRIED` is
    one that was made on a copy of the article, and carried over from there.
    """

    HUMAN = "human"
    IMPORT = "import"
    SUGGESTION = "suggestion"
    ACCEPTED = "accepted"
    MENDED = "mended"
    SEARCH = "search"
    CARRIED = "carried"


PROPOSED = frozenset((Origin.ACCEPTED, Origin.MENDED))
"""The origins of what was proposed to a coder, who took it."""


class Annotation(Record, frozen=True, kw_only=True, gc=False):
    """One application of a code by one coder.

    `fragments` are in code points, sorted and disjoint, and empty for article-level codes;
    `texts` and `contexts` hold what stands in and around each, so that anchors check themselves.
    """

    article: str
    code: str
    coder: str
    layer: str = CODER_LAYER
    fragments: tuple[Fragment, ...] = ()
    texts: tuple[str, ...] = ()
    contexts: tuple[tuple[str, str], ...] = ()
    values: Values = msgspec.field(default_factory=dict[str, Any])
    note: str = ""
    origin: Origin = Origin.HUMAN
    codebook_version: int = 1
    created: str = ""
    modified: str = ""
    on_text: str = ""
    """The SHA-256 of the text that the fragments are counted in; empty for the article's first."""

    @property
    def start(self) -> int | None:
        """Where the first fragment starts; nothing for the whole article."""
        return self.fragments[0].start if self.fragments else None

    @property
    def end(self) -> int | None:
        """Where the last fragment ends; nothing for the whole article."""
        return self.fragments[-1].end if self.fragments else None

    @property
    def text(self) -> str:
        """The fragments' texts, joined by " … "."""
        return JOINT.join(self.texts)

    def stands_in(self, text: str) -> bool:
        """Tell whether the fragments, their texts and contexts are what the text has there."""
        pieces = self.fragments
        if not len(pieces) == len(self.texts) == len(self.contexts):
            return False
        if len(pieces) > 1 and pieces != tuple(sorted(pieces)):
            return False
        for piece, words, context in zip(pieces, self.texts, self.contexts, strict=True):
            if text[piece.start : piece.end] != words or _context(text, piece) != context:
                return False
        return True


class Placed(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An annotation as far as what it is and where it stands, as lists and marks need it.

    What is read in this form is not verified: the record itself is, when it is looked at.
    """

    id: str
    code: str
    coder: str
    layer: str
    fragments: tuple[Fragment, ...]
    created: str = ""
    """Only where there are no fragments."""

    @property
    def start(self) -> int | None:
        """Where the first fragment starts; nothing for the whole article."""
        return self.fragments[0].start if self.fragments else None

    @property
    def end(self) -> int | None:
        """Where the last fragment ends; nothing for the whole article."""
        return self.fragments[-1].end if self.fragments else None


AnyPlaced = Annotation | Placed
"""An annotation, or as much of it as tells where it stands."""


class Link(Record, frozen=True, kw_only=True):
    """A typed, directed tie from an annotation to another annotation or to an actor."""

    annotation: str
    type: str
    target_annotation: str | None = None
    target_actor: str | None = None


class Verdict(StrEnum):
    """A reviewer's word."""

    ACCEPTED = "accepted"
    CHANGED = "changed"
    REJECTED = "rejected"


class Decision(Record, frozen=True, kw_only=True):
    """A reviewer's word on an annotation, with a reason.

    `gold` is the id of the settled annotation that came of it, if one did: the decisions that name
    a gold annotation are its provenance.
    """

    annotation: str
    reviewer: str
    verdict: Verdict
    reason: str = ""
    at: str
    gold: str = ""


def is_mended(old: Annotation, new: Annotation) -> bool:
    """Tell whether a change takes back something of what was proposed and accepted.

    That is its place, its code, or an answer that it had; what was open can be answered.
    """
    if old.fragments != new.fragments or old.code != new.code:
        return True
    return any(new.values.get(name) != answer for name, answer in old.values.items())


def stamped(one: Annotation, old: Annotation | None, now: str, version: int) -> Annotation:
    """Return an annotation with the time of its change and the codebook's version then.

    One that was accepted as it was proposed is mended when it is changed.
    """
    taken = one.origin is Origin.ACCEPTED
    changed = taken and old is not None and is_mended(old, one)
    return structs.replace(
        one,
        origin=Origin.MENDED if changed else one.origin,
        created=one.created or now,
        modified=now,
        codebook_version=version,
    )


def make_link(annotation: str, link_type: str, *, to: str = "", actor: str = "") -> Link:
    """Return the link to an annotation (`to`) or an actor; the same ends give the same id."""
    return Link(
        id=derived_id("link", annotation, link_type, to, actor),
        annotation=annotation,
        type=link_type,
        target_annotation=to or None,
        target_actor=actor or None,
    )


def decision_id(annotation: str, reviewer: str) -> str:
    """Return the id of a reviewer's decision on an annotation: a later one replaces it."""
    return derived_id("decision", annotation, reviewer)


def gold_id(annotation: str) -> str:
    """Return the id of the gold annotation that is taken from an annotation."""
    return derived_id("gold", annotation)


def carried_id(annotation: str, article: str) -> str:
    """Return the id of the annotation that is carried from another one to a copy (an article)."""
    return derived_id("carried", annotation, article)


def anchored(text: str, fragments: Iterable[tuple[int, int] | Fragment]) -> dict[str, object]:
    """Return `fragments`, `texts` and `contexts` for stretches of a text, in code points."""
    pieces = sorted([f if isinstance(f, Fragment) else Fragment(*f) for f in fragments])
    return {
        "fragments": tuple(pieces),
        "texts": tuple([text[f.start : f.end] for f in pieces]),
        "contexts": tuple([_context(text, f) for f in pieces]),
    }


def _context(text: str, fragment: Fragment) -> tuple[str, str]:
    before = text[max(0, fragment.start - CONTEXT) : fragment.start]
    return before, text[fragment.end : fragment.end + CONTEXT]
