"""Which lines are in view: bringing a place there, and keeping the caret's line in the middle.

Positions are UTF-16 units of the document.
"""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPlainTextEdit

from annotator.gui.text.geometry import TextGeometry
from annotator.gui.text.layout import SpacedLayout


class Scrolling:
    """Scrolls a plain text view, whose scroll bar counts lines."""

    def __init__(self, view: QPlainTextEdit, layout: SpacedLayout, places: TextGeometry) -> None:
        self._view = view
        self._layout = layout
        self._places = places
        self._is_typewriter = False
        self._brought = (0, 0)  # a position at the top, and the bar's value then

    def begin(self) -> None:
        """Forget what stood at the top: the text is another one."""
        self._brought = (0, 0)

    def be_typewriter(self, *, on: bool) -> None:
        """Keep the line of a caret that keys move in the middle of the view, or let it move."""
        self._is_typewriter = on
        self._view.setCenterOnScroll(on)
        self.follow_caret()

    def follow_caret(self) -> None:
        """Bring the caret's line to the middle, if it is kept there."""
        if self._is_typewriter:
            self._view.centerCursor()

    def reveal(self, first: int, last: int) -> None:
        """Scroll a range into view, unless it is there already."""
        height = self._view.viewport().height()
        whole = [line for line in self._places.lines() if line.bottom <= height]
        seen = (whole[0].start, whole[-1].end) if whole and whole[0].top >= 0 else (0, -1)
        starts_in_view = seen[0] <= first <= seen[1]
        too_long = self._line_number(last) - self._line_number(first) >= len(whole)
        if not starts_in_view or not (last <= seen[1] or too_long):
            self.to(first, above=max(0, len(whole) // 3))

    def top(self) -> int:
        """Return where the first line that is whole in view starts."""
        if not self._view.verticalScrollBar().value():
            return 0
        unit, value = self._brought
        if value == self._view.verticalScrollBar().value():
            return unit
        lines = self._places.lines(QRect(0, 0, 1, self._view.viewport().height()))
        return next((line.start for line in lines if line.top >= 0), 0)

    def to(self, unit: int, above: int = 0) -> None:
        """Bring a position to the top, or below so many lines; those are laid out first."""
        block = self._view.document().findBlock(unit).previous()
        for _ in range(above):
            if block.isValid():
                self._layout.blockBoundingRect(block)
                block = block.previous()
        bar = self._view.verticalScrollBar()
        bar.setValue(max(0, self._line_number(unit) - above))
        self._brought = (0, 0) if above else (unit, bar.value())

    def _line_number(self, unit: int) -> int:
        block = self._view.document().findBlock(unit)
        self._layout.blockBoundingRect(block)
        line = block.layout().lineForTextPosition(unit - block.position())
        return block.firstLineNumber() + max(0, line.lineNumber())
