"""Codebooks on the command line: formats, the shelf, what is added, the guideline book."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from annotator.formats.codebooks import any_codebook
from annotator.store.project import Project
from annotator.workflow.codebooks.shelf import shelf_names

Run = Callable[..., Result]


@pytest.fixture
def study(run: Run) -> str:
    run("new", "p.annotator", "--codebook", "minimal", "--me", "ana")
    return "p.annotator"


@pytest.mark.parametrize("form", ["json", "toml", "csv"])
def test_a_codebook_goes_out_and_comes_in_by_its_ending(run: Run, study: str, form: str) -> None:
    assert run("codebook", "export", study, f"book.{form}").exit_code == 0
    run("new", "other.annotator", "--codebook", "blank")
    assert run("codebook", "import", "other.annotator", f"book.{form}").exit_code == 0
    with Project.open(Path(study)) as one, Project.open(Path("other.annotator")) as other:
        assert other.codebook().codes == one.codebook().codes
        title = "Blank" if form == "csv" else one.codebook().title
        assert other.codebook().title == title


def test_a_format_can_be_named(run: Run, study: str) -> None:
    assert run("codebook", "export", study, "book.txt", "--format", "toml").exit_code == 0
    assert run("codebook", "import", study, "book.txt", "--format", "toml").exit_code == 0
    assert any_codebook(Path("book.txt"), "toml").codes


def test_what_is_lost_is_said_on_standard_error(run: Run, study: str) -> None:
    result = run("codebook", "export", study, "book.csv")
    assert "has no place for the codebook’s title" in result.stderr
    assert "no place" not in run("codebook", "export", study, "book.toml").stderr


def test_a_schema_goes_out_and_is_no_codebook(run: Run, study: str) -> None:
    assert run("codebook", "export", study, "answers.schema.json").exit_code == 0
    assert "2020-12" in Path("answers.schema.json").read_text(encoding="utf-8")
    result = run("codebook", "import", study, "answers.schema.json")
    assert result.exit_code == 2
    assert "no codebook to be read" in result.stderr


def test_the_shelf_is_listed_and_searched(run: Run) -> None:
    listed = json.loads(run("codebook", "shelf", "--json").stdout)["codebooks"]
    names = [one["name"] for one in listed]
    assert sorted(names) == sorted(shelf_names())
    assert (names[0], names[-1]) == ("default", "blank")
    found = run("codebook", "shelf", "straw", "man")
    assert "persuasion-techniques" in found.stdout
    assert "generic-frames" not in found.stdout


def test_codes_are_added_by_name_and_said_first(run: Run, study: str) -> None:
    words = ("codebook", "add", study, "default", "--code", "quote", "--code", "frame")
    dry = run(*words, "--dry-run")
    assert "Adds 1 code: Frame." in dry.stdout
    assert "left as they are there: Quote." in dry.stdout
    with Project.open(Path(study)) as project:
        before = project.codebook().codes
    assert run(*words, "--me", "ana").exit_code == 0
    with Project.open(Path(study)) as project:
        codes = project.codebook().codes
    assert codes[:-1] == before
    assert codes[-1].id == "frame"
    again = run(*words, "--me", "ana")
    assert again.exit_code == 2
    assert "already" in again.stderr


def test_a_code_that_is_not_there_is_refused_with_those_that_are(run: Run, study: str) -> None:
    result = run("codebook", "add", study, "bias", "--code", "frame")
    assert result.exit_code == 2
    assert "It has bias" in result.stderr


@pytest.mark.parametrize(("name", "begins"), [("b.html", b"<!DOCTYPE html>"), ("b.pdf", b"%PDF-")])
def test_a_guideline_book_is_written(run: Run, study: str, name: str, begins: bytes) -> None:
    result = run("codebook", "book", study, name, "--counts")
    assert result.exit_code == 0, result.stderr
    assert Path(name).read_bytes().startswith(begins)
    refused = run("codebook", "book", study, "b.docx")
    assert refused.exit_code == 2
    assert "neither HTML nor PDF" in refused.stderr
