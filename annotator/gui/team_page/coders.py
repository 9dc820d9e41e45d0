"""The table of coders: sorted by any column, by a click or by a key."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView

from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.look.sizes import scaled
from annotator.gui.team_page.columns import COLUMNS, NAME_WIDTH, TeamRow
from annotator.gui.team_page.sortable import SortableTable
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index

_ROOT = QModelIndex()
_FILE_WIDTH = 96
"""The least width of the column of files."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CodersModel(QAbstractTableModel):
    """A row for each coder."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[TeamRow] = []
        self._by: tuple[int, bool] = (0, False)

    def show_rows(self, rows: Sequence[TeamRow]) -> None:
        """Show other rows, in the order that was chosen."""
        self.beginResetModel()
        self.rows = self._sorted(rows)
        self.endResetModel()

    def sort_by(self, column: int, *, downwards: bool) -> None:
        """Sort the rows by a column."""
        self._by = column, downwards
        self.show_rows(self.rows)

    def _sorted(self, rows: Sequence[TeamRow]) -> list[TeamRow]:
        column, downwards = self._by
        by_name = sorted(rows, key=COLUMNS[0].order)
        return sorted(by_name, key=COLUMNS[column].order, reverse=downwards)

    def place_of(self, coder: str) -> int:
        """Return the row of a coder (id), or -1."""
        return next((n for n, row in enumerate(self.rows) if row.progress.id == coder), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many coders there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its tool tip, or what is read aloud of it."""
        if not index.isValid():
            return None
        row, column = self.rows[index.row()], COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.cell(row)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(column.said(row))
        return column.said(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading, or what it is about."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(COLUMNS):
            return None
        column = COLUMNS[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.number else _LEFT
        return tool_tip(column.about) if role == Qt.ItemDataRole.ToolTipRole else None


class CodersTable(SortableTable):
    """Arrows walk the cells; the row at hand stays when the counts change."""

    current_changed = Signal()

    def __init__(self, key: KeyHandler) -> None:
        self.coders = CodersModel()
        super().__init__("Coders", self.coders, key)
        heading = self.horizontalHeader()
        heading.setMinimumSectionSize(scaled(40))
        for place, column in enumerate(COLUMNS):
            if column.width:
                self.setColumnWidth(place, scaled(column.width))
            else:
                heading.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)  # what tells handles apart may end them

    @property
    def coder(self) -> str:
        """The id of the coder at hand; empty for nobody."""
        index = self.currentIndex()
        return self.coders.rows[index.row()].progress.id if index.isValid() else ""

    def show_rows(self, rows: Sequence[TeamRow]) -> None:
        """Show other rows; who is at hand stays so."""
        at_hand, column = self.coder, max(self.currentIndex().column(), 0)
        self.coders.show_rows(rows)
        self._fit()
        self.go_to(max(self.coders.place_of(at_hand), 0), column)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the handles the room that they need."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Show handles whole, as long as names of files keep a little room."""
        others = sum(scaled(one.width or _FILE_WIDTH) for one in COLUMNS[1:])
        most = max(self.viewport().width() - others, scaled(NAME_WIDTH))
        self.setColumnWidth(0, min(max(self.sizeHintForColumn(0), scaled(NAME_WIDTH)), most))

    def sort(self, column: int, *, downwards: bool) -> None:
        """Sort by a column; who is at hand stays so."""
        at_hand = self.coder
        self.coders.sort_by(column, downwards=downwards)
        self.go_to(max(self.coders.place_of(at_hand), 0), column)
