"""The codes in a bar below the text: a click tags, and each shows its key and its count."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.domain.codebook import Code, Scope
from annotator.gui.look.theme import BODY, SMALL, tabular, theme_of, ui_font
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import set_tool_tip
from annotator.gui.widgets.code_badge import SIZE, paint_badge
from annotator.gui.widgets.flow_layout import FlowLayout
from annotator.gui.widgets.two_line_rows import draw_text

_HEIGHT = 28
_EDGE = 6
_DIGITS = "000"


class CodeButton(QAbstractButton):
    """A code's badge, name and count."""

    guideline_wanted = Signal(str)

    def __init__(self, code: Code) -> None:
        super().__init__()
        self.code = code
        self.count = 0
        self.setText(code.name)
        self.setAccessibleName(f"{code.name}, key {code.key}" if code.key else code.name)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        key = f" ({code.key})" if code.key else ""
        set_tool_tip(self, f"{code.name}{key}\n{code.definition}".strip())

    def set_count(self, count: int) -> None:
        """Show how often the code is applied here."""
        if count != self.count:
            self.count = count
            self.update()

    def sizeHint(self) -> QSize:
        """Return the room for badge, name and a count of three digits, so that nothing jumps."""
        name = QFontMetrics(ui_font(BODY)).horizontalAdvance(self.text())
        return QSize(4 * _EDGE + SIZE + name + self._count_width(), _HEIGHT)

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
        name_width = min(advance, inner.width() - self._count_width() - _EDGE)
        painter.setFont(ui_font(BODY))
        painter.setPen(QColor(theme.text))
        name = inner.adjusted(0, 0, name_width - inner.width() + 1, 0)
        draw_text(painter, name, self.text())
        painter.setFont(tabular(ui_font(SMALL)))
        painter.setPen(QColor(theme.muted))
        if self.count:
            draw_text(painter, inner.adjusted(name_width + _EDGE, 1, 0, 0), str(self.count))
        painter.end()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the guideline by the other mouse button."""
        event.accept()
        self.guideline_wanted.emit(self.code.id)


class CodeBar(QWidget):
    """Flat buttons that wrap; of one scope, or of both."""

    code_triggered = Signal(str)
    """A code's id: tag with it."""
    guideline_wanted = Signal(str)
    """A code's id: show its guideline."""

    def __init__(
        self, session: Session, scope: Scope | None = Scope.SPAN, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._scope = scope
        self._codes: tuple[Code, ...] = ()
        self.buttons: list[CodeButton] = []
        self._flow = FlowLayout(self, spacing=2)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        session.changed.connect(self._refresh)
        session.article_opened.connect(self._refresh)
        session.view_changed.connect(self._refresh)
        self._refresh()

    def _refresh(self, _changes: object = None) -> None:
        codes = self._session.codebook.usable(self._scope)
        if codes != self._codes:
            self._codes = codes
            self._rebuild()
        counts = self._session.counts_here()
        for button in self.buttons:
            button.set_count(counts[button.code.id])

    def _rebuild(self) -> None:
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = [CodeButton(code) for code in self._codes]
        for button in self.buttons:
            button.clicked.connect(self._clicked)
            button.guideline_wanted.connect(self.guideline_wanted)
            self._flow.addWidget(button)
            button.show()

    def _clicked(self) -> None:
        button = self.sender()
        if isinstance(button, CodeButton):
            self.code_triggered.emit(button.code.id)
