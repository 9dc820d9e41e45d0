"""One sentence of German, French or Spanish, and what its reporting frames have in common."""

from bisect import bisect_right

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.found import FoundStretch
from annotator.analysis.suggest.frame_cues import ReportingVerb, Verbs
from annotator.analysis.suggest.frame_sources import Sources
from annotator.analysis.suggest.frame_words import FrameWords, Phrases
from annotator.analysis.suggest.paragraph import Paragraph

OBJECT = 30
"""Tokens between a verb and what it reports, at most."""
LONGEST = 300
"""Tokens of a reported clause, but for quotations, at most."""
LEAD = 3
"""Fewer words before a quotation don't belong to what is reported."""
FEWEST = 3
"""Words of a clause, at least."""
WHOLE = 5
"""Words of a quotation that is more than an expression, at least."""
ADJUNCT = 14
"""Tokens between "she said" and the words that go on, at most."""

_CLAUSE = 40  # tokens within which a clause shows its verb
_NEAR = 10  # tokens between "as" and its verb


class ReportingSentence:
    """The sentence of a paragraph that is read; all places are tokens but those of what is found.

    It lies at `[low, high)`, and what comes before `floor` has been read. `main` spoke last in it,
    and `last` in the paragraph.
    """

    def __init__(self, paragraph: Paragraph, words: FrameWords) -> None:
        self.p = paragraph
        self.lex = words
        self.german = words.language == "de"
        self.sources = Sources(paragraph, words)
        self.verbs = Verbs(paragraph, words)
        self.found: list[FoundStretch] = []
        self.low = self.high = self.floor = 0
        self.main: Range | None = None  # who spoke last in the sentence
        self.last: Range | None = None  # and in the paragraph
        self.used: set[int] = set()  # cues that a frame has read
        self._split = 0
        self._breaks: list[int] | None = None

    def begin(self, low: int, high: int) -> None:
        """Begin to read the sentence `[low, high)`."""
        self.low, self.high, self.floor = low, high, low
        self.main, self._breaks = None, None

    def use(self, cue: int) -> None:
        """Leave a cue out that another frame has read."""
        self.used.add(cue)

    def next_split(self) -> int:
        """Return a new number for stretches that are one quote."""
        self._split += 1
        return self._split

    def sentence_subject(self, before: int) -> Range | None:
        """Return the phrase that a sentence begins with: "X came and said …"."""
        source = self.sources.after(self.low, before)
        is_first = source is not None and source[0] == self.low
        plain = is_first and self.p.lower[self.low] not in self.lex.unit
        return source if plain else None

    def past_adverbs_back(self, first: int) -> int:
        """Return where the adverbs and small words begin that end before a token."""
        p, lex = self.p, self.lex
        at = first
        while at > self.low and first - at < 4 and not p.is_quoted(at - 1):
            if p.lower[at - 1] not in lex.clitic and p.lower[at - 1] not in lex.adverb:
                break
            if self.german and p.lower[at - 1] in lex.pronoun:
                break
            at -= 1
        return at

    def has_verb(self, first: int, last: int) -> bool:
        """Tell whether some words may have a finite verb among them, or are quoted."""
        p, lex = self.p, self.lex
        last = min(last, first + _CLAUSE)
        lower = p.lower[first:last]
        if not lex.finite.isdisjoint(lower) or not lex.subjunctive.isdisjoint(lower):
            return True
        if max(p.quotation[first:last], default=-1) >= 0:
            return True
        if not self.german:
            return False
        return any(
            is_german_verb(p.lower[at]) or is_german_subjunctive(p, at, lex)
            for at in range(first + 1, last)
            if p.words[at][0].islower()
        )

    def subjunctive_in(self, first: int, last: int) -> bool:
        """Tell whether some words have a German verb of reported speech."""
        return any(
            word in self.lex.subjunctive for word in self.p.lower[first : min(last, first + 25)]
        )

    def is_clause(self, first: int, last: int) -> bool:
        """Tell whether words are a clause: enough of them, and a verb."""
        return self.p.count(first, min(last, first + 40)) >= FEWEST and self.has_verb(first, last)

    def next_comma(self, first: int) -> int | None:
        """Return the next comma outside quotation marks."""
        p = self.p
        for at in range(first, min(self.high, first + OBJECT)):
            if p.words[at] == "," and not p.is_quoted(at):
                return at
        return None

    def rest(self, end: int) -> int | None:
        """Return where the words go on after `, she said,`, if they do at once."""
        p = self.p
        if end + 2 >= self.high or p.words[end] not in ",–—":
            return None
        at = end + 1
        if p.is_quoted(at):
            return at
        lower = p.lower[at]
        lex = self.lex
        if lower in lex.relative and not (self.german and self.subjunctive_in(at, self.high)):
            return None
        if lower in lex.other_clause or at in p.is_cue:
            return None
        return at

    def may_go_on(self, rest: int, *, whole: bool) -> bool:
        """Tell whether the words after `, she said,` go on with hers."""
        if self.is_clause(rest, self.high):
            return True
        p, lex = self.p, self.lex
        if self.german:
            return p.words[rest][0].islower() and p.lower[rest] not in lex.unit
        lower, words = p.lower[rest], p.count(rest, self.high)
        small = lower in lex.preposition or lower in lex.determiner or lower in lex.unit
        return not whole and words > (FEWEST if small else 1)

    def clause_end(self, first: int) -> int:
        """Return where a reported clause ends: the sentence's end, or a break before."""
        breaks = self.breaks
        at = bisect_right(breaks, first)
        end = min(breaks[at] if at < len(breaks) else self.high, first + LONGEST)
        if end < self.high and self.p.is_quoted(end) and self.p.is_quoted(end - 1):
            end = self.p.quotation_at(end)[1]
        return self.trim(first, end)[1]

    @property
    def breaks(self) -> list[int]:
        """The tokens of the sentence before which a reported clause ends."""
        if self._breaks is None:
            lower, breaking = self.p.lower, self.lex.breaking
            places = (at for at in range(self.low + 1, self.high) if lower[at] in breaking)
            self._breaks = [at for at in places if self._is_break(at)]
        return self._breaks

    def _is_break(self, at: int) -> bool:
        p, lex = self.p, self.lex
        word = p.words[at]
        following = at + 1
        if p.is_quoted(at) or following >= self.high:
            return False
        if word == ",":
            return self._breaks_at_comma(following)
        joins = word in ("–", "—") or p.lower[at] in lex.joins
        return word == ";" or (joins and self._reports_from(following))

    def _breaks_at_comma(self, following: int) -> bool:
        """Tell whether what a comma parts from a clause is no more of it."""
        p, lex = self.p, self.lex
        lower = p.lower[following]
        if lower in lex.cut or phrase_at(p, lex.accord, following):
            return True
        if lower in lex.comparing and p.has_cue(following, min(self.high, following + _NEAR)):
            return True
        if lower in lex.but and not self.german:
            after = p.lower[following + 1 : following + 2]
            return not after or after[0] not in lex.that
        if lower in lex.joins or lower in lex.but:
            following += 1
            following += following < self.high and p.lower[following] in lex.pronoun
        return self._reports_from(following)

    def _reports_from(self, at: int) -> bool:
        """Tell whether a verb that reports stands there, after no more than small words."""
        p, lex = self.p, self.lex
        while at < self.high and at not in p.is_cue and p.lower[at] in lex.beside_verb:
            at += 1
        return (
            at < self.high and at in p.is_cue and self.verbs.at(at, self.low, self.high) is not None
        )

    def trim(self, first: int, last: int) -> Range:
        """Leave out signs at both ends, but for whole quotations."""
        p = self.p
        while first < last and not p.is_quoted(first) and not _says(p.words[first]):
            first += 1
        while last > first and not p.is_quoted(last - 1) and not _says(p.words[last - 1]):
            last -= 1
        if (
            first < last
            and p.lower[first] in self.lex.joins
            and self.floor == first
            and first > self.low
        ):
            first += 1
        return first, last

    def take_split(
        self,
        rule: str,
        first: int,
        last: int,
        verb: ReportingVerb,
        speaker: Range | None,
        rest: int | None,
    ) -> int:
        """Keep what a verb reports, and what goes on with it from the token `rest`.

        Return the number of its split.
        """
        split = self.take(rule, first, last, verb, speaker)
        if rest is not None:
            end = self.clause_end(rest)
            self.emit_verb("sp" if first < last else rule, rest, end, verb, speaker, split)
            self.floor = end
        self.main = speaker or self.main
        return split

    def take(
        self, rule: str, first: int, last: int, verb: ReportingVerb, speaker: Range | None
    ) -> int:
        """Keep what a verb reports, which is read then; return the number of its split."""
        split = self.next_split()
        self.emit_verb(rule, first, last, verb, speaker, split)
        self.main = speaker or self.main
        self.floor = max(self.floor, last, verb.after)
        return split

    def emit_verb(
        self,
        rule: str,
        first: int,
        last: int,
        verb: ReportingVerb,
        speaker: Range | None,
        split: int,
    ) -> None:
        """Keep a stretch as what a verb reports."""
        cue = self.p.span(verb.first, verb.after)
        self.emit(rule, first, last, cue, speaker, split)

    def emit(
        self,
        rule: str,
        first: int,
        last: int,
        cue: Range | None,
        source: Range | None,
        split: int = 0,
        score: float = 0.0,
    ) -> None:
        """Keep the tokens `[first, last)` as reported, with the quotations that they touch."""
        p = self.p
        first, last = self.trim(first, last)
        if first >= last:
            return
        if p.is_quoted(first):
            first = min(first, p.quotation_at(first)[0])
        if p.is_quoted(last - 1):
            last = max(last, p.quotation_at(last - 1)[1])
        marks = p.is_quoted(first) and p.quotation_at(first) == (first, last)
        if not marks and rule != "sp" and p.count(first, min(last, first + 4)) < 2:
            return
        if source is not None and source[0] < last and first < source[1]:
            return
        start, end = p.span(first, last)
        if cue is not None and start <= cue[0] < end:
            return
        self.found.append(
            FoundStretch(
                start, end, cue, p.span(*source) if source else None, rule, score, split=split
            )
        )


