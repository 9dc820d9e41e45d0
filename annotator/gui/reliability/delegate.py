"""How a figure's cell looks: the number with its cut mark, its interval, and its units."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.analysis.agreement import Figure, Marks, counted_units
from annotator.gui.look.colours import contrast, lane_colour
from annotator.gui.look.palettes import Theme
from annotator.gui.look.sizes import BODY, SMALL, scaled
from annotator.gui.look.theme import tabular, theme_of, ui_font
from annotator.gui.reliability.model import FIRST, TITLE, FiguresModel
from annotator.gui.widgets.two_line_rows import Index, Ink, draw_text, ink_of
from annotator.workflow.reliability.rows import below, mark, number

_ROW, _TOP = 58, 4
_EDGE, _LINE, _SMALL_LINE, _STEP, _GAP = 8, 18, 15, 14, 6
_TENTATIVE = "#b26a00"


def figure_height() -> int:
    """Return the height of a row of figures, in pixels."""
    return scaled(_ROW)


def number_rect(cell: QRect, figure: Figure) -> QRect:
    """Return where in its cell a figure's number is drawn, which is what one clicks."""
    width = QFontMetrics(_strong()).horizontalAdvance(number(figure))
    return QRect(cell.left() + _EDGE, cell.top() + scaled(_TOP), width, scaled(_LINE))


def figure_width(figure: Figure, marks: Marks) -> int:
    """Return how wide a cell has to be, so that nothing of its figure is cut, in pixels."""
    small = QFontMetrics(tabular(ui_font(SMALL)))
    words = QFontMetrics(ui_font(SMALL, strong=True)).horizontalAdvance(mark(figure, marks)[1])
    first = QFontMetrics(_strong()).horizontalAdvance(number(figure)) + _GAP + words
    lines = (first, *map(small.horizontalAdvance, (below(figure), _units(figure))))
    return max(lines) + 2 * _EDGE


def _units(figure: Figure) -> str:
    return f"n = {counted_units(figure)}"


def _strong() -> QFont:
    return tabular(ui_font(BODY, strong=True))


class FigureDelegate(QStyledItemDelegate):
    """Draws rows of one height; colour never says a thing alone."""

    def __init__(self, model: FiguresModel) -> None:
        super().__init__()
        self._model = model

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the cell."""
        theme = theme_of(option.palette)
        ink = ink_of(option, theme)
        painter.save()
        painter.fillRect(option.rect, QColor(ink.ground))
        figure = self._model.figure(index)
        if figure is not None:
            self._paint_figure(painter, option, figure, ink, theme)
        elif index.column() < FIRST:
            self._paint_text(painter, option.rect, index, ink)
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(0, figure_height())

    def _paint_text(self, painter: QPainter, cell: QRect, index: Index, ink: Ink) -> None:
        row = self._model.rows[index.row()]
        is_title = index.column() == TITLE
        painter.setFont(tabular(ui_font(BODY, strong=is_title and not row.depth)))
        painter.setPen(QColor(ink.text if is_title else ink.quiet))
        inset = _EDGE + (_STEP * row.depth if is_title else 0)
        side = Qt.AlignmentFlag.AlignLeft if is_title else Qt.AlignmentFlag.AlignRight
        draw_text(painter, cell.adjusted(inset, 0, -_EDGE, 0), str(index.data()), side)

    def _paint_figure(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        figure: Figure,
        ink: Ink,
        theme: Theme,
    ) -> None:
        place = number_rect(option.rect, figure)
        font = _strong()
        hovered = option.state & QStyle.StateFlag.State_MouseOver
        current = option.state & QStyle.StateFlag.State_Selected and option.widget.hasFocus()
        font.setUnderline(bool(hovered or current))
        painter.setFont(font)
        painter.setPen(QColor(ink.quiet if figure.value is None else ink.text))
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, number(figure))
        word, words = mark(figure, self._model.marks)
        if word:
            painter.setFont(ui_font(SMALL, strong=True))
            painter.setPen(QColor(verdict_colour(word, theme, ink.ground)))
            beside = place.translated(place.width() + _GAP, 0)
            beside.setRight(option.rect.right() - 2)
            draw_text(painter, beside, words)
        painter.setFont(tabular(ui_font(SMALL)))
        painter.setPen(QColor(ink.quiet))
        under = QRect(QPoint(place.left(), place.bottom() + 1), QSize(0, scaled(_SMALL_LINE)))
        under.setRight(option.rect.right() - 2)
        draw_text(painter, under, below(figure))
        draw_text(painter, under.translated(0, under.height()), _units(figure))


def verdict_colour(word: str, theme: Theme, ground: str) -> str:
    """Return a verdict's colour as far from the ground as text has to be."""
    colour = {"reliable": theme.good, "revise": theme.danger}.get(word, _TENTATIVE)
    return colour if contrast(colour, ground) >= 4.5 else lane_colour(colour, ground, 4.5)
