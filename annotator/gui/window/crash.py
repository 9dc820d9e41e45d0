"""Bugs: caught once wherever they happen, written to a log and shown, and the work goes on."""

import logging
import sys
import threading
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    Qt,
    QTimer,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from annotator.domain.errors import BusyError, UserError
from annotator.gui.window import bug_report
from annotator.gui.window.bug_table import BugTable
from annotator.gui.window.crash_dialog import CrashDialog
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.notices import Notices
from annotator.gui.window.open_project import OpenProject
from annotator.gui.window.standing import being_worked_on, standing
from annotator.workflow.program_log import NAME, log_file, log_path

__all__ = ["CrashDialog", "CrashHandler", "install", "log_path"]

_REFRESH = 250
"""Milliseconds between two looks at how often a bug has happened by now."""
_MOST_MESSAGES = 200
"""Of so many wordings of Qt's messages it is counted how often they came."""
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_CALM = (
    "This is a mistake in Media Annotator, not yours. You can go on working, or close the "
    "program. Please send the report to whoever looks after the "
    "program; it says nothing of your articles and of people unless you tick the box."
)
_log = logging.getLogger(NAME)


def install(app: QApplication) -> "CrashHandler":
    """Catch bugs on every thread and Qt's messages from now on."""
    handler = CrashHandler(app)
    handler.install()
    return handler


class CrashHandler(QObject):
    """Logs bugs and shows them in one dialog; `uninstall` puts back what was there before.

    A `UserError` that nobody caught is no bug: it is shown as the refusal that it is. Where it is
    another program's lock, no box is needed: it is done again once the lock is gone.
    """

    _crashed = Signal()
    _locked = Signal(str)
    _refused = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.dialog: CrashDialog | None = None
        self.bugs = BugTable()
        self._notices = Notices(self)
        self._file: logging.Handler | None = None
        self._waiting = False
        self._soon = QTimer(self, singleShot=True, interval=_REFRESH)
        self._soon.timeout.connect(self._show_again)
        # Queued: a bug on another thread is shown on this one, and never inside of what failed.
        app.aboutToQuit.connect(self._ending)
        queued = Qt.ConnectionType.QueuedConnection
        self._crashed.connect(self._show, queued)
        self._refused.connect(self._refuse, queued)
        self._locked.connect(self._say_locked, queued)

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        self._file = log_file()
        if self._file is not None:
            _log.addHandler(self._file)
            _log.setLevel(logging.INFO)
        self._hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
        sys.excepthook = self.caught
        threading.excepthook = self._caught_on_thread
        sys.unraisablehook = self._caught_unraisable
        self._qt_handler = qInstallMessageHandler(_QtLog())
        # Without these lines one could not tell an end that was asked for from one that was not.
        _log.info("Begun: %s", bug_report.heading())

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        qInstallMessageHandler(self._qt_handler)
        if self._file is not None:
            _log.removeHandler(self._file)
            self._file.close()

    def caught(
        self,
        kind: type[BaseException],
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Log a bug and show it; an interrupt from the terminal ends the program."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        if isinstance(error, BusyError):
            window = _window()
            if error.wanted and window is not None:
                window.could_not(error.wanted)
                return
            self._locked.emit(str(error))
            return
        if isinstance(error, UserError):
            _log.info("Refused in %s", bug_report.key(error, trace))
            self._refused.emit(str(error))
            return
        for_log = self.bugs.add(kind, error, trace)
        if for_log:
            _log.critical("%s", for_log)
        if not self.bugs.may_show(error, trace):
            return
        if not self._waiting:  # a bug in every paint asks for one look, not for thousands
            self._waiting = True
            self._crashed.emit()

    def _caught_on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is not SystemExit:
            self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _caught_unraisable(self, args: "sys.UnraisableHookArgs") -> None:
        self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _ending(self) -> None:
        _log.info("The program ends because it was asked to, or its last window is closed")

    # Showing

    def _refuse(self, words: str) -> None:
        window = _window()
        if window is not None:
            window.status.refuse(words)
        self._notices.tell_once(window, "That can't be done", words)

    def _say_locked(self, words: str) -> None:
        opened = _opened()
        if opened is not None and not opened.session.waiting.say_at_once():
            opened.session.refused.emit(words)

    def _show(self) -> None:
        if self.dialog is not None:
            self._soon.start()
            return
        self._waiting = False
        words = f"{_CALM}\n\n{standing(_opened())}"
        self.dialog = CrashDialog(title=self._title(), words=words, report_of=self._report)
        self.dialog.finished.connect(self._closed)
        self.dialog.close_wanted.connect(self._close_program)
        self.dialog.open()

    def _show_again(self) -> None:
        self._waiting = False
        if self.dialog is not None:
            self.dialog.set_title(self._title())
            self.dialog.refresh()

    def _title(self) -> str:
        again = f" ({self.bugs.count:,} times)" if self.bugs.count > 1 else ""
        return f"Something in the program went wrong{again}"

    def _report(self, details: bool) -> str:  # noqa: FBT001 - a box's state
        parts = [bug_report.heading()]
        if details:
            parts.append(being_worked_on(_opened()))
        return "\n\n".join([*parts, self.bugs.told(details=details)])

    def _closed(self) -> None:
        dialog, self.dialog = self.dialog, None
        self._soon.stop()
        self._waiting = False
        self.bugs.clear()
        if dialog is not None:
            dialog.deleteLater()

    def _close_program(self) -> None:
        """Keep what is typed, close the project and end, whatever fails on the way.

        Whoever would rather go on than leave edits unsaved goes on.
        """
        window = _window()
        if self.dialog is not None:
            self.dialog.accept()
        if window is not None:
            opened = window.project
            if self._tried(window.close_project) is False:
                return
            self._tried(window.leave_project)
            if opened is not None:
                self._tried(opened.session.project.close)
            self._tried(window.settings.sync)
        QApplication.exit(0)

    def _tried(self, act: Callable[[], bool | None]) -> bool | None:
        try:
            return act()
        except Exception:  # noqa: BLE001 - the program ends here; the log has it
            kind, error, trace = sys.exc_info()
            _log.critical("While closing\n%s", bug_report.bare(error, trace, kind or Exception))
            return None


def _window() -> MainWindow | None:
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)]
    return next((one for one in shown if one.isVisible()), None)


def _opened() -> OpenProject | None:
    window = _window()
    return window.project if window is not None else None


class _QtLog:
    """Writes what Qt says to the log, each wording from one place a bounded number of times."""

    def __init__(self) -> None:
        self._said: dict[str, int] = {}

    def __call__(self, kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        said = self._said.get(message, 0) + 1
        if len(self._said) < _MOST_MESSAGES or message in self._said:
            self._said[message] = said
        if said > 1 and said & (said - 1):
            return
        category = str(getattr(context, "category", None) or "default")
        _log.log(_LEVELS.get(kind, logging.WARNING), "Qt (%s): %s", category, message)