def _says(word: str) -> bool:
    return word[0].isalnum() or word in "$€£%¿¡([)]"


def is_german_subjunctive(p: Paragraph, at: int, lex: FrameWords) -> bool:
    """Tell whether a word ends and stands as "plane" does in "die Stadt plane einen Umbau"."""
    lower = p.lower[at]
    ends = lower.endswith("e") and not lower.endswith("te")
    if not ends or lower in lex.no_verb or at == 0 or at + 1 >= len(p):
        return False
    before = p.lower[at - 1]
    subject = p.words[at - 1][0].isupper() or (
        before in lex.pronoun and before not in lex.determiner
    )
    return subject and before not in lex.no_verb - lex.pronoun and not p.words[at + 1][0].isupper()


def is_german_verb(lower: str) -> bool:
    """Tell by its ending whether a word may be a verb."""
    return (
        lower.endswith(("t", "te", "ten", "est", "et", "en"))
        and len(lower) > 3
        and not lower.endswith(("keit", "heit", "nicht", "jetzt", "seit", "mit", "dort"))
    )


def phrase_at(p: Paragraph, phrases: Phrases, at: int) -> int:
    """Return how many tokens of a phrase begin at a token, 0 for none."""
    for words in phrases.get(p.lower[at], ()):
        if tuple(p.lower[at : at + len(words)]) == words:
            return len(words)
    return 0
