"""Acting in a modal dialog, whose loop runs until somebody closes it."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from waiting import LIMIT

D = TypeVar("D", bound=QDialog)
R = TypeVar("R")

_PAUSE = 10  # milliseconds


def in_dialog(
    kind: type[D],
    act: Callable[[D], object],
    opened_by: Callable[[], R],
    *,
    ready: Callable[[D], object] = lambda _: True,
    limit: float = 3 * LIMIT,
) -> R:
    """Do something that opens a modal dialog, act in it once it is ready, and return the result.

    What goes wrong in `act` is raised from here. So is a dialog that doesn't come, isn't ready or
    doesn't close within the limit (in seconds; waits in `act` come first): a dialog that nobody
    closes would hang the suite.
    """
    watcher = _Watcher(kind, act, ready, limit)
    try:
        result = opened_by()
        watcher.finish()
    finally:
        watcher.stop()
    return result


class _Watcher(Generic[D]):
    """Looks for the dialog from inside its loop."""

    def __init__(
        self,
        kind: type[D],
        act: Callable[[D], object],
        ready: Callable[[D], object],
        limit: float,
    ) -> None:
        self._kind, self._act, self._ready = kind, act, ready
        self._acted = False
        self._error: BaseException | None = None
        self._look_timer = QTimer(interval=_PAUSE)
        self._look_timer.timeout.connect(self._look)
        self._look_timer.start()
        # One of its own: a timer stands still while what it called runs a loop.
        self._limit_timer = QTimer(interval=round(limit * 1000), singleShot=True)
        self._limit_timer.timeout.connect(self._give_up)
        self._limit_timer.start()
        # A dialog that fails while it is shown isn't there to be closed yet.
        self._close_timer = QTimer(interval=_PAUSE)
        self._close_timer.timeout.connect(close_dialogs)

    def _look(self) -> None:
        """Act when it is time; whatever is raised waits for `finish`, as Qt can't pass it on."""
        try:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, self._kind) or not self._ready(dialog):
                return
            self._look_timer.stop()
            self._act(dialog)
            self._acted = True
        except BaseException as error:  # noqa: BLE001 - whatever it is, `finish` raises it
            self._fail(error)

    def _give_up(self) -> None:
        began = not self._look_timer.isActive()
        words = "does not close" if began else "did not come, or was not ready"
        self._fail(TimeoutError(f"{self._kind.__name__} {words}"))

    def _fail(self, error: BaseException) -> None:
        """Close what is open, and what is being opened, until nobody waits any more."""
        if self._error is None:
            self._error = error
            self._look_timer.stop()
            self._limit_timer.stop()
            self._close_timer.start()
        close_dialogs()

    def finish(self) -> None:
        """Wait until the act is over; raise what went wrong in it."""
        while not self._acted and self._error is None:
            QTest.qWait(_PAUSE)
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        self._look_timer.stop()
        self._limit_timer.stop()
        self._close_timer.stop()


def close_dialogs() -> None:
    """Reject every modal dialog that is open, also those that would rather stay."""
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, QDialog) and widget.isModal() and widget.isVisible():
            QDialog.done(widget, QDialog.DialogCode.Rejected)
