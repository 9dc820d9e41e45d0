"""The codes in a bar below the text: a click tags, and each shows its key and its count."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolButton, QWidget

from annotator.domain.codebook import Code, Scope
from annotator.gui.codebook.dragging import DragStart
from annotator.gui.commands.table import key_of
from annotator.gui.look.sizes import BODY, SMALL
from annotator.gui.look.theme import tabular, theme_of, ui_font
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import set_tool_tip
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.two_line_rows import draw_text
from annotator.workflow.code_search import recent_first

_HEIGHT = 28
_EDGE = 6
_DIGITS = "000"
_GAP = 2
_WIDEST = 240
"""As wide a button gets where not all codes have room, in pixels: few names are longer."""
_KEPT_FOR_RECENT = 2
"""How many codes have room beside the keyed ones, so that what was used last is shown."""


class CodeButton(QAbstractButton):
    """A code's badge, name and count."""

    guideline_wanted = Signal(str)

    def __init__(self, code: Code, parent: QWidget) -> None:
        super().__init__(parent)
        self.code = code
        self.count = 0
        self.counts = True
        """Whether there is room for the count."""
        self._drag = DragStart(self, code.id)
        self.setText(code.name)
        self.setAccessibleName(f"{code.name}, key {code.key}" if code.key else code.name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._say()

    def set_count(self, count: int) -> None:
        """Show how often the code is applied here."""
        if count != self.count:
            self.count = count
            self._say()
            self.update()

    def show_counts(self, *, counts: bool) -> None:
        """Show the count beside the name, or leave it to the tool tip."""
        if counts != self.counts:
            self.counts = counts
            self.update()

    def _say(self) -> None:
        key = f" ({self.code.key})" if self.code.key else ""
        here = f", {self.count} here" if self.count else ""
        set_tool_tip(self, f"{self.code.name}{key}{here}\n{self.code.definition}".strip())

    def sizeHint(self) -> QSize:
        """Return the room for badge, name and a count of three digits, so that nothing jumps."""
        return QSize(self.bare_width() + _EDGE + self._count_width(), _HEIGHT)

    def bare_width(self) -> int:
        """Return the room for badge and name alone, in pixels."""
        name = QFontMetrics(ui_font(BODY)).horizontalAdvance(self.text())
        return 3 * _EDGE + SIZE + name

    def minimumSizeHint(self) -> QSize:
        """Return the least room: the name may be elided."""
        return QSize(4 * _EDGE + SIZE, _HEIGHT)

    def _count_width(self) -> int:
        return QFontMetrics(tabular(ui_font(SMALL))).horizontalAdvance(_DIGITS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the button; flat unless the mouse is over it."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(theme.hairline if self.isDown() else theme.hover))
            painter.drawRoundedRect(self.rect(), 4.0, 4.0)
        top = (self.height() - SIZE) / 2
        paint_badge(painter, QRectF(_EDGE, top, SIZE, SIZE), self.code, self.palette())
        inner = self.rect().adjusted(2 * _EDGE + SIZE, 0, -_EDGE, 0)
        advance = QFontMetrics(ui_font(BODY)).horizontalAdvance(self.text())
        count_width = self._count_width() + _EDGE if self.count and self.counts else 0
        name_width = min(advance, inner.width() - count_width)
        painter.setFont(ui_font(BODY))
        painter.setPen(QColor(theme.text))
        name = inner.adjusted(0, 0, name_width - inner.width() + 1, 0)
        draw_text(painter, name, self.text())
        painter.setFont(tabular(ui_font(SMALL)))
        painter.setPen(QColor(theme.muted))
        if self.count and self.counts:
            draw_text(painter, inner.adjusted(name_width + _EDGE, 1, 0, 0), str(self.count))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Be pressed, or begin to be dragged onto the text."""
        self._drag.press(event)
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Be dragged; a button that was is not clicked."""
        if self._drag.move(event):
            self.setDown(False)
        else:
            super().mouseMoveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the guideline by the other mouse button."""
        event.accept()
        self.guideline_wanted.emit(self.code.id)


class CodeBar(QWidget):
    """One row of flat buttons: codes with keys, recently used ones, and the way to all others.

    Where not all have room, counts go first, so that more names can be read; then codes, and the
    last button says how many that are.
    """

    code_triggered = Signal(str)
    """A code's id: tag with it."""
    guideline_wanted = Signal(str)
    """A code's id: show its guideline."""
    more_wanted = Signal()
    """The user wants to choose among all codes."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._codes: tuple[Code, ...] = ()
        self._recent: tuple[str, ...] = ()
        self.buttons: list[CodeButton] = []
        self.more = QToolButton(self)
        self.more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.more.clicked.connect(self.more_wanted)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        session.changed.connect(self._refresh)
        session.article_opened.connect(self._refresh)
        session.view_changed.connect(self._refresh)
        self._refresh()

    def show_recent(self, recent: Sequence[str]) -> None:
        """Show codes (ids, the last used one first) rather than others, where not all have room."""
        self._recent = tuple(recent)
        self._fit()

    def sizeHint(self) -> QSize:
        """Return the height of a row; any width will do."""
        return QSize(0, _HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many codes as have room."""
        super().resizeEvent(event)
        self._fit()

    def _refresh(self, _changes: object = None) -> None:
        codes = self._ordered()
        if codes != self._codes:
            self._codes = codes
            self._rebuild()
        counts = self._session.counts_here()
        for button in self.buttons:
            button.set_count(counts[button.code.id])

    def _ordered(self) -> tuple[Code, ...]:
        usable = self._session.codebook.usable(Scope.SPAN)
        return tuple(sorted(usable, key=lambda code: not code.key))

    def _rebuild(self) -> None:
        for button in self.buttons:
            button.hide()
            button.deleteLater()
        self.buttons = [CodeButton(code, self) for code in self._codes]
        for button in self.buttons:
            button.clicked.connect(self._clicked)
            button.guideline_wanted.connect(self.guideline_wanted)
        self._fit()

    def _fit(self) -> None:
        """Place the buttons, and behind the last one those that have no room."""
        whole = {button.code.id: button.sizeHint().width() for button in self.buttons}
        bare = {one.code.id: min(one.bare_width(), _WIDEST) for one in self.buttons}
        widths = next((row for row in (whole, bare) if _sum(row.values()) <= self.width()), None)
        if widths is None:
            widths = self._likeliest(bare)
        left = 0
        for button in self.buttons:
            width = widths.get(button.code.id, 0)
            button.show_counts(counts=widths is whole)
            button.setVisible(width > 0)
            if width:
                button.setGeometry(left, 0, width, _HEIGHT)
                left += width + _GAP
        hidden = len(self.buttons) - len(widths)
        self.more.setVisible(hidden > 0)
        self.more.setText(self._more_words(hidden))
        self.more.setGeometry(left, 0, self.more.sizeHint().width(), _HEIGHT)

    def _likeliest(self, widths: Mapping[str, int]) -> dict[str, int]:
        """Return those that fit beside the button for all others: keyed ones, then recent ones.

        Keyed ones come first, whatever was used, as far as that leaves room for two others; then
        what was used last. Each keeps its place: tagging with one that is shown moves nothing,
        neither in the row nor out of it. None is wider than half the room: there are two at least.
        """
        self.more.setText(self._more_words(len(widths)))
        room = self.width() - self.more.sizeHint().width()
        most = max(1, room // 2 - _GAP)
        halves = {code: min(width, most) for code, width in widths.items()}
        found = self._always(halves, room)
        for code in recent_first(self._codes, self._recent):
            if code.id not in found and _sum((*found.values(), halves[code.id])) <= room:
                found[code.id] = halves[code.id]
        return found

    def _always(self, widths: Mapping[str, int], room: int) -> dict[str, int]:
        """Return the keyed codes that are shown whatever was used: no fewer than they leave to it.

        These depend on the codebook and the room alone, so that none ever makes way.
        """
        widest = sorted(widths.values(), reverse=True)
        for others in range(_KEPT_FOR_RECENT, 0, -1):
            left = room - _sum(widest[:others])
            sums = accumulate(widths[code.id] + _GAP for code in self._codes if code.key)
            fitting = sum(1 for one in sums if one <= left)
            if fitting >= others:
                return {code.id: widths[code.id] for code in self._codes[:fitting]}
        return {}

    @staticmethod
    def _more_words(hidden: int) -> str:
        return f"{hidden} more  {key_of('pick_code')}"

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, CodeButton):
            self.code_triggered.emit(button.code.id)


def _sum(widths: Iterable[int]) -> int:
    return sum(width + _GAP for width in widths)
