"""What every field's widget has in common."""

from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Field, value_words
from annotator.gui.commands.key_events import KeyHandler, key_word, no_key
from annotator.gui.commands.table import perform


class FieldRow(QWidget):
    """The widget that shows and takes one field's answer.

    It shows what `set_value` gives and asks for a change by `answered`: the answer comes back
    through `set_value` once it is on disk.
    """

    answered = Signal(object)
    """The new answer; None takes it back."""
    typing = Signal(str)
    """An answer as far as it is typed, at every key."""
    done_typing = Signal()
    """What was typed is the answer, or was given up."""
    advance = Signal()
    """The focus is to go on to the next field."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.whole = field
        """The field with what is retired of it: answers that are given may be such."""
        self.field = field.offering()
        self.value: Any = None
        self.proposed: Any = None
        """An answer that is not given yet, and that a key gives."""
        self.read_only = False
        self.unused_key: KeyHandler = no_key
        self.setAccessibleName(field.name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def wide(self) -> bool:
        """Whether the widget needs the panel's whole width, below its label."""
        return False

    def set_value(self, value: Any) -> None:
        """Show an answer, or None."""
        self.value = value
        self._show_answer()

    def propose(self, value: Any) -> None:
        """Show an answer as one that could be given, or none."""
        if value != self.proposed:
            self.proposed = value
            self._show_answer()

    def _show_answer(self) -> None:
        said = self.spoken()
        if self.value is None and self.proposed is not None:
            said = f"proposed: {value_words(self.whole, self.proposed)}"
        self.setAccessibleDescription(said)
        self.refresh()

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a property's setter
        """Say whether the answer can be changed."""
        self.read_only = read_only

    def spoken(self) -> str:
        """Return the answer in words, for a screen reader."""
        return value_words(self.whole, self.value)

    def refresh(self) -> None:
        """Show `value`."""

    def commit_pending(self) -> None:
        """Answer with what is typed but not yet answered."""

    def forget(self) -> None:
        """Show no more of what is typed and is no answer."""

    def restore(self, _typed: str, /) -> None:
        """Show again what was typed and is no answer yet."""

    def take_key(self, _event: QKeyEvent, /) -> bool:
        """Use a key press, and tell whether it was of use here."""
        return False

    def answer(self, value: Any) -> None:
        """Ask for an answer, unless the annotation is somebody else's."""
        if not self.read_only:
            self.answered.emit(value)

    def uses(self, _event: QKeyEvent, /) -> bool:
        """Tell whether a key must come here even if a shortcut has it."""
        return False

    def event(self, event: QEvent) -> bool:
        """Claim the keys that answer before a shortcut takes them."""
        if isinstance(event, QKeyEvent) and self._overrides(event):
            event.accept()
            return True
        return super().event(event)

    def _overrides(self, event: QKeyEvent) -> bool:
        return event.type() == QEvent.Type.ShortcutOverride and self.uses(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Use a key here, or pass it on to who codes."""
        if self.take_key(event):
            return
        if not perform(self, key_word(event)) and not self.unused_key(event):
            event.ignore()
