"""German sentences whose verb says that they go on with a report: "Man habe gewarnt"."""

from collections.abc import Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.european_sentence import is_german_subjunctive
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.frame_words import FrameWords
from annotator.analysis.suggest.paragraph import Paragraph

_LONGEST = 40  # tokens within which a sentence shows its verb
_FEWEST = 3  # words


class Subjunctive:
    """Reads one text's paragraphs in order."""

    def __init__(self, words: FrameWords) -> None:
        self._words = words
        self._reported = False  # whether the last sentence was reported

    def going_on(
        self, p: Paragraph, kept: Sequence[FoundStretch], last: Range | None
    ) -> list[FoundStretch]:
        """Return the sentences that go on with the report of the sentence before."""
        if not kept and not self._reported:
            return []
        result: list[FoundStretch] = []
        at, speaker = 0, last
        for first, after in p.sentences:
            _, end = p.span(first, after)
            reported = False
            while at < len(kept) and kept[at].start < end:
                reported = True
                speaker = kept[at].source or speaker
                at += 1
            if (
                not reported
                and self._reported
                and speaker
                and self._is_subjunctive(p, first, after)
            ):
                result.append(self._found(p, first, after, speaker))
                reported = True
            self._reported = reported
        return result

    def _is_subjunctive(self, p: Paragraph, first: int, after: int) -> bool:
        """Tell whether the first finite verb of a sentence's main clause is in the subjunctive."""
        words = self._words
        at, limit = first, min(after, first + _LONGEST)
        if p.is_quoted(first) or p.count(first, limit) < _FEWEST:
            return False
        if p.lower[first] in words.subordinate:
            while at < limit and p.words[at] != ",":
                at += 1
        for token in range(at, limit):
            lower = p.lower[token]
            if p.is_quoted(token):
                continue
            known = lower in words.subjunctive or lower in words.plural
            if known or is_german_subjunctive(p, token, words):
                return p.lower[token + 1 : token + 2] != ["denn"] and p.words[token][0].islower()
            if lower in words.finite:
                return False
        return False

    def _found(self, p: Paragraph, first: int, after: int, speaker: Range) -> FoundStretch:
        last = after
        while last > first + 1 and not p.is_quoted(last - 1) and not p.words[last - 1][0].isalnum():
            last -= 1
        start, end = p.span(first, last)
        why = "the sentence before is reported, and the verb is in the subjunctive"
        return FoundStretch(start, end, None, speaker, "su", why=(why,))
