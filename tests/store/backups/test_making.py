"""Backups: complete, verified, under names of their own, and nobody else's file is touched."""

import datetime as dt
import shutil
from pathlib import Path

import pytest
from damage import without_guards
from sequences import BOOK, fill

from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.codebook import SetProjectTitle
from annotator.domain.errors import CancelledError, UserError
from annotator.store.backups import copying, making
from annotator.store.backups.making import back_up
from annotator.store.backups.places import (
    Backup,
    BackupPlace,
    BackupPlan,
    Reason,
    backup_at,
    backups_of,
    file_name,
    local_now,
    project_of,
)
from annotator.store.backups.reading import extent_of, own_backups
from annotator.store.backups.restoring import opened_backup, restore
from annotator.store.project import Project

PLAN = BackupPlan()


def made(project: Project, reason: Reason = Reason.WORK, plan: BackupPlan = PLAN) -> Backup:
    found = back_up(project.path, reason, plan)
    assert found is not None
    return found


def listing(folder: Path) -> dict[str, tuple[bytes, int]]:
    found = [one for one in folder.rglob("*") if one.is_file()]
    return {one.name: (one.read_bytes(), one.stat().st_mtime_ns) for one in found}


def test_a_backup_lies_beside_the_project_and_has_everything(project: Project) -> None:
    found = made(project)
    assert found.path.parent == project.path.with_name("p backups")
    assert found.path.name == file_name(found.made, Reason.WORK)
    with opened_backup(found.path) as backup:
        assert backup.latest_edits() == project.latest_edits()
        assert backup.layers() == project.layers()
        assert backup.check() == []
    assert [one.name for one in found.path.parent.iterdir()] == [found.path.name]


def test_none_is_made_when_the_newest_has_everything(project: Project) -> None:
    made(project)
    assert back_up(project.path, Reason.BEFORE_MERGE, PLAN) is None
    project.apply(SetNote("q", "more"))
    assert made(project, Reason.BEFORE_MERGE).reason is Reason.BEFORE_MERGE
    assert len(backups_of(project.path)) == 2


