"""The table of figures: arrows walk from number to number, Enter or a click opens one."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from annotator.analysis.agreement import Figure, Marks
from annotator.gui.commands.key_events import ENTER
from annotator.gui.look.sizes import scaled
from annotator.gui.reliability.delegate import (
    FigureDelegate,
    figure_height,
    figure_width,
    number_rect,
)
from annotator.gui.reliability.frozen import FrozenColumn
from annotator.gui.reliability.model import ARTICLES, FIRST, TITLE, FiguresModel
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index
from annotator.workflow.reliability.rows import FigureRow

_TITLE_WIDTH, _ARTICLES_WIDTH, _WIDTH = 156, 60, 110


_SIDEWAYS = {
    QAbstractItemView.CursorAction.MoveLeft: -1,
    QAbstractItemView.CursorAction.MoveRight: 1,
}


class FiguresTable(QTableView):
    """Cells are chosen one by one; what is chosen stays when other figures are shown."""

    opened = Signal(object)
    """The differences behind a `Figure` are wanted."""
    current_changed = Signal()
    """Another row or measure is at hand."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Figures of agreement")
        self._model = FiguresModel()
        self._delegate = FigureDelegate(self._model)
        self.setModel(self._model)
        self.setItemDelegate(self._delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setMouseTracking(True)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._dress_headers()
        self.frozen = FrozenColumn(self, figure_height())
        self.selectionModel().currentChanged.connect(self.current_changed)

    def _dress_headers(self) -> None:
        set_up_rows(self, figure_height())
        columns = self.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def show_rows(self, rows: Sequence[FigureRow], marks: Marks, measures: Sequence[str]) -> None:
        """Show other rows and measures; what is at hand stays so where it is still there."""
        row, measure = self.row(), self.measure()
        self._model.show_rows(rows, marks, measures)
        self.setColumnWidth(TITLE, scaled(_TITLE_WIDTH))
        self.setColumnWidth(ARTICLES, scaled(_ARTICLES_WIDTH))
        for place, name in enumerate(self._model.measures, FIRST):
            shown = [one.cells[name] for one in rows if name in one.cells]
            heading = self.horizontalHeader().sectionSizeHint(place)
            needed = [figure_width(figure, marks) for figure in shown]
            self.setColumnWidth(place, max(scaled(_WIDTH), heading, *needed))
        self.frozen.fit()
        same = [n for n, one in enumerate(rows) if row and _about(one) == _about(row)]
        found = self._model.measures.index(measure) if measure in self._model.measures else 0
        if rows:
            self.setCurrentIndex(self._model.index(same[0] if same else 0, FIRST + found))
        self.current_changed.emit()

    # What is at hand

    def row(self) -> FigureRow | None:
        """Return the row at hand."""
        index = self.currentIndex()
        return self._model.rows[index.row()] if index.isValid() else None

    def measure(self) -> str:
        """Return the measure at hand: the column's, or else the first that the row has."""
        row, place = self.row(), self.currentIndex().column() - FIRST
        if row is None:
            return ""
        if 0 <= place < len(self._model.measures) and self._model.measures[place] in row.cells:
            return self._model.measures[place]
        return next((one for one in self._model.measures if one in row.cells), "")

    def index_of(self, code: str, field: str, measure: str) -> QModelIndex:
        """Return the cell of a measure for a code and field (ids)."""
        place = next(
            n for n, row in enumerate(self._model.rows) if _about(row) == (code, field, "")
        )
        return self._model.index(place, FIRST + self._model.measures.index(measure))

    def number_at(self, index: Index) -> QRect:
        """Return where in the viewport a cell's number is."""
        figure = self._model.figure(index)
        return number_rect(self.visualRect(index), figure) if figure else QRect()

    def _figure_under(self, place: QPoint) -> Figure | None:
        index = self.indexAt(place)
        inside = index.isValid() and self.number_at(index).adjusted(-4, -4, 4, 4).contains(place)
        return self._model.figure(index) if inside else None

    def scrollTo(
        self,
        index: Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        """Bring a cell into sight, and not below what stays at the left."""
        super().scrollTo(index, hint)
        under = self.columnWidth(TITLE) - self.visualRect(index).left()
        if index.column() != TITLE and under > 0:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - under)

    # Events

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a number can be clicked."""
        super().mouseMoveEvent(event)
        over = self._figure_under(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the number that was clicked."""
        super().mouseReleaseEvent(event)
        figure = self._figure_under(event.position().toPoint())
        if figure is not None and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(figure)

    def moveCursor(
        self,
        cursorAction: QAbstractItemView.CursorAction,  # noqa: N803 - Qt's name
        modifiers: Qt.KeyboardModifier,
    ) -> QModelIndex:
        """Go from number to number: cells without one are passed over."""
        index = super().moveCursor(cursorAction, modifiers)
        step = _SIDEWAYS.get(cursorAction, 0)
        columns = self._with_number(index.row())
        if not index.isValid() or index.column() in columns or not columns:
            return index
        ahead = [one for one in columns if (one - index.column()) * step > 0] if step else columns
        if not ahead:
            return self.currentIndex()
        nearest = min(ahead, key=lambda one: abs(one - index.column()))
        return self._model.index(index.row(), nearest)

    def _with_number(self, row: int) -> list[int]:
        """Return the columns in which a row has a number."""
        among = range(FIRST, self._model.columnCount())
        return [n for n in among if self._model.figure(self._model.index(row, n))]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the number at hand with Enter."""
        if event.key() not in ENTER:
            super().keyPressEvent(event)
            return
        row, measure = self.row(), self.measure()
        if row is not None and measure:
            self.opened.emit(row.cells[measure])


def _about(row: FigureRow) -> tuple[str, str, str]:
    return row.code, row.field, row.choice
