"""Networks of statements: small cases by hand, and general ones against matrices and networkx."""

import math
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.analysis.counted_ties import CountedOnce, Tie, period_of, unit_of
from annotator.analysis.networks import (
    Network,
    Normalisation,
    Polarity,
    Weighing,
    one_mode,
    two_mode,
)


def tie(said: str, value: float | None = None, article: str = "x", **more: str) -> Tie:
    """Return the statement `source target`, whose id is the same with its article and value."""
    source, target = said.split()
    name = f"{said} {article} {value}"
    return Tie(annotation=name, source=source, target=target, value=value, article=article, **more)


def weights(network: Network) -> dict[tuple[str, str], float]:
    return {(one.source, one.target): one.weight for one in network.edges}


DEBATE = (
    tie("ana tax", 1, "x"),
    tie("ana tax", 1, "y"),
    tie("ana ban", -1, "x"),
    tie("ben tax", 1, "x"),
    tie("ben ban", 1, "y"),
    tie("cid tax", -1, "y"),
)
"""Ana is twice for the tax and once against the ban; Ben is for both; Cid is against the tax."""


@pytest.mark.parametrize(
    ("polarity", "wanted"),
    [
        (Polarity.IGNORE, {("ana", "ben"): 3, ("ana", "cid"): 2, ("ben", "cid"): 1}),
        (Polarity.CONGRUENCE, {("ana", "ben"): 2}),
        (Polarity.CONFLICT, {("ana", "ben"): 1, ("ana", "cid"): 2, ("ben", "cid"): 1}),
        (Polarity.SUBTRACT, {("ana", "ben"): 1, ("ana", "cid"): -2, ("ben", "cid"): -1}),
    ],
)
def test_those_who_are_on_the_same_are_tied_by_how_they_are(
    polarity: Polarity, wanted: dict[tuple[str, str], float]
) -> None:
    assert weights(one_mode(DEBATE, Weighing(polarity=polarity))) == wanted


@pytest.mark.parametrize(
    ("polarity", "tax", "ban"),
    [
        (Polarity.IGNORE, 3, 2),
        (Polarity.CONGRUENCE, 2, None),
        (Polarity.CONFLICT, 1, 2),
        (Polarity.SUBTRACT, 1, -2),
    ],
)
def test_who_is_on_what_is_weighted_by_how(
    polarity: Polarity, tax: float, ban: float | None
) -> None:
    ties = [
        tie("ana tax", 1, "x"),
        tie("ana tax", 1, "y"),
        tie("ana tax", -1, "z"),
        tie("ana ban", -2, "x"),
        tie("ana ban", 0, "y"),
    ]
    network = two_mode(ties, Weighing(polarity=polarity))
    assert weights(network).get(("ana", "tax")) == tax
    assert weights(network).get(("ana", "ban")) == ban
    assert network.directed


def test_the_nearer_on_a_scale_the_more_congruent() -> None:
    ties = [tie("ana tax", 2), tie("ben tax", 1), tie("cid tax", -2)]
    found = weights(one_mode(ties, Weighing(polarity=Polarity.CONGRUENCE, span=4)))
    assert found == {("ana", "ben"): 0.75, ("ben", "cid"): 0.25}
    found = weights(one_mode(ties, Weighing(polarity=Polarity.CONFLICT, span=4)))
    assert found == {("ana", "ben"): 0.25, ("ana", "cid"): 1, ("ben", "cid"): 0.75}


@pytest.mark.parametrize(
    ("normalisation", "wanted"),
    [
        # Ana has three statements, Ben two; x(ana) is 2 tax and 1 ban, x(ben) 1 and 1.
        (Normalisation.AVERAGE, 3 / 2.5),
        (Normalisation.JACCARD, 3 / 3),
        (Normalisation.COSINE, 3 / (math.sqrt(5) * math.sqrt(2))),
    ],
)
def test_weights_are_normalised(normalisation: Normalisation, wanted: float) -> None:
    found = weights(one_mode(DEBATE, Weighing(normalisation=normalisation)))
    assert found["ana", "ben"] == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("normalisation", "wanted"),
    [
        # Ana has three statements, the tax four, and two are both.
        (Normalisation.AVERAGE, 2 / 3.5),
        (Normalisation.JACCARD, 2 / 5),
        (Normalisation.COSINE, 2 / math.sqrt(12)),
    ],
)
def test_weights_of_two_modes_are_normalised(normalisation: Normalisation, wanted: float) -> None:
    found = weights(two_mode(DEBATE, Weighing(normalisation=normalisation)))
    assert found["ana", "tax"] == pytest.approx(wanted)


def test_the_same_statement_counts_once_in_each_unit() -> None:
    ties = [
        tie("ana tax", 1, "x", outlet="Post", day="2025-12-29"),
        tie("ana tax", 1, "x2", outlet="Post", day="2025-12-29T10:00:00Z"),
        tie("ana tax", 1, "y", outlet="Post", day="2026-01-01"),
        tie("ana tax", 1, "z", outlet="Sun", day="2026-01-05"),
        tie("ana tax", 1, "u"),
    ]
    ties += [ties[0]]
    found = {
        once: weights(two_mode(ties, Weighing(once=once)))["ana", "tax"] for once in CountedOnce
    }
    assert found == {
        CountedOnce.EACH: 5,
        CountedOnce.ARTICLE: 5,
        CountedOnce.OUTLET: 3,
        CountedOnce.DAY: 4,
        CountedOnce.WEEK: 3,  # 29 December to 4 January is one ISO week
        CountedOnce.MONTH: 3,
        CountedOnce.YEAR: 3,
    }


