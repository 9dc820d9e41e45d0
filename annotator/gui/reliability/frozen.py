"""What a table's rows are about stays in sight while its numbers are scrolled sideways."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QTableView

from annotator.gui.look.theme import theme_of
from annotator.gui.widgets.plain_table import set_up_rows


class FrozenColumn(QTableView):
    """Shows the first column of a table over its place, with the same rows and choice."""

    def __init__(self, table: QTableView, height: int) -> None:
        super().__init__(table)
        self._table = table
        self.setAccessibleName("What the figures are of")
        self.setModel(table.model())
        self.setSelectionModel(table.selectionModel())
        self.setItemDelegate(table.itemDelegate())
        self.setSelectionMode(table.selectionMode())
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("role", "frozen")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollMode(table.verticalScrollMode())
        for turn_off in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            turn_off(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_up_rows(self, height)
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(table.horizontalHeader().defaultAlignment())
        heading.setStretchLastSection(False)
        self._follow_scrolling()
        self.clicked.connect(self._give_focus)
        table.viewport().installEventFilter(self)

    def _give_focus(self) -> None:
        self._table.setFocus()

    def _follow_scrolling(self) -> None:
        here, there = self.verticalScrollBar(), self._table.verticalScrollBar()
        here.valueChanged.connect(there.setValue)
        there.valueChanged.connect(here.setValue)
        self._table.horizontalScrollBar().valueChanged.connect(self.viewport().update)

    def fit(self) -> None:
        """Take the place of the table's first column, whose width and rows may be others now."""
        for column in range(1, self.model().columnCount()):
            self.setColumnHidden(column, True)  # noqa: FBT003 - Qt's
        width = self._table.columnWidth(0)
        self.setColumnWidth(0, width)
        header, viewport = self._table.horizontalHeader(), self._table.viewport().geometry()
        self.horizontalHeader().setFixedHeight(header.height())
        self.setGeometry(viewport.left(), header.y(), width, viewport.bottom() + 1 - header.y())
        self.verticalScrollBar().setValue(self._table.verticalScrollBar().value())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep to the table's place when it is laid out anew."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self.fit()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and an edge where numbers have gone under them."""
        super().paintEvent(event)
        if self._table.horizontalScrollBar().value():
            painter = QPainter(self.viewport())
            painter.setPen(QColor(theme_of(self.palette()).border))
            edge = self.viewport().width() - 1
            painter.drawLine(QPoint(edge, 0), QPoint(edge, self.viewport().height()))
            painter.end()
