"""The field in which one asks and answers."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.key_handler import ENTER, KeyHandler, no_key
from annotator.gui.commands.table import perform
from annotator.gui.look.theme import BODY, ui_font

_MOST = 6
_FRAME = 5
"""Padding and border of the style sheet."""


class ThreadInput(QPlainTextEdit):
    """Plain text that a key sends, with more than one line; another key closes the question."""

    sent = Signal()
    close_wanted = Signal()
    entered = Signal()
    """The focus has come: all of the field is to be seen."""

    def __init__(self) -> None:
        super().__init__()
        self.unused_key: KeyHandler = no_key
        self.setFont(ui_font(BODY))
        self.setProperty("role", "field")
        self.setTabChangesFocus(True)
        self.setAccessibleName("Question or answer")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.textChanged.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return a height that grows with the lines, up to a limit."""
        lines = max(1, min(_MOST, round(self.document().size().height())))
        frame = 2 * (_FRAME + round(self.document().documentMargin()))
        return QSize(200, lines * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        """Return the same height: only the width may shrink."""
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Send, close, begin a line, or leave."""
        if perform(self, key_word(event)):
            return
        if event.key() in ENTER:
            event.ignore()  # the window says with it that the article is done
        elif event.key() == Qt.Key.Key_Escape:
            self.unused_key(event)
        else:
            super().keyPressEvent(event)

    def begin_line(self) -> None:
        """Begin another line."""
        self.insertPlainText("\n")

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Ask to be seen."""
        super().focusInEvent(event)
        self.entered.emit()
