"""Finds who said a quote and by which word: a proposal that a coder can keep or change."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from annotator.analysis.cues import (
    LANGUAGES,
    Cue,
    Token,
    cue_kind,
    find_cues,
    list_language,
    role,
    span,
    subject_between,
    tokens,
)
from annotator.analysis.ranges import Extent, Range, covering, merged, shifted
from annotator.analysis.segmentation import by_quotation, by_sentence
from annotator.analysis.source_phrase import (
    begins_noun_phrase,
    only_adverbs_before,
    source_after,
    source_before,
    source_with_preposition,
)

__all__ = ["Attribution", "attribution", "cue_kind"]

_JUNCTION = re.compile(r"[,?!…—–-][\"'’”“»›」』\s]*$")
_CRY = re.compile(r"[?!][\"'’”“»›」』]*$")
_INSERTING = {"fr": (",", ",.;"), "es": ("—–", "—–")}
"""What begins and what ends a report within the quotation marks, in languages that have it."""
_LONGEST_BETWEEN = 300  # code points between two fragments that one attribution joins


@dataclass(frozen=True, slots=True)
class Attribution:
    """The reporting words and the source of a quote, as ranges of code points; None if unsure."""

    cue: Range | None = None
    source: Range | None = None


def attribution(text: str, fragments: Iterable[Extent], language: str = "") -> Attribution:
    """Propose a quote's cue and source from the words around and within its fragments.

    `language` is a tag such as "de-AT"; without one, each language that has word lists is tried.
    """
    given = [(start, end) for start, end in merged(fragments) if 0 <= start < end <= len(text)]
    if not given:
        return Attribution()
    zones = list(_Places(text, given).zones())
    known = list_language(language)
    if language and known is None:
        return Attribution()
    for listed in (known,) if known else LANGUAGES:
        for zone in zones:
            found = _Reading(text, zone, listed).attribution()
            if found is not None:
                source = found.source and _with_brackets(text, found.source)
                return Attribution(found.cue, source)
    return Attribution()


class _Side(Enum):
    AFTER = auto()  # `"…," she said`
    BEFORE = auto()  # `She said: "…"`
    INSIDE = auto()  # `She said that …`, all of it within the fragment
    WITHIN = auto()  # `« …, dit-elle, … »`, between the marks of one quotation


@dataclass(frozen=True, slots=True)
class _Zone:
    """A stretch outside the quoted words where an attribution may stand."""

    start: int
    end: int
    side: _Side
    skipped: tuple[Range, ...] = ()  # quotations within it


class _Places:
    """Where to look, the likeliest place first."""

    def __init__(self, text: str, fragments: Sequence[Range]) -> None:
        self._text = text
        start = text.rfind("\n", 0, fragments[0][0]) + 1
        end = text.find("\n", fragments[-1][1] - 1)
        stretch = text[start : len(text) if end < 0 else end]
        self._sentences = shifted(by_sentence.sentences(stretch), start)
        quotes = shifted(by_quotation.quotations(stretch), start)
        self._quotes = _outermost(quotes)
        self._inner = merged(_inner_quote(quotes, fragment) for fragment in fragments)
        self._pieces = merged(self._whole(fragment) for fragment in fragments)

    def zones(self) -> Iterator[_Zone]:
        outer = covering(self._quotes, self._inner[0][0]) if self._inner else None
        if outer is not None:
            yield from self._outside(self._inner, outer[0] + 1, outer[1] - 1)
        yield from self._outside(self._pieces, 0, len(self._text))
        inner = [self._quotes_in(piece) for piece in self._pieces]
        for piece, quotes in zip(self._pieces, inner, strict=True):
            if quotes != [piece]:
                if quotes:
                    yield from self._outside(quotes, *piece)
                yield from self._sentences_in(piece, quotes)
        yield from (_Zone(*piece, _Side.WITHIN) for piece in self._pieces if piece in self._quotes)
        yield from self._sentence_before()

    def _whole(self, fragment: Range) -> Range:
        """Widen a fragment to the quotation that holds it, so that its marks don't matter."""
        quote = covering(self._quotes, fragment[0])
        return quote if quote and fragment[1] <= quote[1] else fragment

    def _outside(self, pieces: Sequence[Range], left: int, right: int) -> Iterator[_Zone]:
        bounds = [*(start for start, _ in pieces[1:]), right]
        for number, ((_, end), bound) in enumerate(zip(pieces, bounds, strict=True)):
            limit = min(bound, self._attribution_end(end))
            last = number == len(pieces) - 1
            if limit > end and (last or limit - end <= _LONGEST_BETWEEN):
                yield _Zone(end, limit, _Side.AFTER)
        for start, _ in pieces[:1]:
            sentence = covering(self._sentences, start)
            if sentence and max(left, sentence[0]) < start:
                yield _Zone(max(left, sentence[0]), start, _Side.BEFORE, self._before(start))

    def _attribution_end(self, end: int) -> int:
        """Return the end of the sentence, or of the next one after `"Why?"`."""
        sentence = covering(self._sentences, end - 1)
        if sentence is None:
            return end
        if sentence[1] > end or not _CRY.search(self._text, max(0, end - 4), end):
            return sentence[1]
        line_end = self._text.find("\n", end)
        following = covering(self._sentences, end + 1)
        joined = following is not None and (line_end < 0 or following[0] < line_end)
        return following[1] if following and joined else end

    def _before(self, start: int) -> tuple[Range, ...]:
        return tuple(quote for quote in self._quotes if quote[1] <= start)

    def _quotes_in(self, piece: Range) -> list[Range]:
        return [quote for quote in self._quotes if piece[0] <= quote[0] and quote[1] <= piece[1]]

    def _sentences_in(self, piece: Range, quotes: Sequence[Range]) -> Iterator[_Zone]:
        for start, end in self._sentences:
            first, last = max(start, piece[0]), min(end, piece[1])
            if first < last:
                yield _Zone(first, last, _Side.INSIDE, tuple(quotes))

    def _sentence_before(self) -> Iterator[_Zone]:
        """Look at `"…," she said.` before a quote that goes on as a sentence of its own."""
        first = self._pieces[0]
        if first not in self._quotes or (self._text[: first[0]].rstrip(" ")[-1:] in {"", "\n"}):
            return
        earlier = [sentence for sentence in self._sentences if sentence[1] <= first[0]]
        starts_sentence = any(start == first[0] for start, _ in self._sentences)
        if earlier and starts_sentence:
            quotes = [q for q in self._quotes if earlier[-1][0] <= q[0] and q[1] < earlier[-1][1]]
            yield from (_Zone(end, earlier[-1][1], _Side.AFTER) for _, end in quotes[-1:])


