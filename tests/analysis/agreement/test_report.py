from typing import Any

import pytest

from annotator.analysis.agreement import (
    Figure,
    Options,
    cohen_kappa,
    figure_row,
    fleiss_kappa,
    has_gamma,
    krippendorff_alpha,
    percent_agreement,
    report,
    span_f1,
    unitized_alpha,
)
from annotator.analysis.agreement.bootstrap import Resampler
from annotator.domain.article import WorkStatus
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.record import Fragment

EVERYBODY = ("ana", "ben", "cleo")
THREE = {
    "a": [
        ("1", 2, 9), ("2", 11, 17), ("5", 24, 30), ("6", 32, 36), ("6", 36, 44), ("7", 44, 60),
    ],
    "b": [("1", 2, 9), ("3", 11, 17), ("5", 19, 25), ("6", 32, 44)],
    "c": [
        ("1", 2, 9), ("4", 11, 17), ("5", 21, 27), ("6", 32, 36), ("6", 36, 40), ("6", 40, 44),
    ],
}  # fmt: skip
"""The example of Krippendorff, Mathet, Bouvry & Widlöcher (2016)."""


def one(
    figures: list[Figure],
    measure: str,
    code: str = "",
    field: str = "",
    coders: tuple[str, ...] = EVERYBODY,
    choice: str = "",
) -> Figure:
    key = (code, field, measure, choice, coders)
    found = [f for f in figures if (f.code, f.field, f.measure, f.choice, f.coders) == key]
    assert len(found) == 1, key
    return found[0]


def three(study: Any) -> Any:
    layers = {
        coder: [(f"c{label}", (start, end)) for label, start, end in own]
        for coder, own in THREE.items()
    }
    return study.article(layers, text="x" * 60)


def test_the_published_example_is_the_reports_overall_alpha(study: Any) -> None:
    three(study)
    figures = study.report()
    assert one(figures, "u_alpha").value == pytest.approx(0.510, abs=0.0006)
    assert one(figures, "bar_u_alpha").value == pytest.approx(0.413, abs=0.0006)
    assert one(figures, "ku_alpha", choice="c1").value == 1.0
    assert "coverage 44.4%;" in one(figures, "ku_alpha", choice="c5").note


def test_each_code_is_measured_by_itself_as_the_functions_for_scripts_do(study: Any) -> None:
    three(study)
    figures = study.report()
    own = {coder: [s for s in spans if s[0] == "6"] for coder, spans in THREE.items()}
    assert one(figures, "u_alpha", "c6").value == pytest.approx(unitized_alpha(own, 60).u)
    pair = ("ana", "ben")
    for match in ("exact", "overlap"):
        value = one(figures, f"f1_{match}", coders=pair).value
        assert value == span_f1(THREE["a"], THREE["b"], match)


def test_articles_are_laid_end_to_end_and_never_averaged(study: Any) -> None:
    study.article({"a": [("c1", (0, 10))], "b": [("c1", (0, 10))]}, text="x" * 40)
    study.article({"a": [("c1", (5, 25))], "b": [("c2", (15, 30))]}, text="x" * 60)
    spans = {"a": [("c1", 0, 10), ("c1", 45, 65)], "b": [("c1", 0, 10), ("c2", 55, 70)]}
    found = one(study.report("ab"), "u_alpha", coders=("ana", "ben"))
    assert found.value == pytest.approx(unitized_alpha(spans, 100).u)
    assert (found.articles, found.units) == (2, 4)


def test_an_article_left_empty_counts_and_an_unread_one_does_not(study: Any) -> None:
    pair = ("ana", "ben")
    study.article({"a": [("c1", (0, 10))], "b": [("c1", (0, 10))]})
    first = one(study.report("ab"), "u_alpha", "c1", coders=pair)
    study.article({"a": [("c1", (0, 10))]})
    study.article(
        {"a": [("c1", (0, 10))], "b": [("c1", (40, 50))]}, statuses={"b": WorkStatus.IN_PROGRESS}
    )
    assert one(study.report("ab"), "u_alpha", "c1", coders=pair) == first
    study.article({"a": [("c1", (0, 10))], "b": []}, statuses={"b": WorkStatus.NOTHING})
    later = one(study.report("ab"), "u_alpha", "c1", coders=pair)
    assert later.articles == 2
    assert later.value is not None
    assert later.value < 1


def test_one_coder_empty_everywhere_gives_a_value(study: Any) -> None:
    study.article({"a": [("c1", (0, 10))], "b": []}, statuses={"b": WorkStatus.NOTHING})
    found = one(study.report("ab"), "u_alpha", "c1", coders=("ana", "ben"))
    assert found.value is not None
    assert found.value < 0.1


def test_where_coders_read_different_articles_each_counts_where_it_was_read(study: Any) -> None:
    study.article({"a": [("c1", (0, 10))], "b": [("c1", (0, 10))], "c": [("c1", (0, 12))]})
    study.article({"a": [("c1", (0, 10))], "c": [("c1", (50, 60))]})
    figures = study.report()
    assert one(figures, "u_alpha", "c1", coders=("ana", "ben")).articles == 1
    assert one(figures, "u_alpha", "c1").articles == 2
    shared = [f.articles for f in figures if f.coders == ("ben", "cleo")]
    assert set(shared) == {1}


def test_excluded_ranges_are_cut_out_of_the_continuum(study: Any) -> None:
    study.article(
        {"a": [("c1", (0, 10)), ("c1", (55, 60))], "b": [("c1", (5, 12))]},
        text="x" * 80,
        excluded=(Fragment(50, 70), Fragment(2, 4)),
    )
    found = one(study.report("ab"), "u_alpha", "c1", coders=("ana", "ben"))
    spans = {"a": [("c1", 0, 8)], "b": [("c1", 3, 10)]}
    assert found.value == pytest.approx(unitized_alpha(spans, 58).u)
    assert "excluded ranges are cut out" in found.note


def test_fields_are_compared_on_paired_spans_at_their_level(study: Any) -> None:
    answers = [("low", "low"), ("middle", "high"), ("high", "high"), ("low", "middle")]
    for ours, theirs in answers:
        own = [("quote", (0, 10), {"grade": ours, "kind": ours}), ("quote", (50, 60), {})]
        study.article({"a": own, "b": [("quote", (1, 11), {"grade": theirs, "kind": theirs})]})
    figures = study.report("ab")
    pair = ("ana", "ben")
    places = [[("low", "middle", "high").index(one) for one in unit] for unit in answers]
    ordinal = one(figures, "alpha", "quote", "grade", pair)
    assert ordinal.value == krippendorff_alpha(places, "ordinal")
    assert (ordinal.articles, ordinal.units) == (4, 4)
    assert ordinal.note.startswith("ordinal level; unit: paired spans")
    assert one(figures, "alpha", "quote", "kind", pair).value == krippendorff_alpha(answers)
    assert one(figures, "cohen_kappa", "quote", "kind", pair).value == cohen_kappa(answers)
    assert one(figures, "fleiss_kappa", "quote", "kind", pair).value == fleiss_kappa(answers)
    assert one(figures, "percent", "quote", "kind", pair).value == percent_agreement(answers)


def test_several_choices_are_compared_as_sets_and_dates_by_days(study: Any) -> None:
    sets = [(["x"], ["x"]), (["x", "y"], ["y"]), (["z"], ["z"])]
    days = [("2025-01-01", "2025-01-01"), ("2025-02-01", "2025-02-03"), ("2025-03-05", None)]
    for (ours, theirs), (day, other) in zip(sets, days, strict=True):
        study.article(
            {
                "a": [("quote", (0, 10), {"basis": ours, "day": day})],
                "b": [("quote", (0, 10), {"basis": theirs, "day": other})],
            }
        )
    figures = study.report("ab")
    pair = ("ana", "ben")
    basis = one(figures, "alpha", "quote", "basis", pair)
    assert basis.value == pytest.approx(krippendorff_alpha(sets, "set"))
    numbers = [[1, 1], [32, 34]]
    day = one(figures, "alpha", "quote", "day", pair)
    assert (day.value, day.units) == (krippendorff_alpha(numbers, "interval"), 2)
    labels = {f.choice for f in figures if f.field == "basis" and f.measure == "ku_alpha"}
    assert labels == {"x", "x + y", "y", "z"}


