"""What this program keeps in the user data of spaCy's documents, and the labels that it gives."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Origin
from annotator.formats.jsonl.lines import ActorPart, DecisionPart, LinkPart, Scalar, Version
from annotator.formats.labels.foreign import ForeignDecision, ForeignLabel, ForeignLink, Ranges
from annotator.formats.labels.stamps import stamp

SCHEMA = "annotator-spacy/1"


class OwnAnnotation(msgspec.Struct, frozen=True, kw_only=True):
    """What is said of an annotation besides where it stands: the spans with its id tell that."""

    code: str
    layer: str
    coder: str
    whole_article: bool = False
    fields: Mapping[str, Any] = msgspec.field(default_factory=dict[str, Any])
    links: tuple[LinkPart, ...] = ()
    note: str = ""
    origin: Origin = Origin.IMPORT
    codebook_version: Version | None = None
    created: str = ""
    modified: str = ""
    score: float | None = None
    score_reason: str = ""
    suggested_by: str = ""
    suggested_rule: str = ""
    decisions: tuple[DecisionPart, ...] = ()


class OwnDocument(msgspec.Struct, frozen=True, kw_only=True):
    """The user data of a document: its article, and its annotations by their ids."""

    schema: str
    id: str
    title: str = ""
    meta: Mapping[str, Scalar] = msgspec.field(default_factory=dict[str, Scalar])
    annotations: Mapping[str, OwnAnnotation] = msgspec.field(
        default_factory=dict[str, OwnAnnotation]
    )
    actors: tuple[ActorPart, ...] = ()


def own_document(user_data: Mapping[Any, Any]) -> OwnDocument | None:
    """Return what this program has written; None for what others have."""
    if user_data.get("schema") != SCHEMA:
        return None
    # Attributes of one's own that somebody has added since have no names that are texts.
    named = {key: value for key, value in user_data.items() if isinstance(key, str)}
    try:
        return msgspec.convert(named, OwnDocument)
    except msgspec.ValidationError:
        return None


def own_labels(
    document: OwnDocument, places: Mapping[str, Sequence[tuple[int, int]]]
) -> Iterator[ForeignLabel]:
    """Yield the annotations; `places` has the stretches (code points) of each, by its id.

    One whose spans were taken out of the document is gone with them.
    """
    for ident, one in document.annotations.items():
        pieces = tuple(sorted(set(places.get(ident, ()))))
        if pieces or one.whole_article:
            yield _label(ident, one, () if one.whole_article else pieces)


def _label(ident: str, one: OwnAnnotation, pieces: Ranges) -> ForeignLabel:
    return ForeignLabel(
        label=one.code,
        fragments=pieces,
        id=ident,
        annotation=ident,
        fields=one.fields,
        links=tuple(
            ForeignLink(type=link.type, to=link.annotation or "", actor=link.actor or "")
            for link in one.links
        ),
        coder=one.coder,
        gold=one.layer == GOLD_LAYER,
        note=one.note,
        at=stamp(one.created),
        modified=stamp(one.modified),
        origin=one.origin,
        version=one.codebook_version,
        score=one.score,
        reason=one.score_reason,
        by=one.suggested_by,
        rule=one.suggested_rule,
        decisions=tuple(
            ForeignDecision(
                reviewer=said.reviewer, verdict=said.verdict, reason=said.reason, at=stamp(said.at)
            )
            for said in one.decisions
        ),
    )
