"""The file under an open project is moved, replaced, overwritten or deleted: nothing is lost."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.draft import Draft
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.errors import BusyError, FileChangedError, FileState, UserError
from annotator.store.backups.making import back_up
from annotator.store.backups.places import BackupPlan, Reason
from annotator.store.keeping import own_edits
from annotator.store.project import Project


def tag(project: Project, name: str) -> None:
    project.apply(Tag(id=name, article="a", code="quote", fragments=((0, 2),)))


def annotations(path: Path) -> set[str]:
    with Project.open(path) as project:
        assert project.check() == []
        return {one.id for one in project.find(Annotation)}


def replace_by_rename(path: Path, older: Path) -> None:
    shutil.copy(older, path.with_name("arriving"))
    path.with_name("arriving").replace(path)


def overwrite(path: Path, older: Path) -> None:
    shutil.copy(older, path)


def overwrite_with_rubbish(path: Path, _older: Path) -> None:
    path.write_bytes(b"rubbish" * 1000)


def empty(path: Path, _older: Path) -> None:
    path.write_bytes(b"")


def delete(path: Path, _older: Path) -> None:
    path.unlink()


def move_away(path: Path, _older: Path) -> None:
    (path.parent / "folder").mkdir()
    path.rename(path.parent / "folder" / path.name)


def remove_folder(path: Path, _older: Path) -> None:
    shutil.rmtree(path.parent)


@pytest.fixture
def older(closed: Path, tmp_path: Path) -> Path:
    """Return a copy of the project from before, elsewhere; it is in a folder of its own."""
    copy = tmp_path.parent / f"{tmp_path.name}-older.annotator"
    shutil.copy(closed, copy)
    return copy


@pytest.mark.parametrize(
    ("happen", "state"),
    [
        (replace_by_rename, FileState.REPLACED),
        (overwrite, FileState.OVERWRITTEN),
        (overwrite_with_rubbish, FileState.OVERWRITTEN),
        (empty, FileState.OVERWRITTEN),
        (delete, FileState.MISSING),
        (move_away, FileState.MISSING),
        (remove_folder, FileState.FOLDER_MISSING),
    ],
)
def test_the_next_edit_is_not_called_done_and_the_work_so_far_is_kept(
    closed: Path, older: Path, happen: Callable[[Path, Path], None], state: FileState
) -> None:
    with Project.open(closed, "ana") as project:
        tag(project, "before")
        happen(closed, older)
        with pytest.raises(FileChangedError) as noticed:
            tag(project, "after")
        error = noticed.value
        assert (error.state, error.done) == (state, False)
        assert error.kept is not None
        assert "ana" in error.kept.name
        assert str(error.kept) in str(error)
        assert "before" in annotations(error.kept)
        with pytest.raises(FileChangedError) as again:
            project.look_at_file()
        assert again.value.kept == error.kept
        project.go_on_in(error.kept)
        tag(project, "after")
        assert project.check() == []
    assert {"before", "after"} <= annotations(error.kept)


def test_what_lies_there_now_is_not_touched_and_can_be_merged(closed: Path, older: Path) -> None:
    with Project.open(older, "ben") as project:
        tag(project, "ben's")
    content = older.read_bytes()
    with Project.open(closed, "ana") as project:
        tag(project, "ana's")
        replace_by_rename(closed, older)
        with pytest.raises(FileChangedError) as noticed:
            project.look_at_file()
    assert closed.read_bytes() == content
    assert noticed.value.kept is not None
    with Project.open(closed, "ana") as project:
        project.bring_in([noticed.value.kept])
    assert {"ana's", "ben's"} <= annotations(closed)


def test_a_file_renamed_in_its_folder_is_followed(closed: Path) -> None:
    with Project.open(closed, "ana") as project:
        tag(project, "before")
        renamed = closed.rename(closed.with_name("renamed.annotator"))
        tag(project, "after")
        assert project.path == renamed
    assert {"before", "after"} <= annotations(renamed)
    assert list(renamed.parent.iterdir()) == [renamed]


def test_edits_of_another_program_are_taken_over_and_are_no_damage(closed: Path) -> None:
    with Project.open(closed, "ana") as one, Project.open(closed, "ben") as two:
        for n in range(5):
            version = two.data_version()
            tag(one, f"one {n}")
            two.look_at_file()
            assert two.data_version() != version
            tag(two, f"two {n}")
        assert one.get(Annotation, "two 4") is not None
        assert one.codebook() == two.codebook()
    assert len(annotations(closed)) == 12


def test_a_file_that_vanishes_within_an_edit_is_noticed_and_the_work_so_far_kept(
    closed: Path,
) -> None:
    class Vanishing(Tag, frozen=True):
        def plan(self, draft: Draft) -> str:
            closed.unlink()
            return super().plan(draft)

    with Project.open(closed, "ana") as project:
        tag(project, "before")
        with pytest.raises(FileChangedError) as noticed:
            project.apply(Vanishing(id="late", article="a", code="quote", fragments=((0, 2),)))
        kept = noticed.value.kept
        assert kept is not None
        project.go_on_in(kept)
        tag(project, "late")
    assert {"before", "late"} <= annotations(kept)


def test_imports_and_merges_of_the_session_are_kept_too(closed: Path, older: Path) -> None:
    with Project.open(older, "ben") as project:
        tag(project, "ben's")
    with Project.open(closed, "ana") as project:
        first = shutil.copy(closed, closed.with_name("first"))
        project.bring_in([older])
        project.undo()
        project.redo()
        tag(project, "ana's")
        project.undo()
        overwrite(closed, Path(first))
        with pytest.raises(FileChangedError) as noticed:
            tag(project, "after")
    kept = noticed.value.kept
    assert kept is not None
    assert "ben's" in annotations(kept)
    with Project.open(kept) as project:
        assert project.redo() is not None
    assert "ana's" in annotations(kept)


def test_a_file_made_read_only_meanwhile_refuses_edits_and_loses_nothing(closed: Path) -> None:
    with Project.open(closed, "ana") as project:
        tag(project, "before")
        closed.chmod(0o444)
        with pytest.raises(UserError, match="was made read-only"):
            tag(project, "after")
        closed.chmod(0o644)
        tag(project, "after")
    assert {"before", "after"} <= annotations(closed)


def test_a_file_that_can_only_be_read_opens_and_stays_as_it_is(closed: Path) -> None:
    closed.chmod(0o444)
    before = closed.read_bytes(), closed.stat().st_mtime_ns
    with Project.open(closed, "ana") as project:
        assert project.read_only == "the file is read-only"
        assert project.check() == []
        with pytest.raises(
            UserError, match=r"can only be read: the file is read-only. Save a copy"
        ):
            tag(project, "x")
        with project.sibling() as sibling:
            assert len(sibling.find(Annotation)) == 2
        copy = closed.with_name("copy.annotator")
        project.copy_to(copy)
    assert (closed.read_bytes(), closed.stat().st_mtime_ns) == before
    assert sorted(closed.parent.iterdir()) == [copy, closed]
    assert annotations(copy) == {"q", "s"}


def test_a_lock_is_told_as_such_and_the_edit_can_be_done_again(closed: Path) -> None:
    with (
        Project.open(closed, "ana") as project,
        closing(sqlite3.connect(closed, isolation_level=None)) as other,
    ):
        project.be_patient(0)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(BusyError):
            tag(project, "x")
        other.execute("ROLLBACK")
        tag(project, "x")
    assert "x" in annotations(closed)


def test_a_second_connection_never_writes_into_the_file_that_took_the_place(
    closed: Path, older: Path
) -> None:
    with Project.open(closed, "ana") as project:
        replace_by_rename(closed, older)
        with pytest.raises(UserError, match="was replaced by another file"):
            project.sibling()
        with pytest.raises(FileChangedError):
            project.apply(SetNote("q", "x"))


def work_before(path: Path, count: int = 10) -> None:
    """Do a day's work in a session of its own."""
    with Project.open(path, "ana") as project:
        for n in range(count):
            tag(project, f"yesterday {n}")


