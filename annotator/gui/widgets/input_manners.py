"""Manners that every control of the program has, kept in one place for all windows."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDropEvent, QWheelEvent, QWindow
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDial,
    QLineEdit,
    QPlainTextEdit,
    QSlider,
    QTabBar,
    QTextEdit,
    QWidget,
)

_VALUES = (QComboBox, QAbstractSpinBox, QSlider, QDial, QTabBar)
"""What has a value that a wheel would change."""
_WORDS = (QLineEdit, QPlainTextEdit, QTextEdit)
"""What would take a file for the words of its name."""


class InputManners(QObject):
    """Keeps wheels from changing what has not the focus, and files from falling into texts.

    A wheel over such a control scrolls what the control lies in. Files go to the window.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Refuse an event for whom it is not meant; what is around may have it."""
        if isinstance(event, QWheelEvent):
            return self._refuses_wheel(watched, event)
        if isinstance(event, QDropEvent):
            return _refuses_files(watched, event)
        return False

    def _refuses_wheel(self, watched: QObject, event: QWheelEvent) -> bool:
        if isinstance(watched, QWindow):
            _keep_focus(watched, event)
            return False
        control = _within(watched, _VALUES)
        if control is None or _has_focus(control):
            return False
        event.ignore()
        return True


def keep_manners(app: QApplication) -> None:
    """Have the program's controls behave, from now on."""
    if app.findChild(InputManners) is None:
        InputManners(app)


def _keep_focus(window: QWindow, event: QWheelEvent) -> None:
    """See that a wheel gives no control the focus: Qt's would have it, and change then."""
    shown = (one for one in QApplication.topLevelWidgets() if one.windowHandle() is window)
    for top in shown:
        control = _within(top.childAt(event.position().toPoint()), _VALUES)
        if control is not None and control.focusPolicy() == Qt.FocusPolicy.WheelFocus:
            control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _refuses_files(watched: QObject, event: QDropEvent) -> bool:
    if not event.mimeData().hasUrls() or _within(watched, _WORDS) is None:
        return False
    event.ignore()
    return True


def _within(watched: QObject | None, kinds: tuple[type[QWidget], ...]) -> QWidget | None:
    """Return what is of a kind, or holds what is watched; a window of its own is not in it."""
    here = watched if isinstance(watched, QWidget) else None
    while here is not None:
        if isinstance(here, kinds):
            return here
        here = None if here.isWindow() else here.parentWidget()
    return None


def _has_focus(control: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return control.hasFocus() or (focused is not None and control.isAncestorOf(focused))
