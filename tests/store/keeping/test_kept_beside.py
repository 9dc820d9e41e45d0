"""Work that was kept beside a project is found again as long as the project lacks it."""

import shutil
from pathlib import Path

import pytest

from annotator.domain.edits.annotations import Tag
from annotator.store.keeping.kept import kept_name
from annotator.store.keeping.kept_beside import KeptFile, kept_files
from annotator.store.project import Project


def tag(project: Project, name: str) -> None:
    project.apply(Tag(id=name, article="a", code="quote", fragments=((0, 2),)))


@pytest.fixture
def kept(closed: Path) -> Path:
    """Return a file in which work was kept that the project lacks."""
    path = Path(shutil.copy(closed, kept_name(closed, "ana")))
    with Project.open(path, "ana") as project:
        tag(project, "one")
        tag(project, "two")
        project.undo()
    return path


def test_it_is_told_until_it_is_brought_in(closed: Path, kept: Path) -> None:
    with Project.open(closed, "ana") as project:
        assert project.work_beside() == [KeptFile(kept, 3, ("ana",))]
        project.bring_in([kept])
        assert project.work_beside() == []
        project.undo()
        assert project.work_beside() == [], "it was seen, and not wanted"


def test_the_kept_file_does_not_take_itself_or_what_it_came_from_for_kept(
    closed: Path, kept: Path
) -> None:
    with Project.open(kept, "ana") as project:
        assert project.work_beside() == []
    assert kept_files(closed) == [kept]
    assert kept_files(kept) == []


def test_other_projects_copies_and_what_cant_be_read_are_none(closed: Path, kept: Path) -> None:
    shutil.copy(kept, closed.with_name(f"{closed.stem} copy.annotator"))
    shutil.copy(kept, closed.with_name("Other (ana, 2030-01-31 09.30.00).annotator"))
    rubbish = closed.with_name(f"{closed.stem} (ana, 2030-01-31 09.30.00).annotator")
    rubbish.write_bytes(b"rubbish")
    strange = closed.with_name(f"{closed.stem} (ben, 2030-01-31 09.30.00) 2.annotator")
    with Project.create(strange) as project:
        project.coder = "ben"
    assert set(kept_files(closed)) == {kept, rubbish, strange}
    with Project.open(closed, "ana") as project:
        assert [one.path for one in project.work_beside()] == [kept]
    assert rubbish.read_bytes() == b"rubbish"
