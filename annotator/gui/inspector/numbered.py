"""Answers with numbers: which digit picks which, and where the keyboard's mark stands."""

from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

_PAUSE = 700
"""How long a first digit waits for a second one, in milliseconds."""


class Option(msgspec.Struct, frozen=True):
    """An answer that can be picked."""

    value: str | int | bool
    name: str
    help: str = ""
    number: str | None = None
    """What stands for its number instead of its place in the row."""


class Digits:
    """Turns digits into the index of an answer.

    With up to ten answers 1 to 9 and then 0 choose at once. With more, a digit that could
    begin a two-digit number waits for the next one, or for `take_waiting`.
    """

    def __init__(self, count: int) -> None:
        self.count = count
        self._begun = 0

    def label(self, index: int) -> str:
        """Return what to show as the number of an answer."""
        return str((index + 1) % 10 if self.count <= 10 else index + 1)

    @property
    def waiting(self) -> bool:
        """Whether a first digit waits for a second one."""
        return self._begun > 0

    def press(self, digit: int) -> int | None:
        """Return the index that a digit chooses, or None when there is none, or not yet."""
        if self.count <= 10:
            return self._within((digit - 1) % 10)
        number = self._begun * 10 + digit
        if self._begun:
            self._begun = 0
            return self._within(number - 1)
        if number and number * 10 <= self.count:
            self._begun = number
            return None
        return self._within(number - 1)

    def take_waiting(self) -> int | None:
        """Take the digit that waits for what it says."""
        number, self._begun = self._begun, 0
        return self._within(number - 1)

    def candidates(self) -> range:
        """Return the indexes that a second digit could choose, the first digit's own aside."""
        if not self._begun:
            return range(0)
        return range(self._begun * 10 - 1, min(self._begun * 10 + 9, self.count))

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
        self._marked = -1
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE)
        self._pause.timeout.connect(self.take_waiting)

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
        """Show where the mark stands, and what a second digit could choose."""

    # Keys

    def press(self, digit: int) -> None:
        """Pick by a digit, or wait for the second one."""
        found = self.digits.press(digit)
        if self.digits.waiting:
            self._pause.start()
        self.show_mark()
        if found is not None:
            self._pick(found)

    def take_waiting(self) -> bool:
        """Pick what a waiting digit says; tell whether one waited."""
        if not self.digits.waiting:
            return False
        found = self.digits.take_waiting()
        self.show_mark()
        if found is not None:
            self._pick(found)
        return True

    def forget_waiting(self) -> bool:
        """Give up a digit that waits for a second one; tell whether one waited."""
        waited = self.digits.waiting
        self._pause.stop()
        self.digits.take_waiting()
        self.show_mark()
        return waited

    def _pick(self, index: int) -> None:
        self._pause.stop()
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
        """Take the keyboard's mark away, and forget a waiting digit's second one."""
        self.take_waiting()
        self._marked = -1
        self.show_mark()

    def is_marked(self, index: int) -> bool:
        """Tell whether the mark is on an answer, or a second digit could choose it."""
        return index == self._marked or index in self.digits.candidates()
