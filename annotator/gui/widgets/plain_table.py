"""A table that only shows: plain texts under headings, numbers to the right."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QTableWidget,
    QTableWidgetItem,
)

from annotator.gui.look.sizes import row_height, scaled
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


def set_up_rows(table: QTableView, height: int | None = None) -> None:
    """Give a table rows of one height without a grid; Tab leaves it."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setHighlightSections(False)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(row_height() if height is None else height)


class PlainTable(QTableWidget):
    """Rows of texts and numbers; the column at `wide` takes the room that is left.

    The columns at `numbers` stand to the right, whatever is in them. With `of_files` long texts in
    the wide one are cut at their start: names of files differ at their ends.
    """

    def __init__(
        self,
        name: str,
        headings: Sequence[str],
        wide: int,
        widths: Mapping[int, int],
        *,
        numbers: Collection[int] = (),
        of_files: bool = False,
    ) -> None:
        super().__init__(0, len(headings))
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels(list(headings))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        if of_files:
            self.setItemDelegateForColumn(wide, _CutAtStart(self))
        set_up_rows(self)
        heading = self.horizontalHeader()
        heading.setDefaultAlignment(_LEFT)
        heading.setMinimumSectionSize(24)
        heading.setSectionResizeMode(wide, QHeaderView.ResizeMode.Stretch)
        for column, width in widths.items():
            self.setColumnWidth(column, scaled(width))
        self._numbers = frozenset(numbers)
        for column in self._numbers:
            item = self.horizontalHeaderItem(column)
            if item is not None:
                item.setTextAlignment(_RIGHT)

    def show_rows(self, rows: Sequence[Sequence[str | int]]) -> None:
        """Show other rows; the selected row stays where it is."""
        row = self.currentRow()
        self.setRowCount(len(rows))
        for n, cells in enumerate(rows):
            for column, value in enumerate(cells):
                self.setItem(n, column, _item(value, right=column in self._numbers))
        if rows:
            self.setCurrentCell(min(max(row, 0), len(rows) - 1), 0)

    def texts(self, row: int) -> list[str]:
        """Return what a row says."""
        items = [self.item(row, column) for column in range(self.columnCount())]
        return [item.text() if item else "" for item in items]


class _CutAtStart(QStyledItemDelegate):
    """Cuts long texts at their start."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Say where to cut."""
        super().initStyleOption(option, index)
        option.textElideMode = Qt.TextElideMode.ElideLeft  # pyright: ignore[reportAttributeAccessIssue] - Qt's stubs lack what the option holds


def _item(value: str | int, *, right: bool) -> QTableWidgetItem:
    number = isinstance(value, int)
    text = QLocale().toString(value) if number else value.replace("\n", " ")
    item = QTableWidgetItem(text)
    item.setTextAlignment(_RIGHT if right else _LEFT)
    if not number:
        item.setToolTip(tool_tip(value))
    return item
