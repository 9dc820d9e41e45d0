"""From bare keys to the commands of the review."""

from collections.abc import Callable

from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from annotator.gui.commands.key_events import digit, key_word, presses_button
from annotator.gui.commands.table import key_of, keys_on, perform
from annotator.gui.review.list_panel import ListPanel


class ReviewKeys:
    """Does what a key asks for, wherever in the page the focus is, but while somebody types.

    The keys are those of the list that is shown: `panel` returns it, or None beside the
    differences, whose keys are the page's own. `tell` says why a key does nothing.
    """

    def __init__(
        self,
        page: QWidget,
        panel: Callable[[], ListPanel | None],
        tell: Callable[[str], object],
    ) -> None:
        self._page = page
        self._panel = panel
        self._tell = tell

    def handle(self, event: QKeyEvent) -> bool:
        """Do what a key asks for; tell whether it was one of the review's."""
        if _is_typing():
            return False
        if presses_button(event):
            return True
        number = digit(event)
        word = key_word(event) if number is None else str(number)
        panel = self._panel()
        # The page itself knows what the key that leaves a list means elsewhere.
        if panel is not None and word != key_of("leave_list") and perform(panel, word):
            return True
        command = keys_on(type(self._page)).get(word)
        if command is None:
            return False
        if panel is not None and command.scope.kind is type(self._page):
            self._tell(f"{command.key} is for differences: choose the Differences tab first")
        else:
            command.do(self._page)
        return True


def _is_typing() -> bool:
    focused = QApplication.focusWidget()
    if isinstance(focused, (QPlainTextEdit, QTextEdit)):
        return not focused.isReadOnly()
    return isinstance(focused, (QLineEdit, QAbstractSpinBox))
