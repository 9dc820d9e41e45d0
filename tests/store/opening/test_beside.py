"""What lies beside a project is never believed before the file alone."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote
from annotator.domain.errors import BusyError, UserError
from annotator.store.project import Project

_LATE = """
import os, sqlite3, signal, sys
path, note, how = sys.argv[1:]
database = sqlite3.connect(path, isolation_level=None)
database.execute("PRAGMA journal_mode = " + ("WAL" if how == "wal" else "TRUNCATE"))
if how != "wal":
    database.execute("PRAGMA cache_size = 1")  # so that pages reach the file before the commit
database.execute("BEGIN IMMEDIATE")
database.execute("UPDATE annotation SET note = ? WHERE id = 'q'", [note])
for table in ("link", "status", "decision", "withheld"):
    database.execute(f"DELETE FROM {table}")
if how == "wal":
    database.execute("COMMIT")
elif how == "before":
    pass
os.kill(os.getpid(), signal.SIGKILL)
"""


def killed(path: Path, how: str, note: str = "unfinished " * 2000) -> Path:
    """Leave a file as a program does that is killed while it writes."""
    subprocess.run([sys.executable, "-c", _LATE, str(path), note, how], check=False)
    left = path.with_name(f"{path.name}-{'wal' if how == 'wal' else 'journal'}")
    assert left.stat().st_size > 0
    return left


def note(path: Path) -> str:
    with Project.open(path) as project:
        assert project.check() == []
        quote = project.get(Annotation, "q")
        assert quote is not None
        return quote.note


def names(path: Path) -> list[str]:
    return sorted(one.name for one in path.parent.iterdir())


def test_an_edit_that_broke_off_is_taken_back(closed: Path) -> None:
    before = closed.read_bytes()
    killed(closed, "journal")
    assert closed.read_bytes() != before
    assert note(closed) == ""
    assert names(closed) == ["p.annotator"]


def test_an_edit_that_broke_off_is_taken_back_for_reading_without_a_trace(closed: Path) -> None:
    journal = killed(closed, "journal")
    before = [(one.read_bytes(), one.stat().st_mtime_ns) for one in (closed, journal)]
    with Project.open(closed, read_only=True) as project:
        assert project.check() == []
        quote = project.get(Annotation, "q")
        assert quote is not None
        assert quote.note == ""
        with project.sibling() as sibling:
            assert sibling.get(Annotation, "q") == quote
    assert [(one.read_bytes(), one.stat().st_mtime_ns) for one in (closed, journal)] == before


@pytest.mark.parametrize("how", ["journal", "wal"])
def test_a_backup_over_a_killed_programs_file_opens_and_is_not_touched(
    closed: Path, how: str
) -> None:
    with Project.open(closed, "ana") as project:
        project.apply(SetNote("q", "in the backup"))
    backup = closed.with_name("backup.annotator")
    shutil.copy(closed, backup)
    with Project.open(closed, "ana") as project:
        for n in range(30):
            project.apply(SetNote("q", f"later {n}"))
    left = killed(closed, how).read_bytes()
    shutil.copy(backup, closed)
    assert note(closed) == "in the backup"
    kept = [one for one in closed.parent.iterdir() if "(set aside" in one.name]
    assert [one.read_bytes() for one in kept] == [left]


def test_a_backup_of_another_project_is_not_mixed_with_what_was_left(
    closed: Path, tmp_path: Path
) -> None:
    killed(closed, "journal")
    other = tmp_path / "elsewhere" / "o.annotator"
    other.parent.mkdir()
    Project.create(other, title="Other").close()
    shutil.copy(other, closed)
    with Project.open(closed) as project:
        assert project.info().title == "Other"
        assert project.check() == []
        assert any("is kept as" in sentence for sentence in project.notes)


@pytest.mark.parametrize("content", [b"nonsense" * 1000, bytes.fromhex("d9d505f920a163d7") * 99])
@pytest.mark.parametrize("suffix", ["journal", "wal"])
def test_a_stray_file_with_the_name_of_a_journal_is_set_aside(
    closed: Path, content: bytes, suffix: str
) -> None:
    before = closed.read_bytes()
    closed.with_name(f"p.annotator-{suffix}").write_bytes(content)
    assert note(closed) == ""
    assert closed.read_bytes() == before
    (kept,) = [one for one in closed.parent.iterdir() if one != closed]
    assert "(set aside" in kept.name
    assert kept.read_bytes() == content


@pytest.mark.parametrize("written", [0, 1, 6, 7])
def test_a_journal_whose_heading_broke_off_says_nothing(closed: Path, written: int) -> None:
    before = closed.read_bytes()
    magic = bytes.fromhex("d9d505f920a163d7")[:written].ljust(8, b"\0")
    closed.with_name("p.annotator-journal").write_bytes(magic + b"\1" * 66_000)
    assert note(closed) == ""
    assert (names(closed), closed.read_bytes()) == (["p.annotator"], before)


def test_a_journal_and_a_wal_are_both_set_aside(closed: Path) -> None:
    content = {"journal": b"nonsense" * 100, "wal": b"rubbish!" * 100}
    for suffix, written in content.items():
        closed.with_name(f"p.annotator-{suffix}").write_bytes(written)
    assert note(closed) == ""
    kept = {one.suffix[1:]: one.read_bytes() for one in closed.parent.iterdir() if one != closed}
    assert kept == content


def test_a_journal_that_names_another_file_does_it_no_harm(closed: Path, tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_bytes(b"/nowhere-journal\0")
    journal = killed(closed, "journal")
    name = os.fsencode(victim)
    tail = name + len(name).to_bytes(4, "big") + sum(name).to_bytes(4, "big")
    with journal.open("ab") as file:
        file.write(b"\0\0\0\0" + tail + bytes.fromhex("d9d505f920a163d7"))
    with pytest.raises(UserError, match=r"is damaged: a commit broke off"):
        Project.open(closed)
    assert victim.exists()


def test_newer_work_in_a_wal_is_kept_as_a_project_of_its_own(closed: Path) -> None:
    with Project.open(closed, "ana") as project:
        newer = closed.with_name("newer.annotator")
        project.copy_to(newer)
    with Project.open(newer, "ana") as project:
        project.apply(SetNote("q", "newer"))
    # As an earlier version left it: the newer pages are in the WAL alone.
    work, wal = closed.with_name("w.annotator"), closed.with_name("w.annotator-wal")
    shutil.copy(closed, work)
    with closing(sqlite3.connect(work, isolation_level=None)) as once:
        once.execute("PRAGMA journal_mode = WAL")
        once.execute("PRAGMA wal_autocheckpoint = 0")
        with closing(sqlite3.connect(newer)) as source:
            source.backup(once)
        left = work.read_bytes(), wal.read_bytes()
    wal.unlink(missing_ok=True)
    newer.unlink()
    work.unlink()
    closed.write_bytes(left[0])
    closed.with_name("p.annotator-wal").write_bytes(left[1])
    with Project.open(closed) as project:
        assert project.newer is not None
        (sentence,) = [one for one in project.notes if "1 newer edit" in one]
        assert project.newer.name in sentence
    assert note(closed) == ""
    assert note(project.newer) == "newer"


def test_a_wal_at_work_in_another_program_is_left_alone(
    closed: Path, in_another_process: Callable[[str], None]
) -> None:
    in_another_process(
        "PRAGMA journal_mode = WAL; UPDATE annotation SET note = 'x' WHERE id = 'q';"
        " SELECT 1 FROM annotation"
    )
    with pytest.raises(
        BusyError, match="it is open in another program, perhaps an earlier version"
    ):
        Project.open(closed)
    assert "p.annotator-wal" in names(closed)


def test_a_signal_is_what_kills(closed: Path) -> None:
    """The child that leaves files behind must die of the signal, or these tests prove nothing."""
    child = subprocess.run(
        [sys.executable, "-c", _LATE, str(closed), "x", "wal"], check=False, capture_output=True
    )
    assert child.returncode == -signal.SIGKILL, child.stderr
