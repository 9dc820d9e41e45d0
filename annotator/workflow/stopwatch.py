"""Measuring how long one works: the time between acts that follow one another soon."""

from collections import Counter

from annotator.domain.timing import IDLE, WorkedOn
from annotator.workflow.local_time import LocalTime

Place = tuple[str, str]
"""Whose work it is (a handle), and on which article."""


class Stopwatch:
    """Counts the time from act to act, for the place where one was in between.

    Between two acts that lie more than a minute apart nothing counts.
    """

    def __init__(self, time: LocalTime) -> None:
        self._time = time
        self._place: Place | None = None
        self._last: int | None = None
        self._counted: Counter[WorkedOn] = Counter()

    def act(self, place: Place | None) -> None:
        """Count what passed until now: something was done, and one is at this place, or at none."""
        self._count()
        self._place, self._last = place, self._time.millis()

    def move(self, place: Place | None) -> None:
        """Be at another place; that is no act, and whoever was idle stays so."""
        working = self._count()
        self._place, self._last = place, self._time.millis() if working else None

    def stop(self) -> None:
        """Count what passed until now, and nothing until the next act."""
        self._count()
        self._last = None

    def _count(self) -> bool:
        """Tell whether one was at work until now."""
        if self._last is None or not 0 <= (passed := self._time.millis() - self._last) <= IDLE:
            return False
        if self._place is not None and passed:
            coder, article = self._place
            self._counted[WorkedOn(coder, self._time.today(), article)] += passed
        return True

    @property
    def counted(self) -> int:
        """How many milliseconds were counted and not taken yet."""
        return self._counted.total()

    def take(self) -> dict[WorkedOn, int]:
        """Return what was counted since it was taken last, in milliseconds."""
        taken, self._counted = dict(self._counted), Counter()
        return taken

    def give_back(self, taken: dict[WorkedOn, int]) -> None:
        """Have it taken once more: it could not be kept."""
        self._counted.update(taken)
