"""Where the window stands and how large it is: kept soon after a move, not only at its end."""

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.gui.settings.settings import WINDOW_GEOMETRY, Settings

_START_SIZE = QSize(1240, 800)
_SMALLEST = QSize(900, 560)
_FRAME = QSize(16, 56)
"""About what a window manager adds around a window."""
_SOON = 500
"""How long after a move the place is kept, in milliseconds."""
_MOVES = (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.WindowStateChange)


class WindowPlace(QObject):
    """Puts a window where it was last, and remembers where it goes."""

    def __init__(self, window: QWidget, settings: Settings) -> None:
        super().__init__(window)
        self._window, self._settings = window, settings
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self.keep)
        room = QGuiApplication.primaryScreen().availableGeometry().size() - _FRAME
        window.setMinimumSize(_SMALLEST.boundedTo(room))
        geometry = settings.get(WINDOW_GEOMETRY)
        if geometry:
            window.restoreGeometry(geometry)
        else:
            window.resize(_START_SIZE.boundedTo(room))
        window.installEventFilter(self)

    def keep(self) -> None:
        """Remember where the window is now."""
        self._soon.stop()
        self._settings.set(WINDOW_GEOMETRY, bytes(self._window.saveGeometry().data()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that the window goes elsewhere."""
        if event.type() in _MOVES and self._window.isVisible():
            self._soon.start()
        return super().eventFilter(watched, event)
