"""What a worker hands over before it has ended."""

from collections.abc import Callable, Iterable, Iterator
from threading import Event
from time import monotonic
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from shiboken6 import isValid

from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.store.project import Project

T = TypeVar("T")
Tell = Callable[[Callable[[], object]], object]
"""Hands a call over that takes a piece, on the GUI thread."""
Look = Callable[[Project, Reporter, Tell], object]
"""What a worker does with a connection of its own."""
_PAINTING = 10
"""Milliseconds after a piece is taken within which a view lays its lines out and paints."""
_PATIENCE = 0.1
"""How long a worker waits until its piece is shown, in seconds: the window may be busy, or end."""


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
        self._shown = Event()
        self._came.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    def hand_over(self, piece: object) -> None:
        """Hand a piece over, and wait a moment until it is shown; on the worker's thread.

        Taking and painting it and going on would only take turns, and the window, which waits at
        each turn, would stand still for twice as long.
        """
        self._shown.clear()
        self._came.emit(piece)
        self._shown.wait(_PATIENCE)

    def _hear(self, piece: object) -> None:
        try:
            if isValid(self._owner):
                self._take(piece)
        finally:
            QTimer.singleShot(_PAINTING, self, self._shown.set)


class StreamedWork(LatestOnly):
    """Work of which each piece is taken as it comes; pieces of earlier work are dropped."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._stream = 0

    def stream(self, what: str, project: Project, look: Look, done: Callable[[], object]) -> None:
        """Begin; `done` is called after the last piece, unless other work has begun before."""
        number = self._stream = self._stream + 1
        pieces = Pieces(self, lambda take: take() if number == self._stream else None)

        def work(own: Project, reporter: Reporter) -> None:
            look(own, reporter, pieces.hand_over)

        self.start(what, on_sibling(project, work), lambda _: done())

    def stop(self) -> None:
        """Take nothing any more."""
        self._stream += 1
        self.cancel()
