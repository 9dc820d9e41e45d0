from typing import Any

import pytest
from msgspec import structs

from annotator.analysis.agreement import (
    Figure,
    Options,
    by_outlet,
    confusion,
    methods_paragraph,
    over_time,
)
from annotator.domain.errors import UserError

PLAIN = Options(resamples=0, measures=frozenset({"alpha", "percent"}))


def quotes(study: Any, *kinds: tuple[str | None, str | None], **meta: str) -> None:
    layers: dict[str, list[tuple[Any, ...]]] = {"a": [], "b": []}
    for place, unit in enumerate(kinds):
        for coder, kind in zip("ab", unit, strict=True):
            values = {} if kind is None else {"kind": kind, "sure": kind == "low"}
            layers[coder].append(("quote", (place * 20, place * 20 + 10), values))
    study.article(layers, **meta)


def test_a_confusion_matrix_counts_answers_on_paired_spans(study: Any) -> None:
    quotes(study, ("low", "low"), ("high", "low"), ("middle", "middle"), ("low", None))
    found = confusion(study.articles, study.codebook, "quote", "kind", ("id-a", "id-b"))
    assert found.values == ("low", "middle", "high")
    assert found.matrix == ((1, 0, 0), (0, 1, 0), (1, 0, 0))
    found = confusion(study.articles, study.codebook, "quote", "sure", ("id-b", "id-a"))
    assert found.values == ("no", "yes")
    assert found.matrix == ((1, 0), (1, 1))


def test_a_code_on_whole_articles_has_a_confusion_matrix_of_its_own(study: Any) -> None:
    study.article({"a": [("tone", None, {"score": 2})], "b": []})
    study.article({"a": [("tone", None, {"score": 2})], "b": [("tone", None, {"score": -1})]})
    of_code = confusion(study.articles, study.codebook, "tone", "", ("id-a", "id-b"))
    assert (of_code.values, of_code.matrix) == (("no", "yes"), ((0, 0), (1, 1)))
    of_field = confusion(study.articles, study.codebook, "tone", "score", ("id-a", "id-b"))
    assert (of_field.values, of_field.matrix) == (("-1", "2"), ((0, 0), (1, 0)))


@pytest.mark.parametrize(("code", "field"), [("nothing", "kind"), ("quote", "x"), ("quote", "")])
def test_what_has_no_confusion_matrix_is_refused(study: Any, code: str, field: str) -> None:
    with pytest.raises(UserError):
        confusion(study.articles, study.codebook, code, field, ("id-a", "id-b"))


def test_figures_of_outlets_stand_apart(study: Any) -> None:
    quotes(study, ("low", "low"), ("high", "high"), outlet="AFP")
    quotes(study, ("low", "high"), ("high", "low"), outlet="dpa")
    quotes(study, ("low", "low"))
    found = by_outlet(study.articles, study.codebook, study.coders("ab"), PLAIN)
    shares = {
        outlet: figure.value
        for outlet, figures in found.items()
        for figure in figures
        if (figure.field, figure.measure) == ("kind", "percent")
    }
    assert shares == {"": 1.0, "AFP": 1.0, "dpa": 0.0}


def test_drift_shows_by_month_of_coding_or_by_equal_parts(study: Any) -> None:
    days = ("2025-05-09T10:00:00Z", "2025-01-02T08:00:00Z", "2025-01-30T10:00:00Z", "2025-02-11")
    for _ in days:
        quotes(study, ("low", "low"), published="2019-07-01")
    quotes(study, ("low", "high"))
    finished = {f"a{n}": {"id-a": "2025-01-01", "id-b": day} for n, day in enumerate(days)}
    told: list[tuple[int, int]] = []
    arguments = (study.articles, study.codebook, study.coders("ab"), PLAIN)
    months = over_time(*arguments, lambda *n: told.append(n), finished=finished)
    assert list(months) == ["2025-01", "2025-02", "2025-03", "2025-04", "2025-05"]
    assert months["2025-01"][0].articles == 2
    assert months["2025-03"] == months["2025-04"] == []
    assert told[-1] == (5, 5)
    halves = over_time(*arguments, finished=finished, chunks=2)
    assert list(halves) == ["2025-01-02 – 2025-01-30", "2025-02-11 – 2025-05-09"]


