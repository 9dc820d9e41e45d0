"""Bugs: they are written to a log and shown, and the work goes on."""

import logging
import os
import platform
import sys
import threading
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType

import PySide6
from platformdirs import user_log_path
from PySide6.QtCore import (
    QMessageLogContext,
    QObject,
    QSize,
    Qt,
    QtMsgType,
    Signal,
    qInstallMessageHandler,
)
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
)

import annotator
from annotator.domain.errors import DamageError
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, secondary_button

_NAME = "media-annotator"
_LARGEST = 1024 * 1024  # bytes of a log file
_KEPT = 3  # older log files
_SIZE = QSize(720, 480)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger(_NAME)


def log_path() -> Path:
    """Return where the log is, also when there is none yet."""
    home = os.environ.get("ANNOTATOR_HOME")
    folder = Path(home) / "log" if home else user_log_path(_NAME, appauthor=False)
    return folder / f"{_NAME}.log"


def install(app: QApplication) -> "CrashHandler":
    """Catch bugs on every thread and Qt's messages from now on."""
    handler = CrashHandler(app)
    handler.install()
    return handler


class CrashHandler(QObject):
    """Logs bugs and shows them one at a time; `uninstall` puts back what was there before."""

    _crashed = Signal(str)
    _damaged = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.dialog: CrashDialog | None = None
        self._file: logging.Handler | None = None
        # Queued: a bug on another thread is shown on this one, and never inside of what failed.
        self._crashed.connect(self._show, Qt.ConnectionType.QueuedConnection)
        self._damaged.connect(self._show_damage, Qt.ConnectionType.QueuedConnection)
        self._damage: QMessageBox | None = None

    def install(self) -> None:
        """Take over the hooks of Python and Qt."""
        self._file = _log_file()
        if self._file is not None:
            _log.addHandler(self._file)
            _log.setLevel(logging.INFO)
        self._hooks = sys.excepthook, threading.excepthook
        sys.excepthook = self.caught
        threading.excepthook = self._caught_on_thread
        self._qt_handler = qInstallMessageHandler(_qt_said)

    def uninstall(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._hooks
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
        if isinstance(error, DamageError):
            # The file's fault and not the program's: whatever met it is told, and no bug.
            _log.error("%s", error)
            self._damaged.emit(str(error))
            return
        text = "".join(traceback.format_exception(kind, error, trace))
        _log.critical("Bug\n%s", text)
        self._crashed.emit(text)

    def _caught_on_thread(self, args: threading.ExceptHookArgs) -> None:
        self.caught(args.exc_type, args.exc_value, args.exc_traceback)

    def _show(self, text: str) -> None:
        if self.dialog is not None:
            self.dialog.add(text)
            return
        self.dialog = CrashDialog(text)
        self.dialog.finished.connect(self._closed)
        self.dialog.open()

    def _show_damage(self, text: str) -> None:
        if self._damage is not None:
            return
        title = "The project is damaged"
        box = QMessageBox(
            QMessageBox.Icon.Warning, title, title, parent=QApplication.activeWindow()
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(text)
        box.addButton(QMessageBox.StandardButton.Close)
        box.finished.connect(self._damage_closed)
        self._damage = box
        box.open()

    def _damage_closed(self) -> None:
        if self._damage is not None:
            self._damage.deleteLater()
        self._damage = None

    def _closed(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
        self.dialog = None


class CrashDialog(QDialog):
    """What went wrong, for the people who can mend it, and a word to calm those who can't."""

    def __init__(self, text: str) -> None:
        super().__init__(QApplication.activeWindow())
        self.setWindowTitle("Media Annotator")
        self._count = 1
        self._heading = PlainLabel("Something in the program went wrong", role="heading")
        self._report = QPlainTextEdit(report(text), readOnly=True)
        self._report.setAccessibleName("Report")
        self._report.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self._report.setTabChangesFocus(True)
        self._report.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self._go_on = QPushButton("Go &on", default=True)
        self._go_on.clicked.connect(self.accept)
        self._lay_out()
        self.resize(_SIZE.boundedTo(self.screen().availableSize()))
        self._go_on.setFocus()

    def _lay_out(self) -> None:
        calm = (
            "This is a mistake in Media Annotator, not yours. The project is already safe: "
            "everything up to your last step is in its file. You can go on working. "
            "Please send the report to whoever looks after the program."
        )
        place = PlainLabel(f"Log: {log_path()}", role="muted", wrap=True, selectable=True)
        bottom = QHBoxLayout()
        bottom.addWidget(place, 1)
        bottom.addWidget(secondary_button("&Copy report", self.copy))
        bottom.addWidget(self._go_on)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self._heading)
        layout.addWidget(PlainLabel(calm, wrap=True))
        layout.addWidget(self._report, 1)
        layout.addLayout(bottom)

    def add(self, text: str) -> None:
        """Add another bug to the report instead of opening another dialog."""
        self._count += 1
        self._heading.setText(f"Something in the program went wrong ({self._count} times)")
        self._report.appendPlainText(f"\n{text}")

    @property
    def report(self) -> str:
        """What is to be sent."""
        return self._report.toPlainText()

    def copy(self) -> None:
        """Copy the report to the clipboard."""
        QGuiApplication.clipboard().setText(self.report)


def report(text: str) -> str:
    """Return a traceback with the versions of what it happened in."""
    return (
        f"Media Annotator {annotator.__version__}, Python {platform.python_version()}, "
        f"PySide {PySide6.__version__}, {platform.platform()}\n\n{text}"
    )


def _log_file() -> logging.Handler | None:
    """Return the log file, or None where none can be written: that must not stop the program."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        return None
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return file


def _qt_said(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    category = str(getattr(context, "category", None) or "default")
    _log.log(_LEVELS.get(kind, logging.WARNING), "Qt (%s): %s", category, message)
