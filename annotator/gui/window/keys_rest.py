"""Waiting for a pause before something is asked that nobody expects."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

_REST = 1000
"""For how long no key is pressed before it is asked, in milliseconds."""


class KeysRest(QObject):
    """Waits until no key has been pressed for a moment, and is gone then."""

    rested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self._end)
        self._timer.start()
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - widgets need one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait anew after a key; nothing is taken from anybody."""
        if event.type() == QEvent.Type.KeyPress:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - as above
        self.deleteLater()
        self.rested.emit()
