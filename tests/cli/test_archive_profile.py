"""`annotator archive-profile`: an archive is taught, and its files come in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

Run = Callable[..., Result]
Told = Callable[..., Any]

WIRE = """Search result

Bridge opens
12 March 2020, The Lamp
By Ann Ow

It is open.
It is long.
== == ==
Ferry stops
13 March 2020, The Bell
By Ben Oh

It stops.
== == ==
Nothing
14 March 2020, The Bell

== == ==
"""
TEACH = (
    *("archive-profile", "teach", "wire.txt", "--name", "Wire", "--title", "3", "--date", "4"),
    *("--outlet", "4", "--author", "5", "--text", "7-8"),
)


@pytest.fixture
def wire(run: Run, tmp_path: Path) -> Path:
    """Write the file of an unknown archive beside a new project."""
    path = tmp_path / "wire.txt"
    path.write_text(WIRE, encoding="utf-8")
    assert run("new", "p.annotator").exit_code == 0
    return path


def test_lines_are_printed_with_the_numbers_that_are_asked_for(run: Run, wire: Path) -> None:
    assert wire.exists()
    assert run("archive-profile", "lines", "wire.txt", "--from", "3", "--to", "4").stdout == (
        "     3  Bridge opens\n     4  12 March 2020, The Lamp\n"
    )


def test_what_is_taught_is_told_and_comes_in(run: Run, told: Told, wire: Path) -> None:
    found = told(*TEACH)
    assert [one["title"] for one in found["entries"]] == ["Bridge opens", "Ferry stops", "Nothing"]
    assert [one["lacks"] for one in found["entries"]] == [[], [], ["text"]]
    assert told("archive-profile", "list")["profiles"] == ["Wire"]
    said = told("import", "p.annotator", wire.name)
    assert (said["articles"], said["failed"]) == (2, 1)
    assert said["failures"][0]["message"] == "Entry 3, “Nothing”: it has no text."


def test_a_profile_in_a_file_reads_a_folder(run: Run, told: Told, wire: Path) -> None:
    assert run(*TEACH, "--out", "wire.json").exit_code == 0
    assert told("archive-profile", "list")["profiles"] == []
    folder = wire.parent / "all"
    folder.mkdir()
    wire.rename(folder / "a.txt")
    said = told("import", "p.annotator", "all", "--profile", "wire.json")
    assert (said["articles"], said["failed"]) == (2, 1)


def test_profiles_go_to_a_colleague_and_away(run: Run, told: Told, wire: Path) -> None:
    assert run(*TEACH).stdout.splitlines()[-2] == "3 articles found. Without a text: 3."
    assert run("archive-profile", "export", "Wire", "for-ben.json").exit_code == 0
    assert json.loads((wire.parent / "for-ben.json").read_text("utf-8"))["name"] == "Wire"
    again = run("archive-profile", "export", "Wire", "for-ben.json")
    assert (again.exit_code, "is there already" in again.stderr) == (2, True)
    assert run("archive-profile", "remove", "Wire").stdout == "Dropped Wire.\n"
    assert run("archive-profile", "add", "for-ben.json").exit_code == 0
    assert told("archive-profile", "try", "wire.txt", "Wire")["complete"] == 2


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--title", "x", "--text", "7-8"), "“x” is not of the form 7-20."),
        (("--title", "3", "--text", "8-7"), "are no lines"),
        (("--title", "2", "--text", "7-8"), "No title is marked."),
        (("--title", "7", "--text", "6-8"), "outside its text"),
    ],
)
def test_what_cannot_be_taught_is_refused(
    run: Run, told: Told, wire: Path, words: tuple[str, ...], why: str
) -> None:
    result = run("archive-profile", "teach", wire.name, "--name", "Wire", *words)
    assert result.exit_code == 2
    assert why in result.stderr
    assert told("archive-profile", "list")["profiles"] == []


def test_a_profile_that_is_not_there_is_refused_before_anything_is_read(
    run: Run, wire: Path
) -> None:
    result = run("import", "p.annotator", wire.name, "--profile", "nothing")
    assert result.exit_code == 2
    assert "There is no profile “nothing”." in result.stderr
