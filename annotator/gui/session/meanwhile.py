"""Work that nobody waits for: bit by bit, between what the user does."""

from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from annotator.domain.errors import DAMAGE_REMEDY, BusyError, DamageError
from annotator.workflow.open_article import OpenArticle

_AT_ONCE = 0.004
"""Seconds after which the events have their turn again."""
_AFTER = 20
"""Milliseconds: a timer of none would be up before what is waited for is painted."""


class Meanwhile(QObject):
    """Goes on with one thing until it is done, another one is begun, or all `is_over`."""

    def __init__(self, parent: QObject, is_over: Callable[[], bool] = bool) -> None:
        super().__init__(parent)
        self._is_over = is_over
        self._steps: Iterator[object] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def begin(self, steps: Iterator[object]) -> None:
        """Take these steps, each of which is short; what was begun before is left."""
        self._steps = steps
        self._timer.start(_AFTER)

    def _go_on(self) -> None:
        if self._is_over():
            return
        steps, until = self._steps, monotonic() + _AT_ONCE
        for _ in steps:
            if monotonic() >= until:
                if steps is self._steps:
                    self._timer.start(0)
                return


def verifying(
    article: OpenArticle | None, tell: Callable[[str], object], close: Callable[[], object]
) -> Iterator[None]:
    """Read and verify bit by bit what is on an article, and tell what does not stand where it has.

    One with a record that is not what was written is closed; where another program's lock is in
    the way, the rest is read when it is looked at.
    """
    if article is None:
        return
    try:
        damage = yield from article.damage()
    except BusyError:
        return
    except DamageError as error:
        close()
        tell(str(error))
        return
    if damage:
        tell(f"{damage} {DAMAGE_REMEDY}")
