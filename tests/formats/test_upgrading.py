"""A kept project is upgraded when it is opened, and a copy of it as it was is made before."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.store.file.schema import STEPS
from annotator.store.project import Project

OLDER = list(STEPS)[:-1]


def steps_in(path: Path) -> set[str]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
        return {name for (name,) in database.execute("SELECT name FROM _sqlite_migrations")}


@pytest.mark.parametrize("step", OLDER)
def test_a_project_of_an_earlier_version_is_upgraded_after_a_copy(
    step: str, tmp_path: Path
) -> None:
    kept = Path(__file__).parent / "projects" / f"{step.replace('_', '-')}.annotator"
    path = Path(shutil.copy(kept, tmp_path))
    with Project.open(path, "ana") as project:
        assert project.check() == []
        records = len(project.articles())
    assert steps_in(path) == set(STEPS)
    (copy,) = [one for one in tmp_path.rglob("*.annotator") if one != path]
    assert steps_in(copy) == steps_in(kept)
    with Project.open(copy) as before:
        assert len(before.articles()) == records


@pytest.mark.parametrize("step", OLDER)
def test_a_project_that_is_upgraded_already_is_not_copied_again(step: str, tmp_path: Path) -> None:
    kept = Path(__file__).parent / "projects" / f"{step.replace('_', '-')}.annotator"
    path = Path(shutil.copy(kept, tmp_path))
    Project.open(path).close()
    files = sorted(tmp_path.rglob("*"))
    Project.open(path).close()
    assert sorted(tmp_path.rglob("*")) == files
