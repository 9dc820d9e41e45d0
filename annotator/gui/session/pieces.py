"""What a worker hands over before it has ended."""

from collections.abc import Callable, Iterable, Iterator
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

T = TypeVar("T")


def at_intervals(pieces: Iterable[list[T]], seconds: float) -> Iterator[list[T]]:
    """Yield the first list at once, and later ones joined, so that it is not too often."""
    waiting: list[T] = []
    due = monotonic()
    for piece in pieces:
        waiting += piece
        if waiting and monotonic() >= due:
            yield waiting
            waiting, due = [], monotonic() + seconds
    if waiting:
        yield waiting


class Pieces(QObject):
    """Takes pieces of a result on the GUI thread, in their order, unless the owner is gone.

    A worker may hold on to it for as long as it runs.
    """

    _came = Signal(object)

    def __init__(self, owner: QObject, take: Callable[[Any], object]) -> None:
        super().__init__()
        self._owner = owner
        self._take = take
        self._came.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def hand_over(self, piece: object) -> None:
        """Hand a piece over; to be called on the worker's thread."""
        self._came.emit(piece)

    def _hear(self, piece: object) -> None:
        if isValid(self._owner):
            self._take(piece)
