"""Networks as insights: Leifeld's formulas in plain Python, and the labels behind each tie."""

import datetime as dt
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from debate_facts import Said, debate_facts, debates, meta
from hypothesis import given
from hypothesis import strategies as st

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.insights.facts import Facts
from annotator.analysis.insights.insight import Insight, InsightMark
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.views import view_called
from annotator.analysis.network_choices import NetworkKind, NodeType, node_type
from annotator.analysis.networks import Normalisation, Polarity

SPAN = 4  # of stances from -2 to 2
Value = float | None
Counts = dict[tuple[str, str, Value], float]
"""How often each source is on each target with each value."""
Wanted = dict[tuple[str, str], tuple[float, float, frozenset[str]]]
"""Of each tie the weight, how many counted statements make it, and the labels (ids)."""

questions = st.builds(
    InsightQuestion,
    view=st.just("network"),
    network=st.sampled_from(NetworkKind),
    polarity=st.sampled_from(Polarity),
    once=st.sampled_from(CountedOnce),
    normalisation=st.sampled_from(Normalisation),
    most=st.just(50),
)


def asked(facts: Facts, question: InsightQuestion) -> Insight:
    view = view_called(question.view)
    return view.make(view, facts, np.ones(len(facts.labels), np.bool_), question)


def ids(facts: Facts, mark: InsightMark) -> frozenset[str]:
    found = [facts.labels[n].id for n in mark.labels]
    assert len(found) == len(set(found))
    return frozenset(found)


# The formulas, one statement after the other


def unit(n: int, article: int, once: CountedOnce) -> str:
    known = meta(article)
    day = known.get("published", "")
    whole = dt.date.fromisoformat(day) if len(day) == 10 else None
    periods = {
        CountedOnce.EACH: f"label {n}",
        CountedOnce.ARTICLE: "",
        CountedOnce.OUTLET: known.get("outlet", ""),
        CountedOnce.DAY: day if whole else "",
        CountedOnce.WEEK: str(whole.isocalendar()[:2]) if whole else "",
        CountedOnce.MONTH: day[:7],
        CountedOnce.YEAR: day[:4],
    }
    return periods[once] or f"article {article}"


def polarity_of(question: InsightQuestion) -> Polarity:
    """Return what stance does; who is quoted together is told whatever it is."""
    together = question.network is NetworkKind.TOGETHER
    return Polarity.IGNORE if together else question.polarity


def lines(said: list[Said], question: InsightQuestion) -> Iterator[tuple[int, str, str, Value]]:
    ignored = polarity_of(question) is Polarity.IGNORE
    meet = CountedOnce.ARTICLE if question.once is CountedOnce.EACH else question.once
    for n, one in enumerate(said):
        value = None if ignored else one.polarity
        if value is None and not ignored:
            continue
        outlet = meta(one.article).get("outlet", "")
        sources, targets = {
            NetworkKind.CONCEPTS: (one.speakers, [f"concept:{x}" for x in one.concepts]),
            NetworkKind.SHARED: (one.speakers, [f"concept:{x}" for x in one.concepts]),
            NetworkKind.TARGETS: (one.speakers, one.targets),
            NetworkKind.TOGETHER: (one.speakers, [unit(n, one.article, meet)]),
            NetworkKind.OUTLETS: ([f"outlet:{outlet.lower()}"] if outlet else [], one.speakers),
        }[question.network]
        yield from ((n, i, j, value) for i in sources for j in targets)


def counted(
    said: list[Said], question: InsightQuestion
) -> tuple[Counts, dict[tuple[str, str, Value], set[str]]]:
    units: defaultdict[tuple[str, str, Value], set[str]] = defaultdict(set)
    labels: defaultdict[tuple[str, str, Value], set[str]] = defaultdict(set)
    for n, i, j, k in lines(said, question):
        units[i, j, k].add(unit(n, said[n].article, question.once))
        labels[i, j, k].add(str(n))
    return {key: float(len(found)) for key, found in units.items()}, labels


def of_two_modes(said: list[Said], question: InsightQuestion) -> Wanted:
    x, labels = counted(said, question)
    a: Counter[str] = Counter()
    b: Counter[str] = Counter()
    n: Counter[tuple[str, str]] = Counter()
    for (i, j, _), count in x.items():
        a[i] += int(count)
        b[j] += int(count)
        n[i, j] += int(count)

    def share(k: Value) -> float:
        return {
            Polarity.IGNORE: 1,
            Polarity.CONGRUENCE: max(k or 0, 0),
            Polarity.CONFLICT: max(-(k or 0), 0),
            Polarity.SUBTRACT: k or 0,
        }[polarity_of(question)]

    found: Wanted = {}
    for i, j in n:
        keys = [key for key in x if key[:2] == (i, j)]
        used = [y for y in keys if share(y[2]) or polarity_of(question) is Polarity.SUBTRACT]
        weight = sum(x[key] * share(key[2]) for key in keys)
        by = {
            Normalisation.NONE: 1,
            Normalisation.AVERAGE: (a[i] + b[j]) / 2,
            Normalisation.JACCARD: a[i] + b[j] - n[i, j],
            Normalisation.COSINE: math.sqrt(a[i] * b[j]),
        }[question.normalisation]
        if weight:
            behind = frozenset[str]().union(*(labels[key] for key in used))
            found[i, j] = weight / by, sum(x[key] for key in used), behind
    return found


