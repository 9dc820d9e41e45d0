"""The article view: text with its marks; values in, signals out, positions in code points."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from operator import attrgetter

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QTextCursor,
)
from PySide6.QtWidgets import QToolTip

from annotator.domain.layout import RoleStretch
from annotator.domain.offsets import OffsetMap
from annotator.gui.text.mark_layer import MarkLayer
from annotator.gui.text.marked_page import MarkedPage
from annotator.gui.text.marks import LinkLine, Mark, MarksToMake
from annotator.gui.text.pointer import Pointer
from annotator.gui.text.role_style import roles_of
from annotator.gui.text.scene import Range, Scene
from annotator.gui.text.suggested import SuggestedLayer, SuggestedMark

_label_of = attrgetter("label")


class ArticleView(MarkedPage):
    """Shows an article with its marks, the focused one outlined and linked.

    All positions in calls and signals are code points of the article's own text.
    """

    marks_under_caret = Signal(list)
    """Ids at the caret, innermost first, when they have changed."""
    context_requested = Signal(int, QPoint)
    """Position and place on the screen of a right click or of the menu key."""

    def __init__(self) -> None:
        super().__init__()
        self.describe: Callable[[Mark], str] = _label_of
        """Says what a mark's tool tip does, when it is pointed at."""
        self.describe_suggestion: Callable[[str], str] = str
        """Says what a suggestion's tool tip does, by its id."""
        self.tab_handler: Callable[[], bool] | None = None
        self._pointer = Pointer(self)
        self._under_caret: list[str] = []
        self.viewport().setMouseTracking(True)
        self.selection_moved.connect(self._report_marks)

    # What is shown

    def show_article(
        self,
        text: str,
        marks: Iterable[Mark] | MarksToMake,
        excluded: Sequence[tuple[int, int]] = (),
        language: str = "",
        *,
        has_headline: bool = False,
        stretches: Sequence[RoleStretch] = (),
    ) -> None:
        """Show another article from its start, nothing focused."""
        self.scene = Scene()
        self._use(MarkLayer(OffsetMap(text), marks))
        self.scene.roles = roles_of(stretches, self.scene.layer.offsets)
        self.open_text(text, language, has_headline=has_headline, roles=self.scene.roles)
        self.set_excluded(excluded)
        self._report_marks()

    def clear_article(self) -> None:
        """Show nothing."""
        self.show_article("", ())

    def set_marks(self, marks: Iterable[Mark] | MarksToMake) -> None:
        """Show other marks on the same article; focus and links stay where their marks do."""
        self._use(MarkLayer(self.scene.layer.offsets, marks))
        self._make_room([(0, self.scene.layer.offsets.units)])
        self._report_marks()
        self.viewport().update()

    def update_marks(self, changed: Iterable[Mark], removed: Iterable[str] = ()) -> None:
        """Add or change some marks and take others out; only their paragraphs are drawn again."""
        layer = self.scene.layer
        touched = [part for mark_id in removed for part in layer.remove(mark_id)]
        touched += [part for mark in changed for part in layer.put(mark)]
        self.columns.clear()
        self._make_room(touched)
        self._touch(touched)
        self._report_marks()

    def set_excluded(self, ranges: Sequence[tuple[int, int]]) -> None:
        """Fade these ranges: they are not part of what is studied."""
        unit = self.scene.layer.offsets.to_utf16
        self.scene.excluded = [(unit(start), unit(end)) for start, end in ranges]
        self.viewport().update()

    def light(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Light these words (code points, in order): they are looked for; no others are lit."""
        unit = self.scene.layer.offsets.to_utf16
        lit = [(unit(start), unit(end)) for start, end in ranges]
        if lit != list(self.scene.lit):
            self.scene.lit = lit
            self.viewport().update()

    def focus_mark(self, mark_id: str | None, *, reveal: bool = False) -> None:
        """Outline this mark alone; with `reveal` scroll to it unless it is in view."""
        self._pointer.cancel()
        self._touch(self.scene.focus_ranges())
        known = mark_id if mark_id in self.scene.layer.marks else None
        if known != self.scene.focus:
            self.set_links(())
        self.scene.focus = known
        self._touch(self.scene.focus_ranges())
        if known and reveal and self.scene.layer.marks[known].fragments:
            fragments = self.scene.layer.marks[known].fragments
            self.reveal(fragments[0][0], fragments[-1][1])

    def set_companions(self, mark_ids: Sequence[str]) -> None:
        """Outline these marks beside the focused one: what it is compared with."""
        for each in (*self.scene.companions, *mark_ids):
            self._touch(self.scene.layer.ranges(each))
        self.scene.companions = tuple(mark_ids)

    def set_hover(self, mark_id: str | None) -> None:
        """Outline this mark lightly."""
        for each in (self.scene.hover, mark_id):
            self._touch(self.scene.layer.ranges(each) if each else [])
        self.scene.hover = mark_id

    def set_links(self, lines: Sequence[LinkLine]) -> None:
        """Draw these links; they go when another mark is focused."""
        if self.scene.links or lines:
            self.scene.links = tuple(lines)
            self.viewport().update()

    # Suggestions, which are no marks

    def set_suggestions(self, marks: Iterable[SuggestedMark]) -> None:
        """Show other suggestions; the one at hand stays so while it is there."""
        scene = self.scene
        scene.suggested = SuggestedLayer(scene.layer.offsets, marks)
        if scene.suggestion not in scene.suggested.marks:
            scene.suggestion, scene.draft = None, []
        self.viewport().update()

    def update_suggestions(self, added: Iterable[SuggestedMark], removed: Iterable[str]) -> None:
        """Add some suggestions and take others out; only their paragraphs are drawn again."""
        layer, gone = self.scene.suggested, list(removed)
        if self.scene.suggestion in gone:
            self.focus_suggestion(None)
        touched = [part for one in gone for part in layer.remove(one)]
        self._touch([*touched, *(part for mark in added for part in layer.put(mark))])

    def focus_suggestion(
        self, suggestion: str | None, draft: Sequence[tuple[int, int]] = ()
    ) -> None:
        """Outline this suggestion alone; a `draft` is what it is to become, where that differs."""
        scene, unit = self.scene, self.scene.layer.offsets.to_utf16
        known = suggestion if suggestion in scene.suggested.marks else None
        parts = [(unit(start), unit(end)) for start, end in draft] if known else []
        if (known, parts) == (scene.suggestion, scene.draft):
            return
        before = self._suggestion_ranges()
        scene.suggestion, scene.draft = known, parts
        self._touch([*before, *self._suggestion_ranges()])

    def _suggestion_ranges(self) -> list[Range]:
        scene = self.scene
        return [*scene.suggested.touched(scene.suggestion or ""), *scene.draft]

    def suggestions_at(self, position: int) -> list[str]:
        """Ids of the suggestions over the character at a position, innermost first."""
        return self.scene.suggested.ids_at(self.scene.layer.offsets.to_utf16(position))

    def suggestion_place(self) -> QRect:
        """Where the suggestion at hand is on the screen; null when it is out of view."""
        rect = self._rect_of(self.scene.suggested.ranges(self.scene.suggestion or ""))
        inside = rect & self.viewport().rect()
        return QRect(self.viewport().mapToGlobal(inside.topLeft()), inside.size())

    # Asking

    def marks_at(self, position: int) -> list[str]:
        """Ids of the marks over the character at a position, innermost first."""
        return self.scene.layer.ids_at(self.scene.layer.offsets.to_utf16(position))

    def mark_rect(self, mark_id: str) -> QRect:
        """Where the mark's text is in the viewport, its lanes included; null when out of view."""
        return self._rect_of(self.scene.layer.ranges(mark_id))

    def _rect_of(self, ranges: Iterable[Range]) -> QRect:
        found = QRect()
        for start, end in ranges:
            for line in self.places.lines():
                for left, right in line.pieces(start, end):
                    top, bottom = int(line.top), int(line.foot)
                    found |= QRect(QPoint(int(left), top), QPoint(int(right), bottom))
        return found

    def is_in_sight(self, mark_id: str) -> bool:
        """Tell whether some of a mark is in view; one without text is said to be."""
        ranges = self.scene.layer.ranges(mark_id)
        return not ranges or self.mark_rect(mark_id).intersects(self.viewport().rect())

    def is_place_in_sight(self, position: int) -> bool:
        """Tell whether a code point of the text is in view."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.scene.layer.offsets.to_utf16(position))
        return self.viewport().rect().intersects(self.cursorRect(cursor))

    def place_at_hand(self) -> QRect:
        """Where the selected words, or else the focused mark or the caret, are on the screen."""
        rect = self.cursorRect()
        selection = self.selection()
        if selection is not None:
            ends = QTextCursor(self.document()), QTextCursor(self.document())
            for cursor, position in zip(ends, selection, strict=True):
                cursor.setPosition(self.scene.layer.offsets.to_utf16(position))
                rect |= self.cursorRect(cursor)
        elif self.scene.focus and not (mark := self.mark_rect(self.scene.focus)).isNull():
            rect = mark
        inside = rect & self.viewport().rect()
        return QRect(self.viewport().mapToGlobal(inside.topLeft()), inside.size())

    def _use(self, layer: MarkLayer) -> None:
        """Show this layer; a layout that refers to the view crashes when both are collected."""
        self.scene.layer = layer
        self.columns.clear()
        self._lines.lanes_in = layer.lanes_in

    def _make_room(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Lines move apart where marks lie deeper than before, and together again."""
        for start, end in ranges:
            block = self.document().findBlock(start)
            while block.isValid() and block.position() < end:
                if self._lines.fit(block):
                    self.viewport().update()
                block = block.next()

    def _report_marks(self) -> None:
        caret = self.caret()
        layer = self.scene.layer
        if caret > layer.offsets.length:
            return
        found = self.marks_at(caret) or (self.marks_at(caret - 1) if caret else [])
        if found != self._under_caret:
            self._under_caret = found
            self.marks_under_caret.emit(found)

    def _suggested_under(self, point: QPoint) -> list[str]:
        unit, layer = self.places.unit_at(QPointF(point), inside=True), self.scene.suggested
        found = layer.ids_at(unit) if unit is not None else []
        return [self.describe_suggestion(one) for one in found]

    # Events

    def focusNextPrevChild(self, following: bool) -> bool:  # noqa: FBT001, N802 - Qt's names
        """Let Tab go where the handler puts the focus."""
        if following and self.tab_handler and self.tab_handler():
            return True
        return super().focusNextPrevChild(following)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc lets go of a boundary that is being dragged; carets step over what is excluded."""
        if self._pointer.is_dragging and event.key() == Qt.Key.Key_Escape:
            self._pointer.cancel()
            return
        before = self.textCursor().position()
        super().keyPressEvent(event)
        self._skip_excluded(before)

    def _skip_excluded(self, before: int) -> None:
        """Carry a caret that a key has moved into an excluded range out at the other side.

        A selection may reach in, and a caret that a click has put there may move on, so that
        what was left out can be taken in again.
        """
        cursor = self.textCursor()
        after = cursor.position()
        if cursor.hasSelection() or after == before:
            return
        for start, end in self.scene.excluded:
            if start <= after < end and not start <= before < end:
                cursor.setPosition(end if after > before else max(0, start - 1))
                self.setTextCursor(cursor)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """See Pointer.press."""
        if not self._pointer.press(event):
            with self.as_one_move():
                super().mousePressEvent(self._pointer.aimed(event))
                self._pointer.pressed(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See Pointer.double_click."""
        if not self._pointer.double_click(event):
            super().mouseDoubleClickEvent(self._pointer.aimed(event))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """See Pointer.move."""
        if not self._pointer.move(event):
            with self.as_one_move():
                super().mouseMoveEvent(self._pointer.aimed(event))
                self._pointer.snap(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """See Pointer.release."""
        if not self._pointer.release(event):
            super().mouseReleaseEvent(self._pointer.aimed(event))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for a menu at the mouse, or at the caret when a key was pressed."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            at = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
            self.context_requested.emit(self.caret(), at)
            return
        unit = self.places.unit_at(QPointF(event.pos()))
        self.context_requested.emit(self.point_of(unit or 0), event.globalPos())

    def viewportEvent(self, event: QEvent) -> bool:
        """Show the labels of the marks under the mouse as a tool tip."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            found = self._pointer.marks_at(QPointF(event.pos()))
            labels = [escape(self.describe(self.scene.layer.marks[each])) for each in found]
            labels += map(escape, self._suggested_under(event.pos()))
            tip = f"<qt>{'<br>'.join(labels)}</qt>" if any(labels) else ""
            QToolTip.showText(event.globalPos(), tip, self.viewport())
            return True
        if event.type() == QEvent.Type.Leave:
            self._pointer.hover(None, QPoint())
        return super().viewportEvent(event)
