"""Who may use a key press, and the keys that enter something."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


KeyHandler = Callable[[QKeyEvent], bool]


def no_key(_event: QKeyEvent) -> bool:
    """Leave a key unused."""
    return False
