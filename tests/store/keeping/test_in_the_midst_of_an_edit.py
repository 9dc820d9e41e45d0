"""Another program writes over the file while an edit is written: nothing that is done is lost."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Tag
from annotator.domain.errors import BusyError, FileChangedError, FileState
from annotator.store.project import Project


def tag(project: Project, name: str) -> None:
    project.apply(Tag(id=name, article="a", code="quote", fragments=((0, 2),)))


def annotations(path: Path) -> set[str]:
    with Project.open(path) as project:
        assert project.check() == []
        return {one.id for one in project.find(Annotation)}


DONE = {f"done-{n}" for n in range(40)}


@pytest.fixture
def older(closed: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(closed, tmp_path / "older"))


@pytest.fixture
def project(closed: Path, older: Path) -> Iterator[Project]:
    with Project.open(closed, "ana") as opened:
        for one in sorted(DONE):
            tag(opened, one)
        yield opened


def when(project: Project, statement: str, act: Callable[[], object]) -> None:
    """Do something once, just before a statement of the next edit."""
    left = [act]

    def heard(sql: str) -> None:
        if sql.startswith(statement) and left:
            left.pop()()

    project._database.conn.set_trace_callback(heard)


def written_over(path: Path, older: Path) -> None:
    """Write the bytes of a file into another, in one stroke."""
    content = older.read_bytes()
    descriptor = os.open(path, os.O_WRONLY)
    os.pwrite(descriptor, content, 0)
    os.ftruncate(descriptor, len(content))
    # Left open: closing it would drop the locks that this process holds, which another's would not.


def test_what_is_written_over_before_a_commit_is_kept(project: Project, older: Path) -> None:
    when(project, "COMMIT", lambda: written_over(project.path, older))
    with pytest.raises(FileChangedError) as told:
        tag(project, "last")
    assert told.value.state is FileState.OVERWRITTEN
    assert told.value.done
    assert told.value.kept is not None
    assert annotations(told.value.kept) > DONE | {"last"}


def test_nothing_is_committed_into_a_file_that_was_written_over(
    project: Project, older: Path
) -> None:
    when(project, "INSERT INTO edit", lambda: written_over(project.path, older))
    with pytest.raises(BusyError):
        tag(project, "last")
    with pytest.raises(FileChangedError) as told:
        tag(project, "last")
    assert not told.value.done
    assert told.value.kept is not None
    assert annotations(told.value.kept) > DONE


def test_what_is_written_over_at_the_same_instant_is_noticed_at_the_next_look(
    project: Project, older: Path
) -> None:
    project.look_at_file()
    before = project.path.stat()
    content = older.read_bytes().ljust(before.st_size, b"\0")
    older.write_bytes(content)
    written_over(project.path, older)
    os.utime(project.path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert project._guard.look() is FileState.SAME, "that is what this is about"
    with pytest.raises(FileChangedError) as told:
        project.look_at_file()
    assert told.value.kept is not None
    assert annotations(told.value.kept) > DONE


def test_other_programs_that_write_as_this_one_does_are_no_reason_to_refuse(
    project: Project,
) -> None:
    for n in range(3):
        with Project.open(project.path, "ben") as other:
            tag(other, f"of-ben-{n}")
        tag(project, f"of-ana-{n}")
    assert annotations(project.path) > {"of-ana-2", "of-ben-2"}
