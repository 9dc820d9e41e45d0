"""What was known of facts before an edit is kept for all articles that it did not touch."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec
import numpy as np
from msgspec import structs
from numpy.typing import NDArray

from annotator.analysis.insights.facts import (
    ArticleFact,
    Attribute,
    Facts,
    KeysOn,
    LabelFact,
    polarity_of,
)

_MOST = 40
"""How many articles an edit may have touched for the rest to be worth keeping."""
_COLUMNS: Mapping[str, Callable[[LabelFact], Any]] = {
    "numbers": attrgetter("number"),
    "words": attrgetter("words"),
    "polarity": polarity_of,
}
_PLACES: Mapping[str, Callable[[LabelFact], str]] = {
    "codes": attrgetter("code"),
    "layers": attrgetter("layer"),
}


class TouchedArticle(msgspec.Struct, frozen=True):
    """An article as it was and as it is, and the place of its first label.

    That place is so where all touched articles before this one are as they are now.
    """

    before: ArticleFact
    now: ArticleFact
    start: int

    @property
    def end(self) -> int:
        """The place after its last label, as it was."""
        return self.start + len(self.before.labels)

    @property
    def longer(self) -> int:
        """How many more labels it has."""
        return len(self.now.labels) - len(self.before.labels)


def touched_articles(
    before: Sequence[ArticleFact], now: Sequence[ArticleFact]
) -> list[TouchedArticle] | None:
    """Return the articles that are others than before; None where that is too much to follow."""
    if len(before) != len(now):
        return None
    places = [n for n, (old, new) in enumerate(zip(before, now, strict=True)) if old is not new]
    if len(places) > _MOST:
        return None
    lengths = np.array([len(one.labels) for one in now], np.int64)
    starts = np.cumsum(lengths) - lengths
    return [TouchedArticle(before[n], now[n], int(starts[n])) for n in places]


def spliced(
    column: NDArray[Any], touched: Iterable[TouchedArticle], of: Callable[[LabelFact], Any]
) -> NDArray[Any]:
    """Return a column of all labels with what the touched articles' labels have of it now."""
    for one in touched:
        new = np.array([of(label) for label in one.now.labels], column.dtype)
        column = np.concatenate((column[: one.start], new, column[one.end :]))
    return column


def take_over(facts: Facts, before: Facts) -> None:
    """Let facts keep what was found out of them as they were before an edit.

    Nothing is kept where more than some articles are others.
    """
    around = "codebook", "actors", "variables", "coders", "concepts"
    if any(getattr(facts, one) is not getattr(before, one) for one in around):
        return
    touched = touched_articles(before.articles, facts.articles)
    if touched is None:
        return
    known, anew = vars(before), vars(facts)  # where cached properties are
    for name in _COLUMNS.keys() & known.keys():
        anew[name] = spliced(known[name], touched, _COLUMNS[name])
    for name in _PLACES.keys() & known.keys():
        of = _PLACES[name]
        if all(_in_order(one.before, of) == _in_order(one.now, of) for one in touched):
            ids, places = known[name]
            anew[name] = ids, spliced(places, touched, lambda one, of=of, ids=ids: ids[of(one)])
    was = dict(before.attributes)

    def mend(ident: str, keys: KeysOn) -> Attribute | None:
        found = was.pop(ident, None)
        return mended(found, touched, keys) if found is not None else None

    facts.mend = mend


def _in_order(article: ArticleFact, of: Callable[[LabelFact], str]) -> list[str]:
    return list(dict.fromkeys(map(of, article.labels)))


def mended(was: Attribute, touched: Iterable[TouchedArticle], keys: KeysOn) -> Attribute | None:
    """Return what labels have of something, after an edit.

    None where other categories may be there, or be called otherwise: that depends on all labels.
    """
    places = {one.id: n for n, one in enumerate(was.names)}
    for one in touched:
        now = [[*pairs] for pairs in keys(one.now)]
        if not _are_same(was, places, one.start, _names(keys(one.before)), _names(now)):
            return None
        labels = [one.start + n for n, pairs in enumerate(now) for _ in pairs]
        categories = [places[ident] for pairs in now for ident, _ in pairs]
        first, last = np.searchsorted(was.labels, (one.start, one.end))
        after = was.labels[last:]
        was = structs.replace(
            was,
            labels=_joined(was.labels[:first], labels, after + one.longer),
            categories=_joined(was.categories[:first], categories, was.categories[last:]),
        )
    return was


def _names(keys: Iterable[Iterable[tuple[str, str]]]) -> dict[str, str]:
    """Return the categories on an article, each by the name by which it is called first."""
    names: dict[str, str] = {}
    for pairs in keys:
        for ident, name in pairs:
            names.setdefault(ident, name)
    return names


def _are_same(
    was: Attribute,
    places: Mapping[str, int],
    start: int,
    before: Mapping[str, str],
    now: Mapping[str, str],
) -> bool:
    """Tell whether the same categories are there by the same names, after an edit of an article.

    So it is where each that comes, goes or is called otherwise was met on an earlier article, which
    says how it is called.
    """
    other = {one for one in (*before, *now) if before.get(one) != now.get(one)}
    earlier = was.categories[: np.searchsorted(was.labels, start)]
    return all(one in places and bool((earlier == places[one]).any()) for one in other)


def _joined(
    before: NDArray[np.int64], new: Sequence[int], after: NDArray[np.int64]
) -> NDArray[np.int64]:
    return np.concatenate((before, np.array(new, np.int64), after))
