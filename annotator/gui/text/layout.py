"""A document layout with room under every line, in a column of its own within the view."""

import re
from collections.abc import Callable, Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QTextBlock, QTextDocument, QTextLayout, QTextOption
from PySide6.QtWidgets import QPlainTextDocumentLayout

from annotator.gui.text.role_style import RoleRange, format_range, formats_in, headline_font

LEAST_LANES = 2
_BELOW_LANES = 2.0
"""Left free between the last lane and the next line, in logical pixels."""


class Column(NamedTuple):
    """Where text stands in the view, in logical pixels.

    `lane` is the height of a lane with the space above it, `gap` what is left
    free after a paragraph, `least` what is left under each line at least.
    """

    left: float = 0.0
    width: float = 600.0
    lane: float = 3.0
    gap: float = 6.0
    least: float = 0.0

    def leading(self, lanes: int) -> float:
        """Return the room under a line with so many lanes."""
        return max(self.least, ceil(lanes * self.lane) + _BELOW_LANES)


class SpacedLayout(QPlainTextDocumentLayout):
    """Qt's layout for plain text with lines further apart, by the lanes that each paragraph needs.

    `lanes_in(start, end)` tells how many the marks in a range of the document need.

    QPlainTextDocumentLayout lays out a block only when it has no lines yet, and its
    method for that can't be overridden: so each block is laid out here before it asks.
    """

    def __init__(self, document: QTextDocument) -> None:
        super().__init__(document)
        self.column = Column()
        self.right_to_left = False
        self.has_headline = False
        """Whether the first paragraph is a headline, and larger than the others."""
        self.roles: Sequence[RoleRange] = ()
        """What stretches of the document are, sorted and disjoint."""
        self.lanes_in: Callable[[int, int], int] | None = None
        self.laid_out = 0
        """How often a block was laid out: lines that were taken before are no longer there."""
        self._announcing = False

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        """Return the block's place, the room under its lines included."""
        if not block.isValid():
            return QRectF()
        if not block.layout().lineCount():
            self._lay_out(block)
        rect = super().blockBoundingRect(block)
        if block.length() > 1:
            gap = self.column.gap if block.next().length() > 1 else 0.0
            rect.setHeight(rect.height() + self.column.leading(self.room(block)) + gap)
        return rect

    def room(self, block: QTextBlock) -> int:
        """How many lanes there is room for under each line of a block."""
        return max(LEAST_LANES, block.userState())

    def fit(self, block: QTextBlock) -> bool:
        """Lay a block out anew when its marks have come to need more lanes, or fewer."""
        if not block.layout().lineCount() or self._wanted(block) == self.room(block):
            return False
        block.layout().clearLayout()
        return True

    def _wanted(self, block: QTextBlock) -> int:
        return max(LEAST_LANES, self._lanes(block))

    def _lanes(self, block: QTextBlock) -> int:
        start = block.position()
        return self.lanes_in(start, start + block.length()) if self.lanes_in else LEAST_LANES

    def forget_first(self) -> None:
        """Drop the lines of the first paragraph: when it is the only one, Qt lays it out itself."""
        self.document().firstBlock().clearLayout()

    def _lay_out(self, block: QTextBlock) -> None:
        left, width, *_ = self.column
        room = self._wanted(block)
        block.setUserState(room)
        leading = self.column.leading(room)
        text = block.layout()
        text.setTextOption(self._option(block))
        formats = self._formats(block)
        if formats or text.formats():
            text.setFormats(formats)
        lines_before = self.document().lineCount()
        top = 0.0
        self.laid_out += 1
        text.beginLayout()
        while (line := text.createLine()).isValid():
            line.setLeadingIncluded(True)
            line.setLineWidth(width)
            line.setPosition(QPointF(left, top))
            top += line.height() + leading
        text.endLayout()
        block.setLineCount(text.lineCount())
        if self.document().lineCount() != lines_before:
            self._announce_size()

    def _option(self, block: QTextBlock) -> QTextOption:
        """Each paragraph runs as its letters do; one without letters as the article's language."""
        direction = block.textDirection()
        if self.right_to_left and not any(map(str.isalpha, block.text())):
            direction = Qt.LayoutDirection.RightToLeft
        return (_BREAKING if _LONG_WORD.search(block.text()) else _OPTIONS)[direction]

    def _formats(self, block: QTextBlock) -> list[QTextLayout.FormatRange]:
        font = self.document().defaultFont()
        if self.has_headline and not block.previous().isValid():
            return [format_range(0, block.length(), headline_font(font))]
        return formats_in(block, self.roles, font) if self.roles else []

    def _announce_size(self) -> None:
        """Tell the view's scroll bar; the view may then ask for further blocks, so only once."""
        if self._announcing:
            return
        self._announcing = True
        try:
            self.documentSizeChanged.emit(self.documentSize())
        finally:
            self._announcing = False


def _options(mode: QTextOption.WrapMode) -> dict[Qt.LayoutDirection, QTextOption]:
    sides = {
        Qt.LayoutDirection.LeftToRight: Qt.AlignmentFlag.AlignLeft,
        Qt.LayoutDirection.RightToLeft: Qt.AlignmentFlag.AlignRight,
    }
    found: dict[Qt.LayoutDirection, QTextOption] = {}
    for direction, alignment in sides.items():
        option = found[direction] = QTextOption(alignment)
        option.setTextDirection(direction)
        option.setWrapMode(mode)
    return found


_OPTIONS = _options(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
_BREAKING = _options(QTextOption.WrapMode.WrapAnywhere)
_LONG_WORD = re.compile(r"\S{5000}")
"""A word for which Qt would look for a place to break from its beginning on, line after line."""
