"""The dialog that corrects a text: what follows is looked at while one types, beside the window."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event, current_thread, main_thread
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from six_articles import six_articles
from waiting import LIMIT

from annotator.domain.edits.correcting import CorrectText
from annotator.domain.edits.settlements import LockArticles, SetArticleState
from annotator.domain.study import ArticleState
from annotator.gui.correcting import CorrectingDialog
from annotator.gui.correcting import dialog as dialog_module
from annotator.gui.correcting.dialog import correct_text
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.correcting import Correction


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with six_articles(tmp_path) as made:
        yield made


@pytest.fixture
def session(project: Project) -> Session:
    made = Session(project)
    made.open_article("a1")
    return made


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> CorrectingDialog:
    made = CorrectingDialog(session, Settings(), "a1")
    session.setParent(made)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: not made.looking.is_due)
    return made


def test_what_follows_is_looked_at_beside_the_window_and_the_last_look_counts(
    dialog: CorrectingDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go = Event(), Event()
    look, threads = dialog_module.foreseen, list[object]()

    def slow(*args: Any) -> Correction:
        threads.append(current_thread())
        begun.set()
        go.wait(LIMIT)
        return look(*args)

    monkeypatch.setattr(dialog_module, "foreseen", slow)
    dialog.edit.insertPlainText("First. ")
    qtbot.waitUntil(begun.is_set)
    dialog.edit.insertPlainText("Second. ")
    go.set()
    qtbot.waitUntil(lambda: not dialog.looking.is_due)
    assert main_thread() not in threads
    assert dialog.differences.texts(0)[1] == "“First. Second.”"


def test_a_long_text_can_be_corrected_by_mouse(
    dialog: CorrectingDialog, qtbot: QtBot, project: Project
) -> None:
    assert not dialog.write.isEnabled()
    long = "All of it is new. " * 15_000
    dialog.edit.setPlainText(long)
    qtbot.mouseClick(dialog.write, Qt.MouseButton.LeftButton)
    assert project.article_text("a1") == long


@pytest.mark.parametrize("frozen", [True, False])
def test_a_text_that_must_stay_is_not_opened_for_nothing(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *, frozen: bool
) -> None:
    if frozen:
        monkeypatch.setattr(type(session.project), "read_only", "it is a freeze")
    else:
        session.apply(SetArticleState(("a1",), ArticleState.SETTLED))
        session.apply(LockArticles(("a1",)))
    parent = QWidget()
    qtbot.addWidget(parent)
    opened: list[object] = []
    monkeypatch.setattr(dialog_module, "run_dialog", opened.append)
    with qtbot.waitSignal(session.refused) as refused:
        correct_text(parent, session, Settings(), "a1")
    assert ("freeze" if frozen else "locked") in str(refused.args)
    assert not opened


def test_what_was_typed_is_left_only_when_asked_again(
    dialog: CorrectingDialog, qtbot: QtBot, project: Project
) -> None:
    before = project.article_text("a1")
    dialog.edit.insertPlainText("Long typed. ")
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "not written" in dialog.problem.text()
    dialog.edit.insertPlainText("More. ")
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Escape)
    assert dialog.isVisible()  # typing on takes the first one back
    cancel = next(one for one in dialog.buttons.buttons() if one is not dialog.write)
    qtbot.mouseClick(cancel, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()
    assert project.article_text("a1") == before


def test_nothing_is_asked_where_nothing_was_typed(dialog: CorrectingDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.edit, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_another_text_to_begin_with_takes_nothing_typed_away_unasked(
    session: Session, qtbot: QtBot
) -> None:
    session.apply(CorrectText("a1", "Another text altogether."))
    dialog = CorrectingDialog(session, Settings(), "a1")
    session.setParent(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    now = dialog.source.currentIndex()
    dialog.edit.insertPlainText("Long typed. ")
    for chosen in (now, 1 - now):
        dialog.source.setCurrentIndex(1 - now)
        dialog.source.activated.emit(1 - now)
        assert dialog.source.currentIndex() == chosen
        assert ("Long typed." in dialog.edit.toPlainText()) == (chosen == now)
