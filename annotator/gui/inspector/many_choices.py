"""Fields with many answers: one line each, with a list of them while it has the focus."""

from typing import Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from annotator.domain.codebook import Choice, Field
from annotator.gui.inspector.choices import ChoiceRow, MultiChoiceRow, PickRow, options_of
from annotator.gui.inspector.compact import OVER, CompactAnswers
from annotator.gui.inspector.field_row import FieldRow
from annotator.gui.inspector.numbered import NumberedAnswers, Option

MOST_BUTTONS = 5
"""So many answers are buttons; of more there is one line."""


def choice_row(field: Field) -> FieldRow:
    """Return a widget for a choice: buttons for few, one line for many."""
    return (ManyChoicesRow if len(field.offering().choices) > MOST_BUTTONS else ChoiceRow)(field)


def multi_choice_row(field: Field) -> FieldRow:
    """Return a widget for any number of answers: buttons for few, one line for many."""
    many = len(list(field.offering().choice_ids())) > MOST_BUTTONS
    return (ManyTicksRow if many else MultiChoiceRow)(field)


class _CompactRow(PickRow):
    """One line that shows what is chosen; `Space` or a click finds an answer by its name."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.answers = CompactAnswers(_every(field.offering()))
        super().__init__(field, self.answers, parent)
        self.answers.found.connect(self._found)
        self.answers.back_wanted.connect(self.go_up)
        self.answers.clicked.connect(self._clicked)
        self.answers.left.connect(self._typed_enough)

    def go_up(self) -> None:
        """Leave the answers below a heading."""

    def take_value(self, value: Any, /) -> None:
        """Answer with what was found by its name."""

    def _found(self, value: object) -> None:
        self._to_row()
        if not self.read_only:
            self.take_value(value)

    def _clicked(self) -> None:
        if self.read_only:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        elif self.answers.list.is_open and self.hasFocus():
            self.answers.close_list()
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.answers.begin_typing()

    def _to_row(self) -> None:
        """Put the focus from the line to type in back on the field."""
        if self.answers.is_typing:
            self.setFocus(Qt.FocusReason.PopupFocusReason)
            self.answers.line.hide()
            self.answers.face.show()
            self.answers.show_options()

    def _typed_enough(self, go_on: bool) -> None:  # noqa: FBT001 - a slot
        self._to_row()
        if go_on:
            self.advance.emit()

    def take_space(self) -> bool:
        """Pick what is marked or, where nothing is, find an answer by letters."""
        if not super().take_space() and not self.read_only:
            self.answers.begin_typing()
        return True

    def pick_shown(self, *, by_key: bool) -> None:
        """Close the list once the answer is given, and go on if a key gave it."""
        self._to_row()
        self.answers.close_list()
        if by_key:
            self.advance.emit()

    def take_key(self, event: QKeyEvent) -> bool:
        """Show the list before a key acts on it."""
        if self.uses(event) and not self.read_only:
            self.answers.open_list()
        return super().take_key(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the list."""
        super().focusInEvent(event)
        if not self.read_only and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.answers.open_list()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the list, unless its line to type in has the focus now."""
        super().focusOutEvent(event)
        if not self.answers.is_typing and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self.answers.close_list()

    def hideEvent(self, event: QHideEvent) -> None:
        """Hide the list with the field."""
        super().hideEvent(event)
        self.answers.close_list()


class ManyChoicesRow(_CompactRow):
    """One answer of many; a heading that is picked offers its own answers next."""

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self._deep = False
        super().__init__(field, parent)

    def refresh(self) -> None:
        """Show what is chosen, and offer what can be."""
        head = self._head()
        below = head.choices if head else ()
        self._deep = self._deep and bool(below)
        if self._deep and head is not None:
            self.answers.offer(head.name, options_of(below))
            self.answers.show_chosen(() if self.value == head.id else (self.value,))
        else:
            self.answers.offer("", options_of(self.field.choices))
            given = () if self.value is None else (head.id if head else self.value,)
            self.answers.show_chosen(given)
        self._say(head)

    def _say(self, head: Choice | None) -> None:
        if head is None:
            proposed = self._words(str(self.proposed)) if self.proposed is not None else ""
            self.answers.say("", "", proposed)
            return
        self.answers.say(self._number(head), self._words(str(self.value)))

    def _words(self, value: str) -> str:
        return next((one.name for one in _every(self.field) if one.value == value), value)

    def _number(self, head: Choice) -> str:
        place, count = self.field.choices.index(head), len(self.field.choices)
        return str((place + 1) % 10 if count <= 10 else place + 1)

    def _head(self) -> Choice | None:
        """Return the answer of the first level that is chosen, or that holds the chosen one."""
        for choice in self.field.choices:
            if self.value in (choice.id, *(one.id for one in choice.choices)):
                return choice
        return None

    def pick(self, pills: NumberedAnswers, index: int, *, by_key: bool) -> None:
        """Choose, or clear what is chosen already."""
        value, head = pills.options[index].value, self._head()
        if value == self.value:
            taken_back = head.id if self._deep and head else None
            self._deep = False
            self.answer(taken_back)
            return
        opens = not self._deep and bool(self.field.choices[index].choices)
        self._deep = opens
        self.answer(value)
        if opens:
            self._to_row()
            self.refresh()
            self.answers.open_list()
        else:
            self.pick_shown(by_key=by_key)

    def take_value(self, value: Any, /) -> None:
        """Answer with what was found by its name, and go on."""
        self._deep = False
        if value != self.value:
            self.answer(value)
        self.pick_shown(by_key=True)

    def go_up(self) -> None:
        """Offer the first level again."""
        self._deep = False
        self.refresh()

    def take_key(self, event: QKeyEvent) -> bool:
        """Leave the answers below a heading by Backspace."""
        if self._deep and not self.answers.digits.waiting and event.key() == Qt.Key.Key_Backspace:
            self.go_up()
            return True
        return super().take_key(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Start at the first level next time."""
        super().focusOutEvent(event)
        if self._deep and not self.answers.is_typing:
            self.go_up()


