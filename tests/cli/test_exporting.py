"""`annotator export`: what it tells before it writes, and what it never replaces."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from projects import all_records

from annotator.cli import exporting
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.mark.parametrize("format_id", ["csv", "jsonl"])
def test_a_project_is_not_exported_onto_itself(
    run: Run, told: Told, study: str, format_id: str
) -> None:
    before = told("info", study)
    result = run("export", study, study, "--format", format_id)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "is a project" in result.stderr
    assert told("info", study) == before
    assert run("check", study).exit_code == 0


def test_a_codebook_is_not_exported_onto_a_project(run: Run, told: Told, study: str) -> None:
    before = told("info", study)
    result = run("codebook", "export", study, study)
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert told("info", study) == before
    assert run("check", study).exit_code == 0


def test_a_codebook_that_somebody_keeps_is_not_replaced(
    run: Run, study: str, tmp_path: Path
) -> None:
    run("codebook", "export", study, "out.codebook.json")
    before = (tmp_path / "out.codebook.json").read_bytes()
    result = run("export", study, "out.jsonl")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "out.codebook.json is there already" in result.stderr
    assert (tmp_path / "out.codebook.json").read_bytes() == before
    assert not (tmp_path / "out.jsonl").exists()
    assert run("export", study, "out.csv").exit_code == 0


@pytest.mark.parametrize("words", ["{}", "no JSON", ""])
def test_what_is_no_codebook_at_all_is_not_replaced_either(
    run: Run, study: str, tmp_path: Path, words: str
) -> None:
    (tmp_path / "out.codebook.json").write_text(words, encoding="utf-8")
    assert run("export", study, "out.jsonl").exit_code == 2
    assert (tmp_path / "out.codebook.json").read_text(encoding="utf-8") == words


def test_an_export_may_be_written_again(run: Run, study: str, tmp_path: Path) -> None:
    for _ in range(2):
        assert run("export", study, "out.jsonl").exit_code == 0
    assert (tmp_path / "out.codebook.json").exists()


@pytest.mark.parametrize("option", [(), ("--json",)])
def test_losses_are_listed_before_anything_is_written(
    run: Run, study: str, monkeypatch: pytest.MonkeyPatch, option: tuple[str, ...]
) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exporting, "export", stop)
    result = run("export", study, "out.csv", *option)
    assert result.exit_code == 130
    first, *_, last = result.stderr.splitlines()
    assert first == "2 articles without annotations will not be in the file."
    assert last == "annotator: Stopped; nothing was changed."
    assert result.stdout == ""


def test_losses_are_in_the_object_for_programs_too(told: Told, study: str) -> None:
    losses = told("export", study, "out.csv")["losses"]
    assert "2 articles without annotations will not be in the file." in losses


def test_what_left_as_jsonl_comes_back_into_a_plain_new_project(
    run: Run, told: Told, tmp_path: Path
) -> None:
    run("sample", "s.annotator")
    line = {
        "text": "Aye.",
        "annotations": [
            {
                "code": "irony",
                "coder": "cleo",
                "start": 0,
                "end": 3,
                "decisions": [{"reviewer": "lea", "verdict": "accepted", "at": "2025-05-19"}],
            }
        ],
    }
    (tmp_path / "more.jsonl").write_text(json.dumps(line), encoding="utf-8")
    told("import", "s.annotator", "more.jsonl", "--extend-codebook")
    assert run("export", "s.annotator", "x.jsonl").exit_code == 0
    assert run("new", "p.annotator").exit_code == 0
    assert run("import", "p.annotator", "x.jsonl").exit_code == 0
    with (
        Project.open(tmp_path / "s.annotator") as one,
        Project.open(tmp_path / "p.annotator") as two,
    ):
        wanted = all_records(one)
        assert all(wanted.values()), "every kind of record must be there to come back"
        assert all_records(two) == wanted
        assert two.info() == one.info()
        assert two.codebook() == one.codebook()
        assert two.codebook().version > 1
        assert two.check() == []
