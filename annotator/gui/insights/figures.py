"""The same marks as rows with their figures: for reading aloud, sorting and copying."""

from collections.abc import Callable
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from annotator.analysis.insights.insight import MEAN, Insight, InsightMark
from annotator.domain.names import folded
from annotator.gui.commands.key_events import ENTER, KeyHandler
from annotator.gui.insights.words import is_of_all, number, percent, signed_percent
from annotator.gui.look.sizes import scaled
from annotator.gui.look.theme import tabular, ui_font
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.basic import tool_tip
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index
from annotator.workflow.insights.drawing.figures import things_counted

_ROOT = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MOVING = (*LIST_KEYS, Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_LEAST_NAME, _NUMBER = 120, 84
_NAMES = 2
"""How many columns are names: of the row and of the column."""


class FigureColumn(msgspec.Struct, frozen=True):
    """A column: its heading, what a cell says, and what it is sorted by."""

    title: str
    text: Callable[[InsightMark], str]
    order: Callable[[InsightMark], Any]


def _columns(insight: Insight) -> tuple[FigureColumn, ...]:
    """Return the columns that say anything of an insight."""
    rows = {one.id: (n, one.name) for n, one in enumerate(insight.rows)}
    columns = {one.id: (n, one.name) for n, one in enumerate(insight.columns)}
    columns.setdefault(MEAN, (len(columns), "Mean"))
    known = len(rows) + len(columns)

    def named(title: str, names: dict[str, tuple[int, str]], key: str) -> FigureColumn:
        def place(mark: InsightMark) -> tuple[int, str]:
            ident: str = getattr(mark, key)
            return names.get(ident) or (known, ident)

        return FigureColumn(title, lambda one: place(one)[1], place)

    def figure(title: str, key: str, text: Callable[[float | None], str]) -> FigureColumn | None:
        def value(mark: InsightMark) -> float | None:
            found: float | None = getattr(mark, key)
            if found is not None and mark.wanted is not None and key in ("low", "high"):
                return found + mark.wanted  # of the share, as where none is wanted
            return found

        if all(value(one) is None for one in insight.marks):
            return None
        lowest = float("-inf")
        return FigureColumn(
            title,
            lambda one: text(value(one)),
            lambda one: lowest if (known_value := value(one)) is None else known_value,
        )

    audit = any(one.wanted is not None for one in insight.marks)
    said = signed_percent if audit else number
    interval_of = number if insight.value_title and not audit else percent
    found = (
        named(insight.row_title, rows, "row"),
        named(insight.column_title, columns, "column") if _has_columns(insight) else None,
        figure(things_counted(insight), "count", number),
        figure("Of", "of", number) if any(one.of for one in insight.marks) else None,
        figure("Share", "share", percent),
        figure("Difference" if audit else insight.value_title or "Value", "value", said),
        figure("From", "low", interval_of),
        figure("To", "high", interval_of),
        figure("Wanted", "wanted", percent),
    )
    return tuple(one for one in found if one is not None)


def _has_columns(insight: Insight) -> bool:
    return bool(insight.column_title) and not is_of_all(insight)


class MarksModel(QAbstractTableModel):
    """A row for each mark, in the insight's order or sorted by a column."""

    def __init__(self) -> None:
        super().__init__()
        self.columns: tuple[FigureColumn, ...] = ()
        self.marks: list[InsightMark] = []
        self._names = 1
        self.sorted_by, self.descending = -1, False

    def show_insight(self, insight: Insight) -> None:
        """Show another insight; it stays sorted where it has that column."""
        self.beginResetModel()
        self.columns = _columns(insight)
        self._names = _NAMES if _has_columns(insight) else 1
        self.marks = list(insight.marks)
        if self.sorted_by >= len(self.columns):
            self.sorted_by, self.descending = -1, False
        self._put_in_order()
        self.endResetModel()

    def sort_by(self, column: int, *, descending: bool) -> None:
        """Put the rows into the order of a column."""
        self.layoutAboutToBeChanged.emit()
        self.sorted_by, self.descending = column, descending
        self._put_in_order()
        self.layoutChanged.emit()

    def _put_in_order(self) -> None:
        if self.sorted_by >= 0:
            self.marks.sort(key=self.columns[self.sorted_by].order, reverse=self.descending)

    def is_number(self, column: int) -> bool:
        """Tell whether a column has figures."""
        return column >= self._names

    def text(self) -> str:
        """Return all of it as lines of cells, as spreadsheets take them from the clipboard."""
        lines = [[one.title for one in self.columns]]
        lines += [[one.text(mark) for one in self.columns] for mark in self.marks]
        cells = ("\t".join(" ".join(cell.split()) for cell in line) for line in lines)
        return "\n".join(cells)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many marks there are."""
        return 0 if parent.isValid() else len(self.marks)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell says, or what is read aloud of it."""
        if not index.isValid():
            return None
        column, mark = self.columns[index.column()], self.marks[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(mark)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_number(index.column()) else _LEFT
        if role == Qt.ItemDataRole.FontRole:
            return tabular(ui_font())
        return self._told(column, mark, role)

    def _told(self, column: FigureColumn, mark: InsightMark, role: int) -> str | None:
        if role == Qt.ItemDataRole.ToolTipRole:
            return tool_tip(column.text(mark))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = ((one.title, one.text(mark)) for one in self.columns)
            return ", ".join(f"{title}: {text}" for title, text in said if text)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.is_number(section) else _LEFT
        return None


class MarksTable(QTableView):
    """The arrows walk the marks, Enter opens one; a click on a heading sorts."""

    picked = Signal(object)
    """The `InsightMark` at hand, or None."""
    opened = Signal(object)

    def __init__(self, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self.figures = MarksModel()
        self.setAccessibleName("Figures")
        self.setModel(self.figures)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        set_up_rows(self)
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.sectionClicked.connect(self.sort_by)
        self.selectionModel().currentRowChanged.connect(self._tell)
        self.doubleClicked.connect(self.open_mark)

    @property
    def mark(self) -> InsightMark | None:
        """The mark at hand."""
        row = self.currentIndex().row()
        return self.figures.marks[row] if 0 <= row < len(self.figures.marks) else None

    @property
    def whole_height(self) -> int:
        """How high it is where all rows are in sight."""
        bar = self.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() else 0
        rows = self.verticalHeader().length() + self.horizontalHeader().height()
        return rows + below + 2 * self.frameWidth()

    def show_insight(self, insight: Insight) -> None:
        """Show another insight; the same mark stays at hand where there still is one."""
        before = self.mark
        self.figures.show_insight(insight)
        self._fit()
        self._mark_order()
        if before is not None:
            self.go_to(before)

    def go_to(self, mark: InsightMark | None) -> None:
        """Make the mark of the same row and column the one at hand."""
        ends = (mark.row, mark.column) if mark is not None else None
        for n, one in enumerate(self.figures.marks):
            if (one.row, one.column) == ends:
                self.setCurrentIndex(self.figures.index(n, max(self.currentIndex().column(), 0)))
                return

    def sort_by(self, column: int) -> None:
        """Sort by a column, figures first from the highest; once more, the other way round."""
        again = column == self.figures.sorted_by
        first = self.figures.is_number(column)
        descending = not self.figures.descending if again else first
        mark = self.mark
        self.figures.sort_by(column, descending=descending)
        self._mark_order()
        self.go_to(mark)

    def sort_here(self) -> None:
        """Sort by the column at hand, or the other way round."""
        if self.figures.columns:
            self.sort_by(max(self.currentIndex().column(), 0))

    def open_mark(self) -> None:
        """Ask for the passages of the mark at hand."""
        if self.mark is not None:
            self.opened.emit(self.mark)

    def _tell(self) -> None:
        self.picked.emit(self.mark)

    def _mark_order(self) -> None:
        way = Qt.SortOrder
        header, by = self.horizontalHeader(), self.figures.sorted_by
        header.setSortIndicatorShown(by >= 0)
        descending = self.figures.descending
        header.setSortIndicator(by, way.DescendingOrder if descending else way.AscendingOrder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the names the room that is left."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        header = self.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        columns = range(len(self.figures.columns))
        names = [one for one in columns if not self.figures.is_number(one)]
        room = self.viewport().width()
        for one in columns:
            if self.figures.is_number(one):
                width = max(scaled(_NUMBER), header.sectionSizeHint(one))
                self.setColumnWidth(one, width)
                room -= width
        for one in names:
            self.setColumnWidth(one, max(room // len(names), scaled(_LEAST_NAME)))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which mark is at hand: the first, where none was."""
        super().focusInEvent(event)
        if self.currentIndex().isValid() and not self.selectionModel().hasSelection():
            self.selectRow(self.currentIndex().row())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows and open with Enter; other keys are the page's."""
        if event.key() in ENTER and not event.modifiers():
            self.open_mark()
        elif event.key() in _MOVING and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()


def file_name(title: str) -> str:
    """Return a name for files from a view's title."""
    return folded(title).replace(" ", "-")