def test_a_longer_version_of_a_colleagues_does_not_take_the_place_of_what_was_there(
    closed: Path, older: Path
) -> None:
    work_before(closed)
    with Project.open(older, "ben") as project:
        for n in range(30):
            tag(project, f"ben {n}")
    with Project.open(closed, "ana") as project:
        tag(project, "today")
        overwrite(closed, older)
        with pytest.raises(FileChangedError) as noticed:
            tag(project, "after")
    assert noticed.value.whole
    assert noticed.value.kept is not None
    kept = annotations(noticed.value.kept)
    assert {"today", *(f"yesterday {n}" for n in range(10))} <= kept
    assert not any(one.startswith("ben") for one in kept)


def test_what_is_too_large_to_be_copied_is_taken_from_a_backup_or_said_to_be_missing(
    closed: Path, older: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_edits, "_MOST_COPIED", 0)
    work_before(closed)
    for backed_up in (False, True):
        work = closed.with_name(f"work {backed_up}.annotator")
        shutil.copy(closed, work)
        with Project.open(work, "ana") as project:
            if backed_up:
                back_up(work, Reason.ASKED, BackupPlan())
            tag(project, "today")
            overwrite(work, older)
            with pytest.raises(FileChangedError) as noticed:
                tag(project, "after")
        assert noticed.value.whole is backed_up
        assert ("something may be missing" in str(noticed.value)) is not backed_up
        assert noticed.value.kept is not None
        kept = annotations(noticed.value.kept)
        assert "today" in kept
        assert ("yesterday 3" in kept) is backed_up


