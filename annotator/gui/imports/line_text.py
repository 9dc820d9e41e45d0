"""A text whose lines can be left out one by one: a box beside each line, Space in it."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import (
    QPlainTextEdit,
    QTextEdit,
    QToolTip,
    QWidget,
)

from annotator.domain.layout import RoleStretch
from annotator.domain.offsets import OffsetMap
from annotator.gui.imports.role_margin import RoleMargin
from annotator.gui.look.theme import theme_of
from annotator.gui.text.display import display_text
from annotator.workflow.importing.text_lines import Ranges, TextLines

_MARGIN = 32
_BOX = 13
_TICK = ((3, 6.5), (5.5, 9.5), (10, 3.5))  # within a box
# To Qt these end a line as a line feed does; here only the line feed may.
_LINE_ENDS = {0x2029: 0x2028, 0x0D: 0x2028}


class LineText(QPlainTextEdit):
    """Shows a text that can't be changed; what is left out of it is grey."""

    ranges_changed = Signal(object)
    """The user left lines out or took them back: the ranges, in code points."""

    def __init__(self) -> None:
        super().__init__(readOnly=True)
        flags = Qt.TextInteractionFlag
        self.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
        self.setTabChangesFocus(True)
        self.setAccessibleName("Text")
        self.document().setDocumentMargin(8)
        self._lines = TextLines("")
        self._ranges: Ranges = ()
        self._out: set[int] = set()
        self._margin = _Margin(self)
        self.roles = RoleMargin(self, self)
        self.setViewportMargins(_MARGIN, 0, 0, 0)
        self._offsets = OffsetMap("")
        self.updateRequest.connect(self._follow)
        self.cursorPositionChanged.connect(self._colour)

    # What is shown

    def show_text(self, text: str, ranges: Ranges, stretches: Sequence[RoleStretch] = ()) -> None:
        """Show a text, what is left out of it, and what its stretches are."""
        self._lines = TextLines(text)
        self._offsets = OffsetMap(text)
        self._ranges = ()
        self.roles.show_stretches(
            stretches, [self._lines.span(n)[0] for n in range(len(self._lines))]
        )
        self.setViewportMargins(_MARGIN, 0, self.roles.taken(), 0)
        self._place_margins()
        self.setPlainText(display_text(text.translate(_LINE_ENDS)))
        self._take(ranges)

    @property
    def ranges(self) -> Ranges:
        """What is left out, in code points."""
        return self._ranges

    @property
    def left_out(self) -> set[int]:
        """The lines that are left out, from 0; blank ones don't count."""
        return self._out

    def _take(self, ranges: Ranges) -> None:
        self._ranges = ranges
        self._out = self._lines.left_out(ranges)
        self._colour()
        self._margin.update()

    # Leaving out and taking back

    def set_left_out(self, lines: Iterable[int], *, out: bool) -> None:
        """Leave lines out or take them back."""
        wanted = [n for n in lines if 0 <= n < len(self._lines) and not self._lines.is_blank(n)]
        change = self._lines.exclude if out else self._lines.include
        ranges = change(self._ranges, wanted)
        if ranges == self._ranges:
            return
        self._take(ranges)
        self.ranges_changed.emit(ranges)

    def toggle(self, lines: Iterable[int]) -> None:
        """Leave lines out; when all of them are already, take them back."""
        printed = [n for n in lines if not self._lines.is_blank(n)]
        self.set_left_out(printed, out=not set(printed) <= self._out)

    def is_printed(self, line: int) -> bool:
        """Tell whether there is something in a line that can be left out."""
        return 0 <= line < len(self._lines) and not self._lines.is_blank(line)

    def selected_lines(self) -> range:
        """Return the lines of the selection, or the caret's."""
        cursor = self.textCursor()
        document = self.document()
        first = document.findBlock(cursor.selectionStart()).blockNumber()
        last = document.findBlock(max(cursor.selectionStart(), cursor.selectionEnd() - 1))
        return range(first, max(first, last.blockNumber()) + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Toggle lines with Space; leave Enter to the dialog."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.toggle(self.selected_lines())
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape}:
            event.ignore()
        else:
            super().keyPressEvent(event)

    # The margin and the line at hand

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the line at hand."""
        super().focusInEvent(event)
        self._colour()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show no line at hand."""
        super().focusOutEvent(event)
        self._colour()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the margins as high as the text."""
        super().resizeEvent(event)
        self._place_margins()

    def _place_margins(self) -> None:
        inner = self.contentsRect()
        self._margin.setGeometry(QRect(inner.left(), inner.top(), _MARGIN, inner.height()))
        right = self.viewport().geometry().right() + 1
        self.roles.setGeometry(QRect(right, inner.top(), self.roles.taken(), inner.height()))

    def _follow(self, _rectangle: QRect, _moved: int) -> None:
        self._margin.update()
        self.roles.update()

    def _colour(self) -> None:
        """Grey what is left out, and lift the caret's line a little."""
        theme = theme_of(self.palette())
        ground, grey = QTextCharFormat(), QTextCharFormat()
        ground.setBackground(QColor(theme.hover))
        ground.setProperty(QTextFormat.Property.FullWidthSelection, True)  # noqa: FBT003 - Qt's own
        grey.setForeground(QColor(theme.disabled))
        grey.setFontStrikeOut(True)
        line = self.textCursor()
        line.clearSelection()
        here = [_dressed(line, ground)] if self.hasFocus() else []
        out = (self._between(start, end) for start, end in self._ranges)
        self.setExtraSelections([*here, *(_dressed(one, grey) for one in out)])

    def _between(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_utf16(start))
        cursor.setPosition(self._offsets.to_utf16(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def visible_lines(self) -> list[tuple[int, QRectF]]:
        """Return the lines in view and where they are, in the viewport's coordinates."""
        found: list[tuple[int, QRectF]] = []
        block: QTextBlock = self.firstVisibleBlock()
        offset = self.contentOffset()
        bottom = self.viewport().height()
        while block.isValid():
            place = self.blockBoundingGeometry(block).translated(offset)
            if place.top() > bottom:
                break
            found.append((block.blockNumber(), place))
            block = block.next()
        return found

    def line_height(self) -> int:
        """Return the height of one line of letters, in pixels."""
        return self.fontMetrics().lineSpacing()


class _Margin(QWidget):
    """A box beside each line: ticked when the line belongs to the article."""

    def __init__(self, text: LineText) -> None:
        super().__init__(text)
        self._text = text
        self._drawing_out: bool | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMouseTracking(True)

    def sizeHint(self) -> QSize:
        """Be as wide as a box and some air."""
        return QSize(_MARGIN, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the boxes of the lines in view."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self._text.palette().base())
        for n, place in self._text.visible_lines():
            if self._text.is_printed(n):
                self._draw_box(painter, place, ticked=n not in self._text.left_out)
        painter.end()

    def _draw_box(self, painter: QPainter, place: QRectF, *, ticked: bool) -> None:
        theme = theme_of(self.palette())
        top = place.top() + (self._text.line_height() - _BOX) / 2
        box = QRectF((_MARGIN - _BOX) / 2, round(top) + 0.5, _BOX, _BOX)
        painter.setPen(QPen(QColor(theme.muted), 1))
        painter.setBrush(QColor(theme.hover if ticked else theme.base))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            painter.setPen(QPen(QColor(theme.text), 1.6))
            painter.drawPolyline([box.topLeft() + QPointF(*at) for at in _TICK])

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Toggle the line; dragging does the same to further lines."""
        line = self._line_at(event.position().toPoint())
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self._drawing_out = line not in self._text.left_out
        self._text.set_left_out([line], out=self._drawing_out)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Carry on what the press began."""
        line = self._line_at(event.position().toPoint())
        if line is None:
            return
        if self._drawing_out is not None:
            self._text.set_left_out([line], out=self._drawing_out)
        else:
            does = "Take this line back" if line in self._text.left_out else "Leave this line out"
            QToolTip.showText(event.globalPosition().toPoint(), f"{does} (Space)", self)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """End the drag."""
        self._drawing_out = None

    def _line_at(self, place: QPoint) -> int | None:
        for n, box in self._text.visible_lines():
            if box.top() <= place.y() < box.bottom():
                return n if self._text.is_printed(n) else None
        return None


def _dressed(cursor: QTextCursor, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    selection.cursor = cursor  # pyright: ignore[reportAttributeAccessIssue] - the stubs make it a method
    selection.format = look  # pyright: ignore[reportAttributeAccessIssue] - as above
    return selection
