"""A code's guideline beside the text: what it is for, what counts, what does not."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.codebook import Code
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import DOUBLE, GRID, theme_of
from annotator.gui.widgets.basic import IconButton, PlainLabel
from annotator.gui.widgets.code_badge import Badge
from annotator.gui.widgets.focus_back import FocusBack
from annotator.gui.widgets.guideline_body import guideline_body
from annotator.gui.widgets.popup_place import beside

_WIDTH, _HIGHEST = 380, 560
_SCROLLS = {
    Qt.Key.Key_Down: 28,
    Qt.Key.Key_Up: -28,
    Qt.Key.Key_PageDown: 280,
    Qt.Key.Key_PageUp: -280,
    Qt.Key.Key_Space: 280,
}
_SHEET = (
    "#guideline {{ background: {ground}; border: 1px solid {edge}; border-radius: 6px; }}"
    "#guideline QWidget {{ background: {ground}; }}"
)


class GuidelinePopup(QFrame):
    """A guideline over the window, not modal; Esc closes it and gives the focus back."""

    left = Signal()
    """It was closed, and what had the focus before is gone."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("guideline")
        self.setAccessibleName("Guideline")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.hide()
        self._window = window
        self._back = FocusBack()
        self._code = ""
        self._badge = Badge()
        self._title = PlainLabel(role="heading", wrap=True)
        close = IconButton(icon("close"), "Close", key=key_of("close_guideline"))
        close.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        close.clicked.connect(self.close_up)
        top = QHBoxLayout()
        top.setSpacing(GRID)
        top.addWidget(self._badge)
        top.addWidget(self._title, 1)
        top.addWidget(close)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(DOUBLE, GRID, GRID, GRID)
        column.addLayout(top)
        column.addWidget(self._area, 1)

    @property
    def code(self) -> str:
        """The id of the code whose guideline is open, or an empty text."""
        return self._code if not self.isHidden() else ""

    def show_code(self, code: Code, avoid: QRect, *, take_focus: bool = True) -> None:
        """Show a code's guideline beside a rectangle, given in global coordinates."""
        theme = theme_of(self.palette())
        self.setStyleSheet(_SHEET.format(ground=theme.raised, edge=theme.border))
        self._code = code.id
        self._badge.set_code(code)
        self._title.setText(code.name)
        body = guideline_body(code)
        self._area.setWidget(body)
        height = body.heightForWidth(_WIDTH - 5 * GRID) + 56
        self._put(avoid, QSize(_WIDTH, min(height, _HIGHEST)))
        if take_focus and not self.hasFocus():
            self._back.remember()
        self.show()
        self.raise_()
        if take_focus:
            self.setFocus(Qt.FocusReason.PopupFocusReason)

    def toggle_code(self, code: Code, avoid: QRect) -> None:
        """Show a code's guideline, or close it when it is the one that is open."""
        if self.code == code.id:
            self.close_up()
        else:
            self.show_code(code, avoid)

    def _put(self, avoid: QRect, wanted: QSize) -> None:
        window = self._window
        local = QRect(window.mapFromGlobal(avoid.topLeft()), avoid.size())
        self.setGeometry(beside(local, wanted, QRect(QPoint(0, 0), window.size())))

    def close_up(self) -> None:
        """Close it, and give the focus back to where it was, or else to what may have it."""
        focused = self.hasFocus()
        self.hide()
        if not focused:
            self._back.forget()
        elif not self._back.give_back():
            self.left.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll by the arrows, or close."""
        distance = _SCROLLS.get(Qt.Key(event.key()))
        if distance is not None:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + distance)
        elif not perform(self, key_word(event)):
            super().keyPressEvent(event)
