"""Driving the real window from its entry point, dialogs included."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from dialogs import in_dialog
from once import copy_of
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QTextCursor
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QListWidget,
    QMenu,
    QMenuBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import Annotation
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import default_codebook
from annotator.gui import app
from annotator.gui.coding.page import CodingPage
from annotator.gui.review import ReviewPage
from annotator.gui.settings.settings import CODER
from annotator.gui.text import ArticleView
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.open_project import OpenProject
from annotator.store.project import Project

D = TypeVar("D", bound=QDialog)
Key = Qt.Key
NONE = Qt.KeyboardModifier.NoModifier
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
LEFT = Qt.MouseButton.LeftButton


def opened(window: MainWindow) -> OpenProject:
    """Return what is open in a window."""
    assert window.project is not None
    return window.project


class User:
    """Somebody with a keyboard and a mouse in front of the window."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.window = self._start(None)

    def _start(self, project: Path | None) -> MainWindow:
        window = app.start(project)
        self.qtbot.addWidget(window)
        window.resize(1280, 800)
        with self.qtbot.waitActive(window):
            window.activateWindow()
        return window

    def code_article(self, folder: Path, text: str) -> "User":
        """Have ana code an English article by the default codebook; it is open."""

        def make(path: Path) -> Project:
            project = Project.create(path, codebook=default_codebook())
            project.coder = "ana"
            article = NewArticle(id="a1", title="An article", text=text, meta={"language": "en"})
            project.apply(ImportRecords(articles=(article,)))
            return project

        path = copy_of(("an article for ana", text), make, folder / "p.annotator")
        self.window.settings.set(CODER, "ana")
        assert self.window.open_path(path, "a1", ask=False)
        QApplication.processEvents()
        self.view.setFocus()
        return self

    def restart(self, project: Path | None = None) -> None:
        """Close the window as a user would and start the program again."""
        self.window.close()
        self.window = self._start(project)

    def leave(self) -> None:
        """Close the window for good."""
        self.window.close()

    # Keys, to whatever has the focus

    def focus(self) -> QWidget:
        """Return what has the keyboard, as a window manager would have it.

        A dialog that closes, such as that of progress, leaves no window active on this platform;
        what has come and gone before it was told that it is active, stays so though it is hidden.
        """
        active = QApplication.activeWindow()
        if active is None or not active.isVisible():
            top = QApplication.activeModalWidget() or self.window
            top.activateWindow()
            self.qtbot.waitUntil(lambda: QApplication.activeWindow() is top)
        widget = QApplication.focusWidget() or self.window
        assert isinstance(widget, QWidget)
        return widget

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        for key in keys:
            self.qtbot.keyClick(self.focus(), key, modifiers)

    def write(self, text: str) -> None:
        for sign in text:
            self.qtbot.keyClicks(self.focus(), sign)

    def in_dialog(
        self, kind: type[D], act: Callable[[D], object], opened_by: Callable[[], object]
    ) -> None:
        """Do something that opens a dialog, and act in it once it is there."""
        in_dialog(kind, act, opened_by, ready=lambda dialog: dialog.isAncestorOf(self.focus()))
        self.focus()

    def by_palette(self, words: str) -> None:
        """Find an act by its words where all acts are searched, and take the first."""
        self.press(Key.Key_K, modifiers=CONTROL)
        self.write(words)
        line, entered = self.focus(), list[bool]()

        def enter() -> None:
            entered.append(True)
            self.qtbot.keyClick(line, Key.Key_Return)

        # From a loop, as a platform does: the act may run one of its own, and the palette goes.
        QTimer.singleShot(0, enter)
        self.qtbot.waitUntil(lambda: bool(entered))

    # What is on the screen

    @property
    def project(self) -> OpenProject:
        return opened(self.window)

    @property
    def coding(self) -> CodingPage:
        return self.project.coding

    @property
    def review(self) -> ReviewPage:
        return self.project.page(ReviewPage)

    def do(self, command: str) -> None:
        """Choose a command from its menu or the palette."""
        self.window.menu_actions.by_id[command].trigger()

    @property
    def view(self) -> ArticleView:
        return self.coding.pane.view

    @property
    def annotations(self) -> list[Annotation]:
        article = self.coding.session.article
        return article.annotations.whole(article.in_order) if article else []

    def texts(self, code: str) -> list[str]:
        return [a.text for a in self.annotations if a.code == code]

    def selected_text(self) -> str:
        selection = self.view.selection()
        return self.view.text[slice(*selection)] if selection else ""

    def say(self) -> str:
        return self.window.status.words()

    # The mouse

    def click_button(self, within: QWidget, name: str) -> None:
        """Click the button that a screen reader calls so."""
        QApplication.processEvents()
        shown = [b for b in within.findChildren(QAbstractButton) if b.isVisible()]
        (button,) = [b for b in shown if name in (b.accessibleName(), b.text())]
        self.qtbot.mouseClick(button, LEFT)

    def click_proposal(self, words: str) -> None:
        """Click the proposal of the open picker that holds these words."""
        (shown,) = [
            box for box in self.window.findChildren(QListWidget, "proposals") if box.isVisible()
        ]
        items = [shown.item(row) for row in range(shown.count())]
        (item,) = [item for item in items if words in item.text()]
        place = shown.visualItemRect(item).center()
        self.qtbot.mouseClick(shown.viewport(), LEFT, pos=place)

    def right_click_text(self, words: str) -> None:
        """Click a place of the text with the right button."""
        place, port = self.point_at(words), self.view.viewport()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(port, QContextMenuEvent(reason, place, port.mapToGlobal(place)))

    def choose(self, title: str) -> None:
        """Choose an entry of the menu that is open."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        (entry,) = [one for one in menu.actions() if one.text().split("\t")[0] == title]
        self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())

    def by_menu(self, *titles: str) -> None:
        """Click a menu of the bar, and in it entry after entry; the last one does something."""
        menu: QMenu | QMenuBar = self.window.menuBar()
        for title in titles:
            (entry,) = [
                one for one in menu.actions() if one.text().replace("&", "").split("\t")[0] == title
            ]
            self.qtbot.mouseClick(menu, LEFT, pos=menu.actionGeometry(entry).center())
            opened = entry.menu()
            if isinstance(opened, QMenu):
                self.qtbot.waitUntil(opened.isVisible)
                menu = opened

    def point_at(self, words: str, offset: int = 1) -> QPoint:
        """Return where a place of the text is drawn; the texts here have no astral characters."""
        position = self.view.text.index(words) + offset
        self.view.reveal(position, position)
        cursor = QTextCursor(self.view.document())
        cursor.setPosition(position)
        line = self.view.cursorRect(cursor)
        return QPoint(line.left() + 1, line.top() + line.height() // 3)

    def click_text(self, words: str, *, times: int = 1) -> None:
        place, port = self.point_at(words), self.view.viewport()
        self.qtbot.mouseClick(port, LEFT, pos=place)
        if times > 1:
            self.qtbot.mouseDClick(port, LEFT, pos=place)
        if times > 2:
            self.qtbot.mouseClick(port, LEFT, pos=place)

    def drag_over(self, words: str) -> None:
        start = self.point_at(words, 0)
        end = self.point_at(words, len(words))
        port = self.view.viewport()
        self.qtbot.mousePress(port, LEFT, pos=start)
        self.qtbot.mouseMove(port, QPoint((start.x() + end.x()) // 2, start.y()))
        self.qtbot.mouseMove(port, end)
        self.qtbot.mouseRelease(port, LEFT, pos=end)
