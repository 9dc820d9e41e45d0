"""The note: kept when one leaves it, after a pause, and before anything else is shown."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from annotator.gui.commands.key_events import ENTER, KeyHandler, no_key
from annotator.gui.inspector.typed import PAUSE
from annotator.gui.look.sizes import BODY
from annotator.gui.look.theme import ui_font

_FEWEST, _MOST = 3, 12
_FRAME = 5
"""Padding and border of the style sheet."""


class NoteEdit(QPlainTextEdit):
    """Some lines of plain text; `written` says what to keep, once per pause and not per key."""

    written = Signal(str, str)
    """The annotation's id and its note."""

    typing = Signal(str, str)
    """The annotation's id and its note as far as it is typed, at every key."""

    done_typing = Signal(str)
    """What was typed in the note of this annotation is as it was before."""

    def __init__(self) -> None:
        super().__init__()
        self._annotation = ""
        self._kept = ""
        self._replaced: str | None = None
        self.unused_key: KeyHandler = no_key
        self.setFont(ui_font(BODY))
        self.setProperty("role", "field")
        self.setTabChangesFocus(True)
        self.setPlaceholderText("Note")
        self.setAccessibleName("Note")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.commit_pending)
        self.textChanged.connect(self._typed)

    def show_note(self, annotation: str, note: str, *, read_only: bool) -> None:
        """Show an annotation's note; what is being typed for the same one stays."""
        if annotation != self._annotation:
            self.commit_pending()
        elif self._pending() or note in (self._kept, self._replaced):
            # What replaced it may wait to be written.
            self.setReadOnly(read_only)
            return
        self._annotation = annotation
        self._kept, self._replaced = note, None
        if note != self.toPlainText():
            self.setPlainText(note)
        self._pause.stop()
        self.setReadOnly(read_only)

    def commit_pending(self) -> None:
        """Have what is typed kept."""
        self._pause.stop()
        if self._pending():
            self._replaced, self._kept = self._kept, self.toPlainText()
            self.written.emit(self._annotation, self._kept)

    def _pending(self) -> bool:
        return (
            bool(self._annotation)
            and self.document().isModified()
            and self.toPlainText() != self._kept
        )

    def _typed(self) -> None:
        if self._pending():
            self._pause.start()
            self.typing.emit(self._annotation, self.toPlainText())
        elif self.document().isModified() and self._annotation:
            self.done_typing.emit(self._annotation)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Return a height that grows with the lines, up to a limit."""
        lines = max(_FEWEST, min(_MOST, round(self.document().size().height())))
        frame = 2 * (_FRAME + round(self.document().documentMargin()))
        return QSize(200, lines * self.fontMetrics().lineSpacing() + frame)

    def minimumSizeHint(self) -> QSize:
        """Return the same height: only the width may shrink."""
        return QSize(80, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep what is typed when one leaves, or when the article is said to be done."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.key() == Qt.Key.Key_Escape:
            self.commit_pending()
            self.unused_key(event)
        elif event.key() in ENTER and control:
            self.commit_pending()
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Keep what is typed."""
        super().focusOutEvent(event)
        self.commit_pending()
