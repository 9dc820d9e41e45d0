"""Work that nobody waits for: bit by bit, between what the user does."""

from collections.abc import Callable, Iterator
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from annotator.domain.errors import DAMAGE_REMEDY
from annotator.workflow.open_article import OpenArticle

_AT_ONCE = 0.004
"""Seconds after which the events have their turn again."""
_AFTER = 20
"""Milliseconds: a timer of none would be up before what is waited for is painted."""


class Meanwhile(QObject):
    """Goes on with one thing until it is done or another one is begun."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Iterator[object] = iter(())
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    def begin(self, steps: Iterator[object]) -> None:
        """Take these steps, each of which is short; what was begun before is left."""
        self._steps = steps
        self._timer.start(_AFTER)

    def _go_on(self) -> None:
        steps, until = self._steps, monotonic() + _AT_ONCE
        for _ in steps:
            if monotonic() >= until:
                if steps is self._steps:
                    self._timer.start(0)
                return


def verifying(article: OpenArticle | None, tell: Callable[[str], object]) -> Iterator[None]:
    """Look bit by bit whether all stands where an article has it, and tell what doesn't."""
    damage = (yield from article.damage()) if article is not None else ""
    if damage:
        tell(f"{damage} {DAMAGE_REMEDY}")
