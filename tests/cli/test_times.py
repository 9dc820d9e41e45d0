"""`annotator times`: how long coders worked, in the history and beside it, once."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.timing import WorkedOn
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.fixture
def timed(study: str, tmp_path: Path) -> str:
    """Let ana work on both articles, and finish one; ben has finished nothing."""
    with Project.open(tmp_path / study, "ana") as project:
        first, second = project.article_ids()
        project.keep_worked(
            {
                WorkedOn("ana", "2026-01-30", first): 3_700_000,
                WorkedOn("ana", "2026-01-31", first): 100_000,
                WorkedOn("ana", "2026-01-31", second): 90_000,
                WorkedOn("ben", "2026-01-31", first): 30_000,
                WorkedOn("ben", "2026-01-31", second): 900,
                WorkedOn("ben", "2026-01-31", "gone"): 90_000,
            }
        )
        project.apply(SetStatus(first, WorkStatus.DONE, tuple(project.worked_on(first))))
        project.keep_worked({WorkedOn("ana", "2026-01-31", first): 5_000})
    return study


def test_each_coder_and_article_has_a_row(told: Told, timed: str) -> None:
    rows = told("times", timed)
    assert [
        (one["coder"], one["article_title"], one["status"], one["days"], one["seconds"])
        for one in rows
    ] == [
        ("ana", "Budget passes", "done", 2, 3805),
        ("ana", "Café öffnet", "new", 1, 90),
        ("ben", "Budget passes", "new", 1, 30),
    ]


def test_people_are_told_it_in_hours_and_minutes(run: Run, timed: str) -> None:
    lines = run("times", timed).stdout.splitlines()
    assert lines[1].endswith("  1 h 3 min")
    assert lines[-2:] == ["ana: 1 h 4 min on 2 articles", "ben: under a minute on 1 article"]


def test_the_times_of_one_coder_go_into_a_table(run: Run, timed: str, tmp_path: Path) -> None:
    with Project.open(tmp_path / timed, "ben") as project:
        project.apply(SetStatus(project.article_ids()[1], WorkStatus.IN_PROGRESS))
    done = run("times", timed, "--coder", "ben", "--csv", "times.csv")
    assert done.stdout == "Wrote 1 time to times.csv.\n"
    with (tmp_path / "times.csv").open(encoding="utf-8", newline="") as file:
        heading, row = csv.reader(file)
    assert heading == ["coder", "article_id", "article_title", "status", "days", "seconds"]
    assert [row[0], *row[2:]] == ["ben", "Budget passes", "new", "1", "30"]


def test_a_project_without_times_says_so(run: Run, told: Told, study: str) -> None:
    assert run("times", study).stdout == "No time is kept in this project.\n"
    assert told("times", study) == []


def test_an_unknown_coder_is_refused(run: Run, timed: str) -> None:
    refused = run("times", timed, "--coder", "zoe")
    assert (refused.exit_code, refused.stderr) == (
        2,
        "annotator: There is no coder zoe in this project.\n",
    )


def test_the_project_is_not_written_over(run: Run, timed: str, tmp_path: Path) -> None:
    before = (tmp_path / timed).read_bytes()
    assert run("times", timed, "--csv", timed).exit_code == 2
    assert (tmp_path / timed).read_bytes() == before
