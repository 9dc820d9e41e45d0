"""Edits that wait because another program holds the file: none is dropped, none is overtaken."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import BusyError
from annotator.domain.wording import counted, noun

_AGAIN = 250  # milliseconds between two tries
_SAID_AFTER = 4
"""After how many tries it is said: most locks are gone before."""


class WaitingEdits(QObject):
    """Tries the first of the edits again and again, and the others after it, in their order."""

    changed = Signal()
    """It has become worth saying, or not any more, that edits wait."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._acts: deque[Callable[[], object]] = deque()
        self._tries = 0
        self._timer = QTimer(self, interval=_AGAIN)
        self._timer.timeout.connect(self.try_again)

    @property
    def some(self) -> bool:
        """Whether any edit waits."""
        return bool(self._acts)

    def said(self) -> str:
        """Say what waits and for what; nothing as long as it is not worth a word."""
        if self._tries < _SAID_AFTER or not self._acts:
            return ""
        edits = counted(len(self._acts), "edit")
        verb = noun(len(self._acts), "waits", "wait")
        return f"{edits} {verb} to be saved: another program holds the file"

    def add(self, act: Callable[[], object], *, first: bool = False) -> None:
        """Let an edit wait, after all others unless it is to be the `first`.

        The act raises `BusyError` as long as it can't be done.
        """
        self._acts.insert(0 if first else len(self._acts), act)
        self._timer.start()
        self.changed.emit()

    def drop_last(self) -> None:
        """Give up what was to be done last."""
        self._acts.pop()
        self._rest_if_done()

    def try_again(self) -> bool:
        """Do what can be done now; tell whether nothing waits any more."""
        while self._acts:
            try:
                self._acts[0]()
            except BusyError:
                self._tries += 1
                if self._tries == _SAID_AFTER:
                    self.changed.emit()
                return False
            except BaseException:
                self._acts.popleft()
                self._rest_if_done()
                raise
            self._acts.popleft()
            self._rest_if_done()
        return True

    def _rest_if_done(self) -> None:
        if not self._acts:
            self._tries = 0
            self._timer.stop()
        self.changed.emit()
