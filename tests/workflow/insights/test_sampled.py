"""Intervals and weights of whole studies, again in plain Python from the exported files."""

import math
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from counted_news import counted_project, made_news
from recount import Cells, Recount

from annotator.analysis.insights.counting import CountedBy
from annotator.analysis.insights.facts import Facts
from annotator.analysis.insights.insight import MEAN, Insight
from annotator.analysis.insights.question import InsightQuestion
from annotator.domain.article import PROBABILITY
from annotator.domain.visibility import Visibility
from annotator.formats.selection import Selection
from annotator.workflow.exporting import export
from annotator.workflow.insights.asking import found_labels, insight
from annotator.workflow.insights.reading import FactReader

FEWEST = 5
EVERYBODY = Visibility(open_labels=True)
Study = tuple[Facts, Recount]
Drawing = tuple[Mapping[str, float], Mapping[str, float]]


def study(folder: Path, probabilities: tuple[object, ...]) -> Study:
    with counted_project(
        folder / "p.annotator", made_news(5, 90, probabilities=probabilities)
    ) as project:
        for format_id in ("csv", "jsonl"):
            export(project, folder / f"out.{format_id}", format_id, Selection())
        return FactReader(project, EVERYBODY).facts(project), Recount(
            folder / "out.csv", folder / "out.jsonl"
        )


@pytest.fixture(name="studies", scope="module")
def _studies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Study]:
    """Studies whose articles were all drawn with a known chance, with none, and only some."""
    kinds: dict[str, tuple[object, ...]] = {
        "weighted": (0.1, "0.5", 1),
        "plain": (),
        "some": (0.1, 0.5, "", "often"),
    }
    return {name: study(tmp_path_factory.mktemp(name), chances) for name, chances in kinds.items()}


def weight(again: Recount, label: str, weighted: bool) -> float:
    return 1 / float(again.rows[label][PROBABILITY]) if weighted else 1.0


@cache
def t_of(freedom: int) -> float:
    """Return the 97.5 % point of Student's t, by adding up its density."""
    front = math.exp(math.lgamma((freedom + 1) / 2) - math.lgamma(freedom / 2))
    front /= math.sqrt(freedom * math.pi)
    step, total, at = 1e-3, 0.0, 0.0
    while total < 0.475:
        total += step * front * (1 + (at + step / 2) ** 2 / freedom) ** (-(freedom + 1) / 2)
        at += step
    return at


def by_article(again: Recount, labels: set[str], by: str) -> dict[str, float]:
    found: dict[str, set[str]] = defaultdict(set)
    for one in labels:
        found[again.article(one)].add(one)
    return {article: again.amount(several, by) for article, several in found.items()}


def drawn_parts(again: Recount, codes: tuple[str, ...], weighted: bool) -> dict[str, float]:
    """Return of each article what part of all like it is drawn, and looked at by who counts."""
    if not weighted:
        return dict.fromkeys(again.articles, 0.0)
    layers = {again.rows[one]["layer"] for one in again.labels if again.code(one) in codes}
    begun = {again.article(one) for one in again.labels if again.rows[one]["layer"] in layers}
    part = len(begun) / len(again.articles)
    assert part < 1
    return {one: float(again.meta[one][PROBABILITY]) * part for one in again.articles}


def ratio(
    parts: Mapping[str, float],
    wholes: Mapping[str, float],
    weights: Mapping[str, float],
    drawn: Mapping[str, float],
) -> tuple[float, float, int]:
    """Return a ratio, its standard error and of how many articles it is."""
    some = {one: amount for one, amount in wholes.items() if amount}
    whole = sum(weights[one] * amount for one, amount in some.items())
    found = sum(weights[one] * parts.get(one, 0) for one in some) / whole
    off = sum(
        (1 - drawn[one]) * (weights[one] * (parts.get(one, 0) - found * amount)) ** 2
        for one, amount in some.items()
    )
    many = len(some)
    return found, math.sqrt(off * many / (many - 1)) / whole if many > 1 else 0.0, many


def share_ends(share: float, error: float, many: int) -> tuple[float, float] | None:
    if many < FEWEST:
        return None
    exact = 0.025 ** (1 / many)
    if share <= 0:
        return 0.0, 1 - exact
    if share > 1 - 1e-9:
        return exact, 1.0
    wide = t_of(many - 1) * error / (share * (1 - share))
    odds = share / (1 - share)
    return tuple(odds * math.exp(one) / (1 + odds * math.exp(one)) for one in (-wide, wide))  # type: ignore[return-value]


ASKED = [
    ("voice", "outlet", "role", "role"),
    ("frames", "month", "concept", "concept"),
    ("sentiment", "target", "stance", "stance"),
    ("tones", "outlet", "tone", "tone.tone"),
    ("audit", "role", "everything", "all"),
]
CODES = {"sentiment": ("quote", "sentiment", "tone"), "frames": ("frame",), "tones": ("tone",)}


