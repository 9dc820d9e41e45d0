"""`annotator insights`: what the labels say, as the window's page counts it."""

import csv
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from click.testing import Result
from once import shipped_sample

from annotator.analysis.insights.views import VIEWS
from annotator.domain.annotation import Annotation
from annotator.domain.edits.links import AddLink, PutActor
from annotator.domain.edits.review import Settle
from annotator.domain.edits.settlements import SetArticleState
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.domain.study import ArticleState
from annotator.store.project import Project
from annotator.workflow.insights.benchmark_files import read_wanted
from annotator.workflow.insights.by_names import insights

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.fixture
def sample(run: Run, tmp_path: Path) -> str:  # `run` makes this its folder
    return shipped_sample(tmp_path / "sample.annotator").name


def test_without_a_view_the_views_are_listed_with_their_questions(run: Run, sample: str) -> None:
    result = run("insights", sample)
    assert result.exit_code == 0
    for view in VIEWS:
        assert f"{view.id}: {view.question}" in result.output
        assert view.silent_on in result.output


@pytest.mark.parametrize("view", [one.id for one in VIEWS])
def test_every_view_says_the_same_as_table_object_and_csv(
    view: str, run: Run, told: Told, sample: str
) -> None:
    found = told("insights", sample, view)
    assert found["view"] == view
    assert run("insights", sample, view, "--csv", "figures.csv").exit_code == 0
    with Path("figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(one["row"], one["column"], float(one["count"])) for one in rows] == [
        (one["row"], one["column"], one["count"]) for one in found["marks"]
    ]
    shown = run("insights", sample, view).output
    assert found["marks"]
    assert all(one["row_name"][:50] in shown for one in found["marks"])


def test_figures_are_those_of_the_exported_labels(run: Run, told: Told, sample: str) -> None:
    assert run("export", sample, "labels.csv").exit_code == 0
    with Path("labels.csv").open(encoding="utf-8", newline="") as file:
        quotes = Counter(row["outlet"] for row in csv.DictReader(file) if row["code"] == "quote")
    found = told("insights", sample, "voice", "--columns", "all")
    assert {one["row_name"]: one["count"] for one in found["marks"]} == quotes


def test_gold_counts_where_there_is_any_unless_somebody_says_otherwise(
    run: Run, told: Told, sample: str
) -> None:
    assert told("insights", sample, "voice")["layers"] == ["all"]
    with Project.open(sample, coder="ana") as project:
        quote = project.find(Annotation, code="quote")[0]
        project.apply(Settle(take=(quote.id,)))
    begun = run("insights", sample, "voice", "--columns", "all").output
    assert "1 article is not settled: gold there does not count." in begun
    assert "All layers count." in begun
    with Project.open(sample, coder="ana") as project:
        project.apply(SetArticleState((quote.article,), ArticleState.SETTLED))
    assert told("insights", sample, "voice", "--columns", "all")["labels"] == 1
    assert "--layer all counts all" in run("insights", sample, "voice", "--columns", "all").output
    mine = told("insights", sample, "voice", "--columns", "all", "--layer", "Ana")
    assert mine["layers"] == ["ana"]
    assert mine["labels"] > 1


def test_passages_behind_a_mark_are_as_many_as_it_counts(run: Run, told: Told, sample: str) -> None:
    mark = max(told("insights", sample, "voice")["marks"], key=lambda one: one["count"])
    words = "insights", sample, "voice", "--passages"
    behind = told(*words, mark["row_name"], mark["column_name"])
    assert len(behind) == mark["count"]
    with Project.open(sample, read_only=True) as project:
        for one in behind:
            assert project.get(Annotation, one["annotation"]).text == one["text"]
            assert one["outlet"] == mark["row_name"]
    whole = told(*words, mark["row"], "")
    assert len(whole) >= len(behind)
    assert f"{len(behind)} passages" in run(*words, mark["row"], mark["column"]).output
    assert "There is no Nowhere" in run(*words, "Nowhere", "").stderr


def test_a_tie_without_a_direction_has_its_passages_whichever_end_is_named_first(
    run: Run, told: Told, sample: str
) -> None:
    words = "insights", sample, "network", "--network", "co-occurrence"
    mark = told(*words)["marks"][0]
    there = told(*words, "--passages", mark["row_name"], mark["column_name"])
    back = told(*words, "--passages", mark["column_name"], mark["row_name"])
    assert there == back != []
    whole = told(*words, "--passages", mark["column"], "")
    assert {one["annotation"] for one in there} <= {one["annotation"] for one in whole}
    assert "statements" in run(*words).output.splitlines()[0]


