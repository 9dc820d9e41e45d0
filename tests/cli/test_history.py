"""`annotator history`: the audit trail from the command line."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from annotator.domain.annotation import Annotation
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import SetStatus
from annotator.store.project import Project

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.fixture
def coded(study: str, tmp_path: Path) -> str:
    with Project.open(tmp_path / study, "ana") as project:
        first = project.article_ids()[0]
        project.apply(Tag(id="one", article=first, code="quote", fragments=((0, 6),)))
        project.apply(SetNote("one", "sure"))
        project.coder = "ben"
        project.apply(SetStatus(first, WorkStatus.IN_PROGRESS))
    return study


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_trail_is_written_in_both_formats(run: Run, coded: str, tmp_path: Path) -> None:
    result = run("history", coded, "trail.csv")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Wrote ")
    assert {row["done"] for row in read(tmp_path / "trail.csv")} >= {"Quote made", "Note written"}
    assert run("history", coded, "trail.jsonl").exit_code == 0
    last = json.loads((tmp_path / "trail.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["kind"], last["coder"]) == ("status", "ben")


def test_one_label_is_told_alone(run: Run, told: Told, coded: str, tmp_path: Path) -> None:
    answer = told("history", coded, "life.csv", "--of", "one")
    assert answer == {"out": "life.csv", "form": "lives", "written": "1 label"}
    assert [row["what"] for row in read(tmp_path / "life.csv")][-1] == "noted"
    assert run("history", coded, "life.jsonl", "--lives").stdout == "Wrote 1 label to life.jsonl.\n"


def test_the_codebook_has_its_versions(run: Run, coded: str, tmp_path: Path) -> None:
    assert "1 version of the codebook" in run("history", coded, "c.csv", "--codebook").stdout
    assert {row["after"] for row in read(tmp_path / "c.csv") if row["code"]} == {"new"}


def test_for_a_coder_it_has_what_they_may_see(run: Run, coded: str, tmp_path: Path) -> None:
    assert run("history", coded, "ben.csv", "--as", "BEN").exit_code == 0
    with Project.open(tmp_path / coded) as project:
        assert project.find(Annotation)
    assert not [row for row in read(tmp_path / "ben.csv") if row["kind"] == "annotation"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("o.txt",), "neither CSV nor JSONL"),
        (("o.csv", "--lives", "--codebook"), "two files"),
        (("o.csv", "--as", "zoe"), "no coder zoe"),
        (("o.csv", "--of", "nothing"), "no annotation nothing"),
        (("study.annotator",), "is a project, which would be lost"),
    ],
)
def test_what_makes_no_sense_is_refused(
    run: Run, coded: str, tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    result = run("history", coded, *words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert not (tmp_path / "o.csv").exists()