@pytest.mark.parametrize("kind", ["weighted", "plain", "some"])
@pytest.mark.parametrize("asked", ASKED, ids=lambda one: one[0])
@pytest.mark.parametrize("by", list(CountedBy))
def test_intervals_are_those_of_ratios_over_articles(
    studies: dict[str, Study], kind: str, asked: tuple[str, str, str, str], by: CountedBy
) -> None:
    facts, again = studies[kind]
    view, rows, columns, attribute = asked
    question = InsightQuestion(
        view=view, rows=rows, columns=attribute, by=by, sampled=True, wanted=WANTED[view == "audit"]
    )
    found = insight(facts, question)
    cells = again.cells(CODES.get(view, ("quote",)), getattr(again, rows), getattr(again, columns))
    weights = {again.article(one): weight(again, one, kind == "weighted") for one in again.labels}
    drawn = drawn_parts(again, CODES.get(view, ("quote",)), kind == "weighted")
    part = "narrower, the larger a part" if kind == "weighted" else "is not known: intervals are"
    assert part in " ".join(found.notes)
    said = "weighted by the inverse" if kind == "weighted" else "all weigh the same"
    assert (said in " ".join(found.notes)) == (kind != "plain")
    compare_shares(again, found, cells, by, (weights, drawn))
    compare_means(again, found, cells, by, (weights, drawn))
    assert any(one.low is not None for one in found.marks) or (view, by) == ("tones", "words")


WANTED: tuple[Mapping[str, float], ...] = ({}, {"expert": 0.4, "celebrity": 0.1})


def compare_shares(again: Recount, found: Insight, cells: Cells, by: str, drawing: Drawing) -> None:
    at = 1 if found.view == "audit" else 0
    for mark in (one for one in found.marks if one.column != MEAN):
        place = mark.row, mark.column
        whole = set().union(*(more for key, more in cells.items() if key[at] == place[at]))
        share, error, many = ratio(
            by_article(again, cells.get(place, set()), by), by_article(again, whole, by), *drawing
        )
        assert mark.share == pytest.approx(share)
        if mark.wanted is not None:
            assert mark.value == pytest.approx(share - mark.wanted)
        ends, off = share_ends(share, error, many), mark.wanted or 0
        assert (mark.low is None) == (ends is None) == (mark.high is None)
        if ends is not None:
            assert (mark.low, mark.high) == pytest.approx([one - off for one in ends], abs=2e-3)


def compare_means(again: Recount, found: Insight, cells: Cells, by: str, drawing: Drawing) -> None:
    for mark in (one for one in found.marks if one.column == MEAN):
        values, wholes = defaultdict[str, float](float), defaultdict[str, float](float)
        for key, labels in cells.items():
            if key[0] == mark.row:
                for one in labels:
                    value = int(key[1]) if found.view == "tones" else again.polarity(one) or 0
                    words = again.words(one) if by == "words" else 1
                    values[again.article(one)] += value * words
                    wholes[again.article(one)] += words
        if by == "articles":
            values = {one: value / wholes[one] for one, value in values.items()}  # type: ignore[assignment]
            wholes = dict.fromkeys(wholes, 1.0)  # type: ignore[assignment]
        mean, error, many = ratio(values, wholes, *drawing)
        assert mark.value == pytest.approx(mean)
        if many < FEWEST or error < 1e-9:
            assert mark.low is None
            assert mark.high is None
        else:
            wide = t_of(many - 1) * error
            assert (mark.low, mark.high) == pytest.approx((mean - wide, mean + wide), abs=3e-3)


def test_without_a_sample_there_are_no_intervals_and_no_weights(studies: dict[str, Study]) -> None:
    facts, again = studies["weighted"]
    found = insight(facts, InsightQuestion(view="voice"))
    cells = again.cells(("quote",), again.outlet, again.role)
    for one in found.marks:
        assert (one.low, one.high, one.weighted) == (None, None, None)
        assert one.count == len(cells[one.row, one.column])


def test_counts_are_what_was_counted_whatever_articles_weigh(studies: dict[str, Study]) -> None:
    facts, _ = studies["weighted"]
    plain = insight(facts, InsightQuestion(view="voice"))
    weighted = insight(facts, InsightQuestion(view="voice", sampled=True))
    assert [one["weighted"] for one in weighted.records()] == [one.share for one in weighted.marks]
    for one, other in zip(plain.marks, weighted.marks, strict=True):
        assert (one.count, one.of, one.labels) == (other.count, other.of, other.labels)
    assert any(
        one.share != other.share for one, other in zip(plain.marks, weighted.marks, strict=True)
    )
    assert [one["share"] for one in weighted.records()] == [one.share for one in weighted.marks]


def test_of_few_articles_it_is_told_that_there_is_no_interval(tmp_path: Path) -> None:
    with counted_project(tmp_path / "p.annotator", made_news(3, 4)) as project:
        facts = FactReader(project, EVERYBODY).facts(project)
    found = insight(facts, InsightQuestion(view="voice", rows="all", sampled=True))
    assert found.marks
    assert {one.low for one in found.marks} == {None}
    assert any("fewer than 5 articles" in one for one in found.notes)


def test_a_filter_leaves_what_it_finds(tmp_path: Path) -> None:
    with counted_project(tmp_path / "p.annotator", made_news(11, 40)) as project:
        facts = FactReader(project, EVERYBODY).facts(project)
        numbers = found_labels(project, "code:quote stance:2", EVERYBODY)
    assert numbers
    found = insight(facts, InsightQuestion(view="voice", rows="all", columns="all"), (), numbers)
    (mark,) = found.marks
    wanted = [
        n
        for n, one in enumerate(facts.labels)
        if one.code == "quote" and one.values.get("stance") == 2
    ]
    assert list(mark.labels) == wanted
    assert mark.count == mark.of == len(wanted)
