"""What killed programs left half made goes away, and nothing else does."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.store.file import file_locks, workshop
from annotator.store.file.workshop import sweep

NAME = f".annotator-{'0a' * 12}.part"
WEEK = 7 * 24 * 3600


def left(folder: Path, *contents: str, machine: bytes | None = None) -> Path:
    """Make what a killed program leaves."""
    path = folder / NAME
    path.mkdir()
    for name in contents:
        (path / name).touch()
    if machine is not None:
        (path / "lock").write_bytes(machine)
    return path


def aged(path: Path) -> Path:
    long_ago = time.time() - WEEK - 60
    for one in (*path.iterdir(), path):
        os.utime(one, (long_ago, long_ago))
    return path


@pytest.mark.parametrize(
    "contents",
    [(), ("lock",), ("lock", "new-0"), ("lock", "new-0", "new-0-journal", "new-1", "old-1")],
)
def test_what_a_killed_program_left_is_swept_away(
    tmp_path: Path, contents: tuple[str, ...]
) -> None:
    left(tmp_path, *contents)
    sweep(tmp_path)
    assert not list(tmp_path.iterdir())


def test_what_a_program_is_still_making_stays(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from annotator.store.file.workshop import workshop\n"
        "with workshop(Path(sys.argv[1])) as own: print(own, flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        own = Path(other.stdout.readline().strip())
        aged(own)
        sweep(tmp_path)
        assert [one.name for one in own.iterdir()] == ["lock"]
        other.kill()
    sweep(tmp_path)
    assert not own.exists()


@pytest.mark.parametrize("name", ["notes.txt", "new-0.bak", "new-12", "lock~"])
def test_a_folder_with_a_file_that_is_not_ours_stays(tmp_path: Path, name: str) -> None:
    path = aged(left(tmp_path, "lock", "new-0", name))
    sweep(tmp_path)
    assert len(list(path.iterdir())) == 3


@pytest.mark.parametrize("name", [".annotator-0a.part", f"{NAME}~", ".study.csv.part"])
def test_a_folder_with_another_name_stays(tmp_path: Path, name: str) -> None:
    left(tmp_path, "lock").rename(tmp_path / name)
    sweep(tmp_path)
    assert (tmp_path / name / "lock").exists()


def test_links_are_not_followed(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    theirs = left(elsewhere, "lock", "new-0")
    victim = tmp_path / "thesis.txt"
    victim.write_text("years of work")
    shared = tmp_path / "shared"
    shared.mkdir()
    (shared / NAME).symlink_to(theirs)
    other = shared / NAME.replace("0a", "0b")
    other.mkdir()
    (other / "new-0").symlink_to(victim)
    (other / "lock").touch()
    sweep(shared)
    assert (theirs / "new-0").exists()
    assert victim.read_text() == "years of work"
    assert [one.name for one in shared.iterdir()] == [NAME]


def test_a_lock_that_is_a_link_is_not_opened(tmp_path: Path) -> None:
    path = left(tmp_path, "new-0")
    (path / "lock").symlink_to(tmp_path / "thesis.txt")
    sweep(tmp_path)
    assert not (tmp_path / "thesis.txt").exists()
    assert (path / "new-0").exists()


def _no_locks(monkeypatch: pytest.MonkeyPatch) -> bytes:
    def no(_: int) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(file_locks, "_lock", no)
    return workshop._machine()


def _another_machine(_: pytest.MonkeyPatch) -> bytes:
    return b"elsewhere 0123"


@pytest.mark.parametrize("arrange", [_no_locks, _another_machine])
def test_where_no_lock_can_tell_it_must_be_old(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arrange: Callable[[pytest.MonkeyPatch], bytes],
) -> None:
    path = left(tmp_path, "new-0", machine=arrange(monkeypatch))
    sweep(tmp_path)
    assert (path / "new-0").exists()
    aged(path)
    sweep(tmp_path)
    assert not path.exists()


def test_files_are_made_where_there_are_no_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _no_locks(monkeypatch)
    with workshop.workshop(tmp_path) as own:
        assert own.is_dir()
    assert not own.exists()


def test_one_swept_away_before_its_lock_was_held_is_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, states = workshop.try_lock, iter([True])

    def first_comes_late(file: int) -> file_locks.LockState:
        if next(states, False):
            sweep_of_another(tmp_path)
        return real(file)

    monkeypatch.setattr(workshop, "try_lock", first_comes_late)
    with workshop.workshop(tmp_path) as own:
        assert (own / "lock").exists()
    assert not list(tmp_path.iterdir())


def sweep_of_another(folder: Path) -> None:
    for path in folder.iterdir():
        (path / "lock").unlink()
        path.rmdir()


def test_a_folder_that_can_not_be_listed_is_left_alone(tmp_path: Path) -> None:
    sweep(tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []
