"""`annotator formats`, and what an export would lose, told without writing it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from toy_formats import PARCEL, UNREADY, register

Run = Callable[..., Result]
Told = Callable[..., Any]


@pytest.fixture(autouse=True)
def _toys(monkeypatch: pytest.MonkeyPatch) -> None:
    register(monkeypatch, PARCEL, UNREADY)


def test_formats_stand_under_what_they_are_for(run: Run) -> None:
    lines = run("formats").stdout.splitlines()
    headings = [line.partition(":")[0] for line in lines if ": For " in line]
    assert headings[0] == "Tables"
    assert headings[-1] == "Publishing"
    (parcel,) = [line for line in lines if line.startswith("parcel")]
    assert "folder or .zip" in parcel
    assert parcel.endswith("heads, order, seed, licence")
    (unready,) = [line for line in lines if line.startswith("unready")]
    assert unready.endswith("needs [unready]")


def test_one_format_is_told_with_its_options_and_what_they_are_otherwise(run: Run) -> None:
    said = run("formats", "parcel").stdout
    assert "For those who like to unpack." in said
    assert "It is asked for by name: --format parcel." in said
    assert "It has no place for articles without annotations" in said
    rows = [line.split() for line in said.splitlines() if line.startswith(("order", "seed"))]
    assert [row[1:3] for row in rows] == [["as_is", "as_is,"], ["1", "1–99"]]


def test_what_has_to_be_installed_is_said(run: Run) -> None:
    assert 'pip install "media-annotator[unready]"' in run("formats", "unready").stdout


def test_programs_are_told_all_of_it(told: Told) -> None:
    found = {one["id"]: one for one in told("formats")}
    assert found["csv"]["by_ending"]
    assert found["csv"]["columns"]
    assert not found["parcel"]["by_ending"]
    assert found["parcel"]["folder"]
    assert [one["default"] for one in found["parcel"]["options"]] == [True, "as_is", 1, ""]
    assert found["parcel"]["options"][1]["values"] == ["as_is", "turned"]
    assert (found["unready"]["extra"], found["unready"]["ready"]) == ("unready", False)


def test_an_unknown_format_is_refused_with_those_that_there_are(run: Run) -> None:
    result = run("formats", "nonsense")
    assert result.exit_code == 2
    assert {"csv,", "jsonl,", "brat,"} <= set(result.stderr.split())


def test_losses_can_be_asked_for_without_writing(
    run: Run, told: Told, study: str, tmp_path: Path
) -> None:
    before = set(tmp_path.iterdir())
    said = run("export", study, "out.csv", "--losses")
    assert "2 articles without annotations will not be in the file." in said.stdout
    assert said.stderr == ""
    object_ = told("export", study, "out.csv", "--losses")
    assert object_["losses"] == said.stdout.splitlines()
    assert set(tmp_path.iterdir()) == before


def test_that_nothing_would_be_lost_is_said(run: Run, study: str) -> None:
    assert run("export", study, "out.jsonl", "--losses").stdout == "Nothing would be left out.\n"


def test_a_folder_takes_its_options_from_the_command_line(
    run: Run, study: str, tmp_path: Path
) -> None:
    chosen = ("--format", "parcel", "--set", "order=turned", "--set", "seed=7")
    assert run("export", study, "out", *chosen).exit_code == 0
    said = (tmp_path / "out" / "said.txt").read_text(encoding="utf-8").splitlines()
    assert said == ["7", "", "Café öffnet", "Budget passes"]
    assert run("export", study, "out.zip", *chosen).exit_code == 0
    assert (tmp_path / "out.zip").is_file()


def test_a_folder_that_no_export_wrote_stays(run: Run, study: str, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "kept.txt").write_text("precious", encoding="utf-8")
    result = run("export", study, "mine", "--format", "parcel")
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert (tmp_path / "mine" / "kept.txt").read_text(encoding="utf-8") == "precious"
