"""Where a picture is scrolled: what names its columns stays in sight."""

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from annotator.gui.insights.canvas import InsightCanvas
from annotator.gui.look.theme import theme_of

_MOST = 0.45
"""Of the height: how much of it names may cover."""


class PictureArea(QScrollArea):
    """Scrolls a picture under the names of its columns, which never cover the mark at hand."""

    laid = Signal()
    """The picture may be of another height."""

    def __init__(self, canvas: InsightCanvas) -> None:
        super().__init__(widgetResizable=True)
        self._canvas = canvas
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(canvas)
        self._names = _PinnedNames(canvas, self)
        self.verticalScrollBar().valueChanged.connect(self.pin)
        self.horizontalScrollBar().valueChanged.connect(self.pin)

    @property
    def pinned(self) -> tuple[int, int]:
        """Between which heights of the picture stands what stays in sight; none where equal."""
        scene = self._canvas.scene
        top, bottom = map(round, scene.pinned) if scene is not None else (0, 0)
        return (top, bottom) if bottom - top <= _MOST * self.viewport().height() else (0, 0)

    def pin(self) -> None:
        """Show the names at the top once they are scrolled away."""
        top, bottom = self.pinned
        away = bottom > top and self.verticalScrollBar().value() > top
        if away:
            view = self.viewport().geometry()
            self._names.setGeometry(view.x(), view.y(), view.width(), bottom - top)
            self._names.update()
        self._names.setVisible(away)

    def ensureVisible(  # noqa: N802 - Qt's name
        self, x: int, y: int, xmargin: int = 50, ymargin: int = 50
    ) -> None:
        """Scroll to a place, and so far that no names stand over it."""
        super().ensureVisible(x, y, xmargin, ymargin)
        top, bottom = self.pinned
        bar = self.verticalScrollBar()
        if top < bar.value() and y - ymargin < bar.value() + bottom - top:
            bar.setValue(max(0, y - ymargin - (bottom - top)))

    def viewportEvent(self, event: QEvent) -> bool:
        """Notice that the picture is drawn anew."""
        found = super().viewportEvent(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._look()
        return found

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notice that the picture is drawn for another width; a mark at hand stays in sight."""
        mark, top = self._canvas.mark, self.verticalScrollBar().value()
        height = self._canvas.area_of(mark).center().y() if mark is not None else -1
        seen = top <= height < top + event.oldSize().height()
        super().resizeEvent(event)
        self._look()
        if seen:
            self._canvas.pick(mark)

    def _look(self) -> None:
        self.pin()
        self.laid.emit()


class _PinnedNames(QWidget):
    """The strip of a picture in which its columns are named."""

    def __init__(self, canvas: InsightCanvas, area: PictureArea) -> None:
        super().__init__(area)
        self._canvas, self._area = canvas, area
        self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Paint the strip, and a line below it."""
        top, bottom = self._area.pinned
        painter = QPainter(self)
        painter.translate(self._canvas.x(), -top)
        strip = QRect(-self._canvas.x(), top, self.width(), bottom - top)
        painter.setClipRect(strip)
        self._canvas.paint_part(painter, strip)
        painter.resetTransform()
        painter.setClipping(False)
        border = QColor(theme_of(self.palette()).border)
        painter.fillRect(0, self.height() - 1, self.width(), 1, border)
        painter.end()