def test_free_text_has_a_percentage_only(study: Any) -> None:
    for why in ("because", "therefore"):
        given = [("quote", (0, 10), {"why": "because"}), ("tone", None, {"why": "because"})]
        other = [("quote", (0, 10), {"why": why}), ("tone", None, {"why": why})]
        study.article({"a": given, "b": other})
    found = [f for f in study.report("ab") if f.field == "why"]
    assert {(f.code, f.measure, f.value) for f in found} == {
        ("quote", "percent", 0.5),
        ("tone", "percent", 0.5),
    }


def test_three_coders_answers_stand_together_in_one_unit(study: Any) -> None:
    def quote(start: int, kind: str) -> tuple[Any, ...]:
        return ("quote", (start, start + 20), {"kind": kind})

    for kinds in ("low", "low", "low"), ("low", "high", "high"), ("high", "high", "low"):
        layers = {
            coder: [quote(at, k)] for coder, at, k in zip("abc", (0, 3, 6), kinds, strict=True)
        }
        study.article(layers)
    study.article({"a": [quote(0, "low")], "b": [quote(50, "low")], "c": [quote(52, "high")]})
    found = one(study.report(), "alpha", "quote", "kind")
    units = [
        ["low"] * 3, ["low", "high", "high"], ["high", "high", "low"], [None, "low", "high"],
    ]  # fmt: skip
    assert found.units == 4
    assert found.value == pytest.approx(krippendorff_alpha(units))


def test_the_alphas_of_a_fields_values_show_where_coders_differ(study: Any) -> None:
    study.article(
        {
            "a": [("quote", (0, 10), {"kind": "low"}), ("quote", (20, 30), {"kind": "high"})],
            "b": [("quote", (0, 10), {"kind": "low"}), ("quote", (20, 30), {"kind": "middle"})],
        }
    )
    figures = study.report("ab")
    spans = {
        "a": [("low", 0, 10), ("high", 20, 30)],
        "b": [("low", 0, 10), ("middle", 20, 30)],
    }
    expected = unitized_alpha(spans, 100)
    pair = ("ana", "ben")
    assert one(figures, "cu_alpha", "quote", "kind", pair).value == pytest.approx(expected.cu)
    for label, (value, _) in expected.ku.items():
        found = one(figures, "ku_alpha", "quote", "kind", pair, label)
        assert found.value == pytest.approx(value)


def test_codes_on_whole_articles_are_compared_article_by_article(study: Any) -> None:
    given = [("a", "ab"), ("b", "ab"), ("", "abc"), ("c", "ab")]
    for coders, _ in given:
        study.article(
            {coder: [("tone", None, {"score": 1})] if coder in coders else [] for coder in "abc"}
        )
    units = [[coder in coders for coder in "abc"] for coders, _ in given]
    found = one(study.report(), "alpha", "tone")
    assert found.value == pytest.approx(krippendorff_alpha(units))
    assert (found.articles, found.units) == (4, 4)
    assert found.note.startswith("nominal level; unit: article")
    assert one(study.report(), "fleiss_kappa", "tone").value == pytest.approx(fleiss_kappa(units))
    assert one(study.report(), "alpha", "tone", "score").value is None


def test_an_undefined_measure_says_why_and_names_the_percentage(study: Any) -> None:
    for _ in range(3):
        study.article({"a": [("genre", None)], "b": [("genre", None)]})
    found = one(study.report("ab", resamples=50), "alpha", "genre", coders=("ana", "ben"))
    assert (found.value, found.low, found.high) == (None, None, None)
    assert found.note.startswith("n/a: only one value occurs (100% agreement)")


def test_links_agree_when_both_ends_are_paired(study: Any) -> None:
    own = [("quote", (0, 20)), ("source", (30, 40)), ("source", (50, 60)), ("quote", (70, 80))]
    other = [("quote", (0, 20)), ("source", (30, 40)), ("source", (50, 60)), ("quote", (90, 99))]
    links = [
        ("a", 0, 1), ("b", 0, 1), ("a", 0, "minister"), ("b", 0, "minister"),
        ("b", 0, 2), ("a", 3, 1), ("b", 3, 1),
    ]  # fmt: skip
    study.article({"a": own, "b": other}, links=links)
    figures = study.report("ab")
    found = one(figures, "link_f1", "quote", coders=("ana", "ben"))
    assert found.value == pytest.approx(4 / 5)
    assert found.units == 5
    assert one(figures, "link_f1", coders=("ana", "ben")).value == found.value
    assert not [f for f in figures if f.measure == "link_f1" and f.code == "source"]


