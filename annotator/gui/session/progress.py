"""The progress of work over a window that waits for it."""

from PySide6.QtCore import QEvent, QLocale, QObject, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.session.running_job import Reporter, RunningJob
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN

DELAY = 300
"""How long work runs before its progress is shown, in milliseconds."""
_REFRESH = 50  # milliseconds between two looks at the progress
_WIDTH = 420
_INPUT = {
    QEvent.Type.KeyPress,
    QEvent.Type.KeyRelease,
    QEvent.Type.Shortcut,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonRelease,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.DragEnter,
    QEvent.Type.Drop,
    QEvent.Type.Close,
}


class InputBlocker(QObject):
    """Keeps input away from the window while work runs, and soon shows how it goes."""

    def __init__(self, parent: QWidget, title: str, job: RunningJob) -> None:
        super().__init__(parent)
        self._job = job
        self._dialog = _ProgressDialog(parent, title, job.reporter)
        self._delay = QTimer(self, singleShot=True, interval=DELAY)
        self._delay.timeout.connect(self._show)
        self._delay.start()
        job.finished.connect(self._lift)
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - widgets need one

    def _show(self) -> None:
        self._let_input_through()
        self._dialog.show()

    def _lift(self) -> None:
        self._let_input_through()
        self._delay.stop()
        self._dialog.end()
        self.deleteLater()

    def _let_input_through(self) -> None:
        QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - widgets need one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow input; Esc cancels."""
        if event.type() not in _INPUT:
            return super().eventFilter(watched, event)
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._job.reporter.cancel()
        event.ignore()
        return True


class _ProgressDialog(QDialog):
    """How far the work has come, and Cancel."""

    def __init__(self, parent: QWidget, title: str, reporter: Reporter) -> None:
        super().__init__(parent, modal=True)
        self._reporter = reporter
        self.setWindowTitle(title)
        self._what = PlainLabel(title)
        self._bar = QProgressBar(textVisible=False, maximum=0)
        self._bar.setAccessibleName(title)
        self._count = PlainLabel(" ", role="muted")
        self._button = QPushButton("Cancel", default=True)
        self._button.clicked.connect(self.reject)
        self._lay_out()
        self._timer = QTimer(self, interval=_REFRESH)
        self._timer.timeout.connect(self._refresh)

    def _lay_out(self) -> None:
        bottom = QHBoxLayout()
        bottom.addWidget(self._count, 1)
        bottom.addWidget(self._button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self._what)
        layout.addWidget(self._bar)
        layout.addLayout(bottom)
        self.setMinimumWidth(_WIDTH)

    def show(self) -> None:
        """Show the progress and follow it."""
        self._refresh()
        self._timer.start()
        super().show()

    def end(self) -> None:
        """Go away because the work has ended."""
        self._timer.stop()
        self.done(0)
        self.deleteLater()

    def reject(self) -> None:
        """Cancel; the dialog stays until the work has stopped."""
        self._reporter.cancel()
        self._refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Take closing for cancelling."""
        event.ignore()
        self.reject()

    def _refresh(self) -> None:
        done, total = self._reporter.done, self._reporter.total
        if self._reporter.cancelled:
            self._what.setText("Cancelling…")
            self._button.setEnabled(False)
        elif self._reporter.phase:
            self._what.setText(f"{self._reporter.phase}…")
        self._bar.setMaximum(total)
        self._bar.setValue(done)
        self._count.setText(progress_text(done, total))


def progress_text(done: int, total: int) -> str:
    """Say how much is done, with the locale's digits; an unknown whole says nothing yet."""
    if total <= 0:
        return " "
    number = QLocale().toString
    return f"{number(done)} of {number(total)} — {number(100 * done // total)} %"
