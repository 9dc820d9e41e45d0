"""Quotations without an attribution of their own: who said them stands before."""

from collections.abc import Sequence

from annotator.analysis.ranges import Range
from annotator.analysis.suggest.found import Found
from annotator.analysis.suggest.paragraph import Paragraph

_FEWEST = 5  # words of a quotation that may stand without an attribution
_NAMED = 12  # words; a shorter one after an article or "called" is a name
_SMALL = frozenset(["of", "the", "and", "to", "in", "for", "a", "on"])
_NAMING = frozenset(
    ["the", "a", "an", "as", "called", "entitled", "titled", "of", "his", "her", "their"]
)


def inherited(p: Paragraph, kept: Sequence[Found], last: Range | None) -> list[Found]:
    """Return what was found and the quotations that nobody says, with whoever spoke before."""
    result = list(kept)
    taken = sorted((one.start, one.end) for one in kept)
    sentence, near, at = 0, 0, 0
    speaker: Range | None = None
    for first, after in p.quotations:
        start, end = p.span(first, after)
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at < len(taken) and taken[at][0] < end:
            continue
        while near < len(kept) and kept[near].end <= start:
            speaker = kept[near].source or speaker
            near += 1
        while sentence < len(p.sentences) and p.sentences[sentence][1] <= first:
            sentence += 1
        words = p.count(first, after)
        if _is_name(p, first, after, words):
            continue
        whole = p.count(*p.sentences[sentence]) - words <= 1
        if words >= _FEWEST or (speaker is not None and whole):
            result.append(Found(start, end, None, speaker or last, "di"))
    return sorted(result, key=lambda one: one.start)


def _is_name(p: Paragraph, first: int, after: int, words: int) -> bool:
    """Tell whether a quotation names a book, a law, a nickname."""
    body = [word for word in p.words[first:after] if word[0].isalpha()]
    capitals = all(word[0].isupper() or word in _SMALL for word in body)
    if words < 9 and capitals:
        return True
    return first > 0 and words < _NAMED and p.lower[first - 1] in _NAMING