def test_what_a_second_connection_did_is_noticed_to_be_missing_and_kept(
    closed: Path, older: Path
) -> None:
    with Project.open(closed, "ana") as project:
        tag(project, "one")
        before = shutil.copy(closed, closed.with_name("before"))
        with project.sibling() as sibling:
            tag(sibling, "of a job")
        project.look_at_file()
        overwrite(closed, Path(before))
        with pytest.raises(FileChangedError) as noticed:
            project.look_at_file()
    assert noticed.value.kept is not None
    assert {"one", "of a job"} <= annotations(noticed.value.kept)


def test_another_file_in_its_place_is_not_touched_by_a_second_connection(closed: Path) -> None:
    other = closed.with_name("other")
    with closing(sqlite3.connect(other)) as database:
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("CREATE TABLE t (x)")
    content = other.read_bytes()
    with Project.open(closed, "ana") as project:
        other.replace(closed)
        with pytest.raises(UserError):
            project.sibling()
        with pytest.raises(UserError):
            back_up(closed, Reason.ASKED, BackupPlan())
    assert closed.read_bytes() == content
    assert [one.name for one in closed.parent.iterdir()] == [closed.name]


def test_copying_gives_up_where_a_lock_lasts(closed: Path) -> None:
    with (
        Project.open(closed, "ana") as project,
        closing(sqlite3.connect(closed, isolation_level=None)) as other,
    ):
        project.be_patient(0)
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(UserError, match="database is locked"):
            project.copy_to(closed.with_name("copy.annotator"))
        other.execute("ROLLBACK")
    assert not closed.with_name("copy.annotator").exists()


def test_an_edit_that_is_taken_back_by_the_machine_leaves_the_session_as_it_was(
    closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_edits, "_MOST_CHANGES", 2)
    with (
        Project.open(closed, "ana") as project,
        closing(sqlite3.connect(closed, isolation_level=None)) as reader,
    ):
        for n in range(3):
            tag(project, f"kept {n}")
        project.be_patient(0)
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM edit").fetchone()
        with pytest.raises(BusyError):
            tag(project, "late")
        reader.execute("ROLLBACK")
        tag(project, "late")
    assert {"kept 2", "late"} <= annotations(closed)
