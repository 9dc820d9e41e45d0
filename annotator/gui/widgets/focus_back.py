"""Giving the focus back to where it was, which may be gone by then."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid


class FocusBack:
    """Remembers a widget for as long as it lives: what is shown beside it may be rebuilt."""

    def __init__(self) -> None:
        self._origin: QWidget | None = None

    def remember(self) -> None:
        """Take the widget that has the focus now for the one to go back to."""
        self._origin = QApplication.focusWidget()

    def give_back(self) -> bool:
        """Put the focus back there; tell whether that widget is still there to take it."""
        origin, self._origin = self._origin, None
        if origin is None or not isValid(origin) or not origin.isVisible():
            return False
        origin.setFocus(Qt.FocusReason.PopupFocusReason)
        return True

    def forget(self) -> None:
        """Go back nowhere."""
        self._origin = None
