"""A page of text with the marks on it drawn, and what the mouse does to them told."""

from collections.abc import Callable, Iterable
from typing import Literal

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent

from annotator.gui.text import handles, links, margin, painter, suggested_painter
from annotator.gui.text.canvas import ReadingPage
from annotator.gui.text.scene import Page, Preview, Scene

SegmentKind = Literal["word", "sentence"]
Segment = Callable[[SegmentKind, int], tuple[int, int] | None]

_SLACK = 8
"""Outlines and handles reach this far beyond their line, in logical pixels."""


class MarkedPage(ReadingPage):
    """Draws the scene's marks on the text, and has the signals of whoever follows the mouse.

    `segment` names the word or sentence at a position for double and triple
    clicks; without it Qt's own are selected.
    """

    mark_clicked = Signal(str)
    """Id of the clicked mark; each further click at the same place goes one mark outwards."""
    hovered = Signal(list, QPoint)
    """Ids under the mouse, innermost first, and where it is on the screen."""
    boundary_dragged = Signal(str, int, str, int)
    """Id, number of the fragment, "start" or "end", and the new position."""

    def __init__(self) -> None:
        super().__init__()
        self.segment: Segment | None = None
        self.scene = Scene()
        self.columns = margin.Columns()

    def point_of(self, unit: int) -> int:
        """Return the code point at a UTF-16 unit of the document."""
        return self.scene.layer.offsets.to_code_point(unit)

    def page(self, rect: QRect | None = None) -> Page:
        """Where things stand now, with the lines that meet the rectangle (default: all in view)."""
        size = self.viewport().size()
        lines = self.places.lines(rect)
        far_room = margin.far_room(self.column, size.width()) if self.scene.layer.has_sides else 0.0
        return Page(lines, self.column, self.strip, size.width(), size.height(), far_room)

    def preview(self, preview: Preview | None) -> None:
        """Show the focused mark with one fragment's boundaries moved, or as it is."""
        if preview != self.scene.preview:
            self._touch(self.scene.focus_ranges())
            self.scene.preview = preview
            self._touch(self.scene.focus_ranges())

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw tints and lanes, then Qt's text, then what lies beside and around it."""
        rect = event.rect()
        page = self.page(rect.adjusted(0, -_SLACK, 0, _SLACK))
        below = QPainter(self.viewport())
        painter.paint_marks(below, page, self.scene, self.theme)
        painter.paint_lit(below, page, self.scene, self.theme)
        suggested_painter.paint_suggested(below, page, self.scene, self.theme)
        below.end()
        super().paintEvent(event)
        above = QPainter(self.viewport())
        self._paint_above(above, page)
        above.end()

    def _paint_above(self, above: QPainter, page: Page) -> None:
        scene, theme = self.scene, self.theme
        if scene.excluded:
            cursor = self.textCursor()
            selected = cursor.selectionStart(), cursor.selectionEnd()
            painter.paint_excluded(above, page, scene, theme, selected)
        if scene.roles:
            painter.paint_roles(above, page, scene, theme)
        margin.paint_margin(above, page, scene, theme, self.columns)
        suggested_painter.paint_signs(above, page, scene, theme)
        suggested_painter.paint_at_hand(above, page, scene, theme)
        if scene.hover and scene.hover != scene.focus:
            ranges = scene.layer.ranges(scene.hover)
            painter.paint_outline(above, page, ranges, theme.muted, 1)
        for each in scene.companions:
            ranges = scene.layer.ranges(each)
            painter.paint_outline(above, page, ranges, theme.text, 1)
        if scene.focus:
            painter.paint_outline(above, page, scene.focus_ranges(), theme.accent, 1.5)
            handles.paint_handles(above, page, scene, theme)
        if scene.links:
            links.paint_links(above, self.page(), scene, theme)

    def _touch(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Draw the paragraphs of these ranges again, as far as they are in view."""
        parts = list(ranges)
        if not parts:
            return
        dirty = QRect()
        for block, top, bottom in self.places.paragraphs():
            origin = block.position()
            stop = origin + block.length()
            if any(start < stop and end > origin for start, end in parts):
                dirty |= QRect(0, int(top), self.viewport().width(), int(bottom) - int(top))
        if not dirty.isNull():
            self.viewport().update(dirty.adjusted(0, -_SLACK, 0, _SLACK))
