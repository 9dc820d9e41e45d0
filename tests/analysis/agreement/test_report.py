from typing import Any

import pytest
from agreement_cases import EVERYBODY, THREE, one, three

from annotator.analysis.agreement import (
    krippendorff_alpha,
    span_f1,
    unitized_alpha,
)
from annotator.domain.article import WorkStatus
from annotator.domain.record import Fragment


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
