"""A list whose lines have one height, but for a few headings: a long one costs what is in sight."""

from bisect import bisect_left
from collections.abc import Callable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem

from annotator.gui.widgets.arrow_key_controls import ArrowKeyList
from annotator.gui.widgets.two_line_rows import Index

_Action = QAbstractItemView.CursorAction
_Hint = QAbstractItemView.ScrollHint


class EvenRows(ArrowKeyList):
    """Lays nothing out: where a line is follows from its number and from the headings above it."""

    def __init__(self, height: int, heading_height: int, headings: Callable[[], list[int]]) -> None:
        """`headings` tells which lines are headings, in order."""
        self._height = height
        self._less = height - heading_height
        self._tell_headings = headings
        self._headings: list[int] = []
        super().__init__()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # Where lines are

    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0  # pyright: ignore[reportUnnecessaryComparison] - none at first

    def _top(self, row: int) -> int:
        return row * self._height - self._less * bisect_left(self._headings, row)

    def _row_at(self, y: int) -> int:
        """Return the line at a height of the whole list."""
        row = y // self._height
        while row < self._count() and self._top(row + 1) <= y:
            row += 1
        return row

    def visualRect(self, index: Index) -> QRect:
        """Return where a line is in the viewport."""
        if not index.isValid():
            return QRect()
        row = index.row()
        top, below = self._top(row), self._top(row + 1)
        return QRect(0, top - self.verticalOffset(), self.viewport().width(), below - top)

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return which line is at a point of the viewport."""
        row = self._row_at(point.y() + self.verticalOffset())
        return self.model().index(row, 0) if 0 <= row < self._count() else QModelIndex()

    def verticalOffset(self) -> int:
        """Return how far is scrolled."""
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        """Return 0: lines are as wide as the list."""
        return 0

    def isIndexHidden(self, _index: Index) -> bool:
        """Hide nothing."""
        return False

    def doItemsLayout(self) -> None:
        """Take note of the headings."""
        self._headings = self._tell_headings()
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        """Scroll over all lines."""
        self._headings = self._tell_headings()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setSingleStep(max(1, self._height // 2))
        bar.setRange(0, max(0, self._top(self._count()) - room))
        QAbstractItemView.updateGeometries(self)

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = _Hint.EnsureVisible
    ) -> None:
        """Scroll a line into sight, no further than it needs."""
        self.executeDelayedItemsLayout()
        if not index.isValid():
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        top, below = self._top(index.row()), self._top(index.row() + 1)
        if hint == _Hint.PositionAtTop or (hint == _Hint.EnsureVisible and top < bar.value()):
            bar.setValue(top)
        elif hint == _Hint.PositionAtBottom or (
            hint == _Hint.EnsureVisible and below > bar.value() + room
        ):
            bar.setValue(below - room)
        elif hint == _Hint.PositionAtCenter:
            bar.setValue((top + below - room) // 2)

    # Keys and selecting

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, _keys: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Return the line that a key leads to; headings are stepped over."""
        self.executeDelayedItemsLayout()
        now, last = self.currentIndex().row(), self._count() - 1
        page = max(1, self.viewport().height() // self._height - 1)
        steps = {
            _Action.MoveUp: -1,
            _Action.MovePrevious: -1,
            _Action.MoveDown: 1,
            _Action.MoveNext: 1,
            _Action.MovePageUp: -page,
            _Action.MovePageDown: page,
        }
        if action in (_Action.MoveHome, _Action.MoveEnd) or now < 0:
            wanted, way = (last, -1) if action == _Action.MoveEnd else (0, 1)
        else:
            way = 1 if steps.get(action, 0) > 0 else -1
            wanted = max(0, min(now + steps.get(action, 0), last))
        found = self._enabled(wanted, way)
        return found if found.isValid() else self._enabled(wanted, -way)

    def _enabled(self, row: int, way: int) -> QModelIndex:
        while 0 <= row < self._count():
            index = self.model().index(row, 0)
            if self.model().flags(index) & Qt.ItemFlag.ItemIsEnabled:
                return index
            row += way
        return QModelIndex()

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the line at a place."""
        index = self.indexAt(rect.center() if rect.isValid() else rect.topLeft())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return where the selected lines are."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the lines in sight."""
        self.executeDelayedItemsLayout()
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        offset, area = self.verticalOffset(), event.rect()
        row, state = self._row_at(area.top() + offset), option.state
        hovered = self.indexAt(self.viewport().mapFromGlobal(self.cursor().pos()))
        while row < self._count() and self._top(row) - offset <= area.bottom():
            index = self.model().index(row, 0)
            option.rect = self.visualRect(index)  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack it
            option.state = self._state(index, state, hovered)  # pyright: ignore[reportAttributeAccessIssue] - as above
            self.itemDelegate().paint(painter, option, index)
            row += 1
        painter.end()

    def _state(
        self, index: QModelIndex, state: QStyle.StateFlag, hovered: QModelIndex
    ) -> QStyle.StateFlag:
        flag = QStyle.StateFlag
        if not self.model().flags(index) & Qt.ItemFlag.ItemIsEnabled:
            return state & ~flag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= flag.State_Selected
        if index == self.currentIndex() and self.hasFocus():
            state |= flag.State_HasFocus
        if index == hovered and self.viewport().underMouse():
            state |= flag.State_MouseOver
        return state
