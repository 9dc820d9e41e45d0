"""One line of an article's metadata: a label, a widget that fits the type, and what it holds."""

from typing import Any

from PySide6.QtCore import QDate, QObject, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.domain.project_info import VariableType
from annotator.gui.widgets.calm import ComboBox

_FLAGS: tuple[tuple[str, bool | None], ...] = (("–", None), ("Yes", True), ("No", False))


class MetaLine(QObject):
    """A metadata value to be corrected; an untouched one keeps its type."""

    edited = Signal()
    """Something was typed or chosen."""

    def __init__(
        self, label: str, value: Any, kind: VariableType | None = None, *, hint: str = ""
    ) -> None:
        super().__init__()
        self.label = label
        self._before = value
        self._kind = kind
        self._line = QLineEdit(_written(value))
        self._flag = ComboBox()
        if kind is VariableType.DATE:
            hint = "YYYY-MM-DD"
        self._line.setPlaceholderText(hint)
        self._line.setCursorPosition(0)
        for name, _ in _FLAGS:
            self._flag.addItem(name)
        self._flag.setCurrentIndex([flag for _, flag in _FLAGS].index(_flag(value)))
        self._line.textChanged.connect(self.edited)
        self._flag.currentIndexChanged.connect(self.edited)
        self.widget.setAccessibleName(label)

    @property
    def widget(self) -> QWidget:
        """What is shown: a line to type in, or for a flag a choice."""
        return self._flag if self._kind is VariableType.FLAG else self._line

    @property
    def value(self) -> Any:
        """The value as it is now, None when empty; a number stays a number where it can."""
        if self._kind is VariableType.FLAG:
            return _FLAGS[self._flag.currentIndex()][1]
        text = self._line.text().strip()
        if self._kind is VariableType.NUMBER or isinstance(self._before, int | float):
            number = _number(text)
            return text or None if number is None else number
        return text or None

    @property
    def changed(self) -> bool:
        """Whether it is another value than before."""
        if self._kind is VariableType.FLAG:
            return self.value != _flag(self._before)
        return self._line.text().strip() != _written(self._before)

    @property
    def problem(self) -> str:
        """Why the value can't be kept, or nothing."""
        text = self._line.text().strip()
        if not text or not self.changed:
            return ""
        if self._kind is VariableType.NUMBER and _number(text) is None:
            return f"{self.label}: “{text}” is no number."
        if self._kind is VariableType.DATE and not _is_date(text):
            return f"{self.label}: “{text}” is no date such as 2025-05-19."
        return ""


def _written(value: Any) -> str:
    return "" if value is None else str(value)


def _flag(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _number(text: str) -> int | float | None:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return None


def _is_date(text: str) -> bool:
    return QDate.fromString(text, Qt.DateFormat.ISODate).isValid()
