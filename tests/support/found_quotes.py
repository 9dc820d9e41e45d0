"""What is found in a text, in its words: quotes with their cues and sources."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from annotator.analysis.ranges import Range
from annotator.analysis.suggest import Quote, quotes


def words(text: str, place: Range | None) -> str:
    """Return the words at a place; none where there is none."""
    return "" if place is None else text[slice(*place)]


def said(text: str, found: Iterable[Quote]) -> list[str]:
    """Return the words of each quote."""
    return [words(text, one.place) for one in found]


def told(text: str, one: Quote) -> tuple[str, str, str]:
    """Return the words of a quote, of its cue and of its source."""
    return words(text, one.place), words(text, one.cue), words(text, one.source)


def found(text: str, language: str) -> list[tuple[str, str, str]]:
    """Return the words of each quote that the rules find, of its cue and of its source."""
    return [told(text, one) for one in quotes(text, language)]


def hold_together(text: str, found: Sequence[Quote]) -> None:
    """Check that quotes lie in their text, in order and apart, with their cues and sources."""
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for one in found:
        for place in (one.cue, one.source):
            assert place is None or 0 <= place[0] < place[1] <= len(text)
        assert 0 < one.score <= 1
