"""A list that hangs below a line of the window while that is used; the focus stays in the line."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QAbstractScrollArea, QListWidget, QWidget

from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import theme_of

_FRAME = 5
_GAP = 2
_SHEET = "QListWidget {{ background: {ground}; border: 1px solid {edge}; padding: 4px; }}"


class DropList(QListWidget):
    """Stands below its line, or above it where there is more room, and never over it.

    It moves along with the line, and is as wide, or as wide as the panel where its rows need more.
    """

    def __init__(self, line: QWidget, rows: int, widest: int) -> None:
        super().__init__(line)
        self._line = line
        self._rows = rows
        self.widest = widest
        self.row_height = row_height()
        self._watched: list[QWidget] = []
        self.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        # It is the window's child while it is open, and goes with its line nevertheless.
        line.destroyed.connect(self.deleteLater)

    @property
    def is_open(self) -> bool:
        """Whether it hangs there, or would if it had rows."""
        return bool(self._watched)

    def open(self) -> None:
        """Show it, and have it follow its line."""
        if self.is_open:
            return
        self.setParent(self._line.window())
        theme = theme_of(self._line.palette())
        self.setStyleSheet(_SHEET.format(ground=theme.raised, edge=theme.border))
        self._watch()
        self.place()
        # Once the panel has laid itself out with the line in it.
        QTimer.singleShot(0, self, self.place)

    def close_up(self) -> None:
        """Hide it."""
        for widget in self._watched:
            widget.removeEventFilter(self)
        self._watched.clear()
        self.hide()

    def place(self) -> None:
        """Put the list where there is room for it."""
        if not self.is_open:
            return
        count = self.count()
        self.setVisible(count > 0 and self._line.isVisible())
        window = self._line.window()
        line = QRect(self._line.mapTo(window, QPoint(0, 0)), self._line.size())
        wanted = min(count, self._rows) * self.row_height + 2 * _FRAME
        below, above = window.height() - line.bottom() - _GAP, line.top() - _GAP
        height = min(wanted, max(below, above))
        edge = self._panel_edge(window)
        width = min(max(line.width(), self.widest), window.width() - edge)
        left = max(edge, min(line.left(), window.width() - width))
        fits = below >= wanted or below >= above
        top = line.bottom() + _GAP if fits else line.top() - _GAP - height
        self.setGeometry(left, top, width, height)
        self.raise_()

    def _panel_edge(self, window: QWidget) -> int:
        """Return where the panel begins that the line is in: what is beside it stays in sight."""
        above = self._line.parentWidget()
        while above is not None and not isinstance(above, QAbstractScrollArea):
            above = above.parentWidget()
        return above.mapTo(window, QPoint(0, 0)).x() if above is not None else 0

    def _watch(self) -> None:
        widget: QWidget | None = self._line
        while widget is not None:
            widget.installEventFilter(self)
            self._watched.append(widget)
            widget = None if widget.isWindow() else widget.parentWidget()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move along with the line."""
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self.is_open:
            self.place()
        return super().eventFilter(watched, event)
