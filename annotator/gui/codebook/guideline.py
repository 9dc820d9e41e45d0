"""A code's guideline beside the text: what it is for, what counts, what does not."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Code
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.widgets.code_popup import CodePopup
from annotator.gui.widgets.focus_back import FocusBack
from annotator.gui.widgets.guideline_body import guideline_body

_SCROLLS = {
    Qt.Key.Key_Down: 28,
    Qt.Key.Key_Up: -28,
    Qt.Key.Key_PageDown: 280,
    Qt.Key.Key_PageUp: -280,
    Qt.Key.Key_Space: 280,
}


class GuidelinePopup(CodePopup):
    """A guideline over the window, not modal; Esc closes it and gives the focus back."""

    left = Signal()
    """It was closed, and what had the focus before is gone."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window, "Guideline", key_of("close_guideline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._back = FocusBack()
        self._code = ""

    @property
    def code(self) -> str:
        """The id of the code whose guideline is open, or an empty text."""
        return self._code if not self.isHidden() else ""

    def show_code(self, code: Code, avoid: QRect, *, take_focus: bool = True) -> None:
        """Show a code's guideline beside a rectangle, given in global coordinates."""
        self._code = code.id
        local = QRect(self._window.mapFromGlobal(avoid.topLeft()), avoid.size())
        self.say_beside(local, code, code.name, guideline_body(code))
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
            bar = self.area.verticalScrollBar()
            bar.setValue(bar.value() + distance)
        elif not perform(self, key_word(event)):
            super().keyPressEvent(event)
