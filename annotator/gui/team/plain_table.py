"""A table that only shows: plain texts under headings, numbers to the right."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from annotator.gui.theme import ROW_HEIGHT
from annotator.gui.widgets import tool_tip

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PlainTable(QTableWidget):
    """Rows of texts and numbers; the column at `wide` takes the room that is left."""

    def __init__(
        self, name: str, headings: Sequence[str], wide: int, widths: Mapping[int, int]
    ) -> None:
        super().__init__(0, len(headings))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Names of files differ at their ends.
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        heading = self.horizontalHeader()
        heading.setHighlightSections(False)
        heading.setDefaultAlignment(_LEFT)
        heading.setMinimumSectionSize(24)
        heading.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            self.setColumnWidth(column, width)

    def show_rows(self, rows: Sequence[Sequence[str | int]]) -> None:
        """Show other rows; the selected row stays where it is."""
        row = self.currentRow()
        self.setRowCount(len(rows))
        for n, cells in enumerate(rows):
            for column, value in enumerate(cells):
                self.setItem(n, column, _item(value))
                heading = self.horizontalHeaderItem(column)
                if heading is not None and isinstance(value, int):
                    heading.setTextAlignment(_RIGHT)
        if rows:
            self.setCurrentCell(min(max(row, 0), len(rows) - 1), 0)

    def texts(self, row: int) -> list[str]:
        """Return what a row says."""
        items = [self.item(row, column) for column in range(self.columnCount())]
        return [item.text() if item else "" for item in items]


def _item(value: str | int) -> QTableWidgetItem:
    number = isinstance(value, int)
    text = QLocale().toString(value) if number else value.replace("\n", " ")
    item = QTableWidgetItem(text)
    item.setTextAlignment(_RIGHT if number else _LEFT)
    if not number:
        item.setToolTip(tool_tip(value))
    return item
