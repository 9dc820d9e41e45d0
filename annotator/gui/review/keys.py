"""From bare keys to the commands of the review."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QLineEdit, QPlainTextEdit, QTextEdit

from annotator.gui.commands.key_events import digit, key_word
from annotator.gui.commands.table import Command, review_command, text_command
from annotator.gui.review.list_panel import ListPanel

_BOUNDARIES = ("start_", "end_")
_LEAVING = "Esc"
"""The key that leaves a list; the page itself knows what it means elsewhere."""


class ReviewKeys:
    """Does what a key asks for, wherever in the page the focus is, but while somebody types.

    The keys are those of the list that is shown: `panel` returns it, or None beside the
    differences. `tell` says why a key does nothing.
    """

    def __init__(
        self,
        acts: Mapping[str, Callable[[], object]],
        move_boundary: Callable[[str], object],
        panel: Callable[[], ListPanel | None],
        tell: Callable[[str], object],
    ) -> None:
        self._acts = acts
        self._move_boundary = move_boundary
        self._panel = panel
        self._tell = tell

    def handle(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it was one of the review's."""
        if _is_typing():
            return False
        number = digit(event)
        word = key_word(event) if number is None else str(number)
        panel = self._panel()
        if panel is not None and word != _LEAVING and panel.perform(word):
            return True
        command = review_command(word)
        if command is not None:
            self._decide(command, beside=panel is not None)
            return True
        boundary = text_command(word)
        if boundary is not None and boundary.id.startswith(_BOUNDARIES):
            self._move_boundary(boundary.id)
            return True
        return False

    def _decide(self, command: Command, *, beside: bool) -> None:
        if beside:
            self._tell(f"{command.key} is for differences: choose the Differences tab first")
        else:
            self._acts[command.id]()


def _is_typing() -> bool:
    focused = QApplication.focusWidget()
    if isinstance(focused, (QPlainTextEdit, QTextEdit)):
        return not focused.isReadOnly()
    return isinstance(focused, (QLineEdit, QAbstractSpinBox))
