"""A project of an older version is copied before it is upgraded, and no copy is overwritten."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from annotator.store.file.schema import known_steps
from annotator.store.project import Project

OLD = Path(__file__).parents[2] / "formats" / "projects" / "first-schema.annotator"


def steps(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT count(*) FROM _sqlite_migrations").fetchone()[0]


def test_every_upgrade_leaves_a_copy_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "study.annotator"
    for name in ("study.before-upgrade.annotator", "study.before-upgrade 2.annotator"):
        shutil.copy(OLD, path)
        Project.open(path).close()
        assert steps(tmp_path / name) == 1
        assert steps(path) == len(known_steps())
    (tmp_path / "study.before-upgrade.annotator").write_text("precious")
    shutil.copy(OLD, path)
    Project.open(path).close()
    assert (tmp_path / "study.before-upgrade.annotator").read_text() == "precious"
    assert sorted(one.name for one in tmp_path.iterdir()) == [
        "study.annotator",
        "study.before-upgrade 2.annotator",
        "study.before-upgrade 3.annotator",
        "study.before-upgrade.annotator",
    ]


def test_a_link_in_the_place_of_a_copy_leads_nowhere(tmp_path: Path) -> None:
    path, victim = tmp_path / "study.annotator", tmp_path / "thesis.txt"
    shutil.copy(OLD, path)
    (tmp_path / "study.before-upgrade.annotator").symlink_to(victim)
    Project.open(path).close()
    assert not victim.exists()
    assert steps(tmp_path / "study.before-upgrade 2.annotator") == 1


def test_what_a_killed_program_left_is_swept_away_when_a_project_is_opened(tmp_path: Path) -> None:
    path = tmp_path / "study.annotator"
    Project.create(path).close()
    left = tmp_path / f".annotator-{'0a' * 12}.part"
    left.mkdir()
    (left / "lock").touch()
    (left / "new-0").write_text("half")
    Project.open(path).close()
    assert [one.name for one in tmp_path.iterdir()] == ["study.annotator"]
