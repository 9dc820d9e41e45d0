"""The table's widget, its keys first offered to who owns it, and how its cells are drawn."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.gui.annotations.model import AnnotationsModel
from annotator.gui.commands.key_events import ENTER, KeyHandler
from annotator.gui.look.sizes import BODY, SMALL, row_height
from annotator.gui.look.theme import theme_of, ui_font
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index, draw_text, ink_of
from annotator.workflow.annotation_rows import AnnotationColumn

_EDGE = 6
_LEAST = 24
"""Less room than this shows nothing of a text."""
_MOVING = (*LIST_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_SMALL = (AnnotationColumn.VALUES, AnnotationColumn.CODER)
_OWN = (*ENTER, Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)


class AnnotationDelegate(QStyledItemDelegate):
    """Draws the cells; a colleague's and the whole article's words are quieter."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        model = index.model()
        row = model.row_at(index) if isinstance(model, AnnotationsModel) else None
        if row is None:
            return
        column, palette, rect = AnnotationColumn(index.column()), option.palette, option.rect
        small = column in _SMALL
        ink = ink_of(option, theme_of(palette), faint=small or not row.annotation.fragments)
        painter.save()
        painter.fillRect(rect, QColor(ink.ground))
        inner = rect.adjusted(_EDGE, 0, -_EDGE, 0)
        if column is AnnotationColumn.CODE:
            top = inner.top() + (inner.height() - SIZE) / 2
            paint_badge(painter, QRectF(inner.left(), top, SIZE, SIZE), row.code, palette)
            inner = inner.adjusted(SIZE + _EDGE, 0, 0, 0)
        if inner.width() < _LEAST:
            painter.restore()
            return
        if column is AnnotationColumn.TEXT and row.sign:
            inner = _draw_sign(painter, inner, row.sign, ink.quiet)
        words = row.cell(column)
        named = not row.annotation.fragments or not row.code.key
        if column is AnnotationColumn.TEXT and named and not _has_room_for_names(option):
            words = f"{row.code.name}: {words}"  # its badge alone tells nobody which it is
        if words:
            painter.setFont(ui_font(SMALL if small else BODY))
            painter.setPen(QColor(ink.text))
            draw_text(painter, inner, words)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(60, row_height())


def _has_room_for_names(option: QStyleOptionViewItem) -> bool:
    """Tell whether the column of codes is as wide as their names."""
    view = option.widget
    width = view.columnWidth(AnnotationColumn.CODE) if isinstance(view, QTableView) else 0
    return width > SIZE + 2 * _EDGE + _LEAST


def _draw_sign(painter: QPainter, room: QRect, sign: str, colour: str) -> QRect:
    """Draw what was decided at the end of a cell and return the room that is left."""
    painter.setFont(ui_font(BODY, strong=True))
    painter.setPen(QColor(colour))
    draw_text(painter, room, sign, Qt.AlignmentFlag.AlignRight)
    taken = painter.fontMetrics().horizontalAdvance(sign) + _EDGE
    return room.adjusted(0, 0, -taken, 0)


class TableView(QTableView):
    """Whole rows, no grid; a third click on a column's name goes back to reading order."""

    def __init__(self, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        set_up_rows(self)
        columns = self.horizontalHeader()
        columns.setSectionsClickable(True)
        columns.setSortIndicatorShown(True)
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        columns.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the rows; all other keys go to the owner."""
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if event.key() in _MOVING or (control and event.key() not in _OWN):
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()
