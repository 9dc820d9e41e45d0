"""`annotator actors`: figures, tables, and actors made one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from named_actors import FULL, LAST, named_actors

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
