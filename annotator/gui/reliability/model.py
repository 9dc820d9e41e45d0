"""The table of figures as Qt's item model."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

from annotator.analysis.agreement import TABLE, Figure, Marks, counted_units
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.two_line_rows import Index
from annotator.workflow.reliability.rows import FigureRow, below, mark, number, told

TITLE, ARTICLES, FIRST = 0, 1, 2
"""The columns before the measures', and the first of those."""
_HEADINGS = ("Code and field", "Articles")
_ABOUT = (
    "What the coders agree on",
    "Articles that at least two of the coders have read to their end",
)
_ROOT = QModelIndex()


class FiguresModel(QAbstractTableModel):
    """A row for each code and field, a column for each measure."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[FigureRow] = []
        self.measures: list[str] = []
        self.marks = Marks()

    def show_rows(self, rows: Sequence[FigureRow], marks: Marks, measures: Sequence[str]) -> None:
        """Show other rows and measures."""
        self.beginResetModel()
        self.rows = list(rows)
        self.measures = list(measures)
        self.marks = marks
        self.endResetModel()

    def figure(self, index: Index) -> Figure | None:
        """Return the figure in a cell."""
        if not index.isValid() or index.column() < FIRST:
            return None
        return self.rows[index.row()].cells.get(self.measures[index.column() - FIRST])

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else FIRST + len(self.measures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a cell's text, its tool tip, or what is read aloud of it."""
        row, figure = self.rows[index.row()], self.figure(index)
        if role == Qt.ItemDataRole.DisplayRole:
            if index.column() < FIRST:
                return row.title if index.column() == TITLE else f"{row.articles:,}"
            return number(figure) if figure else ""
        if figure is None:
            return None
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(told(figure, self.marks))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = (
                number(figure),
                mark(figure, self.marks)[1][2:],
                below(figure),
                f"n = {counted_units(figure)}",
            )
            return ", ".join(filter(None, said))
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title, or what its measure is."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if section < FIRST:
                return _HEADINGS[section]
            return TABLE[self.measures[section - FIRST]].title
        if role == Qt.ItemDataRole.ToolTipRole:
            about = _ABOUT[section] if section < FIRST else ""
            return tool_tip(about or TABLE[self.measures[section - FIRST]].tip)
        return None
