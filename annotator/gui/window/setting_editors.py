"""The widgets that change settings, one way for each kind."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from annotator.gui.look.icons import is_icon_font
from annotator.gui.settings.setting import Setting, SettingKind
from annotator.gui.widgets.calm import ComboBox, SpinBox

_LETTERS = 22
"""How many characters a choice shows at most; its list shows all."""
Change = Callable[[Any], None]


@dataclass(frozen=True)
class Editor:
    """The widget that changes a setting, and how it shows a value."""

    widget: QWidget
    show: Callable[[Any], None]


def editor_of(setting: Setting[Any], change: Change) -> Editor:
    """Return the widget that changes a setting; `change` is called with each new value."""
    return _MAKERS[setting.kind](setting, change)


def _flag(_setting: Setting[Any], change: Change) -> Editor:
    box = QCheckBox()
    box.toggled.connect(change)
    return Editor(box, box.setChecked)


def _choice(setting: Setting[Any], change: Change) -> Editor:
    return _choice_of(setting.choices(), change)


def _choice_of(choices: list[tuple[Any, str]], change: Change) -> Editor:
    box = ComboBox()
    values = [value for value, _ in choices]
    box.addItems([words for _, words in choices])
    longest = max(len(words) for _, words in choices)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setMinimumContentsLength(min(_LETTERS, longest))

    def chosen(n: int) -> None:
        change(values[n])

    box.activated.connect(chosen)
    return Editor(
        box, lambda value: box.setCurrentIndex(values.index(value) if value in values else -1)
    )


def _font(_setting: Setting[Any], change: Change) -> Editor:
    """Offer the fonts that this computer has, each written in itself."""
    families = [name for name in QFontDatabase.families() if _is_for_reading(name)]
    editor = _choice_of([("", "That of the window"), *((one, one) for one in families)], change)
    if isinstance(editor.widget, QComboBox):
        for n, name in enumerate(families, 1):
            editor.widget.setItemData(n, QFont(name), Qt.ItemDataRole.FontRole)
    return editor


def _is_for_reading(family: str) -> bool:
    """Tell whether a font is neither Qt's own nor one of signs."""
    if QFontDatabase.isPrivateFamily(family) or is_icon_font(family):
        return False
    systems = QFontDatabase.writingSystems(family)
    return not systems or systems != [QFontDatabase.WritingSystem.Symbol]


def _range(setting: Setting[Any], change: Change) -> Editor:
    box = SpinBox()
    box.setRange(*setting.bounds())
    box.setSuffix(setting.unit)
    box.valueChanged.connect(change)
    return Editor(box, box.setValue)


def _text(_setting: Setting[Any], change: Change) -> Editor:
    line = QLineEdit()
    line.setMinimumWidth(line.fontMetrics().averageCharWidth() * _LETTERS)
    line.editingFinished.connect(lambda: change(line.text()))
    return Editor(line, line.setText)


_MAKERS: dict[SettingKind, Callable[[Setting[Any], Change], Editor]] = {
    SettingKind.FLAG: _flag,
    SettingKind.CHOICE: _choice,
    SettingKind.RANGE: _range,
    SettingKind.TEXT: _text,
    SettingKind.FONT: _font,
}
