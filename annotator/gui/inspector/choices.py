"""Fields that are answered by picking: choice, multi-choice, scale and flag."""

from collections.abc import Sequence
from functools import partial
from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.domain.codebook import Choice, Field, value_words
from annotator.domain.field_type_row import plain_words
from annotator.gui.commands.key_events import ENTER, digit
from annotator.gui.commands.table import perform
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.numbered import NumberedAnswers, Option
from annotator.gui.inspector.pills import Pills
from annotator.gui.look.theme import HAIR, HALF, theme_of
from annotator.workflow.codebook_text import RETIRED

_STEPS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Down: 1,
}
_LONG = 18
"""A name of more letters wants the panel's whole width."""
_FARTHEST = 1 << 16
_ENDS = {Qt.Key.Key_Home: -_FARTHEST, Qt.Key.Key_End: _FARTHEST}
_EDGE = 4
_INDENT = 20


class PickRow(FieldRow):
    """Answers that digits, arrows with Space, and clicks pick."""

    takes_one = True
    """Whether one answer is all that can be given."""

    def __init__(self, field: Field, pills: NumberedAnswers, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.pills = pills
        pills.stranger_words = self._stranger_words
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        self.column.setSpacing(HALF)
        self.add_pills(pills)

    def set_read_only(self, read_only: bool) -> None:  # noqa: FBT001 - a property's setter
        """Say whether the answer can be changed; what can't does not look like buttons."""
        super().set_read_only(read_only)
        for pills in self.findChildren(NumberedAnswers):
            pills.setEnabled(not read_only)

    def _stranger_words(self, value: object) -> str:
        """Say an answer that is given and offered no longer, or that the field does not know."""
        row, whole = self.whole.type.row, self.whole
        known = row.accepts(whole, [value] if row.several else value)
        return f"{value_words(whole, value)} {RETIRED}" if known else plain_words(value)

    def add_pills(self, pills: NumberedAnswers) -> None:
        """Take a group of answers below the others."""
        self.column.addWidget(pills)
        pills.picked.connect(partial(self._picked, pills))

    def set_value(self, value: Any) -> None:
        """Show an answer, or None."""
        super().set_value(value)
        self._show_proposed()

    def propose(self, value: Any) -> None:
        """Show an answer as one that could be given, or none."""
        super().propose(value)
        self._show_proposed()

    def _show_proposed(self) -> None:
        value: Any = self.proposed if self.value is None else None
        several = cast("list[Any]", value) if isinstance(value, list) else [value]
        self.pills.show_proposed(() if value is None else self.shown_as(several))

    def shown_as(self, values: list[Any]) -> list[Any]:
        """Return which of the answers on offer stand for some values."""
        return values

    @property
    def active(self) -> NumberedAnswers:
        """The group of answers that has the keys."""
        return self.pills

    def _picked(self, pills: NumberedAnswers, index: int, by_key: bool) -> None:  # noqa: FBT001 - a slot
        if not by_key:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        if not self.read_only:
            self.pick(pills, index, by_key=by_key)

    def pick(self, pills: NumberedAnswers, index: int, *, by_key: bool) -> None:
        """Answer with an option; a digit that does so sends the focus on."""

    def uses(self, event: QKeyEvent) -> bool:
        """Claim digits, arrows and Space."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        keys = (*_STEPS, *_ENDS, Qt.Key.Key_Space, *ENTER)
        return digit(event) is not None or (plain and event.key() in keys)

    def take_key(self, event: QKeyEvent) -> bool:
        """Pick, or move the mark."""
        number = digit(event)
        if number is not None:
            return perform(self, str(number))
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        return self._take_plain(event)

    def _take_plain(self, event: QKeyEvent) -> bool:
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self.step(step)
            return True
        if event.key() == Qt.Key.Key_Space:
            return self.take_space()
        if event.key() == Qt.Key.Key_Backspace and self.active.forget_waiting():
            return True
        if event.key() in _ENDS:
            self.active.move_mark(_ENDS[Qt.Key(event.key())])
            return True
        return event.key() in ENTER and self._take_marked()

    def take_space(self) -> bool:
        """Pick what is marked; where nothing is, Space is the text's, which chooses a code."""
        if self.active.marked < 0:
            return False
        if not self.read_only:
            self.pick(self.active, self.active.marked, by_key=False)
        return True

    def _take_marked(self) -> bool:
        """Pick what is marked and go on, where only one answer can be given."""
        place = self.active.marked
        given = place < 0 or self.active.options[place].value in self.active.chosen
        if given or self.read_only or not self.takes_one:
            return False
        self.pick(self.active, place, by_key=True)
        return True

    def step(self, step: int) -> None:
        """Move among the answers."""
        self.active.move_mark(step)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the focus."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the marks away."""
        super().focusOutEvent(event)
        self.active.unmark()
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a line around the field that has the focus."""
        if self.hasFocus():
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme_of(self.palette()).focus), 2.0))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 6.0, 6.0)
            painter.end()


def options_of(choices: Sequence[Choice]) -> list[Option]:
    """Return choices as answers to pick."""
    return [Option(choice.id, choice.name, choice.help) for choice in choices]


class ChoiceRow(PickRow):
    """One answer of several; a heading that is picked opens its own answers below."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, Pills(), parent)
        self.pills.set_options(options_of(self.field.choices))
        self._below = Pills()
        self._below.hide()
        self._below.setContentsMargins(_INDENT, HAIR, 0, HALF)
        self.add_pills(self._below)
        self._deep = False

    @property
    def wide(self) -> bool:
        """Long names take the whole width."""
        return any(len(choice.name) > _LONG for choice in self.field.choices)

    @property
    def active(self) -> NumberedAnswers:
        """The second level once a heading was picked."""
        return self._below if self._deep and self._below.options else self.pills

    def refresh(self) -> None:
        """Check what is chosen, and open the second level of its heading."""
        head = self._head()
        self.pills.show_chosen(() if self.value is None else (head.id if head else self.value,))
        below = head.choices if head else ()
        self._below.set_options(options_of(below))
        self._below.show_chosen((self.value,) if head and self.value != head.id else ())
        self._below.setVisible(bool(below))
        self._deep = self._deep and bool(below)

    def shown_as(self, values: list[Any]) -> list[Any]:
        """Return the headings of what is below one."""
        heads = {one.id: choice.id for choice in self.field.choices for one in choice.choices}
        return [heads.get(value, value) for value in values]

    def _head(self) -> Choice | None:
        """Return the top-level answer that is chosen or whose second level holds the chosen one."""
        for choice in self.field.choices:
            if self.value in (choice.id, *(one.id for one in choice.choices)):
                return choice
        return None

    def pick(self, pills: NumberedAnswers, index: int, *, by_key: bool) -> None:
        """Choose, or clear what is chosen already."""
        value = pills.options[index].value
        head = self._head()
        if value == self.value:
            self._deep = False
            self.answer(head.id if pills is self._below and head else None)
            return
        opens = pills is self.pills and bool(self.field.choices[index].choices)
        self._deep = opens
        self.answer(value)
        if by_key and not opens:
            self.advance.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Go between the levels by Down and Backspace."""
        if self._deep and not self.active.digits.waiting and event.key() == Qt.Key.Key_Backspace:
            self._below.unmark()
            self._deep = False
            return True
        if not self._deep and event.key() == Qt.Key.Key_Down and self._below.options:
            self.pills.unmark()
            self._deep = True
            self._below.move_mark(1)
            return True
        return super().take_key(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Start at the first level next time."""
        super().focusOutEvent(event)
        self._deep = False


class MultiChoiceRow(PickRow):
    """Any number of answers."""

    takes_one = False

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, Pills(), parent)
        every = [one for choice in self.field.choices for one in (choice, *choice.choices)]
        self.pills.set_options(options_of(every))

    @property
    def wide(self) -> bool:
        """Long names take the whole width."""
        return any(len(option.name) > _LONG for option in self.pills.options)

    def _chosen(self) -> list[Any]:
        value: Any = self.value
        return cast("list[Any]", value) if isinstance(value, list) else []

    def refresh(self) -> None:
        """Check what is chosen."""
        self.pills.show_chosen(self._chosen())

    def pick(self, pills: NumberedAnswers, index: int, *, by_key: bool) -> None:  # noqa: ARG002 - either way
        """Add an answer or take it away; the focus stays for the next."""
        toggled = pills.options[index].value
        chosen = set(self._chosen()) ^ {toggled}
        ordered = [one for one in self.whole.choice_ids() if one in chosen]
        self.answer(ordered or None)


