"""Rows of a list with two lines: a title, and below it what else is to be known, quieter."""

import re
import unicodedata
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from annotator.gui.look.colours import mix
from annotator.gui.look.palettes import Theme
from annotator.gui.look.sizes import BODY, SMALL, line_height, two_line_height
from annotator.gui.look.theme import tabular, theme_of, ui_font

Index = QModelIndex | QPersistentModelIndex
"""Qt hands over either kind, and each method of a model takes both."""
# Numbers: cells are drawn by the hundred, and each operation on Qt's flags makes one anew.
_SELECTED: int = QStyle.StateFlag.State_Selected.value
_HOVERED: int = QStyle.StateFlag.State_MouseOver.value
_ONE_LINE: int = (
    Qt.AlignmentFlag.AlignAbsolute.value
    | Qt.AlignmentFlag.AlignVCenter.value
    | Qt.TextFlag.TextSingleLine.value
)
_LEFTWARDS, _RIGHTWARDS = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
_TURNS = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\U00010800-\U00010fff\U0001e800-\U0001efff"
    "\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
"""Signs of the blocks that run from right to left, and those that turn the direction."""
_EDGE = 10
_GAP = 8
_LEAST_OF_ASIDE = 4
"""An aside that yields keeps at least one of so many parts of a line."""


@dataclass(frozen=True)
class TwoLines:
    """What a row shows; `aside` stands at the end of the last line, `faint` greys it all.

    Where nothing stands below, the title stands alone in the middle of the row. An aside that
    `yields` is cut where what is below needs the room.
    """

    title: str
    below: str = ""
    aside: str = ""
    yields: bool = False
    strong: bool = False
    faint: bool = False


@dataclass(frozen=True)
class Ink:
    """The colours of one row as it is now; `mark` is that of a bar at its edge."""

    ground: str
    text: str
    quiet: str
    mark: str


def ink_of(option: QStyleOptionViewItem, theme: Theme, *, faint: bool = False) -> Ink:
    """Return the colours for a row: accented where it is selected and has the keyboard."""
    state: int = option.state.value
    if not state & _SELECTED:
        hovered = bool(state & _HOVERED)
        ground = mix(theme.base, theme.hover, 0.6) if hovered else theme.base
        return Ink(ground, theme.muted if faint else theme.text, theme.muted, theme.focus)
    if option.widget.hasFocus():
        quiet = mix(theme.on_accent, theme.accent, 0.1)
        return Ink(theme.accent, theme.on_accent, quiet, theme.on_accent)
    return Ink(theme.selected, theme.text, mix(theme.muted, theme.text, 0.4), theme.focus)


class TwoLineDelegate(QStyledItemDelegate):
    """Draws what `lines_of` says of an index; texts are drawn as they are, cut with "…"."""

    def lines_of(self, index: Index) -> TwoLines:
        """Return what the row shows; the display text alone, unless told otherwise."""
        return TwoLines(str(index.data() or ""))

    def inset(self) -> int:
        """Return how many pixels before the text are left to `paint_before`."""
        return 0

    def paint_before(self, painter: QPainter, rect: QRect, ink: Ink, index: Index) -> None:
        """Draw something before the text."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        theme = theme_of(option.palette)
        lines = self.lines_of(index)
        ink = ink_of(option, theme, faint=lines.faint)
        row = option.rect
        painter.save()
        painter.fillRect(row, QColor(ink.ground))
        left = row.left() + _EDGE
        self.paint_before(
            painter, QRect(row.left(), row.top(), _EDGE + self.inset(), row.height()), ink, index
        )
        inner = QRect(left + self.inset(), row.top(), 0, row.height())
        inner.setRight(row.right() - _EDGE)
        _draw_lines(painter, inner, lines, ink)
        painter.setPen(QColor(theme.hairline))
        painter.drawLine(inner.left(), row.bottom(), row.right(), row.bottom())
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Give every row the same height."""
        return QSize(0, two_line_height())


def _draw_lines(painter: QPainter, inner: QRect, lines: TwoLines, ink: Ink) -> None:
    high, count = line_height(), 2 if lines.below else 1
    top = inner.top() + (inner.height() - count * high) // 2
    title = QRect(inner.left(), top, inner.width(), high)
    last = title.translated(0, (count - 1) * high)
    painter.setFont(tabular(ui_font(SMALL)))
    painter.setPen(QColor(ink.quiet))
    if lines.aside:
        width = aside_width(painter.fontMetrics(), lines, last.width())
        at_end = QRect(last.right() + 1 - width, last.top(), width, last.height())
        draw_text(painter, at_end, lines.aside, Qt.AlignmentFlag.AlignRight)
        last.setRight(at_end.left() - 1 - _GAP)
    if lines.below:
        draw_text(painter, last, lines.below)
    else:
        title = last
    painter.setFont(ui_font(BODY, strong=lines.strong))
    painter.setPen(QColor(ink.text))
    draw_text(painter, title, lines.title)


def aside_width(metrics: QFontMetrics, lines: TwoLines, room: int) -> int:
    """Return how many of a line's pixels its aside has."""
    whole = metrics.horizontalAdvance(lines.aside)
    if not lines.yields:
        return whole
    left = room - metrics.horizontalAdvance(lines.below) - _GAP
    return min(whole, max(left, room // _LEAST_OF_ASIDE))


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
    cut: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
) -> None:
    """Draw one line of plain text, cut with "…" where there is no room."""
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(text.replace("\n", " "), cut, rect.width())
    painter.setLayoutDirection(_LEFTWARDS if is_rtl(text) else _RIGHTWARDS)
    painter.drawText(rect, side.value | _ONE_LINE, shown)


def isolated(text: str) -> str:
    """Return the text so that its direction does not disturb what stands beside it.

    One that can't is left as it is: the signs that isolate come from another font where the
    window's own has none, and its line then stands lower than others.
    """
    if not _TURNS.search(text):
        return text
    return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"


def in_window(line: str) -> str:
    """Return a line of the window's own words that it runs as they do, whatever it begins with."""
    return f"\N{LEFT-TO-RIGHT MARK}{line}" if is_rtl(line) else line


def is_rtl(text: str) -> bool:
    """Tell whether a text runs from right to left, as its first strong letter does (UAX 9, P2)."""
    depth = 0
    for kind in map(unicodedata.bidirectional, text):
        if kind in {"LRI", "RLI", "FSI"}:
            depth += 1
        elif kind == "PDI":
            depth = max(0, depth - 1)
        elif depth == 0 and kind in {"L", "R", "AL"}:
            return kind != "L"
    return False
