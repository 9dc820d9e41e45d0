"""Waiting for a pause in typing: before something is asked, and after something did not open."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

_REST = 1000
"""For how long no key is pressed in a pause, in milliseconds."""
_TAKEN = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease, QEvent.Type.ShortcutOverride)
_CHORD = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class KeysRest(QObject):
    """Waits until no key has been pressed for a moment, and is gone then."""

    rested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self.end)
        self._timer.start()
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - widgets need one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait anew after a key; nothing is taken from anybody."""
        if event.type() == QEvent.Type.KeyPress:
            self._timer.start()
        return super().eventFilter(watched, event)

    def end(self) -> None:
        """Wait no more."""
        self._timer.stop()
        QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - as above
        self.deleteLater()
        self.rested.emit()


def once_keys_rest(owner: QObject, act: Callable[[], object]) -> None:
    """Do something once no key was pressed for a moment, unless its owner is gone by then."""
    KeysRest(owner).rested.connect(act)


class HeldKeys(KeysRest):
    """Takes what is typed meanwhile, or until Esc: it was meant for something that did not open.

    Chords go through: whoever presses one means what it says, wherever they are.
    """

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the key, and wait anew for a pause."""
        if not isinstance(event, QKeyEvent) or not _is_typed(event):
            return False
        event.accept()  # as an override it is no shortcut then, but a key, which is taken, too
        if event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self.end()
        else:
            super().eventFilter(watched, event)
        return True


def _is_typed(event: QKeyEvent) -> bool:
    """Tell whether a key is typed: AltGr, which some systems give as two keys, makes letters."""
    if event.type() not in _TAKEN:
        return False
    chord = event.modifiers() & _CHORD
    return not chord or chord == _CHORD & ~Qt.KeyboardModifier.MetaModifier
