"""A code's guideline beside the text: what it is for, what counts, what does not."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Code
from annotator.gui.commands.key_events import key_word
from annotator.gui.commands.table import key_of, perform
from annotator.gui.widgets.code_popup import CodePopup, Section, SectionsBody
from annotator.gui.widgets.focus_back import FocusBack

_SCROLLS = {
    Qt.Key.Key_Down: 28,
    Qt.Key.Key_Up: -28,
    Qt.Key.Key_PageDown: 280,
    Qt.Key.Key_PageUp: -280,
    Qt.Key.Key_Space: 280,
}


def sections(code: Code) -> list[tuple[str, str]]:
    """Return the headings and texts of a code's guideline that are not empty."""
    parts = [
        ("", code.definition),
        ("Include", code.include),
        ("Exclude", code.exclude),
        ("Example", code.positive_example),
        ("Not an example", code.negative_example),
        ("Source", code.source),
    ]
    return [(heading, text) for heading, text in parts if text.strip()]


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
        hint = "" if sections(code) else "No guideline yet."
        body = SectionsBody(_said(code), selectable=True, hint=hint)
        local = QRect(self._window.mapFromGlobal(avoid.topLeft()), avoid.size())
        self.say_beside(local, code, code.name, body)
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


def _said(code: Code) -> Iterator[Section]:
    """Yield the guideline, and what is said of the code's fields."""
    yield from ((heading, [text]) for heading, text in sections(code))
    for field in code.fields:
        told = [f"{one.name}: {one.help}" for one in field.choices if one.help]
        told = told or [f"{step.value}: {step.label}" for step in field.steps if step.label]
        if field.help or told:
            yield field.name, ["\n".join(line for line in (field.help, *told) if line)]
