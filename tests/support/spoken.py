"""What screen readers get: names of what can be focused or pressed, and what is announced."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

_OF_QT = ("qt_spinbox_lineedit", "qt_toolbar_ext_button", "qt_menubar_ext_button")
"""Parts of Qt's own controls, which are named as wholes."""


def name_of(widget: QWidget) -> str:
    """Return what a screen reader calls a widget."""
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name).strip() if spoken is not None else ""


def unnamed(top: QWidget) -> list[str]:
    """Return the shown widgets of a window that can be focused or pressed and have no name."""
    return [
        f"{type(one).__name__} in {type(one.parent()).__name__}"
        for one in (top, *top.findChildren(QWidget))
        if one.isVisible() and _is_met(one) and not name_of(one)
    ]


def _is_met(widget: QWidget) -> bool:
    if widget.objectName() in _OF_QT or widget.focusProxy() is not None or widget.isWindow():
        return False
    if isinstance(widget, QLabel) and not widget.text():
        return False
    return isinstance(widget, QAbstractButton) or widget.focusPolicy() != Qt.FocusPolicy.NoFocus


@contextmanager
def listening(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Have a screen reader run, and return what it is told."""
    heard: list[str] = []

    def hear(event: object) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            heard.append(event.message())

    with monkeypatch.context() as patch:
        patch.setattr(QAccessible, "isActive", lambda: True)
        patch.setattr(QAccessible, "updateAccessibility", hear)
        yield heard
