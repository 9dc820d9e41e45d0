"""The dialog in which settings are changed; it is made from their table."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.look.theme import HALF
from annotator.gui.settings.setting import Setting, SettingGroup, SettingKind
from annotator.gui.settings.settings import SETTINGS, Settings
from annotator.gui.widgets.basic import PlainLabel, let_clear, tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, named, run_dialog, secondary_button
from annotator.gui.window.setting_editors import Editor, editor_of

_SIZE = QSize(640, 700)


def show_settings(parent: QWidget | None, settings: Settings) -> None:
    """Let the user change settings; each change counts at once."""
    run_dialog(SettingsDialog(settings, parent))


class SettingsDialog(Dialog):
    """One group under the other, each with a button to its defaults; what is typed narrows them."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        table: Iterable[Setting[Any]] = SETTINGS,
    ) -> None:
        super().__init__(parent, settings, "settings", "Settings", _SIZE)
        self.editors: dict[str, Editor] = {}
        self.defaults: dict[SettingGroup, QWidget] = {}
        self.line = _search_line()
        self._nothing = PlainLabel("Nothing found", role="muted")
        self._rows = {one.key: one for one in table if one.kind is not SettingKind.HIDDEN}
        self._groups: list[_Group] = []
        self._lay_out()
        for key in self._rows:
            self._show(key)
        settings.changed.connect(self._show)
        self.line.textChanged.connect(self._narrow)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        column.setSpacing(0)
        column.addWidget(self._nothing)
        self._nothing.hide()
        for group in SettingGroup:
            rows = [one for one in self._rows.values() if one.group is group]
            if rows:
                part = _Group(group, rows, self._settings)
                self._groups.append(part)
                self.editors |= part.editors
                self.defaults[group] = part.back
                column.addWidget(part)
        column.addStretch(1)
        scrolled = QScrollArea(widgetResizable=True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scrolled.setWidget(page)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        buttons.rejected.connect(self.reject)
        above = QVBoxLayout()
        above.setContentsMargins(MARGIN, MARGIN, MARGIN, 0)
        above.addWidget(self.line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(above)
        layout.addWidget(scrolled, 1)
        layout.addWidget(buttons)

    def _show(self, key: str) -> None:
        if key in self._rows:
            self.editors[key].show(self._settings.get(self._rows[key]))

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        found = [part.narrow(words) for part in self._groups]
        self._nothing.setVisible(not any(found))


class _Group(QWidget):
    """A group's name, beneath it a name, a widget and a sentence for each row, and a way back."""

    def __init__(self, group: SettingGroup, rows: list[Setting[Any]], settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._settings_here = rows
        self._name = group.value.capitalize()
        self.editors: dict[str, Editor] = {}
        self.back = secondary_button("Back to defaults", self._take_back)
        self.back.setAccessibleName(f"{self._name}: back to defaults")
        self._parts: dict[str, tuple[QWidget, ...]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, GAP, 0, GAP)
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        grid.addWidget(PlainLabel(self._name, role="heading"), 0, 0, 1, 2)
        for setting in rows:
            self._add(grid, setting)
        grid.addWidget(self.back, grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        names = [name.sizeHint().width() for name, *_ in self._parts.values()]
        grid.setColumnMinimumWidth(0, max(_names_of(self), *names))

    def _add(self, grid: QGridLayout, setting: Setting[Any]) -> None:
        line = grid.rowCount()
        editor = editor_of(setting, partial(self._settings.set, setting))
        editor.widget.setToolTip(tool_tip(setting.help))
        editor.widget.setAccessibleDescription(setting.help)
        self.editors[setting.key] = editor
        name = named(setting.label, editor.widget)
        said = PlainLabel(setting.help.replace("`", ""), role="muted", wrap=True)
        said.setContentsMargins(0, 0, 0, HALF)  # a hint belongs to what is above it
        grid.addWidget(name, line, 0)
        grid.addWidget(editor.widget, line, 1, Qt.AlignmentFlag.AlignLeft)
        grid.addWidget(said, line + 1, 1)
        self._parts[setting.key] = (name, editor.widget, said)

    def narrow(self, words: list[str]) -> bool:
        """Show the rows that hold every word, be it in the group's name; tell whether some do."""
        found = False
        for setting in self._settings_here:
            told = f"{self._name} {setting.label} {setting.help}".casefold()
            fits = all(word in told for word in words)
            found = found or fits
            for part in self._parts[setting.key]:
                part.setVisible(fits)
        self.back.setVisible(not words)
        self.setVisible(found)
        return found

    def _take_back(self) -> None:
        for setting in self._settings_here:
            self._settings.set(setting, setting.default)


def _names_of(widget: QWidget) -> int:
    """Return the width of most names, in pixels, so that all groups' widgets stand in a line."""
    return widget.fontMetrics().horizontalAdvance("m" * 13)


def _search_line() -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText("Search settings…")
    line.setAccessibleName("Search settings")
    let_clear(line)
    return line
