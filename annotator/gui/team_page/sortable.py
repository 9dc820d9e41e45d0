"""A table whose headings sort it, by a click or by a key at the cell at hand."""

from abc import abstractmethod

from PySide6.QtCore import QAbstractTableModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView

from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.plain_table import set_up_rows

_MOVING = (
    *(*LIST_KEYS, Qt.Key.Key_Left, Qt.Key.Key_Right),
    *(Qt.Key.Key_Tab, Qt.Key.Key_Backtab),
)


class SortableTable(QTableView):
    """Arrows walk the cells; other keys are first offered to the page."""

    def __init__(self, name: str, model: QAbstractTableModel, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self.sorting: tuple[int, bool] | None = None
        """By which column, and whether downwards; None in the first order."""
        self.setAccessibleName(name)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        set_up_rows(self)
        heading = self.horizontalHeader()
        heading.setSectionsClickable(True)
        heading.sectionClicked.connect(self.sort_or_turn)

    def sort_or_turn(self, column: int) -> None:
        """Sort by a column, numbers from the greatest; by the same again, the other way round."""
        if self.sorting is not None and self.sorting[0] == column:
            downwards = not self.sorting[1]
        else:
            downwards = column > 0
        self.sorting = column, downwards
        order = Qt.SortOrder.DescendingOrder if downwards else Qt.SortOrder.AscendingOrder
        heading = self.horizontalHeader()
        heading.setSortIndicatorShown(True)
        heading.setSortIndicator(column, order)
        self.sort(column, downwards=downwards)

    def sort_here(self) -> None:
        """Sort by the column of the cell at hand."""
        if self.currentIndex().isValid():
            self.sort_or_turn(self.currentIndex().column())

    @abstractmethod
    def sort(self, column: int, *, downwards: bool) -> None:
        """Put the rows in the order of a column."""

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the one at hand."""
        self.setCurrentIndex(self.model().index(row, column))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; other keys are the page's."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _MOVING or control:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()
