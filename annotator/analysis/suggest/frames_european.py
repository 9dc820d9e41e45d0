"""German, French and Spanish reporting frames: who reports what in which order of words."""

from collections.abc import Iterator, Sequence

from annotator.analysis.suggest.european_after import SaidAfter
from annotator.analysis.suggest.european_sentence import ADJUNCT, LEAD, LONGEST, WHOLE
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.frame_accord import Accord
from annotator.analysis.suggest.frame_cues import ReportingVerb
from annotator.analysis.suggest.frame_words import FrameWords, Use, frame_words
from annotator.analysis.suggest.paragraph import Paragraph

_COLON = 0.84  # how often a quotation after "X is calmer:" is X's


def found(paragraph: Paragraph, language: str) -> Sequence[FoundStretch]:
    """Return the reports of one paragraph; rivals overlap."""
    words = frame_words(language)
    if not (paragraph.cues or paragraph.quotations) and words.phrases.isdisjoint(paragraph.lower):
        return ()
    reader = FramesReader(paragraph, words)
    for low, high in paragraph.sentences:
        reader.sentence(low, high)
    return reader.found


class FramesReader(SaidAfter):
    """Reads the sentences of one paragraph."""

    def __init__(self, paragraph: Paragraph, words: FrameWords) -> None:
        super().__init__(paragraph, words)
        self._next_cue = self._next_quotation = 0

    def sentence(self, low: int, high: int) -> None:
        """Read one sentence, `[low, high)` in tokens."""
        self.begin(low, high)
        if not self.lex.phrases.isdisjoint(self.p.lower[low:high]) or self._may_be_opinion():
            Accord(self).read()
        for head in self._cues():
            if head in self.used:
                continue
            verb = self.verbs.at(head, low, high)
            if verb is not None:
                self._report(verb)
        self._by_place()
        self.last = self.main or self.last

    def _may_be_opinion(self) -> bool:
        return self.p.lower[self.low] in self.lex.opinion

    def _cues(self) -> Iterator[int]:
        cues = self.p.cues
        while self._next_cue < len(cues) and cues[self._next_cue] < self.high:
            self._next_cue += 1
            yield cues[self._next_cue - 1]

    def _report(self, verb: ReportingVerb) -> None:
        p = self.p
        before = self.past_adverbs_back(verb.first)
        if verb.use & Use.GERUND:
            self.participle(verb)
            return
        if before > self.low and (p.words[before - 1] in ",–—-" or p.is_quoted(before - 1)):
            if self.postposed(verb, before):
                return
            if verb.use & Use.CLOSING:
                return
        if not verb.use & Use.CLOSING:
            self.preposed(verb, before)

    def _by_place(self) -> None:
        """Take quotations by what stands beside them, where no known verb reports."""
        p = self.p
        while self._next_quotation < len(p.quotations):
            opening, closing = p.quotations[self._next_quotation]
            if opening >= self.high:
                return
            self._next_quotation += 1
            if self.floor > opening or p.count(opening, closing) < WHOLE - 2:
                continue
            if not self._before_unknown_verb(opening, closing):
                self._after_colon_alone(opening, closing)

    def _before_unknown_verb(self, opening: int, closing: int) -> bool:
        """Take `"…", fulmine le maire`: a verb that no list has, and a subject right after it."""
        p, lex = self.p, self.lex
        at = closing + 1
        if at + 1 >= self.high or p.words[closing] not in ",–—" or p.is_quoted(at):
            return False
        while at + 1 < self.high and p.lower[at] in lex.clitic:
            at += 1
        lower = p.lower[at]
        if not p.words[at].islower() or lower in lex.no_verb or at in p.is_cue:
            return False
        hyphen = p.words[at + 1] in ("-", "-t-") and p.lower[at + 2 : at + 3]
        if hyphen and hyphen[0] in lex.pronoun:
            source, after = (at + 2, at + 3), at + 3
        else:
            source, after = self.sources.after(at + 1, self.high), at + 1
            if source is None or source[0] != at + 1 or source[1] - at > ADJUNCT:
                return False
        first = (
            opening if p.count(max(self.floor, opening - LONGEST), opening) < LEAD else self.floor
        )
        rule = "dq" if first == opening else "mx"
        self.emit(rule, first, closing, p.span(at, after), source, score=_COLON)
        self.main = source
        self.floor = source[1]
        return True

    def _after_colon_alone(self, opening: int, closing: int) -> None:
        """Take `X is calmer: "…"`."""
        if opening > self.low + 1 and self.p.words[opening - 1] == ":":
            source = self.sentence_subject(opening - 1)
            if source is not None:
                self.emit("dq", opening, closing, None, source, score=_COLON)
                self.main = source