class _Reading:
    """One zone read with one language's lists."""

    def __init__(self, text: str, zone: _Zone, language: str) -> None:
        self._text = text
        self._zone = zone
        self._language = language
        skipped = [q for q in zone.skipped if zone.start <= q[0] and q[1] <= zone.end]
        self._words = [
            word
            for word in tokens(text, zone.start, zone.end, language)
            if covering(skipped, word.start) is None
        ]
        found = find_cues(text, self._words, language)
        self._cues = [cue for cue in found if not cue.closing or self._closes(cue)]

    def attribution(self) -> Attribution | None:
        if not self._cues:
            return None
        heard = next((cue for cue in self._cues if cue.impersonal), None)
        if heard is not None and self._zone.side is not _Side.WITHIN:
            return self._heard(heard)
        if self._zone.side is _Side.AFTER:
            return self._after()
        if self._zone.side is _Side.BEFORE:
            return self._before()
        if self._zone.side is _Side.WITHIN:
            return self._within()
        return next((found for cue in self._cues if (found := self._with_source(cue))), None)

    def _after(self) -> Attribution | None:
        cue = self._cues[0]
        if not (self._has_junction() or self._opens_well()):
            return None
        direct = only_adverbs_before(self._words, cue.first, self._language)
        if cue.source_follows:
            return self._with_source(cue) if direct else None
        if direct:
            return Attribution(self._span(cue), self._source_after(cue))
        found = self._with_source(cue)
        return found if found and found.source and self._starts_zone(found.source) else None

    def _heard(self, cue: Cue) -> Attribution:
        beside = self._text, self._words, cue.first, cue.after, self._language
        return Attribution(self._span(cue), source_with_preposition(*beside))

    def _before(self) -> Attribution | None:
        last = self._cues[-1]
        found = next((a for cue in reversed(self._cues) if (a := self._with_source(cue))), None)
        if found is not None and self._shares_subject(last):
            return Attribution(self._span(last), found.source)
        if found is not None:
            return found
        between = self._text[self._words[last.after - 1].end : self._zone.end]
        return Attribution(self._span(last)) if between.strip(" ,:\u00a0") == "" else None

    def _within(self) -> Attribution | None:
        """Find the verb and its subject between commas, or dashes, within the quotation."""
        begins, ends = _INSERTING.get(self._language, ("", ""))
        for cue in self._cues:
            mark = self._mark_before(cue)
            if not mark or mark not in begins:
                continue
            source = self._source_after(cue)
            end = max(source[1], self._span(cue)[1]) if source else 0
            if source and self._text.startswith(tuple(ends), end):
                return Attribution(self._span(cue), source)
        return None

    def _mark_before(self, cue: Cue) -> str:
        first = cue.first
        while first > 0 and self._words[first - 1].form in role(self._language, "adverb"):
            first -= 1
        before = self._words[first - 1].end if first else self._zone.start
        return self._text[before : self._words[first].start].strip()

    def _closes(self, cue: Cue) -> bool:
        """Tell whether a cue that is common in other senses follows a quotation at once.

        Or stands with its source between commas: "Gesetze kommen und gehen, findet er, …".
        """
        follows = self._words[cue.after : cue.after + 1]
        named = bool(follows) and begins_noun_phrase(self._text, follows[0], self._language)
        if self._zone.side is _Side.AFTER and cue.first == 0:
            return named and self._has_junction()
        source = source_after(self._text, self._words, cue.after, self._language)
        return self._mark_before(cue) == "," and source is not None and self._ends_at_break(source)

    def _ends_at_break(self, source: Range) -> bool:
        return self._text[source[1] : source[1] + 1] in {",", ".", ":"}

    def _with_source(self, cue: Cue) -> Attribution | None:
        source = None
        if not cue.source_follows:
            source = source_before(self._text, self._words, cue.first, self._language)
        if source is None and (cue.source_follows or self._may_precede(cue)):
            source = self._source_after(cue)
        return Attribution(self._span(cue), source) if source else None

    def _source_after(self, cue: Cue) -> Range | None:
        """Return the subject after a verb, or within it: "a-t-elle déclaré"."""
        inverted = None
        if self._language == "fr":
            inverted = subject_between(self._text, self._words, cue.first)
        return inverted or source_after(self._text, self._words, cue.after, self._language)

    def _may_precede(self, cue: Cue) -> bool:
        """Tell whether the verb may stand before its subject here."""
        if self._language != "en":
            return True
        if self._zone.side is _Side.INSIDE:
            return self._mark_before(cue) == ","
        return only_adverbs_before(self._words, cue.first, self._language)

    def _shares_subject(self, cue: Cue) -> bool:
        """Tell whether the cue is a participle after a comma: `Trump said …, adding that "…"`."""
        word = self._words[cue.first]
        before = self._text[self._zone.start : word.start].rstrip()
        return word.form.endswith("ing") and self._language == "en" and before.endswith(",")

    def _has_junction(self) -> bool:
        zone = self._zone
        opening = self._text[zone.start : zone.end].lstrip()[:1]
        before = self._text[max(0, zone.start - 4) : zone.start]
        return opening in {",", "–", "—", "-", "،", "，"} or bool(_JUNCTION.search(before))

    def _opens_well(self) -> bool:
        first: Token = self._words[0]
        if self._cues[0].first == 0:
            return True
        return begins_noun_phrase(self._text, first, self._language)

    def _starts_zone(self, source: Range) -> bool:
        before = [word for word in self._words if word.start < source[0]]
        return only_adverbs_before(before, len(before), self._language)

    def _span(self, cue: Cue) -> Range:
        return span(self._words, cue.first, cue.after)


def _with_brackets(text: str, source: Range) -> Range:
    """Take in the bracket that closes one within a source: "Ann Lee (Labour)"."""
    start, end = source
    opened = text.count("(", start, end) - text.count(")", start, end)
    return (start, end + 1) if opened == 1 and text.startswith(")", end) else source


def _inner_quote(quotes: Sequence[Range], fragment: Range) -> Range:
    """Return the quotation within another that holds a fragment; an empty range if none does."""
    holding = [one for one in quotes if one[0] <= fragment[0] and fragment[1] <= one[1]]
    inner = min(holding, key=lambda one: one[1] - one[0], default=(0, 0))
    return inner if any(one[0] < inner[0] and inner[1] < one[1] for one in holding) else (0, 0)


def _outermost(quotes: Sequence[Range]) -> list[Range]:
    result: list[Range] = []
    for quote in quotes:
        if not result or quote[0] >= result[-1][1]:
            result.append(quote)
    return result
