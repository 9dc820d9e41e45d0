"""Before what a backup is made, and that a failing one stops nothing."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from sequences import BOOK

from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Together
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.store.backups.keeper import BackupKeeper
from annotator.store.backups.occasions import MANY_CHANGES, is_large
from annotator.store.backups.places import BackupPlan, Reason, backups_of
from annotator.store.backups.restoring import opened_backup
from annotator.store.project import Project

KEPT = Path(__file__).parents[2] / "formats" / "projects"


@pytest.fixture
def told(project: Project) -> list[str]:
    heard: list[str] = []
    project.keeper = BackupKeeper(BackupPlan(), lambda error: heard.append(str(error)))
    return heard


def new_article(name: str) -> ImportRecords:
    return ImportRecords(articles=(NewArticle(id=name, title=name, text=f"Text {name}"),))


def test_large_edits_are_those_that_can_change_everything() -> None:
    note = SetNote("q", "x")
    assert is_large(ImportRecords(), 1)
    assert is_large(ReplaceCodebook(BOOK), 0)
    assert is_large(Together([note, ImportRecords()]), 1)
    assert is_large(note, MANY_CHANGES)
    assert not is_large(note, 1)
    assert not is_large(Together([note, note]), 2)


def test_before_an_import_the_state_before_it_is_kept(project: Project, told: list[str]) -> None:
    last = project.latest_edits(1)
    project.apply(new_article("new"))
    (found,) = backups_of(project.path)
    assert found.reason is Reason.BEFORE_BULK
    with opened_backup(found.path) as backup:
        assert backup.latest_edits(1) == last
    project.apply(SetNote("q", "small"))
    assert backups_of(project.path) == [found]
    assert told == []


def test_before_a_merge_the_state_before_it_is_kept(
    project: Project, told: list[str], tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs.annotator"
    project.copy_to(theirs)
    with Project.open(theirs, "ben") as other:
        other.apply(new_article("theirs"))
    last = project.latest_edits(1)
    with project.sibling() as worker:
        worker.bring_in([theirs])
    (found,) = backups_of(project.path)
    assert found.reason is Reason.BEFORE_MERGE
    with opened_backup(found.path) as backup:
        assert backup.latest_edits(1) == last
    assert told == []


def test_a_backup_that_cannot_be_made_is_told_and_the_edit_is_done(
    project: Project, told: list[str]
) -> None:
    project.path.with_name("p backups").write_text("in the way")
    assert project.apply(new_article("new")).changes
    (words,) = told
    assert words.startswith("No backup of p.annotator can be made: ")


def test_a_refused_import_makes_no_backup(project: Project, told: list[str]) -> None:
    with pytest.raises(UserError):
        project.apply(ImportRecords(articles=(NewArticle(id="\n", title="x", text="x"),)))
    assert backups_of(project.path) == []


def test_before_an_upgrade_a_copy_of_the_older_file_is_kept(tmp_path: Path) -> None:
    older = KEPT / "first-schema.annotator"
    path = tmp_path / "Study.annotator"
    for number in (1, 2):
        # The same older file again, as after going back to it: the first copy stays as it is.
        shutil.copy(older, path)
        Project.open(path).close()
        found = backups_of(path)
        assert len(found) == 1, number
    assert found[0].reason is Reason.BEFORE_UPGRADE
    with sqlite3.connect(older) as was, sqlite3.connect(found[0].path) as kept:
        assert list(kept.iterdump()) == list(was.iterdump())
    was.close()
    kept.close()


def test_without_room_for_a_copy_nothing_is_upgraded(tmp_path: Path) -> None:
    path = tmp_path / "Study.annotator"
    shutil.copy(KEPT / "first-schema.annotator", path)
    path.with_name("Study backups").write_text("in the way")
    before = path.read_bytes()
    with pytest.raises(UserError, match=r"^No backup of Study\.annotator can be made"):
        Project.open(path)
    assert path.read_bytes()[100:] == before[100:]
