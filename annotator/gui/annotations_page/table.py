"""The table of the project's annotations: rows under headings that fold."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.gui.annotations_page.model import (
    ROW_ROLE,
    SORTS,
    UNREAD,
    LabelColumn,
    LabelsModel,
)
from annotator.gui.commands.key_events import KeyHandler
from annotator.gui.look.sizes import BODY, SMALL, row_height, scaled
from annotator.gui.look.theme import theme_of, ui_font
from annotator.gui.session.session import Session
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.selecting import select_alone
from annotator.gui.widgets.two_line_rows import Index, draw_text, ink_of
from annotator.store.reading.label_listing import LabelRow
from annotator.store.reading.label_order import GroupCount
from annotator.workflow.label_cells import code_of

_EDGE = 8
_MOVING = (*LIST_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_ENDS = (Qt.Key.Key_Home, Qt.Key.Key_End)
_SHARES = {
    LabelColumn.CODE: 14,
    LabelColumn.WORDS: 30,
    LabelColumn.ANSWERS: 16,
    LabelColumn.ACTOR: 12,
    LabelColumn.ARTICLE: 14,
    LabelColumn.OUTLET: 8,
    LabelColumn.CODER: 6,
}
"""How many hundredths of the width each column has."""
_LEAST = {LabelColumn.CODER: 64, LabelColumn.OUTLET: 72}
_MOST_IN_VIEW = 300
_MOST_RANGES = 200
"""In how many stretches of lines a selection is kept when the list is another one."""
_ROWS = QItemSelectionModel.SelectionFlag.Rows
_SELECT = QItemSelectionModel.SelectionFlag.Select


class LabelDelegate(QStyledItemDelegate):
    """Draws the cells: words in the text's colour, all else quieter, headings across the row."""

    def __init__(self, session: Session, table: QTableView, labels: LabelsModel) -> None:
        super().__init__(table)
        self._session = session
        self._table = table
        self._labels = labels

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell; what it shows is asked of the model itself, without a way over Qt."""
        line, column = index.row(), LabelColumn(index.column())
        heading = self._labels.heading_at(line)
        quiet = heading is None and column is not LabelColumn.WORDS
        ink = ink_of(option, theme_of(option.palette), faint=quiet)
        painter.save()
        painter.fillRect(option.rect, QColor(ink.ground))
        painter.setPen(QColor(ink.text))
        if heading is not None:
            self._heading(painter, option, heading)
        else:
            room = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
            row = self._labels.row_at(line)
            painter.setFont(ui_font(SMALL if quiet else BODY))
            if column is LabelColumn.CODE and row is not None:
                room = self._badge(painter, room, row, option)
            draw_text(painter, room, self._labels.cell(row, column) if row else UNREAD)
        painter.restore()

    def _heading(
        self, painter: QPainter, option: QStyleOptionViewItem, heading: GroupCount
    ) -> None:
        """Draw a cell's part of the heading that goes across the row."""
        font = ui_font(BODY)
        font.setBold(True)
        painter.setFont(font)
        painter.setClipRect(option.rect)
        across: QRect = option.rect.adjusted(0, 0, 0, 0)
        across.setLeft(_EDGE)
        across.setRight(self._table.viewport().width() - _EDGE)
        sign = "▸" if heading.key in self._labels.layout.folded else "▾"
        draw_text(painter, across, f"{sign}  {self._labels.heading_words(heading)}")

    def _badge(
        self, painter: QPainter, room: QRect, row: LabelRow, option: QStyleOptionViewItem
    ) -> QRect:
        top = room.top() + (room.height() - SIZE) // 2
        place = QRectF(room.left(), top, SIZE, SIZE)
        paint_badge(painter, place, code_of(self._session.codebook, row), option.palette)
        return room.adjusted(SIZE + _EDGE, 0, 0, 0)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(60, row_height())


