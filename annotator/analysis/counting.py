"""Counts over one text."""

from collections.abc import Iterable

from annotator.analysis.ranges import Extent, covering, merged
from annotator.analysis.segmentation.by_word import word_pattern


def word_count(text: str, excluded: Iterable[Extent] = ()) -> int:
    """Count the words that start outside the excluded ranges; ideographs count one each."""
    left_out = merged(excluded)
    starts = (match.start() for match in word_pattern().finditer(text))
    if not left_out:
        return sum(1 for _ in starts)
    return sum(1 for start in starts if covering(left_out, start) is None)


def excluded_share(text: str, excluded: Iterable[Extent]) -> float:
    """Return which share of the text's code points is excluded, from 0 to 1."""
    length = len(text)
    left_out = sum(max(0, min(end, length) - max(start, 0)) for start, end in merged(excluded))
    return left_out / length if length else 0.0