def test_precision_and_recall_take_the_first_coder_for_right(study: Any) -> None:
    study.article({"a": [("c1", (0, 9))], "b": [("c1", (0, 9)), ("c1", (20, 29))], "c": []})
    figures = study.report()
    pair = ("ana", "ben")
    assert one(figures, "precision_exact", "c1", coders=pair).value == 0.5
    assert one(figures, "recall_exact", "c1", coders=pair).value == 1.0
    assert "; ana taken for right" in one(figures, "recall_exact", "c1", coders=pair).note
    other = one(figures, "precision_overlap", "c1", coders=("ben", "cleo"))
    assert "; ben taken for right" in other.note
    assert "taken for right" not in one(figures, "f1_exact", "c1", coders=pair).note
    assert one(figures, "f1_overlap", "c1").value == pytest.approx(2 * 1 / 6)
    assert not [f for f in figures if f.measure == "recall_exact" and f.coders == EVERYBODY]


def test_split_spans_are_the_same_only_with_all_their_fragments(study: Any) -> None:
    split = ("c1", [(0, 5), (10, 15)])
    study.article({"a": [split], "b": [split]})
    study.article({"a": [split], "b": [("c1", (6, 9))]})
    figures = study.report("ab")
    assert one(figures, "f1_exact", "c1", coders=("ana", "ben")).value == 0.5
    assert one(figures, "f1_overlap", "c1", coders=("ana", "ben")).value == 0.5


def test_sentences_with_and_without_a_code_are_units(study: Any) -> None:
    text = "One is here. Two is there. Three is away. Four is gone."
    two, three_ = text.index("Two"), text.index("Three")
    study.article(
        {"a": [("c1", (0, 3)), ("c1", (two, three_ + 4))], "b": [("c1", (4, 6))]}, text=text
    )
    units = [[1, 1], [1, 0], [1, 0], [0, 0]]
    found = one(study.report("ab"), "sentence_alpha", "c1", coders=("ana", "ben"))
    assert found.value == pytest.approx(krippendorff_alpha(units))
    assert found.units == 4


def test_over_all_codes_a_place_has_the_set_of_its_codes(study: Any) -> None:
    study.article(
        {"a": [("quote", (0, 20)), ("source", (5, 10))], "b": [("quote", (0, 20))]}, text="x" * 40
    )
    spans = {
        "a": [("quote", 0, 5), ("both", 5, 10), ("quote", 10, 20)],
        "b": [("quote", 0, 20)],
    }
    figures = study.report("ab")
    pair = ("ana", "ben")
    assert one(figures, "u_alpha", coders=pair).value == pytest.approx(unitized_alpha(spans, 40).u)
    assert one(figures, "ku_alpha", coders=pair, choice="quote + source").units == 1


