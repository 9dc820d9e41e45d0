"""The palette: find any action, code or article by a few of its letters."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHeaderView,
    QLineEdit,
    QToolButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import BusyError
from annotator.gui.commands.actions import CommandActions
from annotator.gui.commands.command import Command, KeyGroup
from annotator.gui.commands.table import key_of
from annotator.gui.look.sizes import row_height, scaled
from annotator.gui.look.theme import GRID
from annotator.gui.widgets.basic import RowDelegate
from annotator.gui.window.article_search import ArticleSearch, Entry, ranked
from annotator.gui.window.open_project import OpenProject

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def entries(actions: CommandActions, project: OpenProject | None) -> list[Entry]:
    """Return what can be done now: commands and codes."""
    offered = (one for one in actions.available() if one.group is not KeyGroup.CODES)
    found = [_entry(actions, one) for one in offered if one.id != "palette"]
    if project is None:
        return found
    with suppress(BusyError):  # whoever searches for something else finds it nonetheless
        for code in project.session.codebook.usable():
            tag = partial(project.coding.trigger_code, code.id)
            found.append(Entry(f"Tag as {code.name}", code.key, tag))
    return found


def _entry(actions: CommandActions, command: Command[Any]) -> Entry:
    action = actions.by_id[command.id]
    title = action.text().partition("\t")[0]
    submenu = next((place.submenu for place in command.places), "")
    if submenu and submenu.casefold() not in title.casefold():
        title = f"{submenu}: {title.lower()}"
    return Entry(title, command.key, action.trigger)


def search_button(parent: QWidget, act: Callable[[], object]) -> QToolButton:
    """Return the way to the palette for those who do not know its key yet."""
    button = QToolButton(parent)
    button.setProperty("role", "search")
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.clicked.connect(act)
    say_key(button)
    return button


def say_key(button: QToolButton) -> None:
    """Have the button name the palette's key."""
    button.setText(f"Search actions, articles…   {key_of('palette')}")


class SearchPalette(QDialog):
    """A line and a list; typing narrows, arrows move, Enter does it, Esc leaves."""

    def __init__(
        self, parent: QWidget, entries: Sequence[Entry], project: OpenProject | None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._entries = entries
        self._articles = ArticleSearch(project, self) if project is not None else None
        self._chooses = False
        self._shown: list[Entry] = []
        self.line = QLineEdit()
        self.line.setPlaceholderText("Search actions, codes and articles…")
        self.line.setAccessibleName("Search actions, codes and articles")
        self.list = QTreeWidget()
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.setProperty("role", "sheet")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID, GRID, GRID, GRID)
        layout.addWidget(self.line)
        layout.addWidget(self.list)
        self.line.textChanged.connect(self._narrow)
        self.line.returnPressed.connect(self._choose_first)
        self.list.itemClicked.connect(self._choose)
        self.line.installEventFilter(self)
        if self._articles is not None:
            self._articles.found.connect(self._show)
            self.finished.connect(self._articles.cancel)
        self._narrow("")
        self._place(parent)

    def _place(self, parent: QWidget) -> None:
        width = min(scaled(640), parent.width() - 80)
        self.resize(width, min(12 * row_height() + 64, parent.height() - 120))
        corner = parent.mapToGlobal(parent.rect().topLeft())
        self.move(corner.x() + (parent.width() - width) // 2, corner.y() + 56)
        self.line.setFocus()

    def _narrow(self, words: str) -> None:
        self._chooses = False
        if self._articles is not None:
            self._articles.search(words)
        self._show()

    def _show(self) -> None:
        articles = self._articles.entries if self._articles is not None else []
        self._shown = ranked([*self._entries, *articles], self.line.text())
        self.list.clear()
        for entry in self._shown:
            item = QTreeWidgetItem(self.list, [entry.title, entry.hint])
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            item.setForeground(1, self.palette().placeholderText())
        if not self._shown:
            nothing = QTreeWidgetItem(
                self.list, ["Searching…" if self._busy else "Nothing found", ""]
            )
            nothing.setDisabled(True)
        self._stand(0)
        if self._chooses and not self._busy:
            self._choose()

    @property
    def _busy(self) -> bool:
        return self._articles is not None and self._articles.busy

    def _stand(self, row: int) -> None:
        item = self.list.topLevelItem(row)
        if item is not None:
            self.list.setCurrentItem(item)

    def _choose_first(self) -> None:
        """Do what was found, once it is known what that is."""
        self._chooses = self._busy
        if not self._chooses:
            self._choose()

    def _choose(self, *_: object) -> None:
        item = self.list.currentItem()
        row = self.list.indexOfTopLevelItem(item) if item else -1
        if 0 <= row < len(self._shown):
            act = self._shown[row].act
            self.accept()
            act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the line keeps the focus."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        if event.key() not in _MOVES:
            return False
        self.list.keyPressEvent(event)
        return True
