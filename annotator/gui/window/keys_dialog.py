"""The page on which every key can be changed: found by words or keys, clashes told, a way back."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Codebook
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.gui.commands.changed_keys import ChangedKeys
from annotator.gui.commands.command import Command
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.key_file import read_keys, write_keys
from annotator.gui.commands.table import command, commands, key_of, perform, with_key
from annotator.gui.look.theme import HALF, theme_of
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, RowDelegate, let_clear, set_tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, secondary_button
from annotator.gui.widgets.file_dialogs import choose_existing, choose_new, show_refusal

_SIZE = QSize(760, 640)
_IDENT = int(Qt.ItemDataRole.UserRole)
_KEY_FILES = "Keys (*.json)"
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
Row = Command[Any]


class KeysDialog(Dialog):
    """All commands with their keys; the next key pressed becomes that of the row at hand."""

    def __init__(
        self, settings: Settings, codebook: Codebook | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, settings, "keys", "Keys", _SIZE)
        self.keys = ChangedKeys(settings)
        self._codes = {code.key: code.name for code in codebook.usable()} if codebook else {}
        self._catching = ""
        self._adds = False
        self._asked: tuple[str, str] | None = None
        self.line = QLineEdit()
        self.list = QTreeWidget()
        self.said = PlainLabel(wrap=True)
        self.buttons: dict[str, QPushButton] = {}
        self._set_up()
        self._lay_out()
        self.show_keys()
        self.line.textChanged.connect(self.show_keys)
        self.list.itemDoubleClicked.connect(self._begin_here)
        self.list.currentItemChanged.connect(self._stand)
        self.line.setFocus()

    def _set_up(self) -> None:
        self.line.setPlaceholderText("Search what keys do, or keys…")
        self.line.setAccessibleName("Search what keys do, or keys")
        let_clear(self.line)
        self.list.setAccessibleName("What can be done, and its keys")
        self.list.setColumnCount(3)
        self.list.setHeaderLabels(["What it does", "Keys", ""])
        self.list.setRootIsDecorated(False)
        self.list.setIndentation(GAP)
        self.list.setItemDelegate(RowDelegate(self.list))
        header = self.list.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.line.installEventFilter(self)
        self.list.installEventFilter(self)

    def _lay_out(self) -> None:
        on_row = QHBoxLayout()
        for ident, title, act in (
            ("change_key", "Change…", self.begin),
            ("add_key", "Add another…", self.begin_another),
            ("no_key", "No key", self.take_away),
            ("reset_key", "Reset", self.reset),
            ("undo_keys", "Undo", self.undo),
        ):
            on_row.addWidget(self._button(ident, title, act))
        on_row.addStretch(1)
        on_all = QHBoxLayout()
        for ident, title, act in (
            ("reset_keys", "Reset all", self.reset_all),
            ("import_keys", "Import…", self.import_keys),
            ("export_keys", "Export…", self.export_keys),
        ):
            on_all.addWidget(self._button(ident, title, act))
        on_all.addStretch(1)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        for button in close.buttons():
            button.setAutoDefault(False)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - push buttons all
        on_all.addWidget(close)
        self.said.setMinimumHeight(2 * self.said.fontMetrics().lineSpacing() + HALF)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.said)
        layout.addLayout(on_row)
        layout.addLayout(on_all)

    def _button(self, ident: str, title: str, act: Any) -> QPushButton:
        button = self.buttons[ident] = secondary_button(title, act)
        if key_of(ident):
            set_tool_tip(button, with_key(title.rstrip("…"), ident))
        return button

    # Showing

    def show_keys(self, *_: object) -> None:
        """Show the commands that hold every word that is typed, with the keys they have now."""
        here = self._current()
        words = self.line.text().casefold().split()
        clashing = self.keys.clashes()
        self.list.clear()
        group: QTreeWidgetItem | None = None
        for row in commands():
            told = f"{row.group} {_title(row)} {' '.join(row.keys)}".casefold()
            note = self._note(row, clashing.get(row.id, []))
            if not all(word in f"{told} {note.casefold()}" for word in words):
                continue
            if group is None or group.text(0) != row.group:
                group = self._heading(row.group)
            self._item(group, row, note, strong=row.id in clashing)
        self._go_to(here.id if here else "")
        self._refresh_buttons()

    def _heading(self, name: str) -> QTreeWidgetItem:
        item = QTreeWidgetItem(self.list, [name])
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)
        font = item.font(0)
        font.setBold(True)
        item.setFont(0, font)
        item.setExpanded(True)
        return item

    def _item(self, group: QTreeWidgetItem, row: Row, note: str, *, strong: bool) -> None:
        item = QTreeWidgetItem(group, [_title(row), ", ".join(row.keys), note])
        item.setData(0, _IDENT, row.id)
        theme = theme_of(self.palette())
        item.setForeground(2, QColor(theme.danger if strong else theme.muted))

    def _note(self, row: Row, clashing: list[tuple[str, Row]]) -> str:
        if clashing:
            key, other = clashing[0]
            return f"clashes: {key} is “{_title(other)}”, too"
        coded = [key for key in row.keys if key in self._codes] if row.scope.beside_codes else []
        if coded:
            return f"{coded[0]} tags as {self._codes[coded[0]]}, which goes first"
        return "changed" if self.keys.is_changed(row) else ""

    def _current(self) -> Row | None:
        item = self.list.currentItem()
        ident = item.data(0, _IDENT) if item is not None else None
        return command(ident) if ident else None

    def _go_to(self, ident: str) -> None:
        groups = [self.list.topLevelItem(n) for n in range(self.list.topLevelItemCount())]
        items = [one.child(n) for one in groups if one for n in range(one.childCount())]
        found = [one for one in items if one is not None and one.data(0, _IDENT) == ident]
        for item in (found or items)[:1]:
            if item is not None:
                self.list.setCurrentItem(item)

    def choose(self, ident: str) -> None:
        """Make a command's row the one at hand."""
        self._go_to(ident)

    def _stand(self, *_: object) -> None:
        if self._catching or self._asked:
            self._leave()
        self._refresh_buttons()

    def _refresh_buttons(self) -> None:
        row = self._current()
        for ident in ("change_key", "add_key"):
            self.buttons[ident].setEnabled(row is not None)
        self.buttons["change_key"].setText("Take it from there" if self._asked else "Change…")
        self.buttons["no_key"].setEnabled(row is not None and bool(row.keys))
        self.buttons["reset_key"].setEnabled(row is not None and self.keys.is_changed(row))
        self.buttons["reset_keys"].setEnabled(bool(self.keys.changed))
        self.buttons["undo_keys"].setEnabled(self.keys.can_undo)

    def _say(self, words: str, *, danger: bool = False) -> None:
        self.said.set_role("danger" if danger else "")
        self.said.setText(words)

    # Changing

    def begin(self, *, adds: bool = False) -> None:
        """Take the next key that is pressed for the command at hand, or the one that was asked."""
        if self._asked is not None:
            self._give(self._asked[1])
            return
        row = self._current()
        if row is None:
            return
        self._catching, self._adds, self._asked = row.id, adds, None
        what = "another key" if adds else "the new key"
        self._say(f"Press {what} for “{_title(row)}”; {key_of('leave_key')} leaves it as it is.")
        self.list.setFocus()

    def _begin_here(self, _item: QTreeWidgetItem, _column: int) -> None:
        self.begin()

    def begin_another(self) -> None:
        """Take the next key that is pressed as a further one."""
        self.begin(adds=True)

    def _catch(self, key: str) -> None:
        row = command(self._catching)
        if key == key_of("leave_key"):
            self._leave()
            return
        others = self.keys.rivals(row, key)
        if not others:
            self._give(key)
            return
        self._asked = (row.id, key)
        named = " and ".join(f"“{_title(one)}”" for one in others)
        takes, leaves = key_of("change_key"), key_of("leave_key")
        self._say(
            f"{key} is the key of {named}. {takes} takes it from there, {leaves} leaves it.",
            danger=True,
        )
        self._refresh_buttons()

    def _answer(self, key: str) -> None:
        if self._asked is not None and key == key_of("change_key"):
            self._give(self._asked[1])
        else:
            self._leave()

    def _give(self, key: str) -> None:
        row = command(self._catching)
        self._catching, self._asked = "", None
        keys = [*row.keys, key] if self._adds and key not in row.keys else [key]
        others = self.keys.rivals(row, key)
        self.keys.give(row, keys, others)
        self.show_keys()
        self.choose(row.id)
        lost = [_title(one) for one in others if not command(one.id).keys]
        left = f" “{lost[0]}” has no key now." if lost else ""
        self._say(f"“{_title(row)}” has {', '.join(keys)}.{left}")

    def _leave(self) -> None:
        self._catching, self._asked = "", None
        self._say("")
        self._refresh_buttons()

    @property
    def waits(self) -> bool:
        """Whether the next key is taken for a new one, or for an answer."""
        return bool(self._catching)

    def take_away(self) -> None:
        """Leave the command at hand without a key."""
        row = self._current()
        if row is not None:
            self.keys.give(row, [])
            self._tell(f"“{_title(row)}” has no key now.")

    def reset(self) -> None:
        """Give the command at hand the keys that it came with."""
        row = self._current()
        if row is not None:
            self.keys.reset(row)
            self._tell(f"“{_title(row)}” has the keys it came with.")

    def reset_all(self) -> None:
        """Give all commands the keys that they came with."""
        self.keys.reset_all()
        self._tell("All keys are as they came.")

    def undo(self) -> None:
        """Take the last change back."""
        self.keys.undo()
        self._tell("The last change is taken back.")

    def _tell(self, words: str) -> None:
        self.show_keys()
        again = f" {key_of('undo_keys')} undoes." if self.keys.can_undo else ""
        self._say(f"{words}{again}")

    # Files

    def export_keys(self) -> None:
        """Write the changed keys to a file."""
        path = choose_new(self, self._settings, "Export keys", _KEY_FILES, "keys.json")
        if path is None:
            return
        try:
            write_keys(path, self.keys.changed)
        except UserError as error:
            show_refusal(self, "The keys can't be written", error)
            return
        self._say(f"{counted(len(self.keys.changed), 'changed command')} in {path.name}.")

    def import_keys(self) -> None:
        """Take the keys in a file over, instead of what is changed here."""
        path = choose_existing(self, self._settings, "Import keys", _KEY_FILES)
        if path is None:
            return
        try:
            read = read_keys(path)
        except UserError as error:
            show_refusal(self, "The keys can't be read", error)
            return
        self.keys.take_over(read.keys)
        left = f" Not understood: {', '.join(read.unknown)}." if read.unknown else ""
        self._tell(f"{counted(len(read.keys), 'command')} with keys from {path.name}.{left}")

    # Keys

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key that is waited for, whatever it does elsewhere; move from the line."""
        if not isinstance(event, QKeyEvent) or event.type() == QEvent.Type.KeyRelease:
            return super().eventFilter(watched, event)
        if watched is self.list and self._catching:
            return self._take(event)
        if event.type() != QEvent.Type.KeyPress:
            return False
        if watched is self.line and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return watched is self.list and perform(self, key_word(event))

    def _take(self, event: QKeyEvent) -> bool:
        event.accept()
        word = key_word(event)
        if event.type() == QEvent.Type.KeyPress and word:
            if self._asked is None:
                self._catch(word)
            else:
                self._answer(word)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Change the row at hand from the line, too."""
        if not perform(self, key_word(event)):
            super().keyPressEvent(event)


def _title(row: Row) -> str:
    """Return what a command does; of those that differ by a number alone, with that number."""
    number = row.id.rpartition("_")[2]
    return f"{row.title} ({number})" if number.isdigit() else row.title.rstrip("…")