def varied(study: Any, articles: int = 8) -> None:
    kinds = ("low", "middle", "high")
    for n in range(articles):
        study.article(
            {
                coder: [
                    (
                        "quote",
                        (5 * k, 20 + n),
                        {"kind": kinds[(n * k + n) % 3], "grade": kinds[n % 3]},
                    ),
                    (
                        "quote",
                        (60, 70 + k),
                        {"kind": kinds[(n + k // 2) % 3], "basis": kinds[: 1 + k]},
                    ),
                    ("source", (30 + n * k, 50)),
                    ("tone", None, {"score": (n * (k + 1)) % 5 - 2}),
                ]
                for k, coder in enumerate("abc")
                if (n + k) % 5
            },
            links=[(coder, 0, 2) for coder in "ab" if (n + "ab".index(coder)) % 5],
        )


def test_a_resample_is_the_report_on_the_articles_that_it_drew(study: Any) -> None:
    varied(study)
    together = study.report(resamples=1, seed=4)
    drawn = Resampler(Options(resamples=1, seed=4)).draws(len(study.articles))
    assert drawn is not None
    repeated = [
        layers
        for layers, times in zip(study.articles, drawn[0], strict=True)
        for _ in range(int(times))
    ]
    again = report(repeated, study.codebook, study.coders(), Options(resamples=0))
    expected = {
        (f.code, f.field, f.measure, f.choice, f.coders): f.value
        for f in again
        if f.coders == EVERYBODY
    }
    compared = 0
    for figure in together:
        key = (figure.code, figure.field, figure.measure, figure.choice, figure.coders)
        if figure.articles == len(study.articles) and figure.low is not None:
            assert figure.low == figure.high == pytest.approx(expected[key])
            compared += 1
    assert compared > 30


def test_intervals_follow_from_the_seed(study: Any) -> None:
    varied(study)
    one_way = study.report(resamples=200, seed=1)
    assert study.report(resamples=200, seed=1) == one_way
    other = study.report(resamples=200, seed=2)
    assert [f.value for f in other] == [f.value for f in one_way]
    assert [f.low for f in other] != [f.low for f in one_way]
    for figure in one_way:
        assert (figure.low is None) == (figure.high is None)
        if figure.low is not None and figure.high is not None:
            assert figure.low <= figure.high


def test_pairs_can_be_resampled_instead_of_articles(study: Any) -> None:
    varied(study)
    figures = study.report(resamples=200, resampling="pairs")
    alpha = one(figures, "alpha", "quote", "kind")
    assert alpha.low is not None
    assert alpha.value is not None
    assert alpha.high is not None
    assert alpha.low < alpha.value < alpha.high
    assert alpha.note.endswith("interval: pairs resampled")
    assert "pairs resampled" not in one(study.report(resamples=200), "alpha", "quote", "kind").note
    assert "pairs are resampled for units only" in one(figures, "u_alpha", "quote").note


def test_a_single_article_gives_no_interval(study: Any) -> None:
    three(study)
    found = one(study.report(resamples=20), "u_alpha")
    assert (found.low, found.high) == (None, None)
    assert "no interval: fewer than 2 articles" in found.note


def test_codes_fields_and_measures_can_be_chosen(study: Any) -> None:
    varied(study)
    figures = study.report(codes=frozenset({"quote"}), fields=frozenset({"kind"}))
    assert {(f.code, f.field) for f in figures} == {("quote", "kind")}
    figures = study.report(measures=frozenset({"u_alpha"}))
    assert {f.measure for f in figures} == {"u_alpha"}
    assert {f.code for f in study.report(codes=frozenset({"source"}))} == {"source"}


def test_codes_that_nobody_used_are_reported_only_when_asked_for(study: Any) -> None:
    varied(study)
    assert "c1" not in {f.code for f in study.report()}
    asked = study.report(codes=frozenset({"c1"}))
    assert {f.value for f in asked} == {None}
    assert all(f.note.startswith("n/a") for f in asked)


def test_without_shared_articles_there_is_nothing_to_report(study: Any) -> None:
    study.article({"a": [("c1", (0, 9))]})
    study.article({"b": [("c1", (0, 9))]})
    assert study.report() == []
    asked = study.report(codes=frozenset({"quote", "tone", "source"}))
    assert {(f.value, f.articles, f.units) for f in asked} == {(None, 0, 0)}


def test_fewer_than_two_coders_are_refused(study: Any) -> None:
    with pytest.raises(UserError, match="fewer than two"):
        study.report("a")


@pytest.mark.skipif(has_gamma(), reason="gamma is installed")
def test_gamma_says_what_to_install(study: Any) -> None:
    three(study)
    with pytest.raises(UserError, match=r"media-annotator\[gamma\]"):
        study.report(measures=frozenset({"gamma"}))


def test_the_report_tells_how_far_it_is_and_can_be_cancelled(study: Any) -> None:
    varied(study)
    told: list[tuple[int, int]] = []
    options = Options(resamples=0)
    report(study.articles, study.codebook, study.coders(), options, lambda *n: told.append(n))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 3

    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        report(study.articles, study.codebook, study.coders(), options, cancel)


def test_a_figure_is_a_row_with_the_documented_keys(study: Any) -> None:
    three(study)
    row = figure_row(one(study.report(), "u_alpha"))
    assert list(row) == [
        "code", "field", "measure", "choice", "coders", "value", "low", "high", "articles",
        "units", "note",
    ]  # fmt: skip
    assert row["coders"] == ["ana", "ben", "cleo"]
    assert type(row["value"]) is float
