"""`annotator freeze`: a state that never changes, from the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.review import Settle
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.fixture
def coded(study: str, tmp_path: Path) -> str:
    with Project.open(tmp_path / study, "ana") as project:
        first = project.article_ids()[0]
        project.apply(Tag(id="one", article=first, code="quote", fragments=((0, 6),)))
    return study


def test_it_is_made_listed_and_compared(run: Run, told: Told, coded: str, tmp_path: Path) -> None:
    result = run("freeze", coded, "Main", "--note", "for the paper")
    assert result.stdout == f"Froze {coded} as “Main” in study-Main.annotator.\n", result.output
    (listed,) = told("freeze", coded, "--list")
    assert (listed["name"], listed["coder"], listed["note"]) == ("Main", "ana", "for the paper")
    assert listed["counts"]["annotations of ana"] == 1
    with Project.open(tmp_path / coded, "lea") as project:
        project.apply(Settle(take=("one",)))
    found = told("freeze", coded, "--compare", "main")
    assert (found["altered"], found["gold"][0]["made"]) == (False, 1)
    lines = run("freeze", coded, "--compare", "study-Main.annotator").stdout
    assert "study-Main.annotator is as it was written." in lines
    assert "Not as it was: " in lines


def test_what_works_on_projects_works_on_a_freeze(
    run: Run, told: Told, coded: str, tmp_path: Path
) -> None:
    frozen = told("freeze", coded, "Main", "--out", "f.annotator")
    assert frozen["path"] == "f.annotator"
    assert told("info", "f.annotator")["freeze"]["name"] == "Main"
    assert "This is the freeze “Main” of " in run("info", "f.annotator").stdout
    assert told("info", coded)["freeze"] is None
    assert run("export", "f.annotator", "out.csv").exit_code == 0
    assert run("check", "f.annotator").exit_code == 0
    before = (tmp_path / "f.annotator").read_bytes()
    result = run("import", "f.annotator", "articles", "--coder", "ana")
    assert (result.exit_code, "it is the freeze “Main”" in result.stderr) == (2, True)
    assert (tmp_path / "f.annotator").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "a name, --list, or --compare"),
        (("Main", "--list"), "a name, --list, or --compare"),
        (("--compare", "None"), "no freeze None"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, coded: str, words: tuple[str, ...], said: str
) -> None:
    result = run("freeze", coded, *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_who_freezes_has_to_be_known(run: Run, coded: str, tmp_path: Path) -> None:
    with Project.open(tmp_path / coded, "ben") as project:
        first = project.article_ids()[0]
        project.apply(Tag(id="two", article=first, code="quote", fragments=((0, 6),)))
    assert "--me HANDLE" in run("freeze", coded, "Main").stderr
    assert run("freeze", coded, "Main", "--coder", "ben").exit_code == 0
