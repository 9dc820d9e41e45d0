"""Another program keeps readers out: the window goes on, and all is written once it can be."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked
from user import Key, User

from annotator.domain.annotation import Annotation
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.codebook import SetProjectTitle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import BusyError
from annotator.formats.files.codebook import read_codebook
from annotator.gui.history import HistoryPage
from annotator.gui.review import ReviewPage
from annotator.gui.settings.settings import CODER
from annotator.gui.window import crash
from annotator.gui.window.crash import CrashHandler
from annotator.resources import resource
from annotator.store.project import Project

TEXT = '"We see," she said. He said nothing. They left.'


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.annotator"
    codebook = read_codebook(resource("codebooks", "default.json"))
    with Project.create(path, title="Study", codebook=codebook) as project:
        project.coder = "ben"
        articles = (NewArticle(id=one, title=one.upper(), text=TEXT + one) for one in "ab")
        project.apply(ImportRecords(articles=tuple(articles)))
    return path


@pytest.fixture
def coder(user: User, study: Path) -> User:
    """Give a user who has the study open, with the article in front of them."""
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(study, "A", ask=False)
    user.qtbot.waitUntil(lambda: not user.coding.suggesting.finding.busy)
    return user


@pytest.fixture
def handler(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[CrashHandler]:
    """Catch what nobody caught as the program does; anything but a lock fails the test."""
    found: list[BaseException | None] = []
    handler = crash.install(qapp)

    def caught(
        kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not isinstance(error, BusyError):
            found.append(error)
        handler.caught(kind, error, trace)

    monkeypatch.setattr(sys, "excepthook", caught)
    yield handler
    handler.uninstall()
    handler.deleteLater()
    assert found == []


def test_marks_answers_and_notes_go_on_and_are_written_afterwards(
    coder: User, study: Path, handler: CrashHandler
) -> None:
    session, saved = coder.project.session, coder.window.status._saved.text()
    with locked(study, "EXCLUSIVE"):
        coder.coding.pane.view.setFocus()
        coder.press(Key.Key_S)
        assert coder.say() == "Source made — it waits to be saved"
        (made,) = coder.annotations
        assert coder.coding.inspector.header.isVisible()
        coder.press(Key.Key_1)
        coder.do("note")
        coder.write("words")
        coder.press(Key.Key_Escape)
        coder.qtbot.waitUntil(lambda: coder.annotations[0].note == "words")
        assert coder.annotations[0].values
        QApplication.processEvents()
        assert "edits wait to be saved: another program" in coder.window.status.waiting.text()
        assert coder.window.status._saved.text() == saved, "nothing is called saved that isn't"
        assert QApplication.activeModalWidget() is None
    coder.do("try_again")
    assert not session.waiting.locked
    assert not coder.window.status.waiting.isVisible()
    coder.window.close_project()
    with Project.open(study) as project:
        assert project.check() == []
        stored = project.get(Annotation, made.id)
        assert stored is not None
        assert (stored.note, bool(stored.values)) == ("words", True)


def test_what_cant_be_read_is_said_leaves_what_is_shown_and_is_done_later(
    coder: User, study: Path, handler: CrashHandler
) -> None:
    session, window = coder.project.session, coder.window
    articles = coder.coding.articles
    with locked(study, "EXCLUSIVE"):
        assert articles.open_next() == "b"
        assert session.article is not None
        assert session.article.article.id == "a"
        assert articles.table.current() == "a", "the list shows what is open"
        for command in ("mode_history", "actors", "export", "hand_out", "conflicts"):
            coder.do(command)
            QApplication.processEvents()
            assert QApplication.activeModalWidget() is None
            assert QApplication.activePopupWidget() is None
        assert coder.project.shown(HistoryPage) is None
        coder.do("mode_review")
        assert coder.project.shown(ReviewPage) is None, "what it shows first can't be read"
        articles.filter.setText("nothing")
        articles.filter.wanted.emit("nothing")
        coder.qtbot.waitUntil(window.status.waiting.isVisible)
        assert "Another program holds the file" in window.status.waiting.text()
        assert articles.visible_ids() == ["a", "b"]
        articles.filter.setText("")
    coder.do("try_again")
    assert session.article.article.id == "b"
    assert not window.status.waiting.isVisible()
    assert handler.dialog is None
    coder.do("mode_history")
    assert coder.project.shown(HistoryPage) is not None


def test_a_locked_project_is_opened_once_it_is_free(user: User, study: Path, qtbot: QtBot) -> None:
    user.window.settings.set(CODER, "ana")
    with locked(study, "EXCLUSIVE") as let_go:

        def again(box: QMessageBox) -> None:
            assert "locked" in box.informativeText()
            let_go()
            qtbot.waitUntil(lambda: can_be_read(study))
            user.click_button(box, "&Try again")

        user.in_dialog(QMessageBox, again, lambda: user.window.open_path(study, ask=False))
    assert user.window.project is not None


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
def test_what_waits_can_be_kept_in_a_file_when_the_window_is_closed(
    coder: User, study: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved: list[object] = []
    met: list[BaseException | None] = []
    monkeypatch.setattr(sys, "excepthook", lambda _kind, error, _trace: met.append(error))
    coder.project.session.moved.connect(moved.append)
    coder.project.session.apply(SetProjectTitle("Named before"))
    with locked(study, how):
        coder.coding.pane.view.setFocus()
        coder.press(Key.Key_S)
        coder.press(Key.Key_1)
        waiting = coder.project.session.waiting.edits

        def keep(box: QMessageBox) -> None:
            assert (
                box.text() == f"{waiting} edits wait to be saved: another program holds the file."
            )
            coder.click_button(box, "&Keep it in a file")

        coder.in_dialog(QMessageBox, keep, coder.window.close_project)
        assert coder.window.project is None
    assert all(isinstance(one, BusyError) for one in met)
    assert moved == [], "nothing is asked about a file that was left on purpose"
    (kept,) = (path for path in study.parent.glob("*.annotator") if path != study)
    with Project.open(kept) as project:
        assert project.check() == []
        (made,) = project.find(Annotation)
        assert made.values
        assert len(project.articles()) == 2
    with Project.open(study) as project:
        assert project.find(Annotation) == []


def can_be_read(path: Path) -> bool:
    try:
        Project.open(path, read_only=True, patience=0).close()
    except BusyError:
        return False
    return True
