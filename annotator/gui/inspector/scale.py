"""A scale: its steps in a row, with the label of the one that is chosen below."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Field
from annotator.gui.inspector.choices import PickRow
from annotator.gui.inspector.numbered import NumberedAnswers, Option
from annotator.gui.inspector.pills import Pills
from annotator.gui.widgets.basic import PlainLabel

_UP = (Qt.Key.Key_Plus, Qt.Key.Key_Equal)
_DOWN = (Qt.Key.Key_Minus, Qt.Key.Key_Underscore)
_FEW = 7


class ScaleRow(PickRow):
    """Ordered steps: the digit below each chooses it; plus, minus and arrows go step by step."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, Pills(even=True), parent)
        self.pills.set_options(
            Option(step.value, field.signed(step.value), step.label) for step in self.field.steps
        )
        self._caption = PlainLabel(role="small", wrap=True)
        self.column.addWidget(self._caption)
        self._caption.setVisible(any(step.label for step in field.steps))

    @property
    def wide(self) -> bool:
        """A long scale takes the whole width."""
        return len(self.field.steps) > _FEW

    def spoken(self) -> str:
        """Return the chosen step's value and label."""
        return f"{super().spoken()} {self._label_of(self.value)}".strip()

    def refresh(self) -> None:
        """Check the chosen step and say what it means, or what the ends mean."""
        self.pills.show_chosen(() if self.value is None else (self.value,))
        steps = self.field.steps
        ends = f"{steps[0].label} … {steps[-1].label}" if steps else ""
        self._caption.setText(ends if self.value is None else self._label_of(self.value))

    def _label_of(self, value: object) -> str:
        return next((step.label for step in self.whole.steps if step.value == value), "")

    def pick(self, pills: NumberedAnswers, index: int, *, by_key: bool) -> None:
        """Choose a step, or clear it."""
        value = pills.options[index].value
        if value == self.value:
            self.answer(None)
            return
        self.answer(value)
        if by_key:
            self.advance.emit()

    def uses(self, event: QKeyEvent) -> bool:
        """Claim plus and minus, too."""
        bare = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        return (bare and event.key() in (*_UP, *_DOWN)) or super().uses(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Go step by step."""
        bare = not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if bare and event.key() in (*_UP, *_DOWN):
            self.step(1 if event.key() in _UP else -1)
            return True
        return super().take_key(event)

    def step(self, step: int) -> None:
        """Answer with the next step; the first one taken is next to the middle."""
        count = len(self.pills.options)
        at = self.pills.index_of(self.value)
        if at < 0:
            at = count // 2 if count % 2 else count // 2 - (step > 0)
        target = max(0, min(count - 1, at + step))
        if target != self.pills.index_of(self.value):
            self.answer(self.pills.options[target].value)