def test_without_a_word_on_when_somebody_finished_their_last_annotation_tells(study: Any) -> None:
    quotes(study, ("low", "low"), ("low", "high"))
    (article,) = study.articles
    moments = ("2025-03-01T09:00:00Z", "2025-04-02T09:00:00Z", "2025-01-01T09:00:00Z", "")
    annotations = [
        structs.replace(one, created=moment)
        for one, moment in zip(article.annotations, moments, strict=True)
    ]
    articles = [structs.replace(article, annotations=tuple(annotations))]
    arguments = (articles, study.codebook, study.coders("ab"), PLAIN)
    assert list(over_time(*arguments)) == ["2025-04"]
    finished = {"a0": {"id-a": "2025-02-01T09:00:00Z"}}
    assert list(over_time(*arguments, finished=finished)) == ["2025-02"]


def test_the_methods_paragraph_says_all_that_a_report_needs(study: Any) -> None:
    for _ in range(6):
        quotes(study, ("low", "low"), ("high", "high"))
        quotes(study, ("low", "low"), ("high", "low"))
    options = Options(resamples=300, seed=7)
    text = methods_paragraph(study.report("ab", resamples=300, seed=7), options, "1.2.3")
    for words in (
        "12 articles were coded by ana and ben.",
        "without marking anything counts as an answer",
        "not read is missing",
        "Krippendorff's alpha (Krippendorff 2019)",
        "u-alpha",
        "bootstrap over articles with 300 resamples (seed 7; Efron",
        "quote.kind: Krippendorff's alpha 0.",
        "(24 spans answered by both)",
        "below 0.667",
        "Media Annotator 1.2.3.",
    ):
        assert words in text
    assert "Gamma" not in text


def many_figures(study: Any) -> list[Figure]:
    """Return more values than a paragraph takes, on spans, fields and whole articles."""
    for n in range(3):
        own = [(f"c{k}", (k * 10, k * 10 + 8)) for k in range(1, 8)]
        shifted = [(code, (start + n, end)) for code, (start, end) in own]
        quote = ("quote", (0, 9), {"kind": "low", "sure": n > 0, "score": n, "basis": ["x"]})
        tones = [("tone", None, {"score": n, "sure": True})]
        study.article({"a": [*own, quote, *tones], "b": [*shifted, quote, *(tones if n else [])]})
    return study.report("ab")


def test_values_are_told_by_variable_and_what_is_pooled_comes_last(study: Any) -> None:
    figures = many_figures(study)
    text = methods_paragraph(figures, Options(resamples=0), "1")
    pooled = next(f for f in figures if not f.code and f.measure == "u_alpha")
    assert pooled.value is not None
    said = f"all codes, pooled: u-alpha {pooled.value:.2f} ({pooled.units} marked stretches)"
    (values,) = [one for one in text.split(". ") if one.startswith("For all coders together")]
    places = [values.index(name) for name in ("quote: u-alpha", "c3: u-alpha", "tone: Krip", said)]
    assert places == sorted(places)
    assert values.startswith("For all coders together: quote: u-alpha")
    assert values.rindex("all codes, pooled") > values.rindex("tone.sure")


def test_too_many_values_are_left_to_the_table(study: Any) -> None:
    figures = many_figures(study) * 3
    text = methods_paragraph(figures, Options(resamples=0), "1")
    assert "The values by code and field are in the table of figures." in text
    assert "pooled" not in text


def test_the_methods_paragraph_always_says_what_the_units_are(study: Any) -> None:
    text = methods_paragraph(many_figures(study), Options(resamples=0), "1")
    for words in (
        "Units for all coders together, from the fewest to the most over codes and fields: ",
        "pairs of answers (2 to 3)",
        "spans answered by both (3)",
        "articles read by both (3)",
        "articles answered by both (2)",
        "marked stretches (6 to 48)",
        "characters (300)",
        "spans of both (6 to 48)",
        "spans of ana (3 to 24)",
    ):
        assert words in text


def test_units_are_those_of_the_pairs_where_no_figure_is_of_all_coders(study: Any) -> None:
    own = [("c1", (0, 9))]
    study.article({"a": own, "b": own, "c": own})
    figures = study.report(measures=frozenset({"precision_exact"}))
    text = methods_paragraph(figures, Options(resamples=0), "1")
    assert "fields: spans of ben (1); spans of cleo (1)." in text
    assert "For all coders together" not in text


def test_no_figures_need_no_methods() -> None:
    assert methods_paragraph([], Options(), "1") == ""
