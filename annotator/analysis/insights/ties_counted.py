"""Statements of a network as columns, and how often each source is on each target with each value.

What `annotator.analysis.networks` counts one by one is counted here at once, from facts.
"""

from collections.abc import Callable
from functools import cached_property

import msgspec
import numpy as np

from annotator.analysis.counted_ties import CountedOnce, Tie, Value, unit_of
from annotator.analysis.insights.attributes import attribute
from annotator.analysis.insights.counting import distinct, met
from annotator.analysis.insights.facts import Category, Facts, Integers, Reals, Truths
from annotator.analysis.network_choices import NetworkKind, NodeType, met_within
from annotator.analysis.networks import Polarity, Weighing

_ENDS = {
    NetworkKind.CONCEPTS: ("speaker", "concept"),
    NetworkKind.SHARED: ("speaker", "concept"),
    NetworkKind.TARGETS: ("speaker", "target"),
    NetworkKind.OUTLETS: ("outlet", "speaker"),
    NetworkKind.TOGETHER: ("speaker", "speaker"),
}
"""By what attributes sources and targets are found."""
_TYPES = {"concept": NodeType.CONCEPT, "outlet": NodeType.OUTLET}


class Statements(msgspec.Struct, frozen=True, kw_only=True):
    """A line for each label with one of its sources and one of its targets, as columns of places.

    `labels` are places in `Facts.labels`, `sources` and `targets` in the nodes (whose ids are those
    of exports), `values` in `levels`; `units` are equal within what counts once. `valueless`,
    `sourceless` and `targetless` count the labels that are left out.
    """

    labels: Integers
    sources: Integers
    targets: Integers
    values: Integers
    units: Integers
    source_nodes: tuple[Category, ...]
    target_nodes: tuple[Category, ...]
    levels: tuple[Value, ...]
    valueless: int
    sourceless: int
    targetless: int


def ends(kind: NetworkKind) -> tuple[str, str]:
    """Return by what attributes (ids) the sources and the targets of a network are found."""
    return _ENDS[kind]


def as_list(numbers: Integers) -> list[int]:
    """Return numbers as Python's own."""
    return numbers.tolist()


def summed(groups: Integers, amounts: Reals, count: int) -> Reals:
    """Return the sum of the amounts in each of so many groups."""
    return np.asarray(np.bincount(groups, amounts, count), np.float64)


def units_of(facts: Facts, labels: Integers, once: CountedOnce) -> Integers:
    """Return for each label a number that is the same within what counts but once."""
    if once is CountedOnce.EACH:
        return labels
    articles, at = np.unique(facts.article_of[labels], return_inverse=True)
    if once is CountedOnce.ARTICLE:
        return articles[at]
    unit = _units(facts, once)
    known: dict[str, int] = {}
    numbers = [known.setdefault(unit(n), len(known)) for n in articles.tolist()]
    return np.array(numbers, np.int64)[at]


def _units(facts: Facts, once: CountedOnce) -> Callable[[int], str]:
    """Return what tells the unit of an article, by its place; each outlet and day is asked once."""
    known: dict[str, str] = {}
    name = "outlet" if once is CountedOnce.OUTLET else "published"
    nowhere = unit_of(_tie("", ""), once)

    def unit(n: int) -> str:
        article = facts.articles[n]
        said = str(article.meta.get(name, ""))
        if said not in known:
            known[said] = unit_of(_tie("", said), once)
        found = known[said]
        return unit_of(_tie(article.id, said), once) if found == nowhere else found

    return unit


def _tie(article: str, said: str) -> Tie:
    return Tie(annotation="", source="", target="", article=article, outlet=said, day=said)


def statements(facts: Facts, which: Truths, kind: NetworkKind, how: Weighing) -> Statements:
    """Return the statements of a network, of the labels that `which` is true of."""
    rows, columns = (attribute(facts, one) for one in _ENDS[kind])
    if kind is NetworkKind.TOGETHER:
        keep = which[rows.labels]
        labels, sources = rows.labels[keep], rows.categories[keep]
        targets = units_of(facts, labels, met_within(how.once))
        nodes: tuple[Category, ...] = ()
    else:
        labels, sources, targets = met(which, rows, columns).T
        nodes = _nodes(columns.id, columns.names)
    said = facts.polarity[labels]
    ignored = how.polarity is Polarity.IGNORE
    has = np.full(len(labels), fill_value=True) if ignored else ~np.isnan(said)
    values, levels = np.zeros(int(has.sum()), np.int64), np.array([0.0])
    if not ignored:
        levels, values = np.unique(said[has], return_inverse=True)
    return Statements(
        labels=labels[has],
        sources=sources[has],
        targets=targets[has],
        values=values,
        units=units_of(facts, labels[has], how.once),
        source_nodes=_nodes(rows.id, rows.names),
        target_nodes=nodes,
        levels=(None,) if ignored or not len(levels) else tuple(levels.tolist()),
        valueless=len(distinct(labels[~has])),
        sourceless=_without(which, rows.labels),
        targetless=_without(which, columns.labels),
    )


def _nodes(attribute_id: str, names: tuple[Category, ...]) -> tuple[Category, ...]:
    kind = _TYPES.get(attribute_id, NodeType.ACTOR)
    return tuple(Category(kind.node(one.id), one.name) for one in names)


def _without(which: Truths, labels: Integers) -> int:
    lacking = which.copy()
    lacking[labels] = False
    return int(lacking.sum())


class Cells:
    """How often (`x`) each source (`i`) is on each target (`j`) with each value (`k`)."""

    def __init__(self, found: Statements) -> None:
        """Count each statement once within its unit."""
        width = int(found.targets.max(initial=0)) + 1
        depth = len(found.levels)
        keys, self._cell = np.unique(
            (found.sources * width + found.targets) * depth + found.values, return_inverse=True
        )
        self.i, self.j, self.k = keys // (width * depth), keys // depth % width, keys % depth
        span = int(found.units.max(initial=0)) + 1
        once = distinct(self._cell * span + found.units)
        self.x: Reals = np.bincount(once // span, minlength=len(keys)).astype(np.float64)
        self._labels = found.labels
        self.width = width

    @cached_property
    def _in_order(self) -> tuple[Integers, Integers]:
        order = np.argsort(self._cell, kind="stable")
        return self._labels[order], np.searchsorted(self._cell[order], np.arange(len(self.i) + 1))

    def behind(self, cells: Integers) -> tuple[int, ...]:
        """Return the places of the labels that are counted in some cells."""
        labels, first = self._in_order
        parts = [labels[first[one] : first[one + 1]] for one in cells.tolist()]
        return tuple(distinct(np.concatenate(parts)).tolist()) if parts else ()

    def lines(self, cells: Truths) -> tuple[Integers, Integers]:
        """Return the labels in the cells that are true, and the cell of each."""
        keep = cells[self._cell]
        return self._labels[keep], self._cell[keep]


def heaviest(weights: Reals, activity: Reals, most: int) -> Integers:
    """Return the places of what weighs most, the heaviest first; of equals, who is in more."""
    there = np.flatnonzero(activity)
    order = np.lexsort((there, -activity[there], -weights[there]))
    return there[order[: max(most, 0)]]
