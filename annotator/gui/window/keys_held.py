"""Keys that were meant for something that did not open: they do nothing."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_REST = 1000
"""For how long no key is pressed before keys count again, in milliseconds."""
_TAKEN = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class HeldKeys(QObject):
    """Takes what is typed until Esc, or until nobody types for a moment; it is gone then.

    Chords go through: whoever presses one means what it says, wherever they are.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self._end)
        self._timer.start()
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - widgets need one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key, and wait anew for a pause."""
        if not isinstance(event, QKeyEvent) or not _is_typed(event):
            return super().eventFilter(watched, event)
        event.accept()  # as an override it is no shortcut then, but a key, which is taken, too
        if event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._end()
            else:
                self._timer.start()
        return True

    def _end(self) -> None:
        self._timer.stop()
        QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - as above
        self.deleteLater()


def _is_typed(event: QKeyEvent) -> bool:
    """Tell whether a key is typed: AltGr, which some systems give as two keys, makes letters."""
    if event.type() not in _TAKEN:
        return False
    chord = event.modifiers() & _CHORD
    return not chord or chord == _CHORD & ~Qt.KeyboardModifier.MetaModifier
