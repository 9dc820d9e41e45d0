"""What is suggested in an article: no label until its coder accepts it."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.domain.annotation import AnyPlaced
from annotator.domain.codebook import Codebook
from annotator.domain.ids import derived_id
from annotator.domain.record import Fragment, Values
from annotator.domain.refusals import Refusal, places_in_words
from annotator.domain.visibility import Visibility
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.proposer import InUse, Proposer

SAME = 0.5
"""From this overlap on, of what both cover together, a label is what was suggested."""
Pieces = Sequence[Fragment]


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A label that is proposed: `fragments`, `cue` and `source` in code points of the text.

    The id is derived from article, code and fragments. `values` are answers to the code's fields;
    `name` is who is meant by a source that is a pronoun or a role. `score` is from 0 to 1 how often
    such a proposal is right, `by` the rules or the model that made it ("rules 1"), `rule` the rule
    (`LEARNED` of a model), and `why` what speaks for it, in words.
    """

    id: str
    article: str
    code: str
    fragments: tuple[Fragment, ...]
    type: QuoteType
    values: Values = {}
    cue: Range | None = None
    source: Range | None = None
    name: str = ""
    score: float = 0.0
    rule: str = ""
    by: str = ""
    why: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where the first fragment starts."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Where the last fragment ends."""
        return self.fragments[-1].end


def suggestion_id(article: str, code: str, fragments: Iterable[Fragment]) -> str:
    """Return the id of what is suggested for a place of an article and a code (ids)."""
    return derived_id("suggestion", article, code, places_in_words(fragments))


def suggestions(
    article: OpenArticle,
    codebook: Codebook,
    proposer: Proposer,
    refusals: Iterable[Refusal] = (),
    visibility: Visibility | None = None,
) -> list[Suggestion]:
    """Return what is suggested in an article, in the order of the text.

    Left out is what meets one's own label of the same code, what was refused, and what is in a
    stretch that is not the article. Nothing is read from the project: any thread may ask.
    """
    proposed = proposed_in(article, codebook, proposer)
    return undecided(article, proposed, refusals, visibility)


def proposed_in(article: OpenArticle, codebook: Codebook, proposer: Proposer) -> list[Suggestion]:
    """Return all that is proposed in an article, whatever was decided: it depends on text alone."""
    found: list[Suggestion] = []
    quotes = proposer.quotes(article.text, article.language)
    for use in proposer.in_use:
        code = codebook.code(use.codes.quote.id)
        if code is None or code not in codebook.usable():
            continue
        for parts in _grouped(quotes.get(code.id, ())):
            one = _suggestion(article, use, parts)
            if not _meets(one.fragments, article.article.excluded):
                found.append(one)
    return sorted(found, key=lambda one: (one.fragments, one.code))


def undecided(
    article: OpenArticle,
    proposed: Iterable[Suggestion],
    refusals: Iterable[Refusal] = (),
    visibility: Visibility | None = None,
) -> list[Suggestion]:
    """Return of what is proposed what is no label of one's own yet, and was not refused."""
    taken: Mapping[str, list[Pieces]] = defaultdict(list)
    for one in article.annotations.placed.values():
        if one.fragments and (visibility is None or visibility.is_own(one)):
            taken[one.code].extend(places_of(one.fragments))
    for refusal in refusals:
        if refusal.article == article.article.id:
            taken[refusal.code].append(refusal.fragments)
    known = {code: Places(places) for code, places in taken.items()}
    return [
        one for one in proposed if one.code not in known or not known[one.code].has(one.fragments)
    ]


class Places:
    """Stretches that are taken, so that another one is known for one of them."""

    def __init__(self, places: Iterable[Pieces]) -> None:
        self._places = sorted(map(tuple, places))
        self._starts = [one[0].start for one in self._places]
        self._longest = max((one[-1].end - one[0].start for one in self._places), default=0)

    def near(self, pieces: Pieces) -> Iterable[Pieces]:
        """Yield those that a stretch may meet."""
        first = bisect_left(self._starts, pieces[0].start - self._longest)
        last = bisect_left(self._starts, pieces[-1].end)
        return self._places[first:last]

    def has(self, pieces: Pieces) -> bool:
        """Tell whether a stretch is one of them, as far as `SAME` says."""
        return any(shared(one, pieces) >= SAME for one in self.near(pieces))


def shared(one: Pieces, other: Pieces) -> float:
    """Return which share of what two stretches cover together both cover, from 0 to 1."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    whole = sum(a.end - a.start for a in one) + sum(b.end - b.start for b in other) - both
    return both / whole if whole else 0.0


def same_place(one: AnyPlaced, pieces: Pieces) -> bool:
    """Tell whether an annotation, or a part of it, stands where something is suggested."""
    return any(shared(place, pieces) >= SAME for place in places_of(one.fragments))


def places_of(pieces: tuple[Fragment, ...]) -> list[tuple[Fragment, ...]]:
    """Return the places that a label takes: as a whole, and each of its parts."""
    if not pieces:
        return []
    return [pieces, *((one,) for one in pieces)] if len(pieces) > 1 else [pieces]


def _grouped(quotes: Iterable[Quote]) -> list[list[Quote]]:
    """Return the parts of each quote together, in the order of the text."""
    groups: dict[int, list[Quote]] = {}
    found: list[list[Quote]] = []
    for one in quotes:
        if one.group and one.group in groups:
            groups[one.group].append(one)
            continue
        parts = [one]
        found.append(parts)
        if one.group:
            groups[one.group] = parts
    return [sorted(parts, key=lambda one: one.start) for parts in found]


def _suggestion(article: OpenArticle, use: InUse, parts: Sequence[Quote]) -> Suggestion:
    fragments = tuple(Fragment(one.start, one.end) for one in parts)
    first, ident = parts[0], article.article.id
    codes = use.codes
    kind = _kind(parts)
    choice = codes.kinds.get(kind)
    return Suggestion(
        id=suggestion_id(ident, codes.quote.id, fragments),
        article=ident,
        code=codes.quote.id,
        fragments=fragments,
        type=kind,
        values={codes.kind_field: choice} if choice else {},
        cue=next((one.cue for one in parts if one.cue is not None), None),
        source=next((one.source for one in parts if one.source is not None), None),
        name=next((one.name for one in parts if one.name), ""),
        score=min(one.score for one in parts),
        rule=first.rule,
        by=use.by,
        why=tuple(dict.fromkeys(said for one in parts for said in one.why)),
    )


def _kind(parts: Sequence[Quote]) -> QuoteType:
    kinds = {one.type for one in parts}
    return kinds.pop() if len(kinds) == 1 else QuoteType.MIXED


def _meets(fragments: Pieces, excluded: Pieces) -> bool:
    return any(a.start < b.end and b.start < a.end for a in fragments for b in excluded)
