"""Quotations that no frame explains, and turns of talk that dashes begin, in every language."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.beside_marks import phrase
from annotator.analysis.suggest.european_sentence import phrase_at
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.frame_cues import Verbs
from annotator.analysis.suggest.frame_sources import Sources
from annotator.analysis.suggest.frame_words import FrameWords, Phrases, small
from annotator.analysis.suggest.paragraph import Paragraph
from annotator.analysis.suggest.persons import Persons, are_withheld, unnamed
from annotator.analysis.suggest.subjunctive import Subjunctive
from annotator.analysis.suggest.within_marks import split_quotation

_FEWEST = 5  # words of a quotation that may stand in somebody else's sentence
_LITTLE = 6  # tokens around a quotation that is a sentence of its own
_NAMED = 9  # words; a shorter one right after a word may be a name or a title
_SURE = 0.84
_UNSURE = 0.6
_NOBODY = 0.55
_DASHES = "—–―"
_TURN_ENDS = frozenset(".!?…")
_UNSPACED = re.compile("[\u0e00-\u0eff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？؟][\"'’”“«»‹›」』\s]*$")
_CARRIED = ("cj", "dq", "mx", "po", "th", "ba", "sp", "wh", "in")


class LeftOver:
    """Takes, paragraph by paragraph of one text, what its frames leave."""

    def __init__(self, language: str, words: FrameWords | None = None) -> None:
        self._words = words
        self._talking = language in small("*", "talking")
        self._dashes = False  # whether a turn with "—said X" came before
        self._open = False  # whether the last paragraph ends within a quotation
        self._subjunctive = Subjunctive(words) if words and language == "de" else None
        self._persons = Persons(words) if words and words.finite else None

    def __call__(
        self, paragraph: Paragraph, kept: Sequence[FoundStretch], last: Range | None
    ) -> list[FoundStretch]:
        """Return what was kept, and the quotations and turns besides, sorted."""
        turns = self._turns(paragraph, kept, last)
        if turns:
            first, after = turns[0].start, turns[-1].end
            kept = [*turns, *(one for one in kept if one.end <= first or one.start >= after)]
        if not kept and not paragraph.quotations and not (self._subjunctive or self._open):
            return []
        kept = _with_speakers(sorted(kept, key=_start), last)
        kept = sorted([*kept, *self._left_over(paragraph, kept, last)], key=_start)
        if self._subjunctive is not None:
            more = self._subjunctive.going_on(paragraph, kept, last)
            kept = sorted([*kept, *more], key=_start)
        self._open = paragraph.unclosed
        if self._persons is not None:
            kept = self._persons.named(paragraph.text, kept)
        return self._unnamed(paragraph, kept)

    def _unnamed(self, p: Paragraph, kept: list[FoundStretch]) -> list[FoundStretch]:
        """Take the names away from those who don't want to be named."""
        known: Phrases = self._words.anonymous if self._words is not None else {}
        if not kept or known.keys().isdisjoint(p.lower):
            return kept
        told = [at for at, word in enumerate(p.lower) if word in known and phrase_at(p, known, at)]
        secret = are_withheld(p, kept, told)
        return [
            unnamed(one) if sure and one.cue is not None else one
            for one, sure in zip(kept, secret, strict=True)
        ]

    # Quotations

    def _left_over(
        self, p: Paragraph, kept: Sequence[FoundStretch], last: Range | None
    ) -> list[FoundStretch]:
        starts = [one.start for one in kept]
        result: list[FoundStretch] = []
        sentence, speaker, near = 0, None, 0
        for first, after in p.quotations:
            start, end = p.span(first, after)
            at = bisect_right(starts, end - 1)
            if at and kept[at - 1].end > start:
                continue
            while near < len(kept) and kept[near].end <= start:
                speaker = kept[near].source or speaker
                near += 1
            while sentence < len(p.sentences) and p.sentences[sentence][1] <= first:
                sentence += 1
            parted = self._words and split_quotation(p, first, after, self._words, -1 - first)
            if parted:
                result += parted
                speaker = parted[0].source
                continue
            found = self._quotation(p, first, after, p.sentences[sentence], speaker, last)
            if found is not None:
                result.append(found)
        return result

    def _quotation(
        self,
        p: Paragraph,
        first: int,
        after: int,
        sentence: Range,
        speaker: Range | None,
        last: Range | None,
    ) -> FoundStretch | None:
        words = self._count(p, first, after)
        start, end = p.span(first, after)
        if first == 0 and (self._open or (p.unclosed and after == len(p))):
            score, why = (_SURE, "the quotation goes over several paragraphs")
            return FoundStretch(start, end, None, last, "di", score if last else _UNSURE, (why,))
        ends = _ENDS_SENTENCE.search(p.text, max(start, end - 6), end) is not None
        source = speaker or last
        if self._is_alone(p, first, after, sentence) and (words >= _FEWEST or (ends and source)):
            why = "a quotation that is a sentence of its own"
            return FoundStretch(
                start, end, None, source, "di", _SURE if source else _UNSURE, (why,)
            )
        if words < _FEWEST or self._is_title(p, first, after, words):
            return None
        why = "too many words in quotation marks for a name"
        return FoundStretch(
            start, end, None, speaker, "di", _UNSURE if speaker else _NOBODY, (why,)
        )

    def _is_alone(self, p: Paragraph, first: int, after: int, sentence: Range) -> bool:
        """Tell whether a quotation is all of its sentence."""
        around = sentence[1] - sentence[0] - (after - first)
        return around <= _LITTLE and p.count(sentence[0], first) + p.count(after, sentence[1]) <= 1

    def _count(self, p: Paragraph, first: int, after: int) -> int:
        """Return how many words stand there, two letters of unspaced scripts for one."""
        words = p.count(first, after)
        text = p.text[p.starts[first] : p.ends[after - 1]]
        unspaced = len(_UNSPACED.findall(text)) if _UNSPACED.search(text) else 0
        return max(words, unspaced // 2)

    def _is_title(self, p: Paragraph, first: int, after: int, words: int) -> bool:
        if words >= _NAMED:
            return False
        body = [word for word in p.words[first:after] if word[0].isalpha()]
        small = sum(not word[0].isupper() for word in body if word.lower() != word.upper())
        if body and body[0].lower() != body[0].upper() and 3 * small <= len(body):
            return True
        before = p.words[first - 1] if first else ""
        if before and before[0].isalnum():
            return True
        known = self._words
        if known is None or not known.finite:
            return False
        lower = p.lower[first:after]
        return known.finite.isdisjoint(lower) and known.pronoun.isdisjoint(lower)

    # Turns of talk

    def _turns(
        self, p: Paragraph, kept: Sequence[FoundStretch], last: Range | None
    ) -> list[FoundStretch]:
        """Return the words of a paragraph that a dash begins, without what says who speaks."""
        if not self._talking or len(p) < 4 or p.words[0] not in _DASHES:
            return []
        if not p.words[1][0].isalnum() and p.words[1] not in "¿¡":
            return []
        dashes = [at for at in range(1, len(p)) if p.words[at] in _DASHES and not p.is_quoted(at)]
        pieces = list(self._pieces(p, dashes))
        told = next((one for one in kept if one.cue is not None), None)
        said = len(pieces) > 1 or pieces[0][1] < len(p)
        cue, source = told.cue if told else None, told.source if told else None
        if said:
            cue, source = self._teller(p, pieces[0][1] + 1)
            source = source or last
        elif self._words is not None and self._words.language == "fr":
            pieces, said = self._before_comma(p, pieces, told)
        ends = p.words[-1] in _TURN_ENDS
        if not said and not (ends and self._dashes and p.count(0, len(p)) > 1):
            return []
        self._dashes = True
        if not said:
            cue = source = None
        score = 0.9 if said and source else 0.5
        split = 1 if len(pieces) > 1 else 0
        return [
            FoundStretch(*p.span(first, after), cue, source, "da", score, split=split)
            for first, after in (_trimmed(p, *piece) for piece in pieces)
            if first < after
        ]

    def _pieces(self, p: Paragraph, dashes: Sequence[int]) -> "Sequence[Range]":
        """Return what stands outside of "—said X—", in tokens."""
        result: list[Range] = []
        first, at = 1, 0
        while at < len(dashes):
            dash = dashes[at]
            if self._says(p, dash):
                result.append((first, dash))
                at += 1
                first = dashes[at] + 1 if at < len(dashes) else len(p)
            at += 1
        if first < len(p):
            result.append((first, len(p)))
        return result

    def _says(self, p: Paragraph, dash: int) -> bool:
        """Tell whether a verb of saying follows a dash."""
        return any(at in p.is_cue for at in range(dash + 1, min(len(p), dash + 4)))

    def _teller(self, p: Paragraph, first: int) -> tuple[Range | None, Range | None]:
        """Return the verb and the subject of "—dijo el alcalde—"."""
        head = next((at for at in range(first, min(len(p), first + 4)) if at in p.is_cue), None)
        if head is None:
            return None, None
        if self._words is None:
            named = phrase(p, head + 1) or _next_word(p, head + 1)
            return p.span(head, head + 1), p.span(*named) if named else None
        verb = Verbs(p, self._words).at(head, first, len(p))
        if verb is None:
            return p.span(head, head + 1), None
        source = verb.subject or Sources(p, self._words).after(verb.after, len(p))
        return p.span(verb.first, verb.after), p.span(*source) if source else None

    def _before_comma(
        self, p: Paragraph, pieces: Sequence[Range], told: FoundStretch | None
    ) -> tuple[Sequence[Range], bool]:
        """Take "— Non, répond le maire." apart, where a frame has read it."""
        if told is None or told.rule not in ("po", "sp") or told.cue is None:
            return pieces, False
        return [(1, bisect_right(p.starts, told.end - 1))], True


def _with_speakers(kept: Sequence[FoundStretch], last: Range | None) -> list[FoundStretch]:
    """Give those whose verb has no subject of its own the speaker before."""
    result: list[FoundStretch] = []
    for one in kept:
        given = one._replace(source=last) if one.source is None and one.rule in _CARRIED else one
        result.append(given)
        last = one.source or last
    return result


def _next_word(p: Paragraph, at: int) -> Range | None:
    """Return a lone word, such as a pronoun, before a sign."""
    alone = at + 1 < len(p) and p.words[at][0].isalpha() and not p.words[at + 1][0].isalnum()
    return (at, at + 1) if alone else None


def _trimmed(p: Paragraph, first: int, after: int) -> Range:
    while first < after and p.words[first] in ",.;:—–":
        first += 1
    while after > first and p.words[after - 1] in ",.;:—–" and not p.is_quoted(after - 1):
        after -= 1
    return first, after


def _start(found: FoundStretch) -> int:
    return found.start
