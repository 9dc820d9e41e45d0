"""Two gold labels for one thing: reviewers who decide apart can make them, and merging finds them.

Two of the same code that overlap by the pairing threshold are of one thing, unless a reviewer said
*both*: decided on sources of each, and nobody decided otherwise on these.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from annotator.domain.annotation import GOLD_LAYER, Annotation, AnyPlaced, Decision
from annotator.domain.layers import ArticleLayers
from annotator.domain.overlaps import overlap

TwoGolds = tuple[Annotation, Annotation]
P = TypeVar("P", bound=AnyPlaced)


def is_one_thing(a: AnyPlaced, b: AnyPlaced, threshold: float) -> bool:
    """Tell whether two labels of one article are of one thing: the same code, and they overlap.

    `threshold` is the share of overlap from which they do, from 0 to 1.
    """
    if a.code != b.code or bool(a.fragments) != bool(b.fragments):
        return False
    degree = overlap(a.fragments, b.fragments) if a.fragments else 1.0
    return degree > 0 and degree >= threshold


def gold_twice(article: ArticleLayers, threshold: float) -> list[TwoGolds]:
    """Return the pairs of gold labels of one thing on an article, in reading order."""
    gold = [one for one in article.annotations if one.layer == GOLD_LAYER]
    return gold_twice_among(gold, article.decisions, threshold)


def gold_twice_among(
    gold: Sequence[Annotation], decisions: Iterable[Decision], threshold: float
) -> list[TwoGolds]:
    """Return the pairs of one thing among gold labels of one article, given its decisions."""
    alike = of_one_thing(gold, threshold)
    words = WordsOnGold(decisions if alike else ())
    return [(a, b) for a, b in alike if not words.are_both_wanted(a.id, b.id)]


def of_one_thing(gold: Sequence[P], threshold: float) -> list[tuple[P, P]]:
    """Return the pairs of one thing among gold labels of one article, whatever was decided."""
    if len(gold) < 2:
        return []
    return [(a, b) for a, b in _near(gold) if is_one_thing(a, b, threshold)]


class WordsOnGold:
    """What reviewers' decisions say of gold."""

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._reviewers: defaultdict[str, set[str]] = defaultdict(set)
        self._sources: defaultdict[str, set[str]] = defaultdict(set)
        self._golds: defaultdict[str, set[str]] = defaultdict(set)
        for word in decisions:
            self._golds[word.annotation].add(word.gold)
            if word.gold:
                self._reviewers[word.gold].add(word.reviewer)
                self._sources[word.gold].add(word.annotation)

    def are_both_wanted(self, a: str, b: str) -> bool:
        """Tell whether a reviewer decided for both, and nobody otherwise on what they came of."""
        if self._reviewers[a].isdisjoint(self._reviewers[b]):
            return False
        return all(len(self._golds[one]) == 1 for one in self._sources[a] | self._sources[b])


def _near(gold: Sequence[P]) -> Iterator[tuple[P, P]]:
    """Yield pairs of the same code that have text in common, or none of both."""
    by_code: defaultdict[tuple[str, bool], list[P]] = defaultdict(list)
    for one in sorted(gold, key=lambda one: (one.start or 0, -(one.end or 0), one.id)):
        by_code[one.code, bool(one.fragments)].append(one)
    for (_, spans), found in by_code.items():
        if not spans:
            yield from combinations(found, 2)
            continue
        open_ones: list[P] = []
        for one in found:
            open_ones = [other for other in open_ones if (other.end or 0) > (one.start or 0)]
            yield from ((other, one) for other in open_ones)
            open_ones.append(one)
