"""The dialog in which settings are changed; it is made from their table."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLineEdit,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.look.theme import HALF
from annotator.gui.settings.setting import Setting, SettingGroup, SettingKind
from annotator.gui.settings.settings import SETTINGS, Settings
from annotator.gui.widgets.basic import PlainLabel, tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, named, run_dialog, secondary_button

_SIZE = QSize(600, 700)
_WIDEST, _NAMES = 220, 140
Change = Callable[[Any], None]


def show_settings(parent: QWidget | None, settings: Settings) -> None:
    """Let the user change settings; each change counts at once."""
    run_dialog(SettingsDialog(settings, parent))


@dataclass(frozen=True)
class Editor:
    """The widget that changes a setting, and how it shows a value."""

    widget: QWidget
    show: Callable[[Any], None]


class SettingsDialog(Dialog):
    """One group under the other, each with a button that takes it back to its defaults."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        table: Iterable[Setting[Any]] = SETTINGS,
    ) -> None:
        super().__init__(parent, settings, "settings", "Settings", _SIZE)
        self.editors: dict[str, Editor] = {}
        self.defaults: dict[SettingGroup, QWidget] = {}
        self._rows = {one.key: one for one in table if one.kind is not SettingKind.HIDDEN}
        self._lay_out()
        for key in self._rows:
            self._show(key)
        settings.changed.connect(self._show)

    def _lay_out(self) -> None:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        for group in SettingGroup:
            rows = [one for one in self._rows.values() if one.group is group]
            if rows:
                column.addLayout(self._part(group, rows))
                column.addSpacing(GAP)
        column.addStretch(1)
        scrolled = QScrollArea(widgetResizable=True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setWidget(page)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.setContentsMargins(MARGIN, 0, MARGIN, MARGIN)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled, 1)
        layout.addWidget(buttons)

    def _part(self, group: SettingGroup, rows: list[Setting[Any]]) -> QGridLayout:
        """Lay out a group: its name, and beneath it a name, a widget and a sentence a row."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(MARGIN)
        grid.setVerticalSpacing(HALF)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, _NAMES)
        name = group.value.capitalize()
        back = secondary_button("Back to defaults", partial(self._take_back, rows))
        back.setAccessibleName(f"{name}: back to defaults")
        self.defaults[group] = back
        grid.addWidget(PlainLabel(name, role="heading"), 0, 0, 1, 2)
        for setting in rows:
            line = grid.rowCount()
            editor = _MAKERS[setting.kind](setting, partial(self._settings.set, setting))
            editor.widget.setToolTip(tool_tip(setting.help))
            editor.widget.setAccessibleDescription(setting.help)
            self.editors[setting.key] = editor
            grid.addWidget(named(setting.label, editor.widget), line, 0)
            grid.addWidget(editor.widget, line, 1, Qt.AlignmentFlag.AlignLeft)
            said = setting.help.replace("`", "")
            grid.addWidget(PlainLabel(said, role="muted", wrap=True), line + 1, 1)
            grid.setRowMinimumHeight(line + 2, HALF)  # a hint belongs to what is above it
        grid.addWidget(back, grid.rowCount(), 1, Qt.AlignmentFlag.AlignLeft)
        return grid

    def _show(self, key: str) -> None:
        if key in self._rows:
            self.editors[key].show(self._settings.get(self._rows[key]))

    def _take_back(self, rows: list[Setting[Any]]) -> None:
        for setting in rows:
            self._settings.set(setting, setting.default)


def _flag(_setting: Setting[Any], change: Change) -> Editor:
    box = QCheckBox()
    box.toggled.connect(change)
    return Editor(box, box.setChecked)


def _choice(setting: Setting[Any], change: Change) -> Editor:
    box = QComboBox()
    values = [value for value, _ in setting.choices()]
    box.addItems([words for _, words in setting.choices()])
    box.setMaximumWidth(_WIDEST)

    def chosen(n: int) -> None:
        change(values[n])

    box.activated.connect(chosen)
    return Editor(box, lambda value: box.setCurrentIndex(values.index(value)))


def _range(setting: Setting[Any], change: Change) -> Editor:
    box = QSpinBox()
    box.setRange(*setting.bounds())
    box.valueChanged.connect(change)
    return Editor(box, box.setValue)


def _text(_setting: Setting[Any], change: Change) -> Editor:
    line = QLineEdit()
    line.setMinimumWidth(_WIDEST)
    line.editingFinished.connect(lambda: change(line.text()))
    return Editor(line, line.setText)


_MAKERS: dict[SettingKind, Callable[[Setting[Any], Change], Editor]] = {
    SettingKind.FLAG: _flag,
    SettingKind.CHOICE: _choice,
    SettingKind.RANGE: _range,
    SettingKind.TEXT: _text,
}
