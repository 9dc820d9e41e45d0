"""The table of the project's annotations: rows under headings that fold."""

from collections.abc import Sequence

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
    FOLDED_ROLE,
    ROW_ROLE,
    SORTS,
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
from annotator.gui.widgets.two_line_rows import Index, draw_text, ink_of
from annotator.store.reading.label_listing import GroupCount, LabelRow
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
_ROWS = QItemSelectionModel.SelectionFlag.Rows
_SELECT = QItemSelectionModel.SelectionFlag.Select


class LabelDelegate(QStyledItemDelegate):
    """Draws the cells: words in the text's colour, all else quieter, headings across the row."""

    def __init__(self, session: Session, table: QTableView) -> None:
        super().__init__(table)
        self._session = session
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        shown = index.data(ROW_ROLE)
        column = LabelColumn(index.column())
        heading = isinstance(shown, GroupCount)
        quiet = not heading and column is not LabelColumn.WORDS
        ink = ink_of(option, theme_of(option.palette), faint=quiet)
        room = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        painter.save()
        painter.fillRect(option.rect, QColor(ink.ground))
        painter.setPen(QColor(ink.text))
        font = ui_font(BODY if heading or not quiet else SMALL)
        if heading:
            font.setBold(True)
        painter.setFont(font)
        if heading:
            if column is LabelColumn.CODE:
                sign = "▸" if index.data(FOLDED_ROLE) else "▾"
                draw_text(painter, room, f"{sign}  {index.data()}")
        else:
            if column is LabelColumn.CODE and isinstance(shown, LabelRow):
                room = self._badge(painter, room, shown, option)
            draw_text(painter, room, str(index.data() or ""))
        painter.restore()

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
        self.setAccessibleName("Annotations of the project")
        self.setModel(model)
        self.setItemDelegate(LabelDelegate(session, self))
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
        """Have headings reach across the table, and read what is in view."""
        self.clearSpans()
        layout = self._labels.layout
        for group in layout.found.groups:
            line = layout.line_of_group(group.key)
            if line is not None:
                self.setSpan(line, 0, 1, len(LabelColumn))
        self.foresee()

    def foresee(self) -> None:
        """Have the rows read that come into view."""
        first, last = max(0, self.rowAt(0)), self.rowAt(self.viewport().height() - 1)
        count = self._labels.rowCount()
        end = min(count, first + _MOST_IN_VIEW) if last < 0 else last + 1
        if end > first:
            self._labels.foresee(first, end)

    # What is selected

    def line(self) -> int:
        """Return the line at hand, -1 for none."""
        return self.currentIndex().row()

    def selected_numbers(self) -> Sequence[int]:
        """Return the numbers of the selected annotations, each once, in their order."""
        chosen = dict[int, None]()
        selection = self.selectionModel().selection()
        parts = [selection.at(n) for n in range(selection.count())]
        ranges = sorted((one.top(), one.bottom()) for one in parts)
        for first, last in ranges:
            chosen.update(dict.fromkeys(self._labels.layout.numbers_of(range(first, last + 1))))
        return list(chosen)

    def selected_labels(self, most: int) -> Sequence[int]:
        """Return the numbers of annotations that are selected themselves; none of more than `most`.

        Those that a heading stands for are not among them: under another filter it stands for
        others, and what nobody has selected is not to be changed.
        """
        selection, layout = self.selectionModel().selection(), self._labels.layout
        parts = [selection.at(n) for n in range(selection.count())]
        if sum(one.height() for one in parts) > most:
            return ()
        lines = sorted({n for one in parts for n in range(one.top(), one.bottom() + 1)})
        places = [layout.place(line) for line in lines]
        return [layout.found.numbers[one] for one in places if one is not None]

    def go_to(self, line: int) -> None:
        """Make a line the one at hand."""
        if 0 <= line < self._labels.rowCount():
            self.setCurrentIndex(self._labels.index(line, 0))

    def select_numbers(self, numbers: Sequence[int]) -> None:
        """Select these annotations too, as far as they are listed."""
        ranges = QItemSelection()
        for number in numbers:
            line = self._labels.layout.line_of(number)
            if line is not None:
                at = self._labels.index(line, 0)
                ranges.select(at, at)
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
