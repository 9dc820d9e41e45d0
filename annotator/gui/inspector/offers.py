"""What was answered before and could be again, at the foot of the inspector: a row for each."""

import msgspec
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.gui.commands.key_events import ENTER, KeyHandler
from annotator.gui.look.sizes import BODY, HEADING, SMALL
from annotator.gui.look.theme import GRID, HAIR, HALF, theme_of, ui_font
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.two_line_rows import draw_text

_HEIGHT = 40
_EDGE = 8
_KEY = 20


class OfferWords(msgspec.Struct, frozen=True):
    """What a row says: the answers, where they are from, and the key that takes them."""

    answers: str
    origin: str
    key: str = ""


class OfferRow(QAbstractButton):
    """Answers in one line and where they are from in another; a click or Enter takes them."""

    def __init__(self, said: OfferWords, unused_key: KeyHandler) -> None:
        super().__init__()
        self.said = said
        self._unused_key = unused_key
        key = f" ({said.key})" if said.key else ""
        self.setAccessibleName(f"Take over: {said.answers}")
        set_tool_tip(self, f"Take over{key}: {said.answers}\n{said.origin}")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def sizeHint(self) -> QSize:
        """Return the height of two lines."""
        return QSize(160, _HEIGHT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the answers, or pass the key on."""
        if event.key() in (*ENTER, Qt.Key.Key_Space) and not event.modifiers():
            self.click()
        elif not self._unused_key(event):
            event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw key, answers and origin."""
        theme = theme_of(self.palette())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(theme.hover if self.underMouse() else theme.raised))
        edge = QPen(QColor(theme.focus), 2.0 if self.hasFocus() else 1.0)
        edge.setStyle(Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine)
        painter.setPen(edge)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 5.0, 5.0)
        inner = self.rect().adjusted(_EDGE, HALF, -_EDGE, -HALF)
        if self.said.key:
            key = QRect(inner.left(), inner.center().y() - _KEY // 2, _KEY, _KEY)
            painter.setPen(QColor(theme.border))
            painter.drawRoundedRect(key.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3.0, 3.0)
            painter.setPen(QColor(theme.text))
            painter.setFont(ui_font(HEADING, strong=True))
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, self.said.key)
            inner.adjust(_KEY + GRID, 0, 0, 0)
        upper = QRect(inner.left(), inner.top(), inner.width(), inner.height() // 2)
        painter.setPen(QColor(theme.text))
        painter.setFont(ui_font(BODY))
        draw_text(painter, upper, self.said.answers)
        painter.setPen(QColor(theme.muted))
        painter.setFont(ui_font(SMALL))
        draw_text(painter, upper.translated(0, inner.height() // 2), self.said.origin)
        painter.end()


class Offers(QWidget):
    """A heading and rows; nothing at all while there are none."""

    taken = Signal(int)
    """The place of the row whose answers are wanted."""

    def __init__(self, heading: str, unused_key: KeyHandler) -> None:
        super().__init__()
        self._unused_key = unused_key
        self.rows: list[OfferRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(2 * GRID, HALF, 2 * GRID, HALF)
        self._column.setSpacing(HAIR)
        self._column.addWidget(PlainLabel(heading, role="small"))
        self.hide()

    def offer(self, said: list[OfferWords]) -> None:
        """Show other rows."""
        if said == [row.said for row in self.rows]:
            return
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [OfferRow(one, self._unused_key) for one in said]
        for place, row in enumerate(self.rows):
            self._column.addWidget(row)
            row.clicked.connect(lambda _=False, at=place: self.taken.emit(at))
        self.setVisible(bool(said))

    def minimumSizeHint(self) -> QSize:
        """Let the panel be narrow."""
        lines = QFontMetrics(ui_font(SMALL)).lineSpacing() + 2 * HALF
        return QSize(80, lines + len(self.rows) * (_HEIGHT + HAIR))