def of_one_mode(said: list[Said], question: InsightQuestion) -> Wanted:
    x, labels = counted(said, question)
    vectors: defaultdict[str, dict[tuple[str, Value], float]] = defaultdict(dict)
    for (i, j, k), count in x.items():
        vectors[i][j, k] = count

    def near(k: Value, other: Value) -> float:
        distance = abs((k or 0) - (other or 0)) / SPAN
        return {
            Polarity.IGNORE: 1,
            Polarity.CONGRUENCE: 1 - distance,
            Polarity.CONFLICT: distance,
            Polarity.SUBTRACT: 1 - 2 * distance,
        }[polarity_of(question)]

    found: Wanted = {}
    for one, other in combinations(sorted(vectors), 2):
        weight, used = 0.0, set[tuple[str, str, Value]]()
        for (j, k), count in vectors[one].items():
            for (j2, k2), count2 in vectors[other].items():
                if j == j2:
                    weight += count * count2 * near(k, k2)
                    if near(k, k2) or polarity_of(question) is Polarity.SUBTRACT:
                        used |= {(one, j, k), (other, j, k2)}
        u, v = vectors[one], vectors[other]
        both = u.keys() & v.keys()
        by = {
            Normalisation.NONE: 1,
            Normalisation.AVERAGE: (sum(u.values()) + sum(v.values())) / 2,
            Normalisation.JACCARD: sum(u[key] * v[key] for key in both)
            + sum(count for key, count in u.items() if key not in both)
            + sum(count for key, count in v.items() if key not in both),
            Normalisation.COSINE: math.hypot(*u.values()) * math.hypot(*v.values()),
        }[question.normalisation]
        if abs(weight) > 1e-9:
            behind = frozenset[str]().union(*(labels[key] for key in used))
            found[one, other] = weight / by, sum(x[key] for key in used), behind
    return found


def wanted(said: list[Said], question: InsightQuestion) -> Wanted:
    return (of_one_mode if question.network.is_one_mode else of_two_modes)(said, question)


@given(debates, questions)
def test_ties_weigh_what_the_formulas_say_and_lead_to_the_labels_that_do(
    said: list[Said], question: InsightQuestion
) -> None:
    facts = debate_facts(said)
    found = asked(facts, question)
    expected = wanted(said, question)
    marks = {(one.row, one.column): one for one in found.marks}
    assert marks.keys() == expected.keys()
    for pair, (weight, count, labels) in expected.items():
        assert marks[pair].value == pytest.approx(weight)
        assert marks[pair].count == count
        assert ids(facts, marks[pair]) == labels
    nodes = {one.id for one in (*found.rows, *found.columns)}
    ends = [(i, j) for _, i, j, _ in lines(said, question)]
    one_mode = question.network.is_one_mode
    assert nodes == {node for pair in ends for node in (pair[:1] if one_mode else pair)}


@given(debates, questions, st.integers(0, 3))
def test_the_heaviest_nodes_have_the_ties_that_they_have_among_all(
    said: list[Said], question: InsightQuestion, most: int
) -> None:
    facts = debate_facts(said)
    whole = asked(facts, question)
    # What makes a node heavy is not divided.
    few = asked(facts, InsightQuestion(**{**_as_dict(question), "most": most}))
    assert few.rows == whole.rows[:most]
    assert few.columns == whole.columns[:most]
    rows, columns = ({one.id for one in side} for side in (few.rows, few.columns))
    among = [one for one in whole.marks if one.row in rows and one.column in columns]
    assert [(one.row, one.column, one.count, one.labels) for one in few.marks] == [
        (one.row, one.column, one.count, one.labels) for one in among
    ]
    assert [one.value for one in few.marks] == pytest.approx([one.value for one in among])
    left = max(len(whole.rows), len(whole.columns)) > most
    assert left == any("not shown" in note for note in few.notes)


def _as_dict(question: InsightQuestion) -> dict[str, object]:
    return {name: getattr(question, name) for name in question.__struct_fields__}


def test_the_heaviest_come_first() -> None:
    said = [Said(0, ("ben",), ("tax",))] * 2 + [Said(0, ("ana",), ("ban",))]
    question = InsightQuestion(view="network", once=CountedOnce.EACH)
    found = asked(debate_facts(said), question)
    assert [one.name for one in found.rows] == ["Ben", "Ana"]
    assert [one.name for one in found.columns] == ["Tax", "Ban"]
    assert [one.value for one in found.marks] == [2, 1]


def test_what_is_left_out_is_told() -> None:
    said = [
        Said(0, ("ana",), ("tax",), polarity=1),
        Said(0, ("ana",), ("tax",), polarity=-1),
        Said(1, ("ben",), ("tax",)),
        Said(1, (), ("tax",), polarity=1),
        Said(1, ("ben",), (), polarity=1),
    ]
    found = asked(debate_facts(said), InsightQuestion(view="network", polarity=Polarity.SUBTRACT))
    assert found.notes == (
        (
            "Actors and the frames or concepts they speak in. Once in an article. "
            "Subtract conflict from congruence."
        ),
        "1 statement has no actor as source and is left out.",
        "1 statement has no frame or concept and is left out.",
        "1 statement has no stance and is left out.",
        "1 pair has as much for as against: there is no tie.",
    )
    assert found.value_title == "Congruence less conflict"
    assert (found.labels, found.articles) == (2, 1)


def test_a_nodes_id_tells_what_it_is() -> None:
    found = asked(
        debate_facts([Said(0, ("ana",), ("tax",))]),
        InsightQuestion(view="network", network=NetworkKind.OUTLETS),
    )
    (mark,) = found.marks
    assert (node_type(mark.row), node_type(mark.column)) == (NodeType.OUTLET, NodeType.ACTOR)
    assert node_type(NodeType.CONCEPT.node("tax")) is NodeType.CONCEPT
