"""What was read of single articles when it was looked at; the oldest makes room for other."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

V = TypeVar("V")

_MOST = 5000
"""How much is kept at hand, as it is weighed."""


class AtHand(Generic[V]):
    """Reads what is asked for and not at hand, of several articles (ids) at once."""

    def __init__(self, read: Callable[[set[str]], dict[str, V]], weigh: Callable[[V], int]) -> None:
        self._read = read
        self._weigh = weigh
        self._at_hand: dict[str, V] = {}

    def forget(self, articles: Iterable[str] | None = None) -> None:
        """Read these articles again when they are looked at next, or all."""
        if articles is None:
            self._at_hand.clear()
            return
        for article in articles:
            self._at_hand.pop(article, None)

    def has(self, article: str) -> bool:
        """Tell whether an article is at hand."""
        return article in self._at_hand

    def on(self, article: str) -> V | None:
        """Return what there is on an article."""
        self.prepare((article,))
        return self._at_hand.get(article)

    def prepare(self, articles: Iterable[str]) -> None:
        """Have these articles at hand."""
        wanted = {one for one in articles if one not in self._at_hand}
        if wanted:
            self._make_room()
            self._at_hand |= self._read(wanted)

    def _make_room(self) -> None:
        weight = sum(self._weigh(one) + 1 for one in self._at_hand.values())
        for article in list(self._at_hand):
            if weight <= _MOST:
                break
            weight -= self._weigh(self._at_hand.pop(article)) + 1