def test_two_in_one_second_have_names_of_their_own(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = local_now()
    monkeypatch.setattr(making, "local_now", lambda: now)
    first = made(project)
    project.apply(SetNote("q", "more"))
    second = made(project)
    assert second.path.name == file_name(now, Reason.WORK, 2)
    assert {one.path for one in backups_of(project.path)} == {first.path, second.path}


def test_a_name_says_when_and_why(tmp_path: Path) -> None:
    moment = dt.datetime(2026, 11, 28, 18, 20, 31).astimezone()
    name = "2026-11-28 18.20.31 before bringing in.annotator"
    assert file_name(moment, Reason.BEFORE_MERGE) == name
    (tmp_path / name).write_bytes(b"x")
    found = Backup(tmp_path / name, moment, Reason.BEFORE_MERGE, 1)
    assert backup_at(tmp_path / name) == found
    for other in ("notes.annotator", "2026-13-28 18.20.31.annotator", f"x{name}"):
        (tmp_path / other).write_bytes(b"x")
        assert backup_at(tmp_path / other) is None


def test_only_own_backups_are_ever_deleted(project: Project, tmp_path: Path) -> None:
    folder = project.path.with_name("p backups")
    folder.mkdir()
    with Project.create(tmp_path / "another.annotator") as another:
        another.apply(SetProjectTitle("Another"))
    long_ago = dt.datetime(2020, 1, 1).astimezone()
    for day in range(8):
        name = file_name(long_ago + dt.timedelta(days=day), Reason.WORK)
        shutil.copy(another.path, folder / name)
    (folder / "2020-02-01 10.00.00.annotator").write_text("no project at all")
    (folder / "thesis.annotator").write_text("mine")
    (folder / "2020-02-02 10.00.00.annotator").symlink_to(another.path)
    before = listing(folder)
    for number in range(7):
        project.apply(SetNote("q", str(number)))
        made(project)
    after = listing(folder)
    assert {name: after.get(name) for name in before} == before
    # All seven are of one hour or two: the last five stay, and perhaps one of the hour before.
    assert len(after) - len(before) in (5, 6)


def test_where_nothing_can_be_written_beside_it_goes_to_the_other_folder(
    project: Project, tmp_path: Path
) -> None:
    project.path.with_name("p backups").write_text("in the way")
    plan = BackupPlan(apart=tmp_path / "data")
    found = made(project, plan=plan)
    assert found.path.parent.parent == tmp_path / "data"
    assert [one.path for one in backups_of(project.path, plan)] == [found.path]
    with pytest.raises(UserError, match=r"^No backup of p\.annotator can be made: .*settings\.$"):
        back_up(project.path, Reason.WORK, PLAN)


def test_the_other_folder_is_taken_where_that_is_wanted(project: Project, tmp_path: Path) -> None:
    plan = BackupPlan(place=BackupPlace.APART, apart=tmp_path / "data")
    assert made(project, plan=plan).path.is_relative_to(tmp_path / "data")
    assert back_up(project.path, Reason.WORK, PLAN.__class__(apart=tmp_path / "data")) is None


def test_a_cancelled_backup_leaves_nothing(project: Project) -> None:
    def cancel(_done: int, _total: int) -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        back_up(project.path, Reason.WORK, PLAN, cancel)
    assert not project.path.with_name("p backups").exists()


def test_a_project_that_is_written_to_all_the_time_is_copied_in_one_go(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copying, "PAGES", 4)
    steps = iter(range(200))

    def write(done: int, total: int) -> None:
        if total and 0 < done < total:
            project.apply(SetNote("q", str(next(steps))))

    found = back_up(project.path, Reason.WORK, PLAN, write)
    assert found is not None
    assert next(steps) > copying.RESTARTS
    with opened_backup(found.path) as backup:
        assert backup.check() == []


def test_a_damaged_project_gives_no_backup_and_the_older_ones_stay(closed: Path) -> None:
    with Project.open(closed, "ana") as project:
        for number in range(5):
            project.apply(SetNote("q", str(number)))
            made(project)
        project.apply(SetNote("q", "last"))
    before = listing(closed.with_name("p backups"))
    content = bytearray(closed.read_bytes())
    content[4096:8192] = b"\x07" * 4096
    closed.write_bytes(content)
    with pytest.raises(UserError, match=r"since it is damaged: .* earlier backup"):
        back_up(closed, Reason.WORK, PLAN)
    assert listing(closed.with_name("p backups")) == before


def test_a_record_that_is_not_as_it_was_saved_gives_no_backup(closed: Path) -> None:
    with Project.open(closed, "ana") as project:
        first = made(project)
        project.apply(SetNote("q", "later"))
    without_guards(closed, "UPDATE change SET after = replace(after, 'later', 'earlier')")
    with pytest.raises(UserError, match=r"No backup of .* can be made, since it is damaged"):
        back_up(closed, Reason.WORK, PLAN)
    assert [one.path for one in backups_of(closed, PLAN)] == [first.path]


def test_a_backup_from_ahead_of_now_is_not_the_newest(project: Project) -> None:
    found = made(project)
    shutil.copy(
        found.path, found.path.with_name(f"{local_now().year + 4}-01-01 10.00.00.annotator")
    )
    assert backups_of(project.path)[0] == found


def test_those_of_a_family_are_found(project: Project, tmp_path: Path) -> None:
    found = made(project)
    whose = extent_of(found.path)
    assert whose is not None
    with Project.create(tmp_path / "another.annotator") as another:
        another.apply(SetProjectTitle("Another"))
    later = local_now() + dt.timedelta(minutes=1)
    shutil.copy(another.path, found.path.parent / file_name(later, Reason.WORK))
    assert own_backups(project.path, whose.family) == [found]
    assert backups_of(project.path)[0].made == later
    assert own_backups(tmp_path / "third.annotator", whose.family) == []


def test_looking_into_a_backup_changes_nothing(project: Project) -> None:
    found = made(project)
    before = listing(found.path.parent)
    extent_of(found.path)
    with opened_backup(found.path) as backup:
        backup.layers()
    assert listing(found.path.parent) == before


def test_a_backup_is_restored_as_a_new_file_only(project: Project, tmp_path: Path) -> None:
    found = made(project)
    out = tmp_path / "back.annotator"
    restore(found.path, out)
    with Project.open(out, "ana") as back:
        assert back.latest_edits() == project.latest_edits()
        assert back.check() == []
    before = out.read_bytes()
    with pytest.raises(UserError, match=r"back\.annotator is already there\. Choose another name"):
        restore(found.path, out)
    assert out.read_bytes() == before
    with pytest.raises(UserError, match="can't be written"):
        restore(found.path, tmp_path / "gone" / "back.annotator")
    assert not [one for one in tmp_path.iterdir() if one.name.startswith(".")]


def test_what_a_killed_program_left_is_swept_when_the_project_is_opened(project: Project) -> None:
    made(project)
    left = project.path.with_name("p backups") / f".annotator-{'0a' * 12}.part"
    left.mkdir()
    (left / "lock").touch()
    (left / "new-0").write_text("half")
    Project.open(project.path).close()
    assert not left.exists()


def test_projects_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    plan = BackupPlan(place=BackupPlace.APART, apart=tmp_path / "data")
    found: list[Path] = []
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        with Project.create(tmp_path / folder / "Study.annotator", codebook=BOOK) as project:
            project.coder = "ana"
            fill(project)
            found.append(made(project, plan=plan).path.parent)
    assert found[0] != found[1]


def test_nobody_reads_a_backup_who_may_not_read_the_project(
    project: Project, tmp_path: Path
) -> None:
    project.path.chmod(0o600)
    found = made(project)
    restore(found.path, tmp_path / "back.annotator")
    for path in (found.path, tmp_path / "back.annotator"):
        assert path.stat().st_mode & 0o077 == 0


def test_a_backup_leads_to_its_project(project: Project) -> None:
    found = made(project)
    assert project_of(found.path) == project.path
    assert project_of(project.path) == project.path
