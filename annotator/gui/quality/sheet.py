"""A table of figures whose cells are doors: arrows walk it, Enter or a click opens a cell."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import perform
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import tabular, ui_font
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index
from annotator.workflow.suggesting.quality.tables import Cell, DecisionDoor, Door, FigureSheet

_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOVING = (
    *(*LIST_KEYS, Qt.Key.Key_Left, Qt.Key.Key_Right),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab),
)
_STEP = "   "
"""What stands before the title of a row that belongs to the one above."""


class SheetModel(QAbstractTableModel):
    """A table of cells as Qt's item model."""

    def __init__(self) -> None:
        super().__init__()
        self.table = FigureSheet(())

    def show_table(self, table: FigureSheet) -> None:
        """Show another table."""
        self.beginResetModel()
        self.table = table
        self.endResetModel()

    def cell(self, index: Index) -> Cell | None:
        """Return the cell at an index."""
        if not index.isValid():
            return None
        return self.table.rows[index.row()].cells[index.column()]

    def door(self, index: Index) -> Door | DecisionDoor | None:
        """Return what a cell opens."""
        found = self.cell(index)
        return found.door if found is not None else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.table.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.table.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, how it is written, its tool tip, or what is read aloud of it."""
        found = self.cell(index)
        if found is None:
            return None
        column, row = self.table.columns[index.column()], self.table.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return (_STEP * row.depth if index.column() == 0 else "") + found.text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        if role == Qt.ItemDataRole.FontRole:
            return self._font(found, strong=row.is_head and index.column() == 0)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(found.said)
        return found.said if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _font(self, cell: Cell, *, strong: bool) -> QFont:
        font = tabular(ui_font(strong=strong))
        font.setUnderline(cell.door is not None and cell.text.replace(",", "").isdigit())
        return font

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, or what it is about."""
        known = 0 <= section < len(self.table.columns)
        if orientation != Qt.Orientation.Horizontal or not known:
            return None
        column = self.table.columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.is_number else _LEFT
        return tool_tip(column.about) if role == Qt.ItemDataRole.ToolTipRole else None


class SheetTable(QTableView):
    """Shows a table; keys that don't walk it are the page's."""

    opened = Signal()
    """The cell at hand is to be opened."""
    current_changed = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self.sheet = SheetModel()
        self.setAccessibleName(name)
        self.setModel(self.sheet)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        set_up_rows(self)
        self.selectionModel().currentChanged.connect(self.current_changed)

    @property
    def row(self) -> int:
        """The row at hand; -1 for none."""
        return self.currentIndex().row()

    @property
    def door(self) -> Door | DecisionDoor | None:
        """What is opened at hand: by the cell, or else by the row."""
        index = self.currentIndex()
        if not index.isValid():
            return None
        return self.sheet.door(index) or self.sheet.table.rows[index.row()].door

    def show_table(self, table: FigureSheet) -> None:
        """Show another table; the cell at hand stays so where it is still there."""
        row, column = max(self.row, 0), max(self.currentIndex().column(), 0)
        self.sheet.show_table(table)
        self._fit()
        if table.rows:
            self.go_to(min(row, len(table.rows) - 1), min(column, len(table.columns) - 1))
        self.current_changed.emit()

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the one at hand."""
        self.setCurrentIndex(self.sheet.index(row, column))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the titles the room that is left."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns = self.sheet.table.columns
        for place, column in enumerate(columns[1:], 1):
            needed = max(self.sizeHintForColumn(place), heading.sectionSizeHint(place))
            self.setColumnWidth(place, max(scaled(column.width), needed))
        others = sum(self.columnWidth(place) for place in range(1, len(columns)))
        if columns:
            left = min(self.viewport().width() - others, self._widest())
            self.setColumnWidth(0, max(left, scaled(columns[0].width)))

    def _widest(self) -> int:
        return max(self.sizeHintForColumn(0), scaled(2 * self.sheet.table.columns[0].width))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show that a cell can be opened."""
        super().mouseMoveEvent(event)
        over = self.sheet.door(self.indexAt(event.position().toPoint())) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open the cell that was clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self.sheet.door(index) is not None:
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; other keys are the page's."""
        if event.key() in _MOVING:
            super().keyPressEvent(event)
        elif not perform(self, key_word(event)):
            event.ignore()