def test_passages_of_one_of_several_with_a_name_are_asked_for_by_id(
    run: Run, told: Told, sample: str
) -> None:
    with Project.open(sample, coder="ana") as project:
        quotes = project.find(Annotation, code="quote")[:2]
        for n, one in enumerate(quotes):
            project.apply(PutActor(Actor(id=f"kim{n}", name="Kim")))
            project.apply(AddLink(annotation=one.id, type="said_by", actor=f"kim{n}"))
    words = "insights", sample, "voice", "--columns", "speaker", "--rows", "all", "--most", "99"
    assert "Several of Who speaks are called kim" in run(*words, "--passages", "all", "kim").stderr
    (found,) = told(*words, "--passages", "all", "kim1")
    assert found["annotation"] == quotes[1].id


def test_what_a_number_counts_is_told(run: Run, told: Told, sample: str) -> None:
    words = "insights", sample, "cooccurrence", "--once", "month"
    assert "months" in run(*words).output.splitlines()[0]
    assert told(*words)["counts"] == "months"
    assert told("insights", sample, "voice")["counts"] == "labels"


def test_passages_behind_a_mean_are_asked_for_by_its_name(told: Told, sample: str) -> None:
    marks = told("insights", sample, "tones")["marks"]
    mean = next(one for one in marks if one["column_name"] == "Mean")
    for name in ("Mean", "mean"):
        behind = told("insights", sample, "tones", "--passages", mean["row_name"], name)
        assert len(behind) == mean["count"]


def test_a_table_has_its_heading_where_there_is_nothing_in_it(
    run: Run, told: Told, sample: str
) -> None:
    assert run("insights", sample, "voice", "--layer", "gold", "--csv", "none.csv").exit_code == 0
    assert run("insights", sample, "voice", "--csv", "some.csv").exit_code == 0
    none, some = pd.read_csv("none.csv"), pd.read_csv("some.csv")
    marks = told("insights", sample, "voice")["marks"]
    assert len(none) == 0
    assert list(none) == list(some) == list(marks[0])
    words = "insights", sample, "voice", "--passages", marks[0]["row"], ""
    assert run(*words, "--csv", "behind.csv").exit_code == 0
    assert list(pd.read_csv("behind.csv")) == list(told(*words)[0])


def test_intervals_of_shares_are_told_as_shares(run: Run, sample: str) -> None:
    output = run("insights", sample, "voice", "--rows", "all", "--sample").output
    assert "22%    5% to 62%" in output


def test_what_can_be_counted_by_is_listed(run: Run, told: Told, sample: str) -> None:
    listed = {one["attribute"] for one in told("insights", sample, "--attributes")}
    assert {"outlet", "role", "quote.quote_type"} <= listed
    refused = run("insights", sample, "voice", "--rows", "nonsense")
    assert refused.exit_code == 2
    assert "nonsense is nothing to count by" in refused.stderr


@pytest.mark.parametrize("copies", ["outlet", "once"])
def test_copies_and_intervals_and_queries_are_asked_for(
    copies: str, told: Told, sample: str
) -> None:
    every = told("insights", sample, "voice")
    some = told("insights", sample, "voice", "--copies", copies, "--sample", "--rows", "all")
    assert any("Near copies of one text count" in note for note in some["notes"])
    assert any(one["low"] is not None for one in some["marks"])
    narrowed = told("insights", sample, "voice", "--query", "coder:ana", "--code", "Quote")
    assert 0 < narrowed["labels"] < every["labels"]


def test_a_network_is_weighed_as_asked(told: Told, sample: str) -> None:
    usual = told("insights", sample, "network")
    other = told(
        *("insights", sample, "network", "--network", "outlet-actor"),
        *("--normalisation", "jaccard", "--once", "month", "--polarity", "ignore"),
    )
    assert usual["value_title"] != other["value_title"]


