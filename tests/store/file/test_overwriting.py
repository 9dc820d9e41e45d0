"""What is a project is known without doing it harm, and nothing is written over it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.store.file.overwriting import is_open, is_project, refuse_long_name
from annotator.store.project import Project


def test_a_closed_project_is_known_by_what_it_begins_with(tmp_path: Path) -> None:
    path = tmp_path / "study.annotator"
    Project.create(path).close()
    other = path.rename(tmp_path / "data.csv")
    assert is_project(other)
    other.write_bytes(b"a,b\r\n")
    assert not is_project(other)
    assert not is_project(tmp_path / "nothing")


@pytest.mark.parametrize("ending", ["-journal", "-wal"])
def test_a_database_in_use_is_known_by_what_lies_beside_it(tmp_path: Path, ending: str) -> None:
    (tmp_path / f"data.csv{ending}").touch()
    assert is_project(tmp_path / "data.csv")


def test_a_project_that_is_open_keeps_its_locks_when_it_is_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "study.annotator"
    second = tmp_path / "second name"
    with Project.create(path) as project:
        os.link(path, second)
        project._database.conn.execute("BEGIN IMMEDIATE")
        assert is_project(path)
        assert is_project(second)
        script = "import sqlite3, sys; sqlite3.connect(sys.argv[1], 0).execute('BEGIN IMMEDIATE')"
        other = subprocess.run(
            [sys.executable, "-c", script, path], capture_output=True, text=True, check=False
        )
        project._database.conn.execute("ROLLBACK")
    assert "locked" in other.stderr


def test_a_project_is_known_to_be_open_until_its_last_connection_is_closed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "study.annotator"
    project = Project.create(path)
    with project.sibling():
        project.close()
        assert is_open(path)
    assert not is_open(path)


def test_a_name_that_leaves_sqlite_no_room_is_refused(tmp_path: Path) -> None:
    refuse_long_name(tmp_path / ("é" * 123 + "x"))
    with pytest.raises(UserError, match="name has 247 bytes at most"):
        refuse_long_name(tmp_path / ("é" * 124))
