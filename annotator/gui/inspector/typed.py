"""Fields that are answered by typing: text, number and date."""

import datetime as dt
from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.domain.codebook import Field, FieldType
from annotator.gui.commands.key_handler import ENTER
from annotator.gui.inspector.row import FieldRow
from annotator.gui.look.theme import HAIR, HALF
from annotator.gui.widgets.basic import PlainLabel

PAUSE = 800
"""After so many milliseconds without a key what is typed is kept."""
_CENTURY = 1950
"""The first of the hundred years that a year of two digits can mean."""
_EXPECTED = {
    FieldType.NUMBER: "A whole number, such as 12",
    FieldType.DATE: "A date, such as 2025-05-19",
}


class TypedEdit(QLineEdit):
    """A line to type in that tells its row about Enter, Esc and the focus."""

    def __init__(self, row: "TypedRow") -> None:
        super().__init__(row)
        self._row = row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what is typed on Enter and Esc."""
        if event.key() in ENTER:
            self._row.commit_pending()
            self._row.advance.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._row.commit_pending()
            self._row.unused_key(event)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the answer as it is typed."""
        self._row.show_typed()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what is typed and show it as the locale writes it."""
        super().focusOutEvent(event)
        self._row.commit_pending()
        self._row.refresh()


class TypedRow(FieldRow):
    """A line whose content is the answer; what is no answer stays there and says why."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit = TypedEdit(self)
        self.edit.setAccessibleName(field.name)
        self.edit.setPlaceholderText(_EXPECTED.get(field.type, ""))
        self.setFocusProxy(self.edit)
        self._problem = PlainLabel(role="danger", wrap=True)
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(HALF, HAIR, HALF, HAIR)
        column.setSpacing(HAIR)
        column.addWidget(self.edit)
        column.addWidget(self._problem)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.commit_pending)
        if field.type is FieldType.TEXT:
            self.edit.textEdited.connect(self._edited)

    def _edited(self, _text: str) -> None:
        self._pause.start()

    @property
    def wide(self) -> bool:
        """A text takes the whole width."""
        return self.field.type is FieldType.TEXT

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a property's setter
        """Say whether one can type."""
        super().set_read_only(read_only)
        self.edit.setReadOnly(read_only)

    def refresh(self) -> None:
        """Show the answer, unless something else is being typed."""
        if self.edit.isModified():
            return
        if self.edit.hasFocus():
            self.show_typed()
        else:
            self._show(self._localised())

    def show_typed(self) -> None:
        """Show the answer as one types it."""
        if not self.edit.isModified():
            self._show("" if self.value is None else str(self.value))

    def _show(self, text: str) -> None:
        if text != self.edit.text():
            self.edit.setText(text)

    def _localised(self) -> str:
        if self.field.type is FieldType.DATE and isinstance(self.value, str):
            date = QDate.fromString(self.value, Qt.DateFormat.ISODate)
            if date.isValid():
                return QLocale().toString(date, QLocale.FormatType.LongFormat)
        return "" if self.value is None else str(self.value)

    def commit_pending(self) -> None:
        """Answer with what is typed, or say what is expected."""
        self._pause.stop()
        if self.read_only or not self.edit.isModified():
            return
        text = self.edit.text().strip()
        try:
            value = self._parsed(text)
        except ValueError:
            self._problem.setText(f"{_EXPECTED[self.field.type]}.")
            self._problem.show()
            return
        self._problem.hide()
        self.edit.setModified(False)
        if value != self.value:
            self.answer(value)

    def forget(self) -> None:
        """Drop what is typed and is no answer."""
        self._pause.stop()
        self.edit.setModified(False)
        self._problem.hide()

    def _parsed(self, text: str) -> Any:
        """Return the typed answer; raise `ValueError` when it is none."""
        if not text:
            return None
        if self.field.type is FieldType.NUMBER:
            return int(text.replace("\N{MINUS SIGN}", "-"))
        if self.field.type is FieldType.DATE:
            return _date(text)
        return text


def _date(text: str) -> str:
    """Return a date as ISO 8601, also one typed as the locale writes it."""
    for form in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
        found = QLocale().toDate(text, form, _CENTURY)
        if found.isValid() and found.year() > 1000:
            return found.toString(Qt.DateFormat.ISODate)
    return dt.date.fromisoformat(text).isoformat()
