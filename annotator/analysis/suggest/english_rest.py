"""English quotations without a frame of their own, and who is meant by pronouns and roles."""

from collections.abc import Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.suggest import english_subject as subject
from annotator.analysis.suggest.english_words import DETERMINER, PRONOUN
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.frame_words import frame_words
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.persons import Persons, are_withheld, unnamed

_FEWEST = 5  # words of a quotation that may stand without an attribution
_WITHIN = 8  # words of one within somebody else's sentence
_NAMED = 12  # words; a shorter one after an article or "called" is a name
_LONGEST_NAME = 9  # words; a shorter one all in capitals is a name
_SMALL = small("en", "title")
_NAMING = small("en", "naming")
_ANONYMITY = small("en", "anonymity")
_IF_NOT = frozenset(("named", "identified"))
_THAT = 6  # tokens back from a quotation, to the "that" which it goes on
_SCORES = {"sentence": 0.95, ":": 0.9, ",": 0.85, "start": 0.85, "within": 0.5, "open": 0.5}
_WHY = {
    "sentence": "a sentence in quotation marks after another attribution",
    ":": "a quotation after a colon",
    ",": "a quotation after a comma",
    "start": "a paragraph that a quotation begins",
    "within": "many words in quotation marks within a sentence",
    "open": "a quotation that is not closed",
}


class EnglishRest:
    """Takes, paragraph by paragraph of one text, the quotations that no frame explains."""

    def __init__(self) -> None:
        self._persons = Persons(frame_words("en"))
        self._open = False  # whether the last paragraph ends within a quotation

    def __call__(
        self, paragraph: Paragraph, kept: Sequence[FoundStretch], last: Range | None
    ) -> list[FoundStretch]:
        """Return what was kept and the quotations besides, sorted; `last` spoke before."""
        result = list(kept)
        if paragraph.quotations:
            result = sorted(_Rest(paragraph, kept, last).found(), key=_start)
        self._open = paragraph.unclosed
        return self._named(paragraph, result)

    def _named(self, p: Paragraph, kept: list[FoundStretch]) -> list[FoundStretch]:
        named = self._persons.named(p.text, kept)
        named = [
            one._replace(name=known.name or (one.name if _stands_for(p, one) else ""))
            for one, known in zip(named, kept, strict=True)
        ]
        return named if _ANONYMITY.isdisjoint(p.lower) else _unnamed(p, named)


def _stands_for(p: Paragraph, one: FoundStretch) -> bool:
    """Tell whether a source is a pronoun or a role that may mean somebody named before."""
    if not one.name or one.source is None:
        return False
    first = p.text[slice(*one.source)].split()[0].lower()
    return first in DETERMINER or first in PRONOUN


def _unnamed(p: Paragraph, kept: Sequence[FoundStretch]) -> list[FoundStretch]:
    """Take the names away from those whose sentence says that they don't want to be named."""
    told = [
        at
        for first, after in p.sentences
        for at in range(first, after)
        if p.lower[at] in _ANONYMITY
        and (p.lower[at] not in _IF_NOT or "not" in p.lower[max(first, at - 4) : at])
    ]
    secret = are_withheld(p, kept, told)
    return [unnamed(one) if sure else one for one, sure in zip(kept, secret, strict=True)]


class _Rest:
    def __init__(self, p: Paragraph, kept: Sequence[FoundStretch], last: Range | None) -> None:
        self._p = p
        self._kept = list(kept)
        self._last = last
        self._near = 0  # the next of what was kept that may stand before a quotation
        self._sentence = 0
        self._splits = max((one.split for one in kept), default=0)
        self._before: int | None = None  # which of what is kept stands before a quotation

    def found(self) -> list[FoundStretch]:
        p = self._p
        more: list[FoundStretch] = []
        for first, after in p.quotations:
            start, end = p.span(first, after)
            self._advance(start, first)
            meets = self._near < len(self._kept) and self._kept[self._near].start < end
            if not meets:
                one = self._quotation(first, after)
                if one is not None:
                    more.append(one)
        return [*self._kept, *more]

    def _advance(self, start: int, first: int) -> None:
        while self._near < len(self._kept) and self._kept[self._near].end <= start:
            self._before = self._near
            self._near += 1
        sentences = self._p.sentences
        while self._sentence + 1 < len(sentences) and sentences[self._sentence][1] <= first:
            self._sentence += 1

    def _quotation(self, first: int, after: int) -> FoundStretch | None:
        p = self._p
        low, high = p.sentences[self._sentence]
        words = p.count(first, after)
        if _is_name(p, first, after, words):
            return None
        speaker = None if self._before is None else self._kept[self._before].source
        whole = p.count(low, high) - words <= 1
        place = self._place(first, after, low)
        if place == "within":
            if words < _WITHIN:
                return None
            first = _that_before(p, first, low)
        elif words < _FEWEST and not (speaker and whole):
            return None
        split = self._joined(low) if place == "sentence" else 0
        if place == ":":
            speaker = subject.before_colon(p, low, first) or speaker
        start, end = p.span(first, after)
        score = _SCORES[place]
        source = speaker or self._last
        if source is None:
            score = min(score, _SCORES["start"])
        return FoundStretch(start, end, None, source, "di", score, (_WHY[place],), split)

    def _place(self, first: int, after: int, low: int) -> str:
        p = self._p
        if first == 0:
            return "open" if p.unclosed and after == len(p) else "start"
        if first == low:
            return "sentence"
        before = p.words[first - 1]
        return before if before in _SCORES else "within"

    def _joined(self, low: int) -> int:
        """Return the number of the quote that goes on in the sentence at `low`, or 0.

        That is so where the sentence before ends with what says who speaks: “…,” she said. “…”
        """
        if self._before is None or not self._sentence:
            return 0
        one, p = self._kept[self._before], self._p
        begun = p.starts[p.sentences[self._sentence - 1][0]]
        if one.cue is None or one.cue[0] < one.end or one.rule not in ("dq", "mx"):
            return 0
        if not begun <= one.start or one.cue[1] > p.starts[low]:
            return 0
        if not one.split:
            self._splits += 1
            self._kept[self._before] = one._replace(split=self._splits)
        return self._kept[self._before].split


def _that_before(p: Paragraph, first: int, low: int) -> int:
    """Return where "that" or "to" begins what a quotation goes on with, or `first`."""
    for at in range(first - 1, max(low, first - _THAT), -1):
        if p.is_quoted(at) or p.words[at] in ",;:" or at in p.is_cue:
            break
        if p.lower[at] == "that" or (p.lower[at] == "to" and at + 2 >= first):
            return at
    return first


def _is_name(p: Paragraph, first: int, after: int, words: int) -> bool:
    """Tell whether a quotation names a book, a law, a nickname."""
    if words < _LONGEST_NAME:
        body = (word for word in p.words[first:after] if word[0].isalpha())
        if all(word[0].isupper() or word in _SMALL for word in body):
            return True
    return first > 0 and words < _NAMED and p.lower[first - 1] in _NAMING


def _start(found: FoundStretch) -> int:
    return found.start
