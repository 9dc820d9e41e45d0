from collections.abc import Iterator
from pathlib import Path

import pytest
from dialogs import in_dialog
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from annotator.domain.article import Article
from annotator.gui.imports.paste import PasteDialog, paste_article
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.importing.reading import pasted_item

MENU = "Trending\n- POLICE129\n- AMBULANCE112\n- FIREFIGHTER128"
TEXT = f"Leaders press for truce\n\nThe two\u00a0presidents are to speak today 😀.\n\n{MENU}"


@pytest.fixture
def session(tmp_path: Path, qapp: object) -> Iterator[Session]:
    with Project.create(tmp_path / "p.annotator") as project:
        project.coder = "ana"
        yield Session(project)


def opened(session: Session, qtbot: QtBot, text: str = TEXT) -> PasteDialog:
    QGuiApplication.clipboard().setText(text)
    dialog = PasteDialog(
        session, Settings(), pasted_item(QGuiApplication.clipboard().text(), session.project)
    )
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


def test_enter_imports_the_clipboards_text_and_opens_it(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot)
    qtbot.keyClick(dialog.preview.title, Qt.Key.Key_Return)
    assert session.article is not None
    assert session.article.text == TEXT
    assert session.article.article.title == "Leaders press for truce"
    [excluded] = session.article.article.excluded
    assert TEXT[excluded.start :].startswith("Trending")


def test_title_and_metadata_can_be_corrected(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot)
    qtbot.keyClicks(dialog.preview.title, "Truce")
    qtbot.keyClicks(dialog.preview.meta["language"], "en")
    qtbot.keyClick(dialog.preview.meta["language"], Qt.Key.Key_Return)
    [article] = session.project.find(Article)
    assert (article.title, article.meta) == ("Truce", {"language": "en"})


def test_space_takes_a_line_back_in(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot)
    text = dialog.preview.text
    text.moveCursor(text.textCursor().MoveOperation.End)
    qtbot.keyClick(text, Qt.Key.Key_Space)
    qtbot.keyClick(text, Qt.Key.Key_Return)
    [article] = session.project.find(Article)
    assert TEXT[article.excluded[-1].end :] == "\n- FIREFIGHTER128"


def test_escape_imports_nothing(session: Session, qtbot: QtBot) -> None:
    dialog = opened(session, qtbot)
    qtbot.keyClick(dialog.preview.text, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert session.project.articles() == []


def test_a_text_that_is_there_already_is_named(session: Session, qtbot: QtBot) -> None:
    first = opened(session, qtbot)
    qtbot.keyClick(first.preview.title, Qt.Key.Key_Return)
    again = opened(session, qtbot)
    assert "“Leaders press for truce”" in again.problem.text()
    assert again.problem.isVisible()


def test_an_empty_clipboard_is_refused_in_words(session: Session, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(" \n ")
    with qtbot.waitSignal(session.refused) as heard:
        assert paste_article(None, session, Settings()) is None
    assert "no text" in heard.args[0]


def test_the_function_returns_the_new_article(session: Session, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().setText(TEXT)

    def press_enter(dialog: PasteDialog) -> None:
        qtbot.keyClick(dialog, Qt.Key.Key_Return)

    article = in_dialog(PasteDialog, press_enter, lambda: paste_article(None, session, Settings()))
    assert [row.id for row in session.project.articles()] == [article]
