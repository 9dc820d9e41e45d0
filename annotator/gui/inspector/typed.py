"""Fields that are answered by typing: text, number and date."""

from typing import Any

from PySide6.QtCore import QDate, QLocale, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from annotator.domain.codebook import Field
from annotator.domain.errors import UserError
from annotator.gui.commands.key_events import ENTER
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.look.theme import HAIR, HALF
from annotator.gui.widgets.basic import PlainLabel

PAUSE = 800
"""After so many milliseconds without a key what is typed is kept."""
_CENTURY = 1950
"""The first of the hundred years that a year of two digits can mean."""


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
        self.edit.setPlaceholderText(self.expected)
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
        self.edit.textEdited.connect(self.typing)

    @property
    def expected(self) -> str:
        """What can be typed; said in the empty line, and when something else is."""
        takes, example = self.field.type.row.takes, self.field.type.row.example
        shown = takes if example in takes else f"{takes}, such as {example}"
        return shown[:1].upper() + shown[1:]

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a property's setter
        """Say whether one can type."""
        super().set_read_only(read_only)
        self.edit.setReadOnly(read_only)

    def refresh(self) -> None:
        """Show the answer, unless something else is being typed; what is proposed stands pale."""
        proposed = "" if self.proposed is None else self.field.type.row.as_typed(self.proposed)
        self.edit.setPlaceholderText(proposed or self.expected)
        if self.edit.isModified():
            return
        if self.edit.hasFocus():
            self.show_typed()
        else:
            self._show(self.shown())

    def show_typed(self) -> None:
        """Show the answer as one types it."""
        if not self.edit.isModified():
            self._show(self.typed())

    def _show(self, text: str) -> None:
        if text != self.edit.text():
            self.edit.setText(text)

    def shown(self) -> str:
        """Return the answer as it stands while nobody types."""
        return self.typed()

    def typed(self) -> str:
        """Return the answer as one types it."""
        return "" if self.value is None else self.field.type.row.as_typed(self.value)

    def parsed(self, text: str) -> Any:
        """Return the typed answer; raise a `UserError` when it is none."""
        return self.field.type.row.read(text)

    def commit_pending(self) -> None:
        """Answer with what is typed, or say what is expected."""
        self._pause.stop()
        if self.read_only or not self.edit.isModified():
            return
        text = self.edit.text().strip()
        try:
            value = self.parsed(text) if text else None
        except UserError:
            self._problem.setText(f"{self.expected}.")
            self._problem.show()
            return
        self._problem.hide()
        self.edit.setModified(False)
        if value != self.value:
            self.answer(value)
        else:
            self.done_typing.emit()

    def forget(self) -> None:
        """Show no more of what is typed and is no answer."""
        self._pause.stop()
        self.edit.setModified(False)
        self._problem.hide()

    def restore(self, typed: str, /) -> None:
        """Show again what was typed and is no answer yet, and say what is expected."""
        self.edit.setText(typed)
        self.edit.setModified(True)
        self._problem.setText(f"{self.expected}.")
        self._problem.setVisible(bool(self.expected))


class TextRow(TypedRow):
    """A text, which takes the whole width and is kept when one pauses."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.edit.textEdited.connect(self._edited)

    def _edited(self, _text: str) -> None:
        self._pause.start()

    @property
    def expected(self) -> str:
        """Say nothing: any text will do."""
        return ""

    @property
    def wide(self) -> bool:
        """Take the whole width."""
        return True


class DateRow(TypedRow):
    """A date, which is shown and can be typed as the locale writes it."""

    def shown(self) -> str:
        """Return the date as the locale writes it."""
        date = QDate.fromString(self.typed(), Qt.DateFormat.ISODate)
        if not date.isValid():
            return self.typed()
        return QLocale().toString(date, QLocale.FormatType.LongFormat)

    def parsed(self, text: str) -> Any:
        """Take a date as the locale writes it, too."""
        for form in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat):
            found = QLocale().toDate(text, form, _CENTURY)
            if found.isValid() and found.year() > 1000:
                return found.toString(Qt.DateFormat.ISODate)
        return super().parsed(text)
