"""Coders against gold, with every figure recomputed here by other means."""

import random
from collections import Counter
from itertools import permutations
from typing import Any

import pytest
from msgspec import structs

from annotator.analysis.agreement import (
    GOLD_MEASURES,
    NOTHING,
    Figure,
    Options,
    PairConfusion,
    code_confusion,
    counted_units,
    gold_report,
)
from annotator.domain.annotation import Decision, Verdict
from annotator.domain.layers import GOLD, ArticleLayers

CODES = ("c1", "c2", "c3")
WHOLE = ("tone", "genre")
PLAIN = Options(measures=GOLD_MEASURES, resamples=0)
Span = tuple[str, int, int]


def settled(article: ArticleLayers) -> ArticleLayers:
    """Take what the third coder has for gold, which reviewers decided on."""
    gold = [
        structs.replace(one, layer=GOLD, coder="id-lea") if one.coder == "id-c" else one
        for one in article.annotations
    ]
    statuses = {coder: how for coder, how in article.statuses.items() if coder != "id-c"}
    word = Decision(
        id="w", annotation="n", reviewer="id-lea", verdict=Verdict.REJECTED, at="2025-01-01"
    )
    return structs.replace(article, annotations=tuple(gold), statuses=statuses, decisions=(word,))


def random_study(study: Any, seed: int, articles: int = 14) -> list[ArticleLayers]:
    draw = random.Random(seed)
    kinds = ("low", "middle", "high")
    made: list[ArticleLayers] = []
    for n in range(articles):
        layers: dict[str, list[tuple[Any, ...]]] = {"a": [], "b": [], "c": []}
        for place in range(draw.randint(0, 3)):
            start = 30 * place
            for own in layers.values():
                if draw.random() < 0.8:
                    begin = start + draw.choice((0, 0, 2))
                    code = draw.choice(CODES[:2]) if draw.random() < 0.3 else CODES[place % 3]
                    own.append((code, (begin, start + draw.choice((9, 9, 12)))))
        for coder, own in layers.items():
            for code in WHOLE:
                if draw.random() < 0.5:
                    own.append((code, None, {"kind": draw.choice(kinds)}))
            if coder == "b" and n % 4 == 0:
                own.clear()
        statuses = {"b": "new"} if n % 5 == 0 else {}
        made.append(settled(study.article(layers, statuses=statuses)))
    return made


def spans(article: ArticleLayers, layer: str, code: str = "") -> list[Span]:
    return [
        (one.code, one.fragments[0].start, one.fragments[0].end)
        for one in article.layer(layer)
        if one.fragments and code in ("", one.code)
    ]


def given(article: ArticleLayers, layer: str, code: str = "") -> set[str]:
    whole = {one.code for one in article.layer(layer) if not one.fragments}
    return {one for one in whole if code in ("", one)}


def most_meetings(gold: list[Span], own: list[Span]) -> int:
    """Return how many pairs with a character in common can be made, by trying all."""
    short, long = sorted((gold, own), key=len)
    return max(
        (
            sum(
                a[0] == b[0] and max(a[1], b[1]) < min(a[2], b[2])
                for a, b in zip(short, chosen, strict=True)
            )
            for chosen in permutations(long, len(short))
        ),
        default=0,
    )


def recomputed(
    articles: list[ArticleLayers], coder: str, code: str, match: str
) -> tuple[int, int, int]:
    """Return what both have, what gold has, and what the coder has."""
    hits = of_gold = of_coder = 0
    for one in articles:
        if not one.has_read(coder):
            continue
        if match == "articles":
            key, own = given(one, GOLD, code), given(one, coder, code)
            hits += len(key & own)
        else:
            key, own = spans(one, GOLD, code), spans(one, coder, code)
            exact = (Counter(key) & Counter(own)).total()
            hits += exact if match == "exact" else most_meetings(key, own)
        of_gold, of_coder = of_gold + len(key), of_coder + len(own)
    return hits, of_gold, of_coder


def found(figures: list[Figure], code: str, measure: str, coder: str) -> Figure | None:
    about = [(one.code, one.field, one.measure, one.coders) for one in figures]
    key = (code, "", measure, (GOLD, coder))
    return figures[about.index(key)] if key in about else None


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(("ident", "handle"), [("id-a", "ana"), ("id-b", "ben")])
def test_precision_recall_and_f1_of_each_code_take_gold_for_right(
    study: Any, seed: int, ident: str, handle: str
) -> None:
    articles = random_study(study, seed)
    figures = gold_report(articles, study.codebook, study.coders("ab"), PLAIN)
    asked = [(code, match) for code in (*CODES, "") for match in ("exact", "overlap")]
    asked += [(code, "articles") for code in (*WHOLE, "")]
    for code, match in asked:
        hits, of_gold, of_coder = recomputed(articles, ident, code, match)
        wanted = {
            "precision": (hits, of_coder),
            "recall": (hits, of_gold),
            "f1": (2 * hits, of_gold + of_coder),
        }
        for score, (above, below) in wanted.items():
            figure = found(figures, code, f"{score}_{match}", handle)
            assert figure is not None
            assert figure.units == below
            assert figure.value == (pytest.approx(above / below) if below else None)
            assert figure.hits == (None if score == "f1" else hits)


