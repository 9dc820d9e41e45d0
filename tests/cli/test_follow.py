"""A team on a shared folder, from the command line."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from shared_folder import DEVICES, Desk

from annotator.domain.annotation import Annotation
from annotator.store.project import Project

Run = Callable[..., Result]
NOW = ("--once", "--rest", "0")


@pytest.fixture
def team(run: Run, tmp_path: Path) -> Callable[..., Result]:
    """Set up three desks at one folder; run a command as somebody at theirs."""
    assert run("--version").exit_code == 0
    shared = tmp_path / "shared"
    shared.mkdir()
    desks = {coder: Desk(tmp_path, coder) for coder in DEVICES}
    for desk in desks.values():
        desk.set_up()

    def at(coder: str, *words: str) -> Result:
        with desks[coder].at_home():
            own = {"PROJECT": str(desks[coder].path), "FOLDER": str(shared)}
            return run(*(own.get(one, one) for one in words))

    return at


def begin(team: Callable[..., Result]) -> None:
    assert team("lea", "follow", "PROJECT", "FOLDER", "--me", "lea", *NOW).exit_code == 0
    assert team("ben", "follow", "PROJECT", "FOLDER", "--me", "ben", *NOW).exit_code == 0


def test_work_and_decisions_travel_through_the_folder(
    team: Callable[..., Result], tmp_path: Path
) -> None:
    begin(team)
    Desk(tmp_path, "ben").act("tag", 0)
    sent = team("ben", "follow", "FOLDER", *NOW)
    assert (sent.exit_code, "Wrote Study-ben" in sent.stdout) == (0, True)
    brought = team("lea", "follow", "FOLDER", *NOW)
    assert brought.exit_code == 0
    assert "1 new annotation, 0 changed, 0 deleted" in brought.stdout
    assert brought.stdout.endswith("All is brought in.\n")
    Desk(tmp_path, "lea").act("decide", 0)
    assert "Wrote Study-for-ben" in team("lea", "follow", "PROJECT", *NOW).stdout
    assert team("ben", "follow", "PROJECT", *NOW).exit_code == 0
    assert Desk(tmp_path, "ben").holds()["decisions"] == Desk(tmp_path, "lea").holds()["decisions"]
    assert team("lea", "follow", "FOLDER", *NOW).stdout == "Nothing new in the folder.\n"


def test_what_has_to_be_asked_waits_and_says_how_it_comes_in(
    team: Callable[..., Result], tmp_path: Path
) -> None:
    begin(team)
    Desk(tmp_path, "ben").act("tag", 0)
    team("ben", "follow", "FOLDER", *NOW)
    team("lea", "follow", "FOLDER", *NOW)
    with Project.open(tmp_path / "lea" / "study.annotator", "lea") as project:
        project.undo()
    waits = team("lea", "follow", "FOLDER", *NOW)
    assert waits.exit_code == 1
    assert "was taken back" in waits.stdout
    assert waits.stdout.endswith("1 file waits for a person.\n")
    words = next(one for one in waits.stdout.splitlines() if "annotator merge" in one).split()
    begin_at = words.index("merge")
    assert team("lea", *words[begin_at : begin_at + 3]).exit_code == 0
    assert team("lea", "follow", "FOLDER", *NOW).exit_code == 0
    with Project.open(tmp_path / "lea" / "study.annotator") as project:
        assert len(project.find(Annotation)) == 1


def test_a_dry_run_writes_nothing_and_tells_programs_what_would_come(
    team: Callable[..., Result], tmp_path: Path
) -> None:
    begin(team)
    Desk(tmp_path, "ben").act("tag", 0)
    team("ben", "follow", "FOLDER", *NOW)
    before = (tmp_path / "lea" / "study.annotator").read_bytes()
    names = {one.name: one.read_bytes() for one in (tmp_path / "shared").iterdir()}
    result = team("lea", "follow", "FOLDER", *NOW, "--dry-run", "--json")
    told = json.loads(result.stdout)
    news = [one for one in told["files"] if one["standing"] == "news"]
    assert [(one["coder"], one["new"]) for one in news] == [("ben", 1)]
    assert (told["dry_run"], told["brought"], told["sent"]) == (True, [], [])
    assert (tmp_path / "lea" / "study.annotator").read_bytes() == before
    assert {one.name: one.read_bytes() for one in (tmp_path / "shared").iterdir()} == names
    asked = team("lea", "follow", "FOLDER", *NOW, "--ask")
    assert "1 file would come in by itself." in asked.stdout


def test_it_looks_until_it_is_stopped_and_waits_for_a_folder_that_is_away(
    team: Callable[..., Result], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin(team)
    Desk(tmp_path, "ben").act("tag", 0)
    shared, away = tmp_path / "shared", tmp_path / "away"
    looks: list[float] = []

    def pause(seconds: float) -> None:
        looks.append(seconds)
        if len(looks) == 1:
            shared.rename(away)
        elif len(looks) == 3:
            away.rename(shared)
        elif len(looks) == 5:
            raise KeyboardInterrupt

    monkeypatch.setattr(time, "sleep", pause)
    result = team("ben", "follow", "PROJECT", "--every", "2")
    assert (result.exit_code, looks) == (0, [2] * 5)
    assert result.stdout.count("Wrote Study-ben") == 1
    assert result.stderr.count("can’t be read") == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("FOLDER",), "No project of this device follows shared yet."),
        (("PROJECT",), "follows no folder yet"),
        (("PROJECT", "FOLDER"), "Whose work goes into the folder"),
        (("PROJECT", "FOLDER", "--me", "dora"), "dora is no coder of this project"),
        (("PROJECT", "PROJECT"), "A project follows a folder"),
        (("nowhere",), "There is no folder nowhere"),
    ],
)
def test_what_can_not_be_followed_is_refused_in_a_sentence(
    team: Callable[..., Result], words: tuple[str, ...], said: str
) -> None:
    result = team("lea", "follow", *words, *NOW)
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert said in result.stderr


def test_following_is_forgotten_when_it_is_stopped(team: Callable[..., Result]) -> None:
    begin(team)
    assert team("lea", "follow", "FOLDER", "--stop").exit_code == 0
    assert team("lea", "follow", "FOLDER", *NOW).exit_code == 2
