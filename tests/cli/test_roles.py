"""Reviewers and proposals on the command line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.domain.codebook import Code
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import PutCode
from annotator.domain.edits.records import ImportRecords
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., dict[str, Any]]


@pytest.fixture
def study(run: Run, tmp_path: Path) -> str:
    """Make lea's study, and a package that came back from ana with a code of hers."""
    assert run("new", "study.annotator", "--coder", "lea").exit_code == 0
    with Project.open(tmp_path / "study.annotator", "lea") as project:
        article = NewArticle(id="a", title="A", text="Words said here.")
        project.apply(ImportRecords(articles=(article,)))
    assert run("package", "study.annotator", "ana.annotator", "--coder", "ana").exit_code == 0
    with Project.open(tmp_path / "ana.annotator", "ana") as project:
        project.apply(PutCode(Code(id="irony", name="Irony", definition="Not meant so.")))
    return "study.annotator"


def test_what_coders_propose_is_listed_and_taken_by_name(
    run: Run, told: Told, study: str, tmp_path: Path
) -> None:
    (report,) = told("merge", study, "ana.annotator", "--dry-run")["files"]
    (proposal,) = report["proposals"]
    assert (proposal["coder"], proposal["name"], proposal["note"]) == ("ana", "Irony", "new code")
    assert run("merge", study, "ana.annotator", "--coder", "lea").exit_code == 0
    assert "Irony by ana: new code" in run("codebook", "proposals", study).stdout
    refused = run("codebook", "proposals", study, "--take", "ben:irony", "--coder", "lea")
    assert (refused.exit_code, "Proposed is: ana:irony." in refused.stderr) == (2, True)
    taken = run("codebook", "proposals", study, "--take", "ana:irony", "--coder", "lea")
    assert taken.stdout == "0 proposals to be taken or left.\n"
    with Project.open(tmp_path / study) as project:
        assert project.codebook().code("irony") is not None


def test_proposals_are_taken_while_bringing_in_or_left(
    run: Run, told: Told, study: str, tmp_path: Path
) -> None:
    assert run("merge", study, "ana.annotator", "--take", "Irony", "--coder", "lea").exit_code == 0
    with Project.open(tmp_path / study) as project:
        assert project.codebook().code("irony") is not None
        project.undo()
    run("merge", study, "ana.annotator", "--coder", "lea")
    run("codebook", "proposals", study, "--leave", "irony", "--coder", "lea")
    assert told("codebook", "proposals", study) == {"proposals": []}
