"""Weighted networks of statements, after Leifeld: who shares what with whom, and who is on what.

P. Leifeld, "Discourse network analysis: policy debates as dynamic networks", in: J. N. Victor,
A. H. Montgomery and M. Lubell (eds), The Oxford Handbook of Political Networks, 2017, 301-325.

`x(i, j, k)` is how often source i made a statement on target j with the value k, after what is
counted but once (`CountedOnce`) is counted once. `r` is the range of the values (`Weighing.span`).

**Two modes** (`two_mode`): sources and targets. The weight of i and j is

- ignore: sum over k of x(i, j, k)
- congruence: sum over k > 0 of k · x(i, j, k)
- conflict: sum over k < 0 of |k| · x(i, j, k)
- subtract: congruence - conflict

**One mode** (`one_mode`): sources only, which are tied by what they both are on. The weight of
i and i' is the sum over the targets j, and over all pairs of values k of i and k' of i', of
x(i, j, k) · x(i', j, k') ·

- ignore: 1
- congruence: 1 - |k - k'| / r
- conflict: |k - k'| / r
- subtract: 1 - 2 · |k - k'| / r, which is congruence - conflict

Values that are not ignored have to be there: statements without one are left out, and counted.

**Normalised** weights are w divided by

- average activity: (a(i) + a(i')) / 2, where a is in how many statements somebody or something is
- Jaccard: in one mode m11 + m10 + m01, where over the targets (and values) that both have, m11 is
  the sum of x(i) · x(i'), and m10 and m01 are the sums of x over those that only one has; in two
  modes a(i) + a(j) - n(i, j), the statements in which either is
- cosine: in one mode the product of the lengths of the vectors x(i) and x(i'); in two modes the
  square root of a(i) · a(j)

A vector has an entry for each target, and where values are not ignored for each of its values.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

import msgspec

from annotator.analysis.counted_ties import (
    CountedOnce,
    CountedTies,
    Tie,
    TieKey,
    TiesBySource,
    Value,
    by_target,
    counted_ties,
)

NOTHING = 1e-12
"""A weight so small that it is what is left of thirds that cancel out."""


class Polarity(StrEnum):
    """What the values of statements make of a weight."""

    IGNORE = "ignore"
    CONGRUENCE = "congruence"
    CONFLICT = "conflict"
    SUBTRACT = "subtract"


class Normalisation(StrEnum):
    """By what weights are divided, so that those who say much are not tied to everybody."""

    NONE = "none"
    AVERAGE = "average"
    JACCARD = "jaccard"
    COSINE = "cosine"


class Weighing(msgspec.Struct, frozen=True, kw_only=True):
    """How statements become weights; `span` is the highest value less the lowest that there is."""

    polarity: Polarity = Polarity.IGNORE
    once: CountedOnce = CountedOnce.EACH
    normalisation: Normalisation = Normalisation.NONE
    span: float = 2.0


class NetworkEdge(msgspec.Struct, frozen=True, kw_only=True):
    """Two nodes (ids) that are tied; `annotations` are the ids of what makes the weight.

    `count` is how many of the counted statements do; `first` and `last` when they were published.
    """

    source: str
    target: str
    weight: float
    count: int
    annotations: tuple[str, ...]
    first: str = ""
    last: str = ""


class NetworkNode(msgspec.Struct, frozen=True, kw_only=True):
    """What is tied: in how many of the counted statements it is the source, and the target."""

    id: str
    says: int = 0
    is_said_of: int = 0


class Network(msgspec.Struct, frozen=True, kw_only=True):
    """Nodes and edges by id; a node without an edge is among the nodes.

    `valueless` counts the annotations that were left out as they have no value, `cancelled` the
    pairs that have something in common and whose weight is zero: they have no edge.
    """

    nodes: tuple[NetworkNode, ...]
    edges: tuple[NetworkEdge, ...]
    directed: bool
    valueless: int = 0
    cancelled: int = 0


def two_mode(ties: Iterable[Tie], how: Weighing) -> Network:
    """Return who is on what: an edge from each source to each target, weighted as `how` says."""
    statements, valueless = counted_ties(ties, how.once, ignored=how.polarity is Polarity.IGNORE)
    says = {source: _total(of.values()) for source, of in statements.items()}
    said_of: Counter[str] = Counter()
    for of in statements.values():
        for (target, _), counted in of.items():
            said_of[target] += counted.count
    edges: list[NetworkEdge] = []
    cancelled = 0
    for source in sorted(statements):
        for target, levels in by_target(statements[source]).items():
            both, weight = CountedTies(), 0.0
            n = sum(counted.count for counted in levels.values())
            for value, counted in levels.items():
                part = counted.count * signed(value, how.polarity)
                weight += part
                if part or how.polarity is Polarity.SUBTRACT:
                    both.add(counted)
            by = divisor(says[source], said_of[target], n, how.normalisation)
            if abs(weight) > NOTHING:
                edges.append(_edge(both, source, target, weight / by))
            elif both.count:
                cancelled += 1
    nodes = tuple(
        NetworkNode(id=one, says=says.get(one, 0), is_said_of=said_of[one])
        for one in sorted(says.keys() | said_of.keys())
    )
    edges.sort(key=_place)
    return Network(
        nodes=nodes, edges=tuple(edges), directed=True, valueless=valueless, cancelled=cancelled
    )


def one_mode(ties: Iterable[Tie], how: Weighing) -> Network:
    """Return who shares what with whom: undirected, each pair once, the lower id as its source."""
    statements, valueless = counted_ties(ties, how.once, ignored=how.polarity is Polarity.IGNORE)
    meetings = _Meetings(statements, how)
    norm = _norms(statements, how.normalisation)
    edges = [
        _edge(both, one, other, weight / norm(one, other))
        for (one, other), both in meetings.evidence.items()
        if abs(weight := meetings.weights[one, other]) > NOTHING
    ]
    edges.sort(key=_place)
    nodes = tuple(
        NetworkNode(id=x, says=_total(statements[x].values())) for x in sorted(statements)
    )
    return Network(
        nodes=nodes,
        edges=tuple(edges),
        directed=False,
        valueless=valueless,
        cancelled=len(meetings.evidence) - len(edges),
    )


def _edge(both: CountedTies, source: str, target: str, weight: float) -> NetworkEdge:
    return NetworkEdge(
        source=source,
        target=target,
        weight=weight,
        count=both.count,
        annotations=tuple(both.annotations),
        first=min(both.days, default=""),
        last=max(both.days, default=""),
    )


def _place(edge: NetworkEdge) -> tuple[str, str]:
    return edge.source, edge.target


def _total(counted: Iterable[CountedTies]) -> int:
    return sum(one.count for one in counted)


# Two modes


def signed(value: Value, polarity: Polarity) -> float:
    """Return by what a statement adds to its weight."""
    if value is None or polarity is Polarity.IGNORE:
        return 1.0
    match polarity:
        case Polarity.CONGRUENCE:
            return max(value, 0.0)
        case Polarity.CONFLICT:
            return max(-value, 0.0)
        case _:
            return value


def divisor(source: int, target: int, both: int, normalisation: Normalisation) -> float:
    """Return what a weight of two modes is divided by; in how many statements each is, and both."""
    match normalisation:
        case Normalisation.AVERAGE:
            return (source + target) / 2
        case Normalisation.JACCARD:
            return source + target - both
        case Normalisation.COSINE:
            return math.sqrt(source * target)
        case _:
            return 1.0


# One mode


class _Meetings:
    """The pairs of sources that are on the same, what ties them, and how much."""

    def __init__(self, statements: TiesBySource, how: Weighing) -> None:
        self.weights: defaultdict[tuple[str, str], float] = defaultdict(float)
        self.evidence: defaultdict[tuple[str, str], CountedTies] = defaultdict(CountedTies)
        self._how = how
        meeting: defaultdict[str, dict[str, dict[Value, CountedTies]]] = defaultdict(dict)
        for source in sorted(statements):
            for target, levels in by_target(statements[source]).items():
                meeting[target][source] = levels
        for target in sorted(meeting):
            sources = list(meeting[target].items())
            for n, (one, levels) in enumerate(sources):
                for other, others in sources[n + 1 :]:
                    self._meet((one, other), levels, others)

    def _meet(
        self,
        pair: tuple[str, str],
        levels: Mapping[Value, CountedTies],
        others: Mapping[Value, CountedTies],
    ) -> None:
        used: dict[int, CountedTies] = {}
        for value, one in levels.items():
            for other_value, other in others.items():
                near = nearness(value, other_value, self._how)
                self.weights[pair] += near * one.count * other.count
                if near or self._how.polarity is Polarity.SUBTRACT:
                    used |= {id(one): one, id(other): other}
        for counted in used.values():
            self.evidence[pair].add(counted)


def nearness(value: Value, other: Value, how: Weighing) -> float:
    """Return by what two statements on the same add to the weight of those who make them."""
    if value is None or other is None or how.polarity is Polarity.IGNORE:
        return 1.0
    distance = abs(value - other) / how.span if how.span else 0.0
    match how.polarity:
        case Polarity.CONFLICT:
            return distance
        case Polarity.CONGRUENCE:
            return 1.0 - distance
        case _:
            return 1.0 - 2.0 * distance


def _norms(statements: TiesBySource, normalisation: Normalisation) -> Callable[[str, str], float]:
    vectors = {x: {key: c.count for key, c in of.items()} for x, of in statements.items()}
    totals = {source: sum(vector.values()) for source, vector in vectors.items()}
    match normalisation:
        case Normalisation.AVERAGE:
            return lambda one, other: (totals[one] + totals[other]) / 2
        case Normalisation.COSINE:
            lengths = {x: math.sqrt(sum(n * n for n in v.values())) for x, v in vectors.items()}
            return lambda one, other: lengths[one] * lengths[other]
        case Normalisation.JACCARD:
            return lambda one, other: _union(vectors[one], vectors[other])
        case _:
            return lambda _one, _other: 1.0


def _union(one: Mapping[TieKey, int], other: Mapping[TieKey, int]) -> float:
    shared = one.keys() & other.keys()
    m11 = sum(one[key] * other[key] for key in shared)
    m10 = sum(n for key, n in one.items() if key not in shared)
    m01 = sum(n for key, n in other.items() if key not in shared)
    return m11 + m10 + m01
