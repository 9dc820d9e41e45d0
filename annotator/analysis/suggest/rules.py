"""Finds quotes by rules: reporting frames where a language has them, and quotation marks."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from types import MappingProxyType
from typing import NamedTuple

from annotator.analysis.cues import base_language
from annotator.analysis.ranges import Range, apart
from annotator.analysis.segmentation.by_word import paragraphs
from annotator.analysis.suggest import frames_en
from annotator.analysis.suggest.by_language import BY_FRAMES, by_marks
from annotator.analysis.suggest.english_rest import EnglishRest
from annotator.analysis.suggest.english_words import FORMS, reports
from annotator.analysis.suggest.found import FoundStretch, Language, Rule
from annotator.analysis.suggest.lexicon import guessed
from annotator.analysis.suggest.paragraph import TOKEN, Paragraph
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.analysis.suggest.splits import Splits, parts, with_speakers
from annotator.analysis.suggest.talk import Talk
from annotator.domain.wording import quoted

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        rule.id: rule
        for rule in (
            Rule("dq", "a quotation beside its verb", 0.95, "“…,” she said"),
            Rule("di", "a quotation that carries on the last speaker's words", 0.84),
            Rule("mx", "a verb with words in quotation marks", 0.78, "called the plan “absurd”"),
            Rule("th", "a clause with “that” after the verb", 0.78, "said that it rained"),
            Rule("ba", "a clause after the verb, without “that”", 0.78, "said it rained"),
            Rule("ac", "“according to”", 0.88, "According to Lee, it rained"),
            Rule("as", "“as … said” before a clause", 0.75, "As Lee told us, it rained"),
            Rule("no", "a noun that reports, with “that”", 0.55, "Lee’s claim that it rained"),
            Rule("po", "a clause before its verb", 0.68, "It rained, she said"),
            Rule("sp", "a part of a clause that its verb splits", 0.7, "Rain, she said, fell"),
            Rule("pt", "a participle after a report", 0.76, "…, adding that it rained"),
            Rule("cj", "a second verb of the same speaker", 0.72, "… and said that it rained"),
            Rule("wh", "a question that is reported", 0.76, "asked whether it rained"),
            Rule("ob", "an object of a verb that judges or demands", 0.5, "called her a friend"),
            Rule("in", "an infinitive after the verb", 0.45, "promised to leave"),
            Rule(
                "su",
                "a sentence in the subjunctive, which goes on with a report",
                0.7,
                "Es sei kalt",
            ),
            Rule("da", "a turn of talk that a dash begins", 0.9, "—No —dijo Lee—."),
            Rule("iv", "a turn of an interview", 0.8, "Lee: It rained."),
        )
    }
)
"""Every rule, by its id."""

DIRECT_SHARE = 0.9
"""The share of its letters and digits that a direct quote has in quotation marks, at least."""


_SPOKEN = frozenset(["da", "iv"])
"""Rules that find direct quotes without quotation marks."""


LANGUAGES: Mapping[str, Language] = MappingProxyType(
    {"en": Language(frames_en.found, FORMS, reports, TOKEN, EnglishRest), **BY_FRAMES}
)
"""The languages that have frames; in others quotation marks alone count."""


def quotes(text: str, language: str = "") -> list[Quote]:
    """Return the quotes of a text that the rules find, sorted by where they start.

    `language` is a tag such as "de-AT"; without one, the text's words decide. In a language
    without frames only what stands in quotation marks is found. Places are in code points.
    """
    return read(text, language).quotes


class Read(NamedTuple):
    """What reading a text gives: the quotes of all rules, its paragraphs, and its language."""

    quotes: list[Quote]
    paragraphs: list[Paragraph]
    language: str


def read(text: str, language: str = "") -> Read:
    """Return the quotes of a text as `quotes` does, with the paragraphs in which they were found.

    The language is that of the tag, or else what the text's words say: "de", "".
    """
    talk = Talk(text)
    base = base_language(language) or guessed(text)
    known = LANGUAGES.get(base) or by_marks(base)
    rest, splits = known.rest(), Splits()
    found: list[FoundStretch] = []
    types: list[QuoteType] = []
    last: Range | None = None
    every: list[Paragraph] = []
    for start, end in paragraphs(text):
        paragraph = Paragraph(text, start, end, known.reports, known.forms, known.pattern)
        every.append(paragraph)
        turn = talk.turn(start, end)
        if turn is not None:
            found.append(turn)
            types.append(QuoteType.DIRECT)
            continue
        kept = surest(known.found(paragraph, base))
        kept = splits.numbered(paragraph, rest(paragraph, kept, last))
        marked = [paragraph.span(*one) for one in paragraph.quotations]
        found += kept
        types += [_type(text, one, marked) for one in kept]
        last = next((one.source for one in reversed(kept) if one.source), last)
    made = map(_quote, repeat(text), with_speakers(found), types, parts(found))
    return Read(list(made), every, base)


def surest(found: Iterable[FoundStretch]) -> list[FoundStretch]:
    """Return the surest of those that overlap, sorted by where they start."""
    return apart(sorted(found, key=lambda one: (-_score(one), one.start)))


def _score(found: FoundStretch) -> float:
    return found.score or RULES[found.rule].score


def _type(text: str, found: FoundStretch, marked: Sequence[Range]) -> QuoteType:
    """Tell how much of a stretch stands in the paragraph's quotation marks."""
    if found.rule in _SPOKEN:
        return QuoteType.DIRECT
    first = bisect_right(marked, found.start, key=_last)
    if first < len(marked) and marked[first] == (found.start, found.end):
        return QuoteType.DIRECT
    inside = 0
    after = bisect_left(marked, found.end, first, key=_first)
    for start, end in marked[first:after]:
        inside += _letters(text[max(start, found.start) : min(end, found.end)])
    if not inside:
        return QuoteType.INDIRECT
    share = inside / _letters(text[found.start : found.end])
    return QuoteType.DIRECT if share >= DIRECT_SHARE else QuoteType.MIXED


def _first(one: Range) -> int:
    return one[0]


def _last(one: Range) -> int:
    return one[1]


def _letters(stretch: str) -> int:
    return sum(map(str.isalnum, stretch))


def _why(text: str, found: FoundStretch) -> Iterator[str]:
    """Yield what speaks for a stretch, in words."""
    yield RULES[found.rule].title
    if found.cue is not None:
        cue, after = found.cue, found.cue[0] >= found.end
        place = "after" if after else "before" if found.cue[1] <= found.start else "within"
        yield f"{quoted(text[slice(*cue)])} {place} the words"
        if found.source is not None:
            side = "before" if found.source[0] < cue[0] else "after"
            yield f"who says it stands {side} that"
    yield from found.why


def _quote(text: str, found: FoundStretch, kind: QuoteType, place: tuple[int, int]) -> Quote:
    return Quote(
        start=found.start,
        end=found.end,
        type=kind,
        cue=found.cue,
        source=found.source,
        rule=found.rule,
        score=_score(found),
        name=found.name,
        why=tuple(_why(text, found)),
        group=place[0],
        part=place[1],
    )
