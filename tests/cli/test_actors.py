"""`annotator actors`: figures, tables, and actors made one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from named_actors import FULL, LAST, named_actors

from annotator.domain.article import WorkStatus
from annotator.domain.edits.articles import SetStatus
from annotator.domain.edits.links import PutActor
from annotator.domain.people import Actor
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.fixture
def study(tmp_path: Path) -> str:
    named_actors(tmp_path / "s.annotator").close()
    return "s.annotator"


def test_actors_are_listed_with_their_figures(study: str, run: Run, told: Told) -> None:
    assert "Volodymyr Zelensky" in run("actors", study).output
    found = {one["id"]: one for one in told("actors", study)}
    assert (found[LAST]["quotes"], found[LAST]["polarity"]) == (2, -2.0)


def test_only_what_a_coder_may_see_is_counted(
    study: str, run: Run, told: Told, tmp_path: Path
) -> None:
    with Project.open(tmp_path / study, "ana") as project:
        project.apply(SetStatus("a2", WorkStatus.IN_PROGRESS))
    found = {one["id"]: one for one in told("actors", study, "--coder", "ana")}
    assert (found[LAST]["quotes"], found[FULL]["judgements"]) == (1, 0)  # the others are ben's
    refused = run("actors", study, "--coder", "nobody")
    assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)


def test_a_table_goes_out_and_comes_in(study: str, run: Run, told: Told, tmp_path: Path) -> None:
    assert "3 actors" in run("actors", study, "--csv", "a.csv").output
    assert "3 as they are" in run("actors", "import", study, "a.csv").output
    (tmp_path / "b.csv").write_text("name\nNew\n")
    assert told("actors", "import", study, "b.csv", "--dry-run")["written"] is False
    assert told("actors", "import", study, "b.csv", "--me", "lea")["new"] == 1
    with Project.open(tmp_path / study) as project:
        assert len(project.find(Actor)) == 4


def test_actors_are_merged_by_name_and_contradictions_told(
    study: str, run: Run, tmp_path: Path
) -> None:
    said = run("actors", "merge", study, "Volodymyr Zelensky", "zelensky").output
    assert "They differ in affiliation" in said
    assert "3 links in 2 articles" in said
    with Project.open(tmp_path / study) as project:
        gone = project.get(Actor, LAST)
        assert gone is not None
        assert gone.became == FULL


def test_whose_word_is_taken_can_be_said(study: str, run: Run, tmp_path: Path) -> None:
    run("actors", "merge", study, FULL, LAST, "--take", f"affiliation={LAST}")
    with Project.open(tmp_path / study) as project:
        kept = project.get(Actor, FULL)
        assert kept is not None
        assert kept.affiliation == "Government"


@pytest.mark.parametrize(
    "words",
    [
        ("merge", "Nobody", "Zelensky"),
        ("merge", "Zelensky", "Zelensky"),
        ("merge", FULL, LAST, "--take", "colour=full"),
        ("merge", FULL, LAST, "--take", "affiliation=other"),
    ],
)
def test_what_can_not_be_merged_is_refused(study: str, run: Run, words: tuple[str, ...]) -> None:
    act, *rest = words
    assert run("actors", act, study, *rest).exit_code == 2


def test_where_nothing_differs_no_word_can_be_taken(study: str, run: Run, tmp_path: Path) -> None:
    with Project.open(tmp_path / study, "ana") as project:
        project.apply(PutActor(Actor(id="bare", name="Volodymyr")))
    refused = run("actors", "merge", study, FULL, "bare", "--take", "role=bare")
    assert (refused.exit_code, "They differ in nothing" in refused.stderr) == (2, True)
    told = run("actors", "merge", study, FULL, "bare", "Volodymyr", "--dry-run").output
    assert told.startswith("“Volodymyr” will be archived.")


def test_who_merges_is_told_of_the_links_that_they_may_see(
    study: str, run: Run, tmp_path: Path
) -> None:
    with Project.open(tmp_path / study, "ana") as project:
        project.apply(SetStatus("a2", WorkStatus.IN_PROGRESS))
    told = run("actors", "merge", study, FULL, LAST, "--dry-run", "--me", "ana").output
    assert "2 links in 1 article" in told
    assert "Links on labels that you may not see are carried, too." in told