class LabelsTable(QTableView):
    """Lists annotations; many can be selected. Keys that don't move are first the page's."""

    opened = Signal()
    """A row was clicked twice."""
    folded = Signal()
    """A heading was clicked twice, or its sign once."""
    sorting = Signal(object)
    """A column's heading was clicked: `LabelSort`."""
    chosen = Signal()
    """Other rows are selected."""
    menu_wanted = Signal(object)
    """Where on the screen."""

    def __init__(self, session: Session, model: LabelsModel, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self._labels = model
        self._across: range | None = None
        """The groups, by their places, whose headings reach across; None for those of before."""
        self.setAccessibleName("Annotations of the project")
        self.setModel(model)
        self.setItemDelegate(LabelDelegate(session, self, model))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        set_up_rows(self)
        columns = self.horizontalHeader()
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        columns.setSectionResizeMode(LabelColumn.WORDS, QHeaderView.ResizeMode.Stretch)
        columns.setMinimumSectionSize(24)
        columns.setSectionsClickable(True)
        columns.sectionClicked.connect(self._sort)
        self.verticalScrollBar().valueChanged.connect(self.foresee)
        self.selectionModel().selectionChanged.connect(self.chosen)

    def show_layout(self) -> None:
        """Have headings in view reach across the table, and read what is in view."""
        self._across = None
        self.foresee()

    def foresee(self) -> None:
        """Have the rows read that come into view, and headings there reach across the table."""
        first, last = max(0, self.rowAt(0)), self.rowAt(self.viewport().height() - 1)
        count = self._labels.rowCount()
        end = min(count, first + _MOST_IN_VIEW) if last < 0 else last + 1
        if end > first:
            self._lay_across(self._labels.layout.headings(range(first, end)))
            self._labels.foresee(first, end)

    def _lay_across(self, groups: range) -> None:
        """Let the headings of these groups alone reach across: each one costs, and many are."""
        if groups != self._across:
            self._across = groups
            self.clearSpans()
            for group in groups:
                line = self._labels.layout.line_of_heading(group)
                self.setSpan(line, 0, 1, len(LabelColumn))

    # What is selected

    def line(self) -> int:
        """Return the line at hand, -1 for none."""
        return self.currentIndex().row()

    def _selected_places(self) -> list[range]:
        selection = self.selectionModel().selection()
        parts = [selection.at(n) for n in range(selection.count())]
        lines = (range(one.top(), one.bottom() + 1) for one in parts)
        return self._labels.layout.places_of(lines)

    def count_selected(self) -> int:
        """Return how many annotations are selected."""
        return sum(map(len, self._selected_places()))

    def selected_numbers(self) -> Sequence[int]:
        """Return the numbers of the selected annotations, each once, in their order."""
        numbers = self._labels.layout.found.numbers
        return [one for places in self._selected_places() for one in numbers[_slice(places)]]

    def selected_labels(self) -> Sequence[int]:
        """Return the numbers of the annotations that are selected themselves, in their order.

        Those that a heading stands for are not among them: under another filter it stands for
        others, and what nobody has selected is not to be changed.
        """
        selection, layout = self.selectionModel().selection(), self._labels.layout
        parts = [selection.at(n) for n in range(selection.count())]
        lines = (range(one.top(), one.bottom() + 1) for one in parts)
        places = sorted((part for one in lines for part in layout.rows_on(one)), key=_begin)
        return [one for part in places for one in layout.found.numbers[_slice(part)]]

    def go_to(self, line: int) -> None:
        """Make a line the one at hand, alone selected."""
        if 0 <= line < self._labels.rowCount():
            select_alone(self, self._labels.index(line, 0))

    def select_numbers(self, numbers: Sequence[int]) -> None:
        """Select these annotations too, as far as they are listed and not too scattered."""
        lines = list(dict.fromkeys(self._labels.layout.lines_of(numbers).values()))
        gaps = [n for n, line in enumerate(lines) if not n or line != lines[n - 1] + 1]
        if len(gaps) > _MOST_RANGES:
            return
        ranges = QItemSelection()
        for begin, end in pairwise([*gaps, len(lines)]):
            ranges.select(
                self._labels.index(lines[begin], 0), self._labels.index(lines[end - 1], 0)
            )
        self.selectionModel().select(ranges, _SELECT | _ROWS)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and select with the arrows; other keys are the page's."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _ENDS and not control:  # rows are walked, not the cells of one
            held = event.modifiers() | Qt.KeyboardModifier.ControlModifier
            super().keyPressEvent(QKeyEvent(event.type(), event.key(), held))
        elif event.key() in _MOVING or control:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the annotation, or fold the group."""
        index = self.indexAt(event.position().toPoint())
        if isinstance(index.data(ROW_ROLE), GroupCount):
            self.folded.emit()
        elif index.isValid():
            self.opened.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Fold a group by the sign before its name."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        on_sign = place.x() < 3 * _EDGE and event.button() == Qt.MouseButton.LeftButton
        if on_sign and isinstance(index.data(ROW_ROLE), GroupCount):
            self.folded.emit()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu of what is selected."""
        self.menu_wanted.emit(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width out."""
        super().resizeEvent(event)
        width = self.viewport().width()
        for column, share in _SHARES.items():
            if column is not LabelColumn.WORDS:
                least = scaled(_LEAST.get(column, 24))
                self.setColumnWidth(column, max(least, width * share // 100))
        self.foresee()

    def _sort(self, section: int) -> None:
        sort = SORTS.get(LabelColumn(section))
        if sort is not None:
            self.sorting.emit(sort)


def _slice(places: range) -> slice:
    return slice(places.start, places.stop)


def _begin(places: range) -> int:
    return places.start
