"""Figures by the version of the codebook, and how they change from one part to the next."""

import random
from typing import Any

import pytest
from msgspec import structs

from annotator.analysis.agreement import (
    GROUPINGS,
    CodingFacts,
    Figure,
    Marks,
    Options,
    by_group,
    by_version,
    shift,
)
from annotator.domain.layers import ArticleLayers
from annotator.domain.rounds import Rounds
from annotator.domain.study import Round, RoundKind
from annotator.workflow.reliability.chart import Subject, changes, of_parts

PLAIN = Options(resamples=0, measures=frozenset({"percent"}))


def quotes(
    study: Any, kinds: str, versions: tuple[int, int], moment: str = "2025-01-01T00:00:00Z"
) -> ArticleLayers:
    """Add an article with a quote of ana and one of ben, by these versions of the codebook."""
    words = {"l": "low", "h": "high"}
    layers = {
        coder: [("quote", (0, 10), {"kind": words[kind]})]
        for coder, kind in zip("ab", kinds, strict=True)
        if kind != "-"
    }
    made = study.article({"a": [], "b": []} | layers)
    of = dict(zip(("id-a", "id-b"), versions, strict=True))
    annotations = tuple(
        structs.replace(one, codebook_version=of[one.coder], created=moment)
        for one in made.annotations
    )
    study.articles[-1] = structs.replace(made, annotations=annotations)
    return study.articles[-1]


def shares(parts: dict[str, list[Figure]]) -> dict[str, float | None]:
    return {
        name: next(
            (one.value for one in figures if (one.field, one.measure) == ("kind", "percent")), None
        )
        for name, figures in parts.items()
    }


def test_articles_go_by_the_versions_of_their_annotations(study: Any) -> None:
    quotes(study, "ll", (1, 1))
    quotes(study, "lh", (1, 1))
    quotes(study, "ll", (10, 10))
    quotes(study, "lh", (2, 2))
    quotes(study, "ll", (1, 2))
    found = by_version(study.articles, study.codebook, study.coders("ab"), PLAIN)
    assert shares(found) == {"1": 0.5, "1 to 2": 1.0, "2": 0.0, "10": 1.0}
    assert list(found) == ["1", "1 to 2", "2", "10"]


def test_an_empty_article_goes_by_the_version_of_its_day(study: Any) -> None:
    quotes(study, "ll", (1, 1), "2025-01-01T00:00:00Z")
    quotes(study, "ll", (2, 2), "2025-02-01T00:00:00Z")
    quotes(study, "--", (1, 1))
    quotes(study, "l-", (2, 2), "2025-02-02T00:00:00Z")
    quotes(study, "--", (1, 1))
    finished = {
        "a2": {"id-a": "2025-01-15T00:00:00Z", "id-b": "2025-01-20T00:00:00Z"},
        "a3": {"id-b": "2025-02-03T00:00:00Z"},
    }
    grouping = GROUPINGS["version"]
    known = CodingFacts(finished=finished)
    parts = grouping.parts(study.articles, ["id-a", "id-b"], known)
    ids = {name: [one.article.id for one in found] for name, found in parts.items()}
    assert ids == {"1": ["a0", "a2"], "2": ["a1", "a3"]}
    asked = study.articles, study.codebook, study.coders("ab"), PLAIN
    assert list(by_group(grouping, *asked, known=known)) == ["1", "2"]


def test_an_article_that_only_one_has_read_is_in_no_part(study: Any) -> None:
    study.article({"a": [("quote", (0, 9))]})
    assert by_version(study.articles, study.codebook, study.coders("ab"), PLAIN) == {}


def drawn(study: Any, version: int, share: float, seed: int) -> None:
    draw = random.Random(seed)
    for _ in range(40):
        quotes(study, "ll" if draw.random() < share else "lh", (version, version))


