"""What English nouns report: "the mayor's claim that it rained"."""

from collections.abc import Iterator

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.english_clause import clause_end
from annotator.analysis.suggest.english_words import DETERMINER, PREPOSITION, is_finite
from annotator.analysis.suggest.lexicon import small
from annotator.analysis.suggest.paragraph import Paragraph

_NOUNS = small("en", "reporting-noun")
_OWN = small("en", "possessive")
_FAR = 5  # tokens between who speaks and the noun
_LONGEST = 8  # tokens of who speaks


def noun_reports(p: Paragraph, low: int, high: int) -> Iterator[tuple[Range, Range, Range]]:
    """Yield the words, the noun and who speaks, all in tokens, of each such report."""
    at = low
    while at < high - 2:
        try:
            at = p.lower.index("that", at + 1, high - 1)
        except ValueError:
            return
        noun = at - 1
        if p.lower[noun] in _NOUNS and not p.is_quoted(at):
            source = _owner(p, low, noun)
            if source is not None:
                yield (at, clause_end(p, at + 1, high)), (noun, at), source


def _owner(p: Paragraph, low: int, noun: int) -> Range | None:
    """Return whose noun it is: "Ann Lee's", "his"."""
    for at in range(noun - 1, max(low, noun - _FAR) - 1, -1):
        word = p.lower[at]
        if word in _OWN:
            return at, at + 1
        if word.endswith(("'s", "’s", "s'", "s’")):
            return _begins(p, low, at), at + 1
        if p.is_quoted(at) or not word[0].isalpha() or word in PREPOSITION or is_finite(p, at):
            return None
    return None


def _begins(p: Paragraph, low: int, at: int) -> int:
    first = at
    named = p.words[at][0].isupper()
    while first > max(low, at - _LONGEST) and p.words[first - 1][0].isalpha():
        before = p.words[first - 1]
        if p.lower[first - 1] in DETERMINER:
            return first - 1
        if p.lower[first - 1] in PREPOSITION or (named and not before[0].isupper()):
            break
        first -= 1
    return first
