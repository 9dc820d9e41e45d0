"""The list itself: one column of rows of up to two lines if it is narrow, a table if it is wide."""

from collections.abc import Iterator, Sequence
from itertools import chain

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from annotator.gui.articles.delegate import CellDelegate, CompactDelegate
from annotator.gui.articles.model import ROW_ROLE, SORTS, ArticleColumn, ArticlesModel
from annotator.gui.look.sizes import row_height, two_line_height
from annotator.gui.widgets.two_line_rows import Index
from annotator.workflow.article_order import SortKey

WIDE = 520
"""The width in pixels from which on the list is a table."""
_WIDTHS = {
    ArticleColumn.STATUS: 32,
    ArticleColumn.OUTLET: 140,
    ArticleColumn.PUBLISHED: 104,
    ArticleColumn.ANNOTATIONS: 96,
}
_MOST_IN_VIEW = 500
"""More rows than any screen has: where all would be in view, not all are read."""
_OPENERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TO_OPEN = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class ArticlesTable(QTableView):
    """Lists articles; several can be selected, one of them is current."""

    opening = Signal(str)
    """Open this article."""
    sorting = Signal(SortKey)
    """A column's heading was clicked."""
    left = Signal()
    """Esc: back to the text."""

    def __init__(self, model: ArticlesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setModel(model)
        self._articles = model
        self._compact = CompactDelegate(self)
        self._cells = CellDelegate(self)
        self._wide: bool | None = None
        self._says_more = False
        """Whether a row seen so far had more to say than a title."""
        self.setAccessibleName("Articles")
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._set_up_headers()
        self.doubleClicked.connect(self._open_index)
        self.verticalScrollBar().valueChanged.connect(self.foresee)
        model.dataChanged.connect(self._look_for_more)
        self.lay_out(wide=False)

    def _set_up_headers(self) -> None:
        rows = self.verticalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns = self.horizontalHeader()
        columns.setHighlightSections(False)
        columns.setMinimumSectionSize(24)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(ArticleColumn.TITLE, QHeaderView.ResizeMode.Stretch)
        columns.setSectionsClickable(True)
        columns.sectionClicked.connect(self._ask_order)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)

    # Its look

    def lay_out(self, *, wide: bool) -> None:
        """Show the articles as a table or as two-line rows; what is selected stays."""
        if wide == self._wide:
            return
        self._wide = wide
        for column in ArticleColumn:
            self.setColumnHidden(column, not wide and column is not ArticleColumn.TITLE)
        self.horizontalHeader().setVisible(wide)
        self.setItemDelegate(self._cells if wide else self._compact)
        self._set_height()
        current = self.currentIndex()
        if current.isValid():
            self.scrollTo(current)

    def _set_height(self) -> None:
        """Give all rows one line, or two where one of those seen so far has something below."""
        one_line = self._wide or not self._says_more
        height = row_height() if one_line else two_line_height()
        rows = self.verticalHeader()
        if rows.defaultSectionSize() != height:
            first = self.rowAt(0)
            rows.setDefaultSectionSize(height)
            self.scrollTo(self._articles.index(max(0, first), 0), self.ScrollHint.PositionAtTop)

    def show_order(self, key: SortKey, *, descending: bool) -> None:
        """Mark the column that the articles are sorted by."""
        column = next((c for c, sort in SORTS.items() if sort is key), None)
        header = self.horizontalHeader()
        header.setSortIndicatorShown(column is not None)
        if column is not None:
            order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(column, order)

    def _ask_order(self, section: int) -> None:
        self.sorting.emit(SORTS[ArticleColumn(section)])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Change the layout with the width."""
        self.lay_out(wide=self.width() >= WIDE)
        super().resizeEvent(event)
        self.foresee()

    def foresee(self) -> None:
        """Let the rows be read that come into view, before they are painted."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        end = self._articles.rowCount() if last < 0 else last + 1
        self._articles.foresee(range(max(0, first), min(end, max(0, first) + _MOST_IN_VIEW)))
        self._look_for_more()

    def _look_for_more(self) -> None:
        if not self._says_more and self._articles.says_more():
            self._says_more = True
            self._set_height()

    # What is selected

    def selected(self) -> list[int]:
        """Return the numbers of the selected articles, in the order of the list."""
        numbers = self._articles.numbers
        return [numbers[row] for row in sorted(set(chain(*self._selected_rows())))]

    def _selected_rows(self) -> list[range]:
        chosen = self.selectionModel().selection()
        spans = (chosen.at(n) for n in range(chosen.count()))
        return [range(one.top(), one.bottom() + 1) for one in spans]

    def current(self) -> str:
        """Return the id of the article that the keys move from."""
        row = self.currentIndex().data(ROW_ROLE)
        return row.id if row else ""

    def current_number(self) -> int | None:
        """Return the number of the article that the keys move from."""
        row = self.currentIndex().row()
        return self._articles.numbers[row] if row >= 0 else None

    def make_current(self, row: int) -> None:
        """Select one row and bring it into view."""
        index = self._articles.index(row, ArticleColumn.TITLE)
        self.selectionModel().setCurrentIndex(index, _TO_OPEN)
        self.scrollTo(index)

    def restore(self, selected: Sequence[int], current: int | None, scrolled: int) -> None:
        """Select again the articles that were selected before the rows changed, and scroll back."""
        chosen, model = self.selectionModel(), self._articles
        flag = QItemSelectionModel.SelectionFlag
        place = model.order.place_of(current)
        if place is not None:
            chosen.setCurrentIndex(model.index(place, ArticleColumn.TITLE), flag.NoUpdate)
        last = len(ArticleColumn) - 1
        ranges = QItemSelection()
        for first, end in _runs(model.order.places_of(selected)):
            ranges.select(model.index(first, 0), model.index(end, last))
        chosen.select(ranges, flag.Select)
        self.verticalScrollBar().setValue(scrolled)
        self.foresee()

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, leave with Esc."""
        if event.key() in _OPENERS and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self._open_index(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Open with a plain click; with Ctrl or Shift a click only selects."""
        super().mouseReleaseEvent(event)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if plain and event.button() == Qt.MouseButton.LeftButton and self._has_one_selected():
            self._open_index(self.indexAt(event.position().toPoint()))

    def _has_one_selected(self) -> bool:
        return sum(map(len, self._selected_rows())) == 1

    def _open_index(self, index: Index) -> None:
        row = index.data(ROW_ROLE) if index.isValid() else None
        if row is not None:
            self.opening.emit(row.id)


def _runs(places: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of each run of places that follow one another."""
    start = 0
    for n, place in enumerate(places):
        if n + 1 == len(places) or places[n + 1] != place + 1:
            yield places[start], place
            start = n + 1
