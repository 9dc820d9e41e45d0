"""Dragging files over a widget and dropping them there, as a file manager does."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
KEPT: list[QMimeData] = []
"""An event does not keep what it carries."""


def carried(paths: Sequence[Path]) -> QMimeData:
    """Return files as file managers give them: as addresses, and as text, too."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    data.setText("\n".join(map(str, paths)))
    KEPT.append(data)
    return data


def drag(
    widget: QWidget,
    paths: Sequence[Path],
    actions: Qt.DropAction = Qt.DropAction.CopyAction,
) -> QDragEnterEvent:
    """Drag files over a widget, and return what came of it."""
    place = widget.rect().center()
    event = QDragEnterEvent(place, actions, carried(paths), LEFT, NONE)
    event.ignore()
    QApplication.sendEvent(widget, event)
    return event


def drop(
    widget: QWidget,
    paths: Sequence[Path],
    actions: Qt.DropAction = Qt.DropAction.CopyAction,
) -> QDropEvent:
    """Drop files on a widget: the innermost around it that takes the drag gets them, as in Qt."""
    here: QWidget | None = widget
    while here is not None and not (here.acceptDrops() and drag(here, paths, actions).isAccepted()):
        here = None if here.isWindow() else here.parentWidget()
    event = QDropEvent(QPointF(0, 0), actions, carried(paths), LEFT, NONE)
    event.ignore()
    if here is not None:
        QApplication.sendEvent(here, event)
    return event