def test_each_coder_stands_apart_and_what_is_pooled_comes_last(study: Any) -> None:
    articles = random_study(study, 1)
    figures = gold_report(articles, study.codebook, study.coders("ab"), PLAIN)
    assert {one.coders for one in figures} == {(GOLD, "ana"), (GOLD, "ben")}
    for coder in ("ana", "ben"):
        codes = [one.code for one in figures if one.coders == (GOLD, coder)]
        assert "" not in codes[: codes.index("")]
        assert set(codes[codes.index("") :]) == {""}


def test_counts_are_told_beside_precision_and_recall(study: Any) -> None:
    own = [("c1", (0, 9)), ("c1", (20, 29))]
    articles = [settled(study.article({"a": own, "b": [], "c": [*own, ("c1", (40, 49))]}))]
    figures = gold_report(articles, study.codebook, study.coders("ab"), PLAIN)
    recall = found(figures, "c1", "recall_exact", "ana")
    precision = found(figures, "c1", "precision_exact", "ana")
    assert recall is not None
    assert counted_units(recall) == "2 of 3 spans of gold"
    assert precision is not None
    assert counted_units(precision) == "2 of 2 spans of ana"
    assert "gold taken for right" in recall.note


def test_intervals_need_ten_articles_here_as_well(study: Any) -> None:
    articles = random_study(study, 2, articles=24)
    options = structs.replace(PLAIN, resamples=300)
    many = found(
        gold_report(articles, study.codebook, study.coders("a"), options), "", "f1_exact", "ana"
    )
    few = found(
        gold_report(articles[:9], study.codebook, study.coders("a"), options), "", "f1_exact", "ana"
    )
    assert many is not None
    assert few is not None
    assert many.value is not None
    assert many.low is not None
    assert many.high is not None
    assert many.low < many.value < many.high
    assert few.low is None
    assert few.has_too_few


def test_articles_without_gold_and_coders_without_settled_articles_do_not_count(
    study: Any,
) -> None:
    own = [("c1", (0, 9))]
    settled_one = settled(study.article({"a": own, "c": own}))
    undecided = study.article({"a": [("c1", (50, 59))], "b": own})
    figures = gold_report([settled_one, undecided], study.codebook, study.coders("ab"), PLAIN)
    assert {one.coders for one in figures} == {(GOLD, "ana")}
    assert {one.value for one in figures if one.measure == "precision_exact"} == {1.0}
    assert gold_report([undecided], study.codebook, study.coders("ab"), PLAIN) == []


def test_chance_corrected_measures_are_not_told_of_gold(study: Any) -> None:
    figures = gold_report(random_study(study, 3), study.codebook, study.coders("ab"))
    assert {one.measure for one in figures} <= GOLD_MEASURES
    assert not any("kappa" in one.measure or "alpha" in one.measure for one in figures)


def test_answers_are_crossed_with_gold_in_the_rows(study: Any) -> None:
    articles = random_study(study, 0)
    kinds = ("low", "middle", "high")
    wanted: Counter[tuple[str, str]] = Counter()
    for one in articles:
        if one.has_read("id-a"):
            rows = {a.code: a.values["kind"] for a in one.layer(GOLD) if not a.fragments}
            columns = {a.code: a.values["kind"] for a in one.layer("id-a") if not a.fragments}
            if "tone" in rows.keys() & columns.keys():
                wanted[rows["tone"], columns["tone"]] += 1
    matrix = PairConfusion(articles, study.codebook, (GOLD, "id-a")).of("tone", "kind")
    assert matrix.values == kinds
    assert matrix.matrix == tuple(tuple(wanted[a, b] for b in kinds) for a in kinds)


def test_codes_are_crossed_and_what_only_one_has_meets_nothing(study: Any) -> None:
    gold = [("c1", (0, 9)), ("c2", (20, 29)), ("c3", (40, 49))]
    own = [("c1", (0, 9)), ("c1", (20, 29)), ("c3", (60, 69)), ("tone", None)]
    unread = study.article({"a": [("c2", (0, 9))], "c": gold}, statuses={"a": "new"})
    articles = [settled(study.article({"a": own, "c": gold})), settled(unread)]
    found = code_confusion(articles, study.codebook, (GOLD, "id-a"))
    assert found.values == ("c1", "c2", "c3", NOTHING)
    assert found.matrix == ((1, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 1), (0, 0, 1, 0))
    assert code_confusion([], study.codebook, (GOLD, "id-a")).values == ()