class FlagRow(PickRow):
    """Yes or no, or not answered yet."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, Pills(), parent)
        self.pills.set_options(
            Option(answer, value_words(field, answer).capitalize(), keys, number=keys[0])
            for answer, keys in ((True, "1 or Y"), (False, "0 or N"))
        )

    def refresh(self) -> None:
        """Check the answer."""
        self.pills.show_chosen(() if self.value is None else (self.value,))

    def pick(self, pills: NumberedAnswers, index: int, *, by_key: bool) -> None:
        """Answer, or take the same answer back."""
        answer = pills.options[index].value
        if answer == self.value:
            self.answer(None)
            return
        self.answer(answer)
        if by_key:
            self.advance.emit()

    def uses(self, event: QKeyEvent) -> bool:
        """Claim Y and N, too."""
        plain = not event.modifiers()
        return (plain and event.key() in (Qt.Key.Key_Y, Qt.Key.Key_N)) or super().uses(event)

    def take_key(self, event: QKeyEvent) -> bool:
        """Answer by 1, 0, Y or N."""
        number = digit(event)
        if number is None and not event.modifiers():
            number = {Qt.Key.Key_Y: 1, Qt.Key.Key_N: 0}.get(Qt.Key(event.key()))
        if number is not None:
            if number in (0, 1) and not self.read_only:
                self.pick(self.pills, 1 - number, by_key=True)
            return True
        return super().take_key(event)
