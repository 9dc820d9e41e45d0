"""Why what stands in a line means nothing: told below the line, over what is there."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QWidget

from annotator.gui.look.theme import GRID, HALF
from annotator.gui.widgets.announcing import announce
from annotator.gui.widgets.basic import PlainLabel


class ProblemBelow(PlainLabel):
    """Covers what stands below a line on a page for as long as something is wrong: nothing moves.

    It reaches to the page's right edge, and lets clicks through to nothing.
    """

    def __init__(self, line: QWidget, page: QWidget) -> None:
        super().__init__(parent=page, role="problem", wrap=True)
        self._line, self._page = line, page
        self.hide()
        for one in (line, page):
            one.installEventFilter(self)

    def say(self, why: str) -> None:
        """Tell what is wrong; nothing, where nothing is."""
        self.setText(why)
        self.setVisible(bool(why))
        if why:
            self._place()
            self.raise_()
            announce(self._line, why, urgent=True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay below the line."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move) and self.text():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        at = self._line.mapTo(self._page, QPoint(0, self._line.height() + HALF))
        room = self._page.width() - at.x() - GRID
        width = min(room, self.fontMetrics().horizontalAdvance(self.text()) + 4 * GRID)
        self.setGeometry(at.x(), at.y(), width, self.heightForWidth(width))
