"""One article of a release on a text: its labels there, and what is asked where that is unsure."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
from msgspec import UNSET, structs

from annotator.analysis.wordless.marks import WordlessPlace
from annotator.analysis.wordless.placing import Certainty, PlacedAnew, PlacesAnew, in_order, worst
from annotator.analysis.wordless.words import PlainWords
from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.article import fingerprint, merged_ranges
from annotator.domain.ids import derived_id
from annotator.domain.layout import RoleStretch
from annotator.domain.names import folded
from annotator.domain.people import Coder, coder_id
from annotator.domain.placeless import KeptLink, Placeless, noted, place_question_id
from annotator.domain.record import Record
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.formats.jsonl.lines import AnnotationPart, ArticleLine
from annotator.formats.release.lines import WordlessLine, words_sha256
from annotator.workflow.rehydrating.texts import FoundText

_ASKED = "Is this the right place? The text differs from the one that was labelled."
_NOWHERE = "its words do not stand in the text"


class PutBackArticle(msgspec.Struct, frozen=True):
    """An article with its text and the labels that have a place; how each label was put back.

    `lost` are those without one, `stretches_lost` counts roles and exclusions without one.
    """

    line: ArticleLine
    how: Mapping[str, Certainty]
    lost: tuple[AnnotationPart, ...]
    stretches_lost: int


def put_back(line: WordlessLine, found: FoundText) -> PutBackArticle:
    """Return an article of a release with a text that was found for it."""
    text = found.text
    title = found.title or None if line.title is None else line.title
    named: dict[str, Any] = {"title": title}
    if fingerprint(text) == line.text_sha256:
        how = dict.fromkeys((one.id for one in line.annotations), Certainty.EXACT)
        return PutBackArticle(line.with_text(text, **named), how, (), 0)
    words = PlainWords(text)
    same = line.words_sha256 == words_sha256(words)
    places = PlacesAnew(words, line.marks, line.words, line.group, same=same)
    how, kept, lost = dict[str, Certainty](), list[AnnotationPart](), list[AnnotationPart]()
    for part in line.annotations:
        pieces = _pieces(places, line.places.get(part.id, ()))
        how[part.id] = worst(pieces)
        if how[part.id] is Certainty.LOST:
            lost.append(part)
            continue
        kept.append(structs.replace(part, **_offsets(pieces)))
    gone = {one.id for one in lost}
    excluded = [
        one for one in map(places.put_back, line.excluded_places) if one.how is not Certainty.LOST
    ]
    roles = list(_roles(places, line))
    return PutBackArticle(
        line.with_text(
            text,
            **named,
            annotations=tuple(_without(one, gone) for one in kept),
            excluded=tuple(
                (one.start, one.end) for one in merged_ranges([(e.start, e.end) for e in excluded])
            ),
            roles=tuple(roles),
        ),
        how,
        tuple(lost),
        len(line.excluded) - len(excluded) + len(line.roles) - len(roles),
    )


def _has_place(one: PlacedAnew) -> bool:
    return one.how is not Certainty.LOST


def _pieces(places: PlacesAnew, placed: Sequence[WordlessPlace]) -> list[PlacedAnew]:
    """Return where a label's pieces stand; none has a place if one has none, or they cross."""
    pieces = [places.put_back(one) for one in placed]
    if worst(pieces) is not Certainty.LOST and not in_order(pieces):
        return [one._replace(how=Certainty.LOST) for one in pieces]
    return pieces


def _offsets(pieces: Sequence[PlacedAnew]) -> dict[str, Any]:
    """Return what an annotation says of where it stands."""
    if not pieces:
        return {}
    return {
        "fragments": tuple((one.start, one.end) for one in pieces),
        "start": pieces[0].start,
        "end": pieces[-1].end,
        "start_utf16": None,
        "end_utf16": None,
    }


def _roles(places: PlacesAnew, line: WordlessLine) -> Iterator[RoleStretch]:
    at = 0
    for role, placed in zip(line.roles, line.role_places, strict=True):
        one = places.put_back(placed)
        if _has_place(one) and one.start >= at:
            yield structs.replace(role, start=one.start, end=one.end)
            at = one.end


def _without(part: AnnotationPart, gone: set[str]) -> AnnotationPart:
    """Return an annotation without links to labels that have no place, and gold that has none."""
    links = tuple(one for one in part.links if one.annotation not in gone)
    decisions = tuple(
        structs.replace(one, gold=UNSET) if one.gold in gone else one for one in part.decisions
    )
    return structs.replace(part, links=links, decisions=decisions)


class Questions:
    """What is asked of the labels of one article that are doubtful, or lost."""

    def __init__(self, coders: Iterable[Coder], at: str) -> None:
        self._coders = {folded(one.handle): one for one in coders}
        self._at = at

    def of(self, line: WordlessLine, done: PutBackArticle, article: str) -> Iterator[Record]:
        """Yield a question on each doubtful label, and a note that keeps each lost one."""
        asking = [one for one in done.line.annotations if done.how[one.id] is Certainty.DOUBTFUL]
        for one in (*asking, *done.lost):
            if folded(one.coder) not in self._coders:
                new = Coder(id=coder_id(one.coder), handle=one.coder)
                self._coders[folded(one.coder)] = new
                yield new
        for one in asking:
            coder = self._coders[folded(one.coder)]
            ident = place_question_id(one.id)
            yield Comment(id=ident, annotation=one.id, coder=coder.id, text=_ASKED, at=self._at)
        parts = {one.id: one for one in line.annotations}
        for one in done.lost:
            yield self._note(one, self._coders[folded(one.coder)], parts, article)

    def _note(
        self, part: AnnotationPart, coder: Coder, parts: Mapping[str, AnnotationPart], article: str
    ) -> Remark:
        kept = Placeless(
            annotation=part.id,
            code=part.code,
            coder=coder.id,
            values=dict(part.fields),
            note=part.note,
            origin=part.origin,
            version=part.codebook_version or 1,
            created=part.created,
            score=part.score,
            reason=part.score_reason,
            ends=tuple(_ends(part, parts)),
            gold=part.layer == GOLD_LAYER,
        )
        return Remark(
            id=derived_id("placeless", article, part.id),
            asker=coder.id,
            coder=coder.id,
            text=noted("\n".join(_told(part)), kept),
            at=self._at,
            article=article,
            code=None,
        )


def _ends(part: AnnotationPart, parts: Mapping[str, AnnotationPart]) -> Iterator[KeptLink]:
    for link in part.links:
        yield KeptLink(link.type, annotation=link.annotation or "", actor=link.actor or "")
    for other in parts.values():
        for link in other.links:
            if link.annotation == part.id:
                yield KeptLink(link.type, other.id, back=True)


def _told(part: AnnotationPart) -> Iterator[str]:
    """Yield all that is known of a label without a place, as people read it."""
    whose = "Gold" if part.layer == GOLD_LAYER else f"A label of {part.coder}"
    yield f"{whose} has no place in the text: {_NOWHERE}."
    yield f"{part.code}, which stood at {part.start}–{part.end} of the text that was labelled"
    yield from (f"{name}: {value}" for name, value in part.fields.items())
    if part.note:
        yield f"Note: {part.note}"
    for one in part.decisions:
        yield f"{one.verdict.value} by {one.reviewer}" + (f": {one.reason}" if one.reason else "")
    for one in part.comments:
        yield f"{one.coder}: {one.text}"