def test_for_and_against_in_one_article_count_both_unless_values_are_ignored() -> None:
    ties = [tie("ana tax", 1), tie("ana tax", -1)]
    each = Weighing(once=CountedOnce.ARTICLE)
    assert weights(two_mode(ties, each)) == {("ana", "tax"): 1}
    network = two_mode(ties, Weighing(once=CountedOnce.ARTICLE, polarity=Polarity.SUBTRACT))
    assert (network.edges, network.cancelled) == ((), 1)


@pytest.mark.parametrize(
    ("day", "once", "period"),
    [
        ("2025-05-19", CountedOnce.DAY, "2025-05-19"),
        ("2025-05-19T09:30:00+02:00", CountedOnce.WEEK, "2025-W21"),
        ("2025-05", CountedOnce.MONTH, "2025-05"),
        ("2025-05", CountedOnce.DAY, ""),
        ("2025", CountedOnce.YEAR, "2025"),
        ("2025", CountedOnce.MONTH, ""),
        ("in May", CountedOnce.YEAR, ""),
        ("", CountedOnce.YEAR, ""),
    ],
)
def test_a_date_is_in_a_period_if_it_says_so_much(day: str, once: CountedOnce, period: str) -> None:
    assert period_of(day, once) == period


def test_what_is_not_known_of_an_article_is_counted_once_in_it() -> None:
    one = tie("ana tax", day="2025")
    assert unit_of(one, CountedOnce.MONTH) == unit_of(one, CountedOnce.OUTLET) == "article x"


def test_an_edge_names_what_is_behind_it_and_when_that_was_published() -> None:
    ties = [
        tie("ana tax", 1, "x", day="2025-05-20"),
        tie("ben tax", 1, "y", day="2025-05-01"),
        tie("ben tax", -1, "z", day="2024-01-01"),
    ]
    (edge,) = one_mode(ties, Weighing(polarity=Polarity.CONGRUENCE)).edges
    assert edge.annotations == (ties[0].annotation, ties[1].annotation)
    assert (edge.first, edge.last, edge.count) == ("2025-05-01", "2025-05-20", 2)


def test_statements_without_a_value_are_counted_where_one_is_needed() -> None:
    ties = [tie("ana tax"), tie("ben tax", 1), tie("cid tax", 1)]
    network = one_mode(ties, Weighing(polarity=Polarity.CONGRUENCE))
    assert network.valueless == 1
    assert [node.id for node in network.nodes] == ["ben", "cid"]
    assert one_mode(ties, Weighing()).valueless == 0


def test_those_who_share_nothing_are_nodes_without_edges() -> None:
    network = one_mode([tie("ana tax"), tie("ben ban")], Weighing())
    assert [node.id for node in network.nodes] == ["ana", "ben"]
    assert network.edges == ()
    assert two_mode([], Weighing()).nodes == ()


def generated(n: int, source: str, target: str, value: int) -> Tie:
    return Tie(annotation=str(n), source=source, target=target, value=float(value))


statements = st.lists(
    st.builds(
        generated,
        st.integers(0, 10**9),
        st.sampled_from("abcd"),
        st.sampled_from(("tax", "ban", "cap")),
        st.integers(-2, 2),
    ),
    min_size=1,
    max_size=20,
    unique_by=lambda one: one.annotation,
)


@settings(max_examples=40)
@given(statements)
def test_what_counts_once_gives_the_weighted_projection_of_networkx(ties: list[Tie]) -> None:
    pairs = {(one.source, one.target) for one in ties}
    people = {one.source for one in ties}
    bipartite: nx.Graph[str] = nx.Graph(list(pairs))
    projected: Any = nx.bipartite.weighted_projected_graph(bipartite, people)
    wanted = {
        (min(u, v), max(u, v)): float(projected.get_edge_data(u, v)["weight"])
        for u, v in projected.edges()
    }
    once = Weighing(once=CountedOnce.ARTICLE)
    assert weights(one_mode(ties, once)) == wanted
    assert weights(two_mode(ties, once)) == dict.fromkeys(pairs, 1)


@settings(max_examples=40)
@given(statements, st.sampled_from([one for one in Polarity if one is not Polarity.IGNORE]))
def test_weights_are_the_sums_of_the_formulas(ties: list[Tie], polarity: Polarity) -> None:
    people, targets, levels = "abcd", ("tax", "ban", "cap"), (-2, -1, 0, 1, 2)
    x = np.zeros((4, 3, 5))
    for one in ties:
        place = (
            people.index(one.source),
            targets.index(one.target),
            levels.index(int(one.value or 0)),
        )
        x[place] += 1
    distance = np.abs(np.subtract.outer(levels, levels)) / 4
    kernel = {
        Polarity.CONGRUENCE: 1 - distance,
        Polarity.CONFLICT: distance,
        Polarity.SUBTRACT: 1 - 2 * distance,
    }[polarity]
    matrix = np.einsum("ajk,kl,bjl->ab", x, kernel, x)
    found = weights(one_mode(ties, Weighing(polarity=polarity, span=4)))
    for a, b in combinations(range(4), 2):
        assert found.get((people[a], people[b]), 0) == pytest.approx(matrix[a, b])


@settings(max_examples=40)
@given(statements)
def test_cosines_and_shares_are_between_nought_and_one(ties: list[Tie]) -> None:
    for normalisation in (Normalisation.COSINE, Normalisation.JACCARD):
        how = Weighing(normalisation=normalisation)
        for edge in (*one_mode(ties, how).edges, *two_mode(ties, how).edges):
            assert 0 < edge.weight <= 1 + 1e-9
