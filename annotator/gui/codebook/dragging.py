"""Codes that are dragged with the mouse: from the codes' bar or the codebook onto the text."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt
from PySide6.QtGui import QDrag, QDragMoveEvent, QDropEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

_FORMAT = "application/x-annotator-code"


def code_mime(code: str) -> QMimeData:
    """Return what a dragged code, by its id, gives to where it is dropped."""
    data = QMimeData()
    data.setData(_FORMAT, code.encode())
    return data


def code_in(data: QMimeData) -> str:
    """Return the id of the code that is dragged, or an empty text for anything else."""
    return bytes(data.data(_FORMAT).data()).decode() if data.hasFormat(_FORMAT) else ""


class DragStart:
    """Begins to drag a code once the pressed mouse has moved far enough."""

    def __init__(self, widget: QWidget, code: str) -> None:
        self._widget = widget
        self._code = code
        self._from: QPointF | None = None

    def press(self, event: QMouseEvent) -> None:
        """Note where the mouse was pressed."""
        is_left = event.button() == Qt.MouseButton.LeftButton
        self._from = event.position() if is_left else None

    def move(self, event: QMouseEvent) -> bool:
        """Tell whether the code was dragged, and maybe dropped, since the mouse was pressed."""
        if self._from is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return False
        way = (event.position() - self._from).manhattanLength()
        if way < QApplication.startDragDistance():
            return False
        self._from = None
        drag = QDrag(self._widget)
        drag.setMimeData(code_mime(self._code))
        drag.exec(Qt.DropAction.CopyAction)
        return True


class CodeTarget(QObject):
    """Lets codes be dropped on a widget: `drop` is told the code's id and the place."""

    def __init__(
        self,
        widget: QWidget,
        over: Callable[[QPointF], object],
        drop: Callable[[str, QPointF], object],
    ) -> None:
        super().__init__(widget)
        self._over = over
        self._drop = drop
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take codes; what else is dragged goes where it always goes."""
        if not isinstance(event, QDropEvent) or not code_in(event.mimeData()):
            return False
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        if isinstance(event, QDragMoveEvent):  # that it comes in is one too
            self._over(event.position())
        else:
            self._drop(code_in(event.mimeData()), event.position())
        return True
