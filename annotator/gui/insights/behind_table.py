"""The table of passages: words between those around them, and where they stand."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.gui.commands.key_events import ENTER, KeyHandler
from annotator.gui.insights.behind import BehindColumn, BehindModel
from annotator.gui.insights.finding import InsightAnswer
from annotator.gui.look.sizes import BODY, SMALL, row_height, scaled
from annotator.gui.look.theme import tabular, theme_of, ui_font
from annotator.gui.session.session import Session
from annotator.gui.widgets.arrow_key_controls import LIST_KEYS
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.plain_table import set_up_rows
from annotator.gui.widgets.two_line_rows import Index, draw_text, ink_of, is_rtl

_EDGE = 8
_SPARE = 2
"""Pixels by which words may be wider than they were measured."""
_MOST_IN_VIEW = 300
_MOVING = (*LIST_KEYS, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
_WIDTHS = {
    BehindColumn.ACTOR: 130,
    BehindColumn.ARTICLE: 170,
    BehindColumn.OUTLET: 110,
    BehindColumn.DAY: 92,
    BehindColumn.CODER: 80,
}
_LEAST_WORDS = 300
_YIELDING = (BehindColumn.ACTOR, BehindColumn.OUTLET, BehindColumn.DAY)
"""What is left out where words would have no room, the first one first."""


class _PassageDelegate(QStyledItemDelegate):
    """Draws words in the text's colour, what stands around them quieter, and all else small."""

    def __init__(self, session: Session, table: QTableView, labels: BehindModel) -> None:
        super().__init__(table)
        self._session = session
        self._labels = labels

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell."""
        row, column = index.row(), BehindColumn(index.column())
        of_words = column is BehindColumn.WORDS
        ink = ink_of(option, theme_of(option.palette), faint=not of_words)
        painter.save()
        painter.fillRect(option.rect, QColor(ink.ground))
        painter.setPen(QColor(ink.text))
        room: QRect = option.rect
        room = room.adjusted(_EDGE, 0, -_EDGE, 0)
        painter.setFont(ui_font(BODY) if of_words else tabular(ui_font(SMALL)))
        found = self._labels.row(row) if of_words else None
        if found is None:
            draw_text(painter, room, self._labels.cell(row, column))
        else:
            place = QRectF(room.left(), room.top() + (room.height() - SIZE) // 2, SIZE, SIZE)
            paint_badge(painter, place, self._code(found.annotation), option.palette)
            room.adjust(SIZE + _EDGE, 0, 0, 0)
            quiet = QColor(ink.quiet)
            _draw_in_context(painter, room, self._labels.cell(row, column), found.annotation, quiet)
        painter.restore()

    def _code(self, one: Annotation) -> Code:
        return self._session.codebook.code(one.code) or Code(id=one.code, name=one.code)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(60, row_height())


def _draw_in_context(
    painter: QPainter, room: QRect, words: str, one: Annotation, quiet: QColor
) -> None:
    """Draw words, and after them what follows; what stands before only where all has room."""
    metrics = QFontMetrics(painter.font())
    if is_rtl(words) or not one.contexts:
        draw_text(painter, room, words)
        return
    before, after = one.contexts[0][0], one.contexts[-1][1]
    before = f"…{before}".replace("\n", " ") if before else ""
    after = after.replace("\n", " ")
    width = metrics.horizontalAdvance(words)
    lead = metrics.horizontalAdvance(before)
    if lead + width > room.width():
        before, lead = "", 0
    ink = painter.pen().color()
    for text, wide, colour in ((before, lead, quiet), (words, width, ink), (after, 0, quiet)):
        rest = QRect(room)
        rest.setWidth(min(wide + _SPARE, room.width()) if wide else room.width())
        if text and rest.width() > 0:
            painter.setPen(colour)
            draw_text(painter, rest, text)
        room.setLeft(min(room.left() + wide, room.right() + 1))


class BehindTable(QTableView):
    """The arrows walk the passages, Enter opens one; other keys are the page's."""

    opened = Signal()

    def __init__(self, session: Session, key: KeyHandler) -> None:
        super().__init__()
        self._key = key
        self.labels = BehindModel(session, self)
        self.setAccessibleName("Passages behind the mark")
        self.setModel(self.labels)
        self.setItemDelegate(_PassageDelegate(session, self, self.labels))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        set_up_rows(self)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(BehindColumn.WORDS, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, scaled(width))
        self.doubleClicked.connect(self.opened)
        self.verticalScrollBar().valueChanged.connect(self.foresee)

    def show_labels(self, answer: InsightAnswer | None, places: Sequence[int]) -> None:
        """Show the labels at these places; the same one stays at hand where it is among them."""
        row = self.labels.show_labels(answer, places, self.currentIndex().row())
        if places:
            self.setCurrentIndex(self.labels.index(row, 0))
            self.scrollTo(self.currentIndex())
        self.foresee()

    def foresee(self) -> None:
        """Have the rows read that are in view."""
        first = max(0, self.rowAt(0))
        last = self.rowAt(self.viewport().height() - 1)
        count = self.labels.rowCount()
        self.labels.foresee(first, min(count, first + _MOST_IN_VIEW) if last < 0 else last + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave columns out where words would have no room."""
        super().resizeEvent(event)
        room = self.viewport().width() - scaled(sum(_WIDTHS.values()))
        for column in _YIELDING:
            self.setColumnHidden(column, room < scaled(_LEAST_WORDS))
            if room < scaled(_LEAST_WORDS):
                room += scaled(_WIDTHS[column])
        self.foresee()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows and open with Enter; other keys are the page's."""
        if event.key() in ENTER and not event.modifiers():
            if self.currentIndex().isValid():
                self.opened.emit()
        elif event.key() in _MOVING:
            super().keyPressEvent(event)
        elif not self._key(event):
            event.ignore()
