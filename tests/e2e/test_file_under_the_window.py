"""The project's file is moved, replaced or locked while somebody codes: no key press is lost."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from user import Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import read_codebook
from annotator.gui.project.file_changed import AfterChange, FileChangedDialog
from annotator.gui.settings.settings import CODER
from annotator.gui.team.bringing import BringInDialog
from annotator.resources import resource
from annotator.store.opening.presence import OpenMark
from annotator.store.project import Project

TEXT = '"We see," she said. He said nothing. They left.'


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study" / "study.annotator"
    path.parent.mkdir()
    codebook = read_codebook(resource("codebooks", "default.json"))
    with Project.create(path, title="Study", codebook=codebook) as project:
        project.coder = "ben"
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="A", text=TEXT),)))
    return path


@pytest.fixture
def coder(user: User, study: Path) -> User:
    """Give a user who has the study open, with the article in front of them."""
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(study, "A", ask=False)
    return user


def mark(user: User) -> None:
    """Tag the sentence at the caret as a source, by keyboard."""
    user.coding.pane.view.setFocus()
    user.press(Key.Key_S)
    user.press(Key.Key_Escape)


def annotations(path: Path) -> list[str]:
    with Project.open(path) as project:
        assert project.check() == []
        return sorted(one.text for one in project.find(Annotation))


def colleague_tags(path: Path) -> None:
    with Project.open(path, "ben") as project:
        project.apply(Tag(id="ben's", article="a", code="quote", fragments=((0, 9),)))


def noticed(user: User, act: Callable[[FileChangedDialog], object]) -> Path:
    """Let the window come to the front, act in what it asks, and return where the work went."""
    kept: list[Path] = []

    def answer(dialog: FileChangedDialog) -> None:
        kept.append(user.project.session.project.path)
        act(dialog)

    user.in_dialog(FileChangedDialog, answer, user.project.session.refresh_from_disk)
    return kept[0]


def button(dialog: FileChangedDialog, choice: AfterChange) -> None:
    names = {AfterChange.MERGE: "Bring both", AfterChange.PUT_BACK: "Put it back"}
    (found,) = [one for one in dialog.others if names[choice] in one.text().replace("&", "")]
    found.click()


def test_a_replaced_file_and_ones_own_work_are_brought_together(coder: User, study: Path) -> None:
    other = study.parent.parent / "other.annotator"
    shutil.copy(study, other)
    colleague_tags(other)
    mark(coder)
    own = [one.text for one in coder.annotations]
    assert len(own) == 1
    coder.project.session.apply(SetNote(coder.annotations[0].id, "mine"))
    other.replace(study)

    def take(dialog: BringInDialog) -> None:
        coder.qtbot.waitUntil(lambda: dialog.preview is not None)
        coder.press(Key.Key_Return)

    kept: list[Path] = []

    def both() -> None:
        kept.append(noticed(coder, lambda dialog: button(dialog, AfterChange.MERGE)))

    coder.in_dialog(BringInDialog, take, both)
    coder.qtbot.waitUntil(lambda: len(annotations(study)) == 2)
    assert coder.project.session.project.path == study
    assert annotations(kept[0]) == own
    coder.qtbot.waitUntil(lambda: len(coder.project.session.project.find(Annotation)) == 2)
    coder.do("undo")
    assert "Undone: Note written" in coder.say(), "what was done last, and nothing else"
    coder.window.close_project()
    assert set(own) <= set(annotations(study))


def test_a_deleted_file_is_put_back_and_an_edit_goes_on_meanwhile(coder: User, study: Path) -> None:
    mark(coder)
    study.unlink()
    coder.in_dialog(
        FileChangedDialog,
        lambda dialog: button(dialog, AfterChange.PUT_BACK),
        lambda: coder.project.session.apply(
            Tag(id="late", article="a", code="quote", fragments=((0, 9),))
        ),
    )
    coder.qtbot.waitUntil(lambda: coder.project.session.project.path == study)
    coder.window.close_project()
    assert len(annotations(study)) == 2


def test_enter_goes_on_in_the_file_in_which_the_work_is_kept(coder: User, study: Path) -> None:
    mark(coder)
    shutil.rmtree(study.parent)
    kept = noticed(coder, lambda _: coder.press(Key.Key_Return))
    mark(coder)
    coder.window.close_project()
    assert kept.parent == Path.home()
    assert len(annotations(kept)) >= 1


def test_an_edit_waits_for_a_lock_and_the_window_does_not(coder: User, study: Path) -> None:
    with closing(sqlite3.connect(study, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        mark(coder)
        session = coder.project.session
        assert session.waiting.some
        coder.qtbot.waitUntil(coder.window.status.waiting.isVisible)
        assert "1 edit waits to be saved" in coder.window.status.waiting.text()
        other.execute("ROLLBACK")
    coder.do("try_again")
    assert not session.waiting.some
    assert not coder.window.status.waiting.isVisible()
    assert len(coder.annotations) == 1
    coder.window.close_project()
    assert len(annotations(study)) == 1


def test_who_else_has_the_project_open_is_said(user: User, study: Path) -> None:
    there = OpenMark(study, "ben")
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(study, "A", ask=False)
    QApplication.processEvents()
    assert "ben" in user.window.status.company()
    there.leave()
    user.window.close_project()
    assert list(study.parent.iterdir()) == [study]


def test_a_colleagues_edit_appears_and_so_does_ones_own(coder: User, study: Path) -> None:
    colleague_tags(study)
    coder.project.session.refresh_from_disk()
    assert [one.id for one in coder.annotations] == ["ben's"]
    mark(coder)
    assert len(annotations(study)) == 2


def test_what_can_only_be_read_says_so_and_refuses_edits(user: User, study: Path) -> None:
    study.chmod(0o444)
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(study, "A", ask=False)
    mark(user)
    assert "can only be read: the file is read-only" in user.say()
    assert user.annotations == []
    user.window.close_project()
    assert list(study.parent.iterdir()) == [study]


def test_closing_while_an_edit_waits_can_be_given_up(coder: User, study: Path) -> None:
    def go_on(box: QMessageBox) -> None:
        assert "1 edit waits to be saved" in box.text()
        coder.press(Key.Key_Escape)

    with closing(sqlite3.connect(study, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        mark(coder)
        coder.qtbot.waitUntil(coder.window.status.waiting.isVisible)
        coder.in_dialog(QMessageBox, go_on, coder.window.close)
        assert coder.window.isVisible()
        assert coder.window.project is not None
        other.execute("ROLLBACK")
    coder.window.close_project()
    assert len(annotations(study)) == 1


def test_nothing_is_asked_in_the_midst_of_a_word(coder: User, study: Path) -> None:
    mark(coder)
    shutil.copy(study, study.with_name("other"))
    study.with_name("other").replace(study)
    coder.press(Key.Key_Shift)
    session = coder.project.session
    session.refresh_from_disk()
    assert session.project.path != study, "the work goes on all the same"
    QApplication.processEvents()
    assert QApplication.activeModalWidget() is None
    coder.in_dialog(
        FileChangedDialog,
        lambda _: coder.press(Key.Key_Escape),
        lambda: coder.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None),
    )


def kept_beside(study: Path) -> Path:
    """Leave work beside the study as an earlier session does whose file was replaced."""
    kept = Path(shutil.copy(study, study.with_name("study (ana, 2030-01-31 09.30.00).annotator")))
    with Project.open(kept, "ana") as project:
        project.apply(Tag(id="ana's", article="a", code="quote", fragments=((0, 9),)))
    return kept


def test_what_was_kept_beside_a_project_is_offered_when_it_is_opened(
    user: User, study: Path
) -> None:
    kept = kept_beside(study)
    user.window.settings.set(CODER, "ana")
    said: list[str] = []

    def not_now(box: QMessageBox) -> None:
        said.append(box.informativeText())
        user.press(Key.Key_Escape)

    def begin() -> None:
        assert user.window.open_path(study)
        user.qtbot.waitUntil(lambda: bool(said))

    user.in_dialog(QMessageBox, not_now, begin)
    assert f"“{kept.name}” holds 1 edit of ana that this project lacks." in said[0]

    def take(dialog: BringInDialog) -> None:
        user.qtbot.waitUntil(lambda: dialog.preview is not None)
        user.press(Key.Key_Return)

    user.in_dialog(BringInDialog, take, lambda: user.do("bring_in"))
    session = user.project.session
    user.qtbot.waitUntil(lambda: len(session.project.find(Annotation)) == 1)
    assert session.project.work_beside() == []
    assert session.kept_beside == ()