class ManyTicksRow(_CompactRow):
    """Any number of many answers."""

    takes_one = False

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        every = [one for choice in self.field.choices for one in (choice, *choice.choices)]
        self.answers.set_options(options_of(every))

    def _chosen(self) -> list[Any]:
        return self._listed(self.value)

    @staticmethod
    def _listed(value: Any) -> list[Any]:
        return cast("list[Any]", value) if isinstance(value, list) else []

    def refresh(self) -> None:
        """Show what is chosen."""
        chosen = self._chosen()
        self.answers.show_chosen(chosen)
        self.answers.say("", self._names(chosen), self._names(self._listed(self.proposed)))

    def _names(self, values: list[Any]) -> str:
        offered = set(self.field.choice_ids())
        return ", ".join(
            self.whole.choice_name(str(one)) if one in offered else self._stranger_words(one)
            for one in values
        )

    def pick(self, pills: NumberedAnswers, index: int, *, by_key: bool) -> None:  # noqa: ARG002 - either way
        """Add an answer or take it away; the list stays for the next."""
        self._toggle(pills.options[index].value)

    def take_value(self, value: Any, /) -> None:
        """Add what was found by its name, or take it away."""
        self._toggle(value)

    def _toggle(self, toggled: object) -> None:
        chosen = set(self._chosen()) ^ {toggled}
        ordered = [one for one in self.whole.choice_ids() if one in chosen]
        self.answer(ordered or None)


def _every(field: Field) -> list[Option]:
    """Return all answers, those below a heading with its name before theirs."""
    found: list[Option] = []
    for choice in field.choices:
        found.append(Option(choice.id, choice.name, choice.help))
        found += [Option(one.id, f"{choice.name}{OVER}{one.name}") for one in choice.choices]
    return found
