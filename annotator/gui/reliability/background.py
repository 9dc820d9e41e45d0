"""Work of which only the latest matters: beginning anew cancels what is still under way."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from annotator.domain.errors import UserError
from annotator.gui.session.jobs import Job, Reporter, run_quietly

T = TypeVar("T")


class Latest(QObject):
    """Runs one piece of work after the other on another thread; answers of old ones are dropped."""

    changed = Signal()
    """Work has begun or ended."""
    refused = Signal(str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._job: Job | None = None
        self._number = 0
        self.what = ""

    @property
    def reporter(self) -> Reporter | None:
        """How far the work is, if there is any."""
        return self._job.reporter if self._job is not None else None

    def start(self, what: str, work: Callable[[Reporter], T], done: Callable[[T], None]) -> None:
        """Begin; `done` is called on the GUI thread unless other work has begun before."""
        self.cancel()
        self.what = what
        number = self._number

        def answer(result: T) -> None:
            if number == self._number:
                self._end()
                done(result)

        def refuse(error: UserError) -> None:
            if number == self._number:
                self._end()
                self.refused.emit(str(error))

        self._job = run_quietly(self, work, answer, refuse)
        self.changed.emit()

    def cancel(self) -> None:
        """Give up what is under way."""
        self._number += 1
        if self._job is not None:
            self._job.reporter.cancel()
            self._end()

    def _end(self) -> None:
        self._job = None
        self.changed.emit()
