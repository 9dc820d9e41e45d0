"""One window in which rounds are played."""

import logging

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

from annotator.gui import app
from annotator.gui.project import damage_watch
from annotator.gui.project.damage_watch import DamageWatch
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER
from annotator.gui.window import crash
from rounds.outcome import BadRoundError, Verdict


class CrashedError(BadRoundError):
    """The window showed that something in the program went wrong."""

    verdict = Verdict.CRASHED


class Bench:
    """One window for all rounds, whose dialogs are put away as soon as they are shown."""

    def __init__(self) -> None:
        self.app = app.application()
        self.bugs: list[str] = []
        """What would be shown in the dialog for bugs."""
        self.shown: list[str] = []
        """What was said in dialogs."""
        handler = crash.install(self.app)
        handler._crashed.disconnect()
        handler._crashed.connect(self.bugs.append)
        logging.getLogger().setLevel(logging.CRITICAL)
        window = app.start(None)
        if window is None:
            raise RuntimeError("there is no window")
        self.window = window
        damage_watch._REST = 0  # nobody works in the window while it looks for damage
        self._timer = QTimer()
        self._timer.timeout.connect(self._put_away)
        self._timer.start(10)

    def _put_away(self) -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            words = dialog.informativeText() if isinstance(dialog, QMessageBox) else ""
            self.shown.append(f"{dialog.windowTitle()} {words}".strip())
            dialog.reject()

    def settle(self) -> None:
        """Let the window do what it has put off."""
        self.app.processEvents()

    def look_through(self, session: Session) -> None:
        """Let the window look for damage, as it does by itself after some seconds."""
        watch = session.findChild(DamageWatch)
        looked: list[bool] = []
        if isinstance(watch, DamageWatch):
            watch.found.connect(self.shown.append)
            watch.looked.connect(lambda: looked.append(True))
            watch.look()
            while not looked:  # the thread that looks has the processor meanwhile
                self.app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def begin(self) -> None:
        """Forget the round before, whose home is gone."""
        self.window.close_project()
        self.window.settings.set(CODER, "ana")
        self.settle()
        self.shown.clear()
        self.bugs.clear()

    def end(self) -> None:
        """Close the project, and raise `CrashedError` if something went wrong meanwhile."""
        self.window.close_project()
        self.settle()
        if self.bugs:
            raise CrashedError(self.bugs[0].strip().replace("\n", " ⏎ ")[-600:])


_made: list[Bench] = []


def bench() -> Bench:
    """Return the window, made when it is first asked for."""
    if not _made:
        _made.append(Bench())
    _made[0].begin()
    return _made[0]
