"""What the mouse means in the article view: clicks on marks, growing selections, dragged ends.

Positions are UTF-16 units of the document.
"""

from typing import NamedTuple

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.gui.text import handles, margin
from annotator.gui.text.geometry import nearest_caret_place
from annotator.gui.text.marked_page import MarkedPage, SegmentKind
from annotator.gui.text.scene import Preview
from annotator.workflow.word_edges import snapped, snapped_edge

_SAME_PLACE = 4.0
"""Clicks nearer to each other than this, in logical pixels, are at the same place."""


class _Click(NamedTuple):
    """A click on marks: where, which they are there, and whose turn it was."""

    place: QPointF
    found: list[str]
    turn: int


class Pointer:
    """Follows the mouse over one view; each method tells whether it used the event up."""

    def __init__(self, view: MarkedPage) -> None:
        self._view = view
        self._pressed_at: QPointF | None = None
        self._anchor = 0
        """The code point from which Qt selects, before any word is made whole."""
        self._dragged: handles.Handle | None = None
        self._grown: tuple[SegmentKind, int, int] | None = None
        self._doubled = (0, QPointF())
        self._last_click: _Click | None = None
        self._hovered: list[str] = []

    @property
    def is_dragging(self) -> bool:
        """Whether an end of the focused mark is being dragged."""
        return self._dragged is not None

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of a handle, of a sentence (third click), or of a bracket in the margin."""
        self._pressed_at = None
        if event.button() != Qt.MouseButton.LeftButton:
            return False
        place = event.position()
        self._dragged = handles.handle_at(self._view.page(), self._view.scene, place)
        if self._dragged or (self._is_third(event) and self._grow("sentence", place)):
            return True
        self._pressed_at = place
        if self._bracket(place):
            return True
        if not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._drop_selection()
        return False

    def pressed(self, event: QMouseEvent) -> None:
        """Note where a selection begins; one that a click with Shift ends has whole words."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        cursor = self._view.textCursor()
        self._anchor = self._view.point_of(cursor.anchor())
        self._snap(event)

    def snap(self, event: QMouseEvent) -> None:
        """Have whole words selected while the mouse selects; with Alt just what it passes."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._pressed_at is not None:
            self._snap(event)

    def _snap(self, event: QMouseEvent) -> None:
        view = self._view
        anchor, position = self._anchor, view.point_of(view.textCursor().position())
        if anchor == position:
            return
        ends = sorted((anchor, position))
        if view.segment is not None and not _is_free(event):
            whole = snapped(view.text, self._word_at, *ends)
            ends = list(whole) if whole[0] < whole[1] else ends
        view.select_towards(*(ends if anchor < position else reversed(ends)))

    def _word_at(self, position: int) -> tuple[int, int] | None:
        return self._view.segment("word", position) if self._view.segment else None

    def double_click(self, event: QMouseEvent) -> bool:
        """Select the word under the mouse."""
        self._pressed_at = None
        self._doubled = (event.timestamp(), event.position())
        return event.button() == Qt.MouseButton.LeftButton and self._grow("word", event.position())

    def move(self, event: QMouseEvent) -> bool:
        """Drag the end, grow the selection, or tell what is under the mouse."""
        if self._dragged:
            self._preview(event.position(), free=_is_free(event))
        elif self._grown and event.buttons() & Qt.MouseButton.LeftButton:
            self._grow_to(event.position())
        elif not event.buttons():
            self.hover(event.position(), event.globalPosition().toPoint())
            return False
        else:
            return self._pressed_at is not None and self._bracket(self._pressed_at) is not None
        return True

    def release(self, event: QMouseEvent) -> bool:
        """Let go of the end, or choose the mark that was clicked."""
        used = self._dragged is not None or self._grown is not None
        self._grown = None
        if self._dragged:
            self._drop()
        elif self._pressed_at is not None and self._is_click(event.position()):
            self._click(self._pressed_at)
        return used

    def cancel(self) -> None:
        """Leave the boundary that is being dragged where it was."""
        self._dragged = None
        self._view.preview(None)

    def hover(self, place: QPointF | None, on_screen: QPoint) -> None:
        """Tell which marks are under the mouse, when that has changed."""
        found = [] if place is None else self.marks_at(place)
        if place is not None:
            self._show_shape(place)
        if found != self._hovered:
            self._hovered = found
            self._view.hovered.emit(found, on_screen)

    def marks_at(self, place: QPointF) -> list[str]:
        """Return the marks under a point: its bracket's, or innermost first but its lane's."""
        bracket = self._bracket(place)
        if bracket:
            return [bracket]
        view = self._view
        unit = view.places.unit_at(place, inside=True)
        if unit is None:
            return []
        spans = view.scene.layer.spans_at(unit)
        depth = view.places.depth_below(place)
        lane = None if depth is None else view.strip.lane_at(depth)
        spans.sort(key=lambda span: span.lane != lane)
        return list(dict.fromkeys(span.owner for span in spans))

    def aimed(self, event: QMouseEvent) -> QMouseEvent:
        """Return the event as Qt should see it: the room under a line counts to that line."""
        depth = self._view.places.depth_below(event.position())
        if depth is None:
            return event
        higher = event.position() - QPointF(0, depth + 1)
        return QMouseEvent(
            event.type(),
            higher,
            event.globalPosition(),
            event.button(),
            event.buttons(),
            event.modifiers(),
            event.pointingDevice(),
        )

    def _bracket(self, place: QPointF) -> str | None:
        view = self._view
        if place.x() >= view.column.left:
            return None
        return margin.bracket_at(view.page(), view.scene, view.columns, place)

    def _show_shape(self, place: QPointF) -> None:
        view = self._view
        shape = Qt.CursorShape.IBeamCursor
        if handles.handle_at(view.page(), view.scene, place):
            shape = Qt.CursorShape.SizeHorCursor
        elif place.x() < view.column.left:
            on_bracket = self._bracket(place) is not None
            shape = Qt.CursorShape.PointingHandCursor if on_bracket else Qt.CursorShape.ArrowCursor
        if view.viewport().cursor().shape() != shape:
            view.viewport().setCursor(shape)

    # Clicks

    def _is_click(self, released_at: QPointF) -> bool:
        moved = (released_at - (self._pressed_at or released_at)).manhattanLength()
        return moved < QApplication.startDragDistance() and not self._view.selection()

    def _click(self, place: QPointF) -> None:
        """Each further click at the same place goes one mark outwards."""
        found = self.marks_at(place)
        if not found:
            self._last_click = None
            return
        turn = 0
        if self._last_click and self._last_click.found == found:
            near = (self._last_click.place - place).manhattanLength() < _SAME_PLACE
            turn = (self._last_click.turn + 1) % len(found) if near else 0
        self._last_click = _Click(place, found, turn)
        self._view.mark_clicked.emit(found[turn])

    def _drop_selection(self) -> None:
        """Qt would drag the selected text away where one means to select anew."""
        if self._view.selection():
            self._view.set_caret(self._view.caret())

    # Words and sentences

    def _is_third(self, event: QMouseEvent) -> bool:
        at, place = self._doubled
        soon = event.timestamp() - at < QGuiApplication.styleHints().mouseDoubleClickInterval()
        return at > 0 and soon and (place - event.position()).manhattanLength() < _SAME_PLACE

    def _segment(self, kind: SegmentKind, place: QPointF) -> tuple[int, int] | None:
        unit = self._view.places.unit_at(place, inside=True)
        if unit is None:
            unit = self._view.places.unit_at(place)
        if unit is None or self._view.segment is None:
            return None
        return self._view.segment(kind, self._view.point_of(unit))

    def _grow(self, kind: SegmentKind, place: QPointF) -> bool:
        found = self._segment(kind, place)
        if found is None:
            return False
        self._grown = (kind, *found)
        self._view.set_selection(*found)
        return True

    def _grow_to(self, place: QPointF) -> None:
        if self._grown is None:
            return
        kind, start, end = self._grown
        here = self._segment(kind, place)
        if here is None:
            return
        if here[0] < start:
            self._view.set_caret(end)
            self._view.set_caret(here[0], extend=True)
        else:
            self._view.set_selection(start, max(end, here[1]))

    # Boundaries

    def _preview(self, place: QPointF, *, free: bool) -> None:
        """Show the end that is dragged at the end of a word, or where the mouse is if `free`."""
        view = self._view
        bar = view.verticalScrollBar()
        if not 0 <= place.y() <= view.viewport().height():
            bar.setValue(bar.value() + (1 if place.y() > 0 else -1))
        y = max(0.0, min(place.y(), view.viewport().height() - 1.0))
        unit = view.places.unit_at(QPointF(place.x(), y))
        if unit is None or self._dragged is None:
            return
        if not free:
            point = snapped_edge(self._word_at, view.point_of(unit))
            unit = view.scene.layer.offsets.to_utf16(point)
        up = self._dragged.edge == "end"
        unit = nearest_caret_place(view.document(), unit, up=up)
        ranges = view.scene.layer.ranges(view.scene.focus or "")
        start, end = handles.moved(ranges, self._dragged, unit)
        view.preview(Preview(self._dragged.fragment, start, end))

    def _drop(self) -> None:
        handle, preview = self._dragged, self._view.scene.preview
        self.cancel()
        if handle is None or preview is None or self._view.scene.focus is None:
            return
        unit = preview.start if handle.edge == "start" else preview.end
        before = self._view.scene.layer.ranges(self._view.scene.focus)[handle.fragment]
        if unit not in before:
            point = self._view.point_of(unit)
            self._view.boundary_dragged.emit(
                self._view.scene.focus, handle.fragment, handle.edge, point
            )


def _is_free(event: QMouseEvent) -> bool:
    """Tell whether words need not stay whole."""
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