def test_an_audit_is_held_against_a_benchmark(run: Run, told: Told, sample: str) -> None:
    Path("wanted.csv").write_text("role;share\ncitizen;40 %\nExpert;0,2\n", encoding="utf-8")
    marks = told("insights", sample, "audit", "--wanted", "wanted.csv")["marks"]
    wanted = {one["row"]: one["wanted"] for one in marks if one["wanted"] is not None}
    assert wanted == {"citizen": 0.4, "expert": 0.2}
    assert "wanted" in run("insights", sample, "audit", "--wanted", "wanted.csv").output


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("citizen;many\nexpert;few", "line 2"),
        ("role,share\ncitizen,0,4", "“0,4” is no share"),
        ("\n\ncitizen;many\nexpert;few", "line 4"),
        ("role,share\ncitizen,lots", "line 2"),
        ("citizen,0.2\ncitizen,0.3", "twice"),
        ("citizen", "no category and share"),
        ("role,share", "wants no shares"),
        ('"citizen,0.2', "no CSV"),
    ],
)
def test_a_benchmark_that_can_t_be_read_is_refused_with_its_line(
    written: str, told: str, tmp_path: Path
) -> None:
    path = tmp_path / "wanted.csv"
    path.write_text(written, encoding="utf-8")
    with pytest.raises(UserError, match=told):
        read_wanted(path)


def test_a_heading_of_a_benchmark_may_stand_below_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "wanted.csv"
    path.write_text("\n\nrole;share\nexpert;0,4\n", encoding="utf-8")
    assert read_wanted(path) == {"expert": 0.4}


@pytest.mark.parametrize(
    "words", [("--csv", "x.csv"), ("--out", "x.svg"), ("--passages", "a", "b"), ("--attributes",)]
)
def test_what_needs_a_view_is_refused_without_one(
    words: tuple[str, ...], run: Run, sample: str
) -> None:
    result = run("insights", sample, *words, *(("--csv", "x.csv") if "--csv" not in words else ()))
    assert result.exit_code == 2
    assert "of a VIEW" in result.stderr
    assert not Path("x.csv").exists()


def test_a_view_is_drawn(run: Run, sample: str) -> None:
    result = run("insights", sample, "voice", "--out", "voice.svg")
    assert result.exit_code == 0
    assert "Drew Share of voice in voice.svg" in result.output
    assert Path("voice.svg").read_text(encoding="utf-8").lstrip().startswith("<")
    assert "ends in none of" in run("insights", sample, "voice", "--out", "voice.txt").stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nonsense",), "There is no view nonsense"),
        (("voice", "--layer", "zoe"), "There is no layer zoe"),
        (("voice", "--code", "nonsense"), "There is no code nonsense"),
        (("voice", "--target", "Nobody"), "There is no actor Nobody"),
        (("voice", "--query", "foo:bar"), "foo:"),
        (("voice", "--network", "actor-actor"), "network changes nothing in voice"),
        (("voice", "--once", "month"), "Only cooccurrence and network can have it"),
        (("network", "--rows", "outlet"), "rows changes nothing in network"),
        (("cooccurrence", "--by", "words"), "by changes nothing in cooccurrence"),
        (("network", "--sample"), "sample changes nothing in network"),
        (("voice", "--passages", "x", "", "--out", "x.svg"), "not the passages"),
    ],
)
def test_what_there_is_none_of_is_refused_in_one_line(
    words: tuple[str, ...], told: str, run: Run, sample: str
) -> None:
    result = run("insights", sample, *words)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stderr.count("\n") == 1


def test_pandas_takes_the_records_as_they_are(told: Told, sample: str) -> None:
    frame = pd.DataFrame(insights(sample, "voice", by="words").records())
    assert frame["count"].sum() > 0
    assert list(frame["row_name"].unique())
    with Project.open(sample, read_only=True) as project:
        same = insights(project, "voice", by="words")
    assert frame["count"].to_list() == [one["count"] for one in same.records()]
    assert told("insights", sample, "voice", "--by", "words")["marks"] == same.records()
    with pytest.raises(UserError, match="There is no nonsense of by"):
        insights(sample, "voice", by="nonsense")


def test_whom_it_is_about_is_known_by_name_and_by_id(told: Told, sample: str) -> None:
    with Project.open(sample, read_only=True) as project:
        targets = insights(project, "sentiment").records()
        whole = insights(project, "sentiment", rows="all")
    row, named = targets[0]["row"], targets[0]["row_name"]
    found = told("insights", sample, "sentiment", "--rows", "all", "--target", named)
    assert 0 < found["labels"] < whole.labels
    again = told("insights", sample, "sentiment", "--rows", "all", "--target", row)
    assert again["marks"] == found["marks"]
