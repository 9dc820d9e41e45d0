"""Edits that wait for another program, or a copy: none is dropped, none is overtaken."""

from collections import deque
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.errors import BusyError, CopyFirstError
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
        self.for_copy = False
        """Whether the first of them waits for a copy that is being made before it."""
        self._timer = QTimer(self, interval=_AGAIN)
        self._timer.timeout.connect(self.try_again)

    @property
    def some(self) -> bool:
        """Whether any edit waits."""
        return bool(self._acts)

    def said(self) -> str:
        """Say what waits and for what; nothing as long as it is not worth a word."""
        if not self._acts or (self._tries < _SAID_AFTER and not self.for_copy):
            return ""
        edits = counted(len(self._acts), "edit")
        verb = noun(len(self._acts), "waits", "wait")
        if self.for_copy:
            return f"{edits} {verb} for a backup that is made first"
        return f"{edits} {verb} to be saved: another program holds the file"

    def add(
        self, act: Callable[[], object], why: BusyError | None = None, *, first: bool = False
    ) -> None:
        """Let an edit wait, after all others unless it is to be the `first`.

        The act raises `BusyError` as long as it can't be done; `why` is the one that it raised.
        """
        self._acts.insert(0 if first else len(self._acts), act)
        if why is not None:
            self._wait_for(why)
        elif not self.for_copy:
            self._timer.start()
        self.changed.emit()

    def _wait_for(self, why: BusyError) -> None:
        """Try again soon; whoever makes a copy says when it is there, so nothing is tried then."""
        self.for_copy = isinstance(why, CopyFirstError)
        if self.for_copy:
            self._timer.stop()
        else:
            self._timer.start()

    def drop_last(self) -> None:
        """Give up what was to be done last."""
        self._acts.pop()
        self._rest_if_done()

    def try_again(self) -> bool:
        """Do what can be done now; tell whether nothing waits any more."""
        while self._acts:
            try:
                self._acts[0]()
            except BusyError as error:
                before = self.said()
                self._tries += 1
                self._wait_for(error)
                if self.said() != before:
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
        self.for_copy = False
        if not self._acts:
            self._tries = 0
            self._timer.stop()
        self.changed.emit()
