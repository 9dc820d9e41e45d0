"""Digits that choose among answers: one digit up to ten answers, two where there are more."""


class Digits:
    """Turns digits into the index of an answer.

    With up to ten answers 1 to 9 and then 0 choose at once. With more, a digit that could
    begin a two-digit number waits for the next one, or for `settle`.
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

    def settle(self) -> int | None:
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
