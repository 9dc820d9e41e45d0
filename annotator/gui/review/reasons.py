"""Choosing why something was decided: a digit, a few letters, or words of one's own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.gui.commands.key_events import digit, key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.basic import PlainLabel, RowDelegate

DIGITS = 9
"""How many reasons have a digit."""
_FEWEST_ROWS = 4
_MOST_ROWS = 10
_FRAME = 6
_VALUE = Qt.ItemDataRole.UserRole


class ReasonPicker(QWidget):
    """A line with the project's reasons below it.

    In the empty line digits choose at once; what is typed narrows the list, and can be taken as
    it is.
    """

    chosen = Signal(str)
    """The reason, or an empty text for none."""
    closed = Signal()
    """It was left without an answer."""

    def __init__(self) -> None:
        super().__init__()
        self._reasons: list[str] = []
        self._room = 0
        self.title = PlainLabel(role="strong", wrap=True)
        self.line = _Line(self)
        self.line.setPlaceholderText("Number, words, or a reason of your own")
        self.line.setAccessibleName("Reason")
        self.list = QListWidget()
        self.list.setItemDelegate(RowDelegate(self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setProperty("role", "card")
        self.setFocusProxy(self.line)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, GRID, GRID, GRID)
        column.setSpacing(HALF)
        for widget in (self.title, self.line, self.list):
            column.addWidget(widget)
        self.line.textChanged.connect(self._narrow)
        self.list.itemClicked.connect(self._take)
        self.hide()

    def begin(self, title: str, reasons: list[str], last: str = "") -> None:
        """Ask, with the reason that was given last already marked."""
        self._reasons = [last, *reasons] if last and last not in reasons else reasons
        self.title.setText(title)
        self.line.clear()
        self._narrow("")
        self._mark(last)
        self.show()
        self.line.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _mark(self, reason: str) -> None:
        for row in range(self.list.count()):
            if self.list.item(row).data(_VALUE) == reason:
                self.list.setCurrentRow(row)

    def _narrow(self, typed: str) -> None:
        words = typed.casefold().split()
        self.list.clear()
        if not words:
            self._add(f"{key_of('no_reason')}  No reason", "")
        for number, reason in enumerate(self._reasons, 1):
            if all(word in reason.casefold() for word in words):
                key = f"{key_of(f'reason_{number}')}  " if number <= DIGITS and not words else ""
                self._add(f"{key}{reason}", reason)
        if words:
            self._add(f"“{typed.strip()}”", typed.strip())
        self.list.setCurrentRow(0)
        self._fit()

    def fit(self, height: int) -> None:
        """Be no higher than this, in pixels, as long as some reasons are in sight."""
        self._room = height
        self._fit()

    def _fit(self) -> None:
        whole = min(_MOST_ROWS, self.list.count()) * row_height() + _FRAME
        least = min(_FEWEST_ROWS * row_height() + _FRAME, whole)
        title = self.title.heightForWidth(self.width() - 2 * GRID)
        others = title + self.line.sizeHint().height() + 3 * GRID
        self.list.setFixedHeight(max(least, min(whole, self._room - others)))

    def _add(self, shown: str, reason: str) -> None:
        item = QListWidgetItem(shown, self.list)
        item.setData(_VALUE, reason)

    def _take(self, item: QListWidgetItem) -> None:
        self._answer(str(item.data(_VALUE)))

    def _answer(self, reason: str) -> None:
        self.hide()
        self.chosen.emit(reason)

    def cancel(self) -> None:
        """Leave without an answer."""
        self.hide()
        self.closed.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Choose, move or leave; tell whether the key was of use."""
        number = digit(event)
        if number is not None:
            return not self.line.text() and perform(self, str(number))
        return perform(self, key_word(event))

    def choose(self, number: int) -> None:
        """Give the reason of this number, from 1; 0 gives none."""
        if number == 0:
            self._answer("")
        elif number <= len(self._reasons):
            self._answer(self._reasons[number - 1])

    def take_marked(self) -> None:
        """Give the reason that is marked."""
        self._take(self.list.currentItem())

    def step(self, direction: int) -> None:
        """Mark the next or previous reason, around the end."""
        row = self.list.currentRow() + direction
        self.list.setCurrentRow(row % self.list.count())


class _Line(QLineEdit):
    """The line, whose keys the picker sees first."""

    def __init__(self, picker: ReasonPicker) -> None:
        super().__init__(picker)
        self._picker = picker

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._picker.take_key(event):
            super().keyPressEvent(event)