def bootstrapped(before: list[bool], after: list[bool]) -> tuple[float, float]:
    """Return the interval of a difference of shares, from resamples of both groups apart."""
    draw = random.Random(5)

    def share(values: list[bool]) -> float:
        return sum(draw.choices(values, k=len(values))) / len(values)

    found = sorted(share(after) - share(before) for _ in range(4000))
    return found[100], found[-101]


def test_the_interval_of_a_change_is_about_what_resampling_both_groups_gives(study: Any) -> None:
    drawn(study, 1, 0.5, 1)
    drawn(study, 2, 0.9, 2)
    options = structs.replace(PLAIN, resamples=2000)
    parts = by_version(study.articles, study.codebook, study.coders("ab"), options)
    one, two = (
        next(f for f in parts[name] if (f.field, f.measure) == ("kind", "percent"))
        for name in ("1", "2")
    )
    found = shift(one, two)
    alike = [
        [
            article.annotations[0].values == article.annotations[1].values
            for article in study.articles
            if article.annotations[0].codebook_version == version
        ]
        for version in (1, 2)
    ]
    low, high = bootstrapped(*alike)
    assert found is not None
    assert one.value is not None
    assert two.value is not None
    assert found.value == pytest.approx(two.value - one.value)
    assert found.low == pytest.approx(low, abs=0.04)
    assert found.high == pytest.approx(high, abs=0.04)
    assert found.is_shown
    subject = Subject("quote", "kind", "", "percent", ("ana", "ben"), "Quote")
    (said,) = of_parts(subject, parts, Marks(), GROUPINGS["version"]).changes
    assert said.startswith(f"1 → 2: +{found.value:.2f} [+")


def figure(value: float, low: float | None, high: float | None) -> Figure:
    return Figure(
        code="quote",
        field="kind",
        measure="percent",
        choice="",
        coders=("ana", "ben"),
        value=value,
        low=low,
        high=high,
        articles=20,
        bearing=20,
        units=20,
        counts="pairs of answers",
        note="",
    )


def test_without_two_intervals_nothing_is_said_of_a_change() -> None:
    assert shift(figure(0.5, None, None), figure(0.6, 0.4, 0.8)) is None
    assert shift(figure(0.5, 0.4, 0.6), figure(0.6, None, None)) is None


def test_what_may_be_chance_is_said_to_be_so_and_mixed_parts_are_not_compared() -> None:
    parts = {
        "1": figure(0.5, 0.4, 0.6),
        "1 to 2": figure(0.1, 0.0, 0.2),
        "2": figure(0.6, 0.5, 0.7),
        "3": figure(0.2, 0.1, 0.3),
    }
    assert changes(parts, GROUPINGS["version"]) == (
        "1 → 2: +0.10 [−0.04, +0.24], which may be chance",
        "2 → 3: −0.40 [−0.54, −0.26]",
    )
    assert changes(parts, GROUPINGS["outlet"]) == ()


def test_of_many_parts_the_last_is_compared_with_the_first() -> None:
    parts = {f"2025-{n:02}": figure(0.1 * n, 0.1 * n - 0.1, 0.1 * n + 0.1) for n in range(1, 7)}
    assert changes(parts, GROUPINGS["month"]) == ("2025-01 → 2025-06: +0.50 [+0.36, +0.64]",)


def test_articles_go_by_the_rounds_that_they_count_to(study: Any) -> None:
    pilot = Round(id="p", name="Pilot", kind=RoundKind.PILOT)
    main = Round(id="m", name="Main", begins="2025-02-01", position=1)
    quotes(study, "lh", (1, 1))
    quotes(study, "ll", (1, 1), "2025-02-03T00:00:00Z")
    quotes(study, "ll", (1, 1), "2025-01-03T00:00:00Z")
    first = study.articles[0].article.id
    known = CodingFacts(rounds=Rounds((pilot, main), {first: ("p",)}))
    grouping = GROUPINGS["round"]
    found = by_group(
        grouping, study.articles, study.codebook, study.coders("ab"), PLAIN, known=known
    )
    assert shares(found) == {"Pilot": 0.0, "Main": 1.0}
