"""Answers with numbers: which digit picks which, and where the keyboard's mark stands."""

from collections.abc import Callable, Iterable

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from annotator.domain.field_type_row import plain_words

_AT_ONCE = 10
"""As many answers have one digit each."""
_ROUND = 9
"""As many answers a digit tells apart after each further zero."""
_MOST_ZEROS = 2
"""What would need more is found by its name sooner."""


class Option(msgspec.Struct, frozen=True):
    """An answer that can be picked."""

    value: str | int | bool
    name: str
    help: str = ""
    number: str | None = None
    """What stands for its number instead of its place in the row."""


class Digits:
    """Turns digits into the index of an answer; how fast they are typed never matters.

    With up to ten answers 1 to 9 and then 0 choose at once. With more, 1 to 9 choose the first
    nine at once, a zero before them the next nine, two zeros those after them: 01 is the tenth.
    Those after the 27th have no number.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._zeros = 0

    def label(self, index: int) -> str:
        """Return what to show as the number of an answer, or nothing."""
        if self.count <= _AT_ONCE:
            return str((index + 1) % _AT_ONCE)
        zeros, place = divmod(index, _ROUND)
        return "0" * zeros + str(place + 1) if zeros <= _MOST_ZEROS else ""

    @property
    def waiting(self) -> bool:
        """Whether a zero waits for what it stands before."""
        return self._zeros > 0

    def press(self, digit: int) -> int | None:
        """Return the index that a digit chooses, or None when there is none, or not yet."""
        if self.count <= _AT_ONCE:
            return self._within((digit - 1) % _AT_ONCE)
        if digit == 0:
            further = self._zeros < _MOST_ZEROS and (self._zeros + 1) * _ROUND < self.count
            self._zeros = self._zeros + 1 if further else 0
            return None
        first = self._zeros * _ROUND
        self._zeros = 0
        return self._within(first + digit - 1)

    def forget(self) -> bool:
        """Give up a zero that waits; tell whether one waited."""
        waited, self._zeros = self.waiting, 0
        return waited

    def candidates(self) -> range:
        """Return the indexes that can be chosen after the zeros that wait, if any do."""
        first = self._zeros * _ROUND
        return range(first, min(first + _ROUND, self.count)) if self._zeros else range(0)

    def _within(self, index: int) -> int | None:
        return index if 0 <= index < self.count else None


class NumberedAnswers(QWidget):
    """Answers that digits, a mark moved by arrows, and clicks pick; how they look is another's."""

    picked = Signal(int, bool)
    """An answer's index, and whether a digit picked it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.options: list[Option] = []
        self.digits = Digits(0)
        self.chosen: set[object] = set()
        self.proposed: set[object] = set()
        self.stranger_words: Callable[[object], str] = plain_words
        """Says an answer that is given and offered no longer."""
        self._marked = -1

    def set_options(self, options: Iterable[Option]) -> None:
        """Offer other answers."""
        found = list(options)
        if found != self.options:
            self.options = found
            self.digits = Digits(len(found))
            self._marked = -1
            self.show_options()

    def show_proposed(self, proposed: Iterable[object]) -> None:
        """Show which answers could be given and are not."""
        self.proposed = set(proposed)

    def show_chosen(self, chosen: Iterable[object]) -> None:
        """Show which answers are given; one that is offered no longer is shown, too."""
        self.chosen = set(chosen)

    def number_of(self, index: int) -> str:
        """Return what stands as the number of an answer."""
        number = self.options[index].number
        return self.digits.label(index) if number is None else number

    def strangers(self) -> list[object]:
        """Return the answers that are given and offered no longer."""
        known = {(type(option.value), option.value) for option in self.options}
        return [one for one in self.chosen if (type(one), one) not in known]

    def index_of(self, value: object) -> int:
        """Return the place of an answer, or -1."""
        return next((n for n, option in enumerate(self.options) if option.value == value), -1)

    # How it looks

    def show_options(self) -> None:
        """Show the answers that are offered now."""

    def show_mark(self) -> None:
        """Show where the mark stands, and what a digit could choose after a zero."""

    # Keys

    def press(self, digit: int) -> None:
        """Pick by a digit, or wait for the one after a zero."""
        found = self.digits.press(digit)
        self.show_mark()
        if found is not None:
            self._pick(found)

    def forget_waiting(self) -> bool:
        """Give up a zero that waits for a digit; tell whether one waited."""
        waited = self.digits.forget()
        self.show_mark()
        return waited

    def _pick(self, index: int) -> None:
        self.picked.emit(index, True)  # noqa: FBT003 - a signal

    def move_mark(self, step: int) -> None:
        """Move the keyboard's mark among the answers."""
        if self._marked < 0:
            chosen = [n for n, option in enumerate(self.options) if option.value in self.chosen]
            self._marked = chosen[0] if chosen else (-1 if step > 0 else len(self.options))
        self._marked = max(0, min(len(self.options) - 1, self._marked + step))
        self.show_mark()

    @property
    def marked(self) -> int:
        """Where the keyboard's mark stands, or -1."""
        return self._marked

    def unmark(self) -> None:
        """Take the keyboard's mark away, and forget a zero that waits."""
        self.digits.forget()
        self._marked = -1
        self.show_mark()

    def is_marked(self, index: int) -> bool:
        """Tell whether the mark is on an answer, or a digit could choose it after a zero."""
        return index == self._marked or index in self.digits.candidates()
