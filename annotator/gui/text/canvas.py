"""A read-only page of text: centred column, spaced lines, caret, zoom; in code points."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from math import floor

from PySide6.QtCore import QEvent, QMimeData, Qt, Signal
from PySide6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QKeySequence,
    QPalette,
    QResizeEvent,
    QShowEvent,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QPlainTextEdit

from annotator.domain.offsets import OffsetMap
from annotator.gui.settings.settings import ZOOM
from annotator.gui.text import margin
from annotator.gui.text.display import display_text
from annotator.gui.text.geometry import TextGeometry, has_caret_place, nearest_caret_place
from annotator.gui.text.ink import TextInk
from annotator.gui.text.layout import LEAST_LANES, Column, SpacedLayout
from annotator.gui.text.reading_style import ReadingStyle
from annotator.gui.text.role_style import RoleRange
from annotator.gui.text.scrolling import Scrolling
from annotator.gui.text.strip import Strip

_SAMPLE = "The minister said on Tuesday that talks would go on until both sides agree. "
_LEFT_ROOM = margin.WIDTH + 8
_RIGHT_ROOM = 28.0
_NARROWEST = 120.0
_CERTAINLY = 1.5
_TOP_ROOM = 14
_PIXELS = 15
_ZOOM_FACTOR = 1.1
_WHEEL_STEP = 120
_RIGHT_TO_LEFT_LANGUAGES = frozenset(
    {"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"}
)
_PAGE_MOVES = {
    QKeySequence.StandardKey.MoveToNextPage: (1, QTextCursor.MoveMode.MoveAnchor),
    QKeySequence.StandardKey.MoveToPreviousPage: (-1, QTextCursor.MoveMode.MoveAnchor),
    QKeySequence.StandardKey.SelectNextPage: (1, QTextCursor.MoveMode.KeepAnchor),
    QKeySequence.StandardKey.SelectPreviousPage: (-1, QTextCursor.MoveMode.KeepAnchor),
}


class ReadingPage(QPlainTextEdit):
    """Shows one text and lets the caret walk it; knows nothing of marks.

    `key_handler` sees every key first and answers whether it used it up.
    """

    selection_moved = Signal(int, int, int)
    """Caret, start and end of the selection in code points; all the same without a selection."""
    zoom_changed = Signal(int)
    column_moved = Signal()
    """The text's column begins elsewhere in the view, or is wider or narrower."""

    def __init__(self) -> None:
        super().__init__()
        self.key_handler: Callable[[QKeyEvent], bool] | None = None
        self.theme = TextInk(self.palette())
        self._text = ""
        self._offsets = OffsetMap("")
        self._style = ReadingStyle()
        self._zoom = 0
        self._reported = (0, 0, 0)
        self._is_quiet = self._is_moved_by_mouse = False
        self._right_room = _RIGHT_ROOM
        # Its own, and kept: the layout goes with it, in Python as well.
        self._document = QTextDocument(self)
        self._lines = SpacedLayout(self._document)
        self.places = TextGeometry(self, self._lines)
        self.scrolling = Scrolling(self, self._lines, self.places)
        self._set_up()

    def _set_up(self) -> None:
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        by_mouse = Qt.TextInteractionFlag.TextSelectableByMouse
        self.setTextInteractionFlags(by_mouse | Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName("Article text")
        document = self._document
        document.setDocumentMargin(_TOP_ROOM)
        document.setDocumentLayout(self._lines)
        self.setDocument(document)
        self.setCursorWidth(2)
        self.read_in(self._style)
        self._follow_palette()
        self.cursorPositionChanged.connect(self._on_cursor)
        self.selectionChanged.connect(self._on_cursor)

    # Text

    @property
    def text(self) -> str:
        """The article's own text."""
        return self._text

    def open_text(
        self,
        text: str,
        language: str = "",
        *,
        has_headline: bool = False,
        roles: Sequence[RoleRange] = (),
    ) -> None:
        """Show another text from its start; paragraphs without letters follow the language.

        Its first paragraph is larger where it `has_headline`; `roles` say what else is no body.
        """
        self._lines.has_headline, self._lines.roles = has_headline, roles
        self._text, self._offsets = text, OffsetMap(text)
        is_rtl = language.lower().partition("-")[0] in _RIGHT_TO_LEFT_LANGUAGES
        self._lines.right_to_left = is_rtl
        self._measure()
        self._is_quiet = True
        # A scroll bar that comes while the text is laid out has all of it laid out once more.
        early = self.isVisible() and self._is_much(text)
        if early:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.scrolling.begin()
        self.setPlainText(display_text(text))
        if early:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._is_quiet = False
        self.document().firstBlock().setUserState(-1)
        self._lines.forget_first()
        self._on_cursor()

    def set_headline(self, *, has_headline: bool) -> None:
        """Show the first paragraph as a headline, or as the others."""
        if has_headline != self._lines.has_headline:
            self._lines.has_headline = has_headline
            self._lay_out_again()

    def _is_much(self, text: str) -> bool:
        """Tell whether a text is certainly longer than the view is high."""
        metrics, column = QFontMetricsF(self.font()), self._lines.column
        letters = column.width / metrics.horizontalAdvance(_SAMPLE) * len(_SAMPLE)
        height = len(text) / letters * (metrics.height() + column.leading(LEAST_LANES))
        return height > _CERTAINLY * self.viewport().height()

    # Caret and selection

    def caret(self) -> int:
        """Return the caret's place in code points."""
        return self._to_point(self.textCursor().position())

    def selection(self) -> tuple[int, int] | None:
        """Return the selected range in code points, or None."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            return None
        ends = cursor.selectionStart(), cursor.selectionEnd()
        return self._to_point(ends[0]), self._to_point(ends[1])

    def set_selection(self, start: int, end: int) -> None:
        """Select a range of code points, the caret at its end; whole letters only."""
        self._set_cursor(
            nearest_caret_place(self.document(), self._to_unit(start), up=False),
            nearest_caret_place(self.document(), self._to_unit(end), up=True),
        )

    def set_caret(self, position: int, *, extend: bool = False) -> None:
        """Move the caret to a code point, selecting on the way with `extend`."""
        unit = nearest_caret_place(self.document(), self._to_unit(position), up=False)
        self._set_cursor(self.textCursor().anchor() if extend else unit, unit)

    def select_towards(self, anchor: int, position: int) -> None:
        """Select from a code point to another one, before or after it, where the caret stays."""
        up = position >= anchor
        document = self.document()
        self._set_cursor(
            nearest_caret_place(document, self._to_unit(anchor), up=not up),
            nearest_caret_place(document, self._to_unit(position), up=up),
        )

    @contextmanager
    def as_one_move(self) -> Generator[None]:
        """Report what the mouse does to caret and selection within once, as it is in the end."""
        self._is_quiet = self._is_moved_by_mouse = True
        try:
            yield
        finally:
            self._is_quiet = False
        self._on_cursor()
        self._is_moved_by_mouse = False

    def neighbour(self, position: int, direction: int) -> int:
        """Return the code point one whole letter after a position, or before it."""
        unit = self._to_unit(position) + direction
        last = self.document().characterCount() - 1
        within = max(0, min(unit, last))
        return self._to_point(nearest_caret_place(self.document(), within, up=direction > 0))

    def reveal(self, start: int, end: int) -> None:
        """Scroll a range of code points into view, unless it is there already."""
        self.scrolling.reveal(self._offsets.to_utf16(start), self._offsets.to_utf16(end))

    def top_position(self) -> int:
        """Return the code point at the start of the first line in view."""
        return self._to_point(self.scrolling.top())

    def scroll_to_position(self, position: int) -> None:
        """Bring the line with a code point to the top of the view."""
        self.scrolling.to(self._to_unit(position))

    def _set_cursor(self, anchor: int, position: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(anchor)
        cursor.setPosition(position, QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _on_cursor(self) -> None:
        """Qt reports caret and selection apart, and may leave them inside a letter."""
        if self._is_quiet:
            return
        cursor = self.textCursor()
        ends = cursor.anchor(), cursor.position()
        document = self.document()
        if not all(has_caret_place(document, unit) for unit in ends):
            forward = ends[1] >= ends[0]
            anchor = nearest_caret_place(document, ends[0], up=not forward)
            self._set_cursor(anchor, nearest_caret_place(document, ends[1], up=forward))
            return
        start, end = self.selection() or (self.caret(), self.caret())
        now = (self.caret(), start, end)
        if now != self._reported:
            self._reported = now
            if not self._is_moved_by_mouse:
                self.scrolling.follow_caret()
            self.selection_moved.emit(*now)

    def _to_unit(self, point: int) -> int:
        """Return a code point's document position; CR LF is one place, before its line feed."""
        point = max(0, min(point, self._offsets.length))
        return self._offsets.to_utf16(point) + (self._text[point : point + 2] == "\r\n")

    def _to_point(self, unit: int) -> int:
        point = self._offsets.to_code_point(min(unit, self._offsets.units))
        return point - (point > 0 and self._text[point - 1 : point + 1] == "\r\n")

    # Size and place

    @property
    def zoom_level(self) -> int:
        """Steps of zoom from the size that was set; 0 is that size."""
        return self._zoom

    def zoom(self, step: int) -> None:
        """Make the text larger or smaller by so many steps; what is at the top stays there."""
        least, most = ZOOM.bounds()
        level = max(least, min(most, self._zoom + step))
        if level != self._zoom:
            self._zoom = level
            self._apply_font()
            self.zoom_changed.emit(level)

    def read_in(self, style: ReadingStyle) -> None:
        """Show the text in this font, size, leading and measure; what is at the top stays there."""
        self._style = style
        self.setFont(style.font())
        self._apply_font()

    @property
    def column(self) -> Column:
        """Where the text stands in the viewport."""
        return self._lines.column

    @property
    def strip(self) -> Strip:
        """The lanes under each line, in the sizes that fit the text and the screen."""
        ratio = self.devicePixelRatioF()
        scale = self._font_pixels() / _PIXELS * ratio
        return Strip(max(2, round(2 * scale)), max(1, round(scale)), ratio)

    def use_both_margins(self) -> None:
        """Leave as much room for brackets right of the text as left of it."""
        self._right_room = _LEFT_ROOM
        self._lay_out_again()

    def _font_pixels(self) -> int:
        return max(7, round(self._style.pixels * _ZOOM_FACTOR**self._zoom))

    def _apply_font(self) -> None:
        top = self.scrolling.top()
        font = self.font()
        font.setPixelSize(self._font_pixels())
        self.setFont(font)
        self._lay_out_again(top)

    def _lay_out_again(self, top: int | None = None) -> None:
        unit = self.scrolling.top() if top is None else top
        self._measure()
        self.document().markContentsDirty(0, self.document().characterCount())
        self._lines.forget_first()
        self.scrolling.to(unit)
        self.viewport().update()

    def _measure(self) -> None:
        metrics = QFontMetricsF(self.font())
        room = self.viewport().width()
        widest = metrics.horizontalAdvance(_SAMPLE) / len(_SAMPLE) * self._style.measure
        width = max(_NARROWEST, min(widest, room - _LEFT_ROOM - self._right_room))
        left = max(_LEFT_ROOM, min((room - width) / 2, room - width - self._right_room))
        gap = round(metrics.height() / 3)
        least = round(self._style.under(metrics.height()))
        before = self._lines.column
        self._lines.column = Column(floor(left), floor(width), self.strip.pitch, gap, least)
        if before[:2] != self._lines.column[:2]:
            self.column_moved.emit()

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the handler look first; page keys move the caret here, others in Qt."""
        if self.key_handler and self.key_handler(event):
            event.accept()
            return
        for key, (direction, mode) in _PAGE_MOVES.items():
            if event.matches(key):
                self._move_by_page(direction, mode)
                return
        super().keyPressEvent(event)

    def _move_by_page(self, direction: int, mode: QTextCursor.MoveMode) -> None:
        moves = QTextCursor.MoveOperation
        count = max(1, len(self.places.lines()) - 2)
        cursor = self.textCursor()
        cursor.movePosition(moves.Down if direction > 0 else moves.Up, mode, count)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + direction * count)
        self.setTextCursor(cursor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Ctrl with the wheel zooms."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y()
            self.zoom(
                (turned > 0) - (turned < 0) if abs(turned) < _WHEEL_STEP else turned // _WHEEL_STEP
            )
            event.accept()
            return
        super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column centred, and the line at the top where Qt breaks the lines anew."""
        top = self.scrolling.top()
        self._measure()
        super().resizeEvent(event)
        self._lines.forget_first()
        if event.oldSize().width() != event.size().width():
            self.scrolling.to(top)

    def showEvent(self, event: QShowEvent) -> None:
        """Keep the font that was asked for before: a style sheet sets one when it is shown."""
        super().showEvent(event)
        wanted = self._style.font()
        if (self.font().family(), self.font().pixelSize()) != (
            wanted.family(),
            self._font_pixels(),
        ):
            self.setFont(wanted)
            self._apply_font()

    def changeEvent(self, event: QEvent) -> None:
        """Take new colours over at once."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "theme"):
            self.theme = TextInk(self.palette())
            self._follow_palette()

    def _follow_palette(self) -> None:
        palette = self.palette()
        for group in (QPalette.ColorGroup.Active, QPalette.ColorGroup.Inactive):
            palette.setColor(group, QPalette.ColorRole.Highlight, self.theme.selection)
            palette.setColor(group, QPalette.ColorRole.HighlightedText, self.theme.selected_text)
        if palette != self.palette():
            self.setPalette(palette)
            return
        self.viewport().update()

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return the article's own characters, which Qt's copy of the text changes."""
        data = super().createMimeDataFromSelection()  # Qt's own, since it outlives Python
        data.text()  # only after it was asked does it keep what it is given
        data.clear()
        start, end = self.selection() or (0, 0)
        data.setText(self._text[start:end])
        return data
