"""A confusion matrix as a heat table: how often one coder's answer met the other's."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.analysis.agreement import Confusion
from annotator.domain.errors import UserError
from annotator.gui.commands.key_events import ENTER
from annotator.gui.look.colours import mix
from annotator.gui.look.icons import icon
from annotator.gui.look.sizes import row_height
from annotator.gui.look.theme import GRID, HALF, tabular, theme_of, ui_font
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import ElidedLabel, EmptyState, tool_tip
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.gui.widgets.two_line_rows import Index
from annotator.workflow.csv_tables import write_table
from annotator.workflow.reliability.rows import coders_told

_STRONGEST = 0.75
_LONGEST = 20
_LEAST, _MOST = 64, 160


class ConfusionTab(QWidget):
    """Rows are the first coder's answers, columns the second one's; a cell opens its pairs."""

    pair_changed = Signal()
    cell_opened = Signal(str, str)
    """The cell of a value of the first coder and one of the second (as exports call them)."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._shown: Confusion | None = None
        self._names: Sequence[str] = ()
        self.pair = ArrowKeyCombo("Coders who are compared")
        self.pair.setMinimumContentsLength(14)
        self.legend = ElidedLabel(role="muted")
        self.export = QPushButton("CSV…", autoDefault=False)
        self.export.setToolTip("Write the matrix to a CSV file")
        self.table = HeatTable()
        self.empty = EmptyState(icon("field"), "No matrix", "")
        self._lay_out()
        self.pair.currentIndexChanged.connect(self.pair_changed)
        self.export.clicked.connect(self._ask_and_save)
        self.table.opened.connect(self._open)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addWidget(self.pair)
        row.addWidget(self.legend, 1)
        row.addWidget(self.export)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)

    def offer(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Offer pairs of coders (handles)."""
        entries: list[tuple[str, object]] = [(coders_told(pair), pair) for pair in pairs]
        self.pair.offer(entries, self.pair.currentData())

    def chosen(self) -> tuple[str, str] | None:
        """Return the pair of coders that is compared."""
        return self.pair.currentData()

    def say(self, title: str, hint: str) -> None:
        """Show words instead of a matrix."""
        self._shown = None
        self.legend.setText("")
        self.export.setEnabled(False)
        self.empty.say(title, hint)
        self._stack.setCurrentWidget(self.empty)

    def show_matrix(self, found: Confusion, names: Sequence[str]) -> None:
        """Show a matrix under names for people."""
        pair = self.chosen()
        if not found.values or pair is None:
            self.say("No answers to compare", "The two coders answered this on no common unit.")
            return
        self._shown, self._names = found, names
        self.legend.setText(f"Rows: {pair[0]}. Columns: {pair[1]}.")
        self.export.setEnabled(True)
        self.table.show_counts(names, found.matrix)
        self._stack.setCurrentWidget(self.table)

    def _open(self, row: int, column: int) -> None:
        if self._shown is not None:
            self.cell_opened.emit(self._shown.values[row], self._shown.values[column])

    def _ask_and_save(self) -> None:
        path = choose_new(self, self._settings, "Write to", "CSV (*.csv)", "confusion.csv")
        if path is not None:
            self.save(path)

    def save(self, path: Path) -> None:
        """Write the matrix as CSV; say why when that can't be."""
        if self._shown is None:
            return
        lines = zip(self._shown.values, self._shown.matrix, strict=True)
        rows = [["", *self._shown.values], *([name, *counts] for name, counts in lines)]
        try:
            write_table(path, rows)
        except UserError as error:
            show_refusal(self, "The file can’t be written", error)


class HeatTable(QTableWidget):
    """Counts, the more the stronger the colour."""

    opened = Signal(int, int)
    """A cell with something in it was clicked: its row and column."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Confusion matrix")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        for corner in self.findChildren(QAbstractButton):
            corner.setAccessibleName("Confusion matrix")
        self._delegate = HeatDelegate()
        self.setItemDelegate(self._delegate)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(_LEAST)
        self.horizontalHeader().setMaximumSectionSize(_MOST)
        rows = self.verticalHeader()
        rows.setHighlightSections(False)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(row_height())
        self.cellClicked.connect(self._open)

    def show_counts(self, names: Sequence[str], matrix: Sequence[Sequence[int]]) -> None:
        """Show counts under names."""
        self.clear()
        self.setRowCount(len(names))
        self.setColumnCount(len(names))
        for n, name in enumerate(names):
            self.setHorizontalHeaderItem(n, _heading(name))
            self.setVerticalHeaderItem(n, _heading(name))
        for row, counts in enumerate(matrix):
            for column, count in enumerate(counts):
                item = QTableWidgetItem(f"{count:,}" if count else "·")
                item.setData(Qt.ItemDataRole.UserRole, count)
                item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                words = f"{names[row]} → {names[column]}: {count:,}"
                item.setToolTip(tool_tip(words))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
                self.setItem(row, column, item)
        self.resizeColumnsToContents()
        self._colour()
        self.setCurrentCell(0, 0)

    def _colour(self) -> None:
        """Colour the cells: equal answers as good, others as a fault; more is stronger."""
        theme = theme_of(self.palette())
        cells = [(r, c) for r in range(self.rowCount()) for c in range(self.columnCount())]
        items = {cell: item for cell in cells if (item := self.item(*cell))}
        counts = {cell: int(item.data(Qt.ItemDataRole.UserRole)) for cell, item in items.items()}
        most = max(counts.values(), default=0) or 1
        for (row, column), item in items.items():
            colour = theme.good if row == column else theme.danger
            share = _STRONGEST * (counts[row, column] / most) ** 0.5
            ground = mix(theme.base, colour, share * (0.7 if theme.dark else 0.6))
            item.setBackground(QBrush(QColor(ground)))
            item.setForeground(QBrush(QColor(theme.text if counts[row, column] else theme.muted)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the cell at hand with Enter."""
        if event.key() in ENTER:
            self._open(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._colour()

    def _open(self, row: int, column: int) -> None:
        item = self.item(row, column)
        if item is not None and item.data(Qt.ItemDataRole.UserRole):
            self.opened.emit(row, column)


class HeatDelegate(QStyledItemDelegate):
    """Draws a cell on its own ground; a frame says which cell is at hand."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        """Draw the cell."""
        theme = theme_of(option.palette)
        painter.save()
        painter.fillRect(option.rect, index.data(Qt.ItemDataRole.BackgroundRole))
        painter.setPen(index.data(Qt.ItemDataRole.ForegroundRole).color())
        painter.setFont(tabular(ui_font()))
        painter.drawText(option.rect, Qt.AlignmentFlag.AlignCenter, index.data())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(
                QPen(QColor(theme.focus if option.widget.hasFocus() else theme.border), 2)
            )
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
        painter.restore()


def _cut_inside(name: str) -> str:
    """Cut a long name in its middle: names of choices often differ at their ends."""
    if len(name) <= _LONGEST:
        return name
    return f"{name[: _LONGEST // 2].rstrip()}…{name[1 - _LONGEST // 2 :].lstrip()}"


def _heading(name: str) -> QTableWidgetItem:
    item = QTableWidgetItem(_cut_inside(name))
    item.setToolTip(tool_tip(name))
    return item
