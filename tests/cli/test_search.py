"""`annotator search`: what is found, where, and for whom."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

from click.testing import Result

Run = Callable[..., Result]
Told = Callable[..., Any]


def test_words_are_found_with_what_stands_around_them(run: Run, study: str) -> None:
    result = run("search", study, "three")
    assert result.exit_code == 0
    assert "Budget passes" in result.output
    assert "1 hit in 1 article" in result.output


def test_where_to_look_is_named(told: Told, study: str) -> None:
    assert [one["in"] for one in told("search", study, "three", "--in", "labels")] == []
    assert [one["in"] for one in told("search", study, "three", "--in", "text")] == ["text"]


def test_the_query_narrows_it_and_a_number_ends_it(told: Told, study: str) -> None:
    assert len(told("search", study, r"\w+", "--regex", "--most", "2")) == 2
    assert told("search", study, "three", "--query", "strasse") == []


def test_hits_are_objects_and_a_table(run: Run, told: Told, study: str, tmp_path: Path) -> None:
    (hit,) = told("search", study, "three")
    assert hit["hit"].casefold() == "three"
    assert hit["in"] == "text"
    result = run("search", study, "three", "--csv", str(tmp_path / "hits.csv"))
    assert "Wrote 1 hit to" in result.output
    with (tmp_path / "hits.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (int(row["start"]), row["hit"]) == (hit["start"], hit["hit"])


def test_an_unknown_condition_is_refused_with_the_known_ones(run: Run, study: str) -> None:
    result = run("search", study, "three", "--query", "foo:bar")
    assert result.exit_code == 2
    assert "“foo:” is no condition of the filter" in result.output
    assert "outlet:" in result.output


def test_an_expression_that_is_none_and_an_unknown_coder_are_refused(run: Run, study: str) -> None:
    assert "no regular expression" in run("search", study, "(", "--regex").output
    assert "There is no coder zoe" in run("search", study, "three", "--coder", "zoe").output


def test_nothing_found_is_said(run: Run, study: str) -> None:
    assert "Nothing was found." in run("search", study, "zzz").output
