"""From bare keys to the commands of the review."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from annotator.gui.coding.commands import review_command, text_command
from annotator.gui.coding.keys import digit, key_word

_BOUNDARIES = ("start_", "end_")


class ReviewKeys:
    """Does what a key asks for, wherever in the page the focus is, but while somebody types."""

    def __init__(
        self, acts: Mapping[str, Callable[[], object]], move_boundary: Callable[[str], object]
    ) -> None:
        self._acts = acts
        self._move_boundary = move_boundary

    def handle(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it was one of the review's."""
        if _is_typing():
            return False
        number = digit(event)
        word = key_word(event) if number is None else str(number)
        command = review_command(word)
        if command is not None:
            self._acts[command.id]()
            return True
        boundary = text_command(word)
        if boundary is not None and boundary.id.startswith(_BOUNDARIES):
            self._move_boundary(boundary.id)
            return True
        return False


def _is_typing() -> bool:
    focused = QApplication.focusWidget()
    if isinstance(focused, (QPlainTextEdit, QTextEdit)):
        return not focused.isReadOnly()
    return isinstance(focused, (QLineEdit, QAbstractSpinBox))
