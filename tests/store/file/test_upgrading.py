"""A project of an older version is copied before it is upgraded, and no copy is overwritten."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.store.file.schema import STEPS
from annotator.store.project import Project

OLD = Path(__file__).parents[2] / "formats" / "projects" / "first-schema.annotator"


def steps(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]


def test_an_upgrade_leaves_a_backup_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "study.annotator"
    shutil.copy(OLD, path)
    Project.open(path).close()
    assert steps(path) == len(STEPS)
    (backup,) = (tmp_path / "study backups").iterdir()
    assert steps(backup) == 1
    with Project.open(backup, read_only=True) as project, Project.open(path) as upgraded:
        assert project.latest_edits() == upgraded.latest_edits()
    assert steps(backup) == 1


def test_what_a_killed_program_left_is_swept_away_when_a_project_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "study.annotator"
    Project.create(path).close()
    left = tmp_path / f".annotator-{'0a' * 12}.part"
    left.mkdir()
    (left / "lock").touch()
    (left / "new-0").write_text("half")
    Project.open(path).close()
    assert [one.name for one in tmp_path.iterdir()] == ["study.annotator"]
