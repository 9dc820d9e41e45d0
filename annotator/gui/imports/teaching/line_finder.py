"""Finding a line among many by words in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from annotator.domain.names import searchable
from annotator.gui.look.sizes import scaled
from annotator.gui.widgets.basic import let_clear

_WIDTH = 200


class LineFinder(QLineEdit):
    """Typing finds the next line with these words; Enter goes on to the one after it."""

    found = Signal(int)
    """The number of a line that has the words."""
    left = Signal()
    """The user goes back to the lines."""

    def __init__(self, lines: Sequence[str]) -> None:
        super().__init__(placeholderText="Words of a line")
        self._lines = lines
        self.at = 0
        """Where to look from: the line at hand."""
        self.setMaximumWidth(scaled(_WIDTH))
        let_clear(self)
        self.textEdited.connect(self._typed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Find the next with Enter; go back to the lines with Down and Esc."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._find(self.at + 1)
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Escape}:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _typed(self, _text: str) -> None:
        self._find(self.at)

    def _find(self, start: int) -> None:
        wanted = searchable(self.text().strip())
        if not wanted:
            return
        whole = len(self._lines)
        for n in range(whole):
            line = (start + n) % whole
            if wanted in searchable(self._lines[line]):
                self.found.emit(line)
                return
