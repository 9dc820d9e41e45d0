"""Another program writes over the file while an edit is written: nothing that is done is lost."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rounds.elsewhere import locked

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.base import Together
from annotator.domain.errors import BusyError, FileChangedError, FileState, UserError
from annotator.store.backups.making import back_up
from annotator.store.backups.places import BackupPlan, Reason
from annotator.store.keeping.kept import WorkFile
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
    project: Project, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = project.path.stat()
    with monkeypatch.context() as at_the_same_instant:
        at_the_same_instant.setattr("time.time_ns", lambda: before.st_mtime_ns)
        project.look_at_file()
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


def test_a_large_edit_that_is_written_over_at_once_is_kept(project: Project, older: Path) -> None:
    many = tuple(
        Tag(id=f"many-{n}", article="a", code="quote", fragments=((0, 2),)) for n in range(60)
    )
    look = project._guard.look

    def written_meanwhile() -> FileState:
        if project.get(Annotation, "many-0") is not None:
            written_over(project.path, older)
        return look()

    project._guard.look = written_meanwhile
    with pytest.raises(FileChangedError) as told:
        project.apply(Together(many, "Many"))
    project._guard.look = look
    assert told.value.done
    assert told.value.kept is not None
    assert annotations(told.value.kept) > DONE | {one.id for one in many}


def test_what_another_program_did_stays_kept_when_an_edit_is_refused(
    project: Project, older: Path
) -> None:
    def of_ben() -> None:
        with Project.open(project.path, "ben") as other:
            tag(other, "of-ben")

    when(project, "BEGIN IMMEDIATE", of_ben)
    with pytest.raises(UserError, match="There is no annotation"):
        project.apply(SetNote("nothing", "refused"))
    written_over(project.path, older)
    with pytest.raises(FileChangedError) as told:
        tag(project, "last")
    assert told.value.kept is not None
    assert annotations(told.value.kept) > DONE | {"of-ben"}


def test_an_edit_that_is_done_is_not_refused_where_its_file_can_not_be_followed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(path: Path) -> None:
        raise BusyError("It can't be opened now", "database is locked")

    monkeypatch.setattr(project, "go_on_in", busy)
    moved = project.path.with_name("renamed.annotator")
    when(project, "COMMIT", lambda: None)
    look = project._guard.look

    def renamed() -> FileState:
        if project.get(Annotation, "last") is not None and project.path.exists():
            project.path.rename(moved)
        return look()

    monkeypatch.setattr(project._guard, "look", renamed)
    tag(project, "last")
    assert annotations(moved) > DONE | {"last"}


def test_bytes_behind_the_last_page_are_no_reason_to_leave_a_file(closed: Path) -> None:
    with closed.open("ab") as file:
        file.write(b"\0" * 4096)
    with Project.open(closed, "ana") as project:
        tag(project, "last")
    assert "last" in annotations(closed)


def test_edits_are_done_where_there_is_no_room_for_a_copy(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open(closed, "ana") as project:
        shutil.rmtree(project._opened.folder.path)
        tag(project, "one")
        tag(project, "two")
    assert annotations(closed) > {"one", "two"}


def test_no_empty_project_is_made_of_a_session_without_edits(closed: Path, older: Path) -> None:
    with Project.open(closed, "ana") as project:
        tag(project, "first")
    with Project.open(closed, "ana") as project:
        shutil.copy(older, closed)
        with pytest.raises(FileChangedError) as told:
            project.look_at_file()
        assert told.value.kept is not None
        assert not told.value.whole
        with Project.open(told.value.kept) as kept:
            assert kept.articles()
        project.path.write_bytes(b"rubbish")
        project._kept = WorkFile()
        with pytest.raises(
            FileChangedError, match="No copy and no backup has what was there"
        ) as told:
            project.look_at_file()
        assert told.value.kept is None


def test_work_is_kept_under_a_lock_only_where_all_of_it_can_be(closed: Path) -> None:
    with Project.open(closed, "ana") as project:
        project.be_patient(0)
        with locked(closed, "EXCLUSIVE"), pytest.raises(UserError):
            project.keep_work()
        assert [one.name for one in closed.parent.glob("*.annotator")] == [closed.name]
        assert back_up(closed, Reason.ASKED, BackupPlan()) is not None
        with locked(closed, "EXCLUSIVE"):
            kept = project.keep_work()
    assert annotations(kept) == annotations(closed)
