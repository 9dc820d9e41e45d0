"""How an article's row looks: as up to two lines in a narrow list, as cells in a wide one."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from annotator.domain.article import WorkStatus
from annotator.gui.articles.model import (
    BELOW_ROLE,
    HITS_ROLE,
    OPEN_ROLE,
    ROW_ROLE,
    SIGN_ROLE,
    STATUS_ROLE,
    ArticleColumn,
    Sign,
)
from annotator.gui.look.sizes import BODY
from annotator.gui.look.theme import tabular, theme_of, ui_font
from annotator.gui.widgets.two_line_rows import (
    Index,
    Ink,
    TwoLineDelegate,
    TwoLines,
    draw_text,
    ink_of,
    isolated,
)
from annotator.store.reading.rows import ArticleRow

_GLYPH = 10
_BAR = 3
_EDGE = 8
_BELOW = 18


class CompactDelegate(TwoLineDelegate):
    """Two lines: status and title; then outlet, date and number of annotations."""

    def lines_of(self, index: Index) -> TwoLines:
        """Return an article's two lines."""
        row: ArticleRow | None = index.data(ROW_ROLE)
        if row is None:
            return TwoLines(title="…", faint=True)
        return TwoLines(
            title=row.title,
            below=" · ".join(isolated(part) for part in index.data(BELOW_ROLE)),
            aside=str(row.annotation_count or ""),
            strong=bool(index.data(OPEN_ROLE)),
        )

    def inset(self) -> int:
        """Leave room for the status."""
        return _GLYPH + _EDGE

    def paint_before(self, painter: QPainter, rect: QRect, ink: Ink, index: Index) -> None:
        """Draw the status and the mark of the open article."""
        _paint_mark(painter, rect, ink, index)
        row, sign = index.data(ROW_ROLE), Sign(index.data(SIGN_ROLE))
        is_single = sign is Sign.NONE and (row is None or not index.data(BELOW_ROLE))
        top = (rect.height() - _GLYPH) // 2 if is_single else (rect.height() - _GLYPH - _BELOW) // 2
        place = QRect(rect.left() + _EDGE + 2, rect.top() + top, _GLYPH, _GLYPH)
        paint_status(painter, place, _status(index), QColor(ink.quiet))
        paint_sign(painter, place.translated(0, _BELOW), sign, ink)


class CellDelegate(QStyledItemDelegate):
    """One line: a cell for each column, the status drawn."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        theme = theme_of(option.palette)
        ink = ink_of(option, theme)
        cell = option.rect
        painter.save()
        painter.fillRect(cell, QColor(ink.ground))
        column = ArticleColumn(index.column())
        if column is ArticleColumn.STATUS:
            _paint_mark(painter, cell, ink, index)
            middle = cell.center()
            place = QRect(cell.left() + _EDGE, middle.y() - 4, _GLYPH, _GLYPH)
            paint_status(painter, place, _status(index), QColor(ink.quiet))
            beside = place.translated(_GLYPH + 4, 0)
            paint_sign(painter, beside, Sign(index.data(SIGN_ROLE)), ink)
        else:
            self._paint_text(painter, cell, ink, index)
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        painter.restore()

    def _paint_text(self, painter: QPainter, cell: QRect, ink: Ink, index: Index) -> None:
        is_title = index.column() == ArticleColumn.TITLE
        strong = is_title and bool(index.data(OPEN_ROLE))
        painter.setFont(tabular(ui_font(BODY, strong=strong)))
        painter.setPen(QColor(ink.text if is_title else ink.quiet))
        side = Qt.AlignmentFlag.AlignLeft
        if index.column() == ArticleColumn.ANNOTATIONS:
            side = Qt.AlignmentFlag.AlignRight
        hits = str(index.data(HITS_ROLE) or "") if is_title else ""
        text = f"{index.data()} · {hits}" if hits else str(index.data())
        draw_text(painter, cell.adjusted(_EDGE, 0, -_EDGE, 0), text, side)


def paint_status(painter: QPainter, rect: QRect, status: WorkStatus, colour: QColor) -> None:
    """Draw a status as a shape: an empty, half or full circle, or one that is struck out."""
    circle = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if status is WorkStatus.DONE else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle)
    if status is WorkStatus.IN_PROGRESS:
        painter.setBrush(colour)
        painter.drawPie(circle, 90 * 16, 180 * 16)
    elif status is WorkStatus.NOTHING:
        reach = circle.width() / 2 * 0.7
        middle = circle.center()
        painter.drawLine(middle + QPointF(-reach, reach), middle + QPointF(reach, -reach))
    painter.restore()


def paint_sign(painter: QPainter, rect: QRect, sign: Sign, ink: Ink) -> None:
    """Draw the ribbon of an assigned article: a full one on one's own, an empty one on others'."""
    if sign is Sign.NONE:
        return
    box = QRectF(rect).adjusted(1.5, 0.5, -1.5, -0.5)
    notch = QPointF(box.center().x(), box.bottom() - 3)
    shape = [box.topLeft(), box.topRight(), box.bottomRight(), notch, box.bottomLeft()]
    colour = QColor(ink.mark if sign is Sign.OWN else ink.quiet)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(colour if sign is Sign.OWN else Qt.BrushStyle.NoBrush)
    painter.drawPolygon(QPolygonF(shape))
    painter.restore()


def _status(index: Index) -> WorkStatus:
    """Return the status, which Qt has made a plain text."""
    return WorkStatus(index.data(STATUS_ROLE))


def _paint_mark(painter: QPainter, rect: QRect, ink: Ink, index: Index) -> None:
    if index.data(OPEN_ROLE):
        bar = QRect(rect.left(), rect.top(), _BAR, rect.height() - 1)
        painter.fillRect(bar, QColor(ink.mark))
