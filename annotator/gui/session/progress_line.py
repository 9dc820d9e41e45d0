"""A line on a page or a dialog that says how far its work in the background is, and cancels it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.jobs import LatestOnly
from annotator.gui.session.progress import progress_text
from annotator.gui.widgets.basic import PlainLabel

_LOOK = 100  # milliseconds between two looks at the progress


class ProgressLine(QWidget):
    """Is there only while there is work."""

    def __init__(self, work: LatestOnly, *, after: int = 0, narrow: bool = False) -> None:
        """Show work that takes longer than `after` milliseconds; if `narrow`, in two lines."""
        super().__init__()
        self._work = work
        self.words = PlainLabel(role="muted", wrap=narrow)
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Progress")
        self.button = QPushButton("Cancel", autoDefault=False)
        self.button.clicked.connect(work.cancel)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.bar, 1)
        row.addWidget(self.button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, 0, GRID, HALF)
        column.setSpacing(HALF)
        if narrow:
            column.addWidget(self.words)
        else:
            row.insertWidget(0, self.words)
        column.addLayout(row)
        self._after = after
        self._patience = QTimer(self, singleShot=True, interval=after)
        self._patience.timeout.connect(self._show)
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)
        self.hide()
        work.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        if not self._work.busy:
            self._patience.stop()
            self._timer.stop()
            self.hide()
        elif not self._after or self._timer.isActive():
            self._show()
        elif not self._patience.isActive():
            self._patience.start()

    def _show(self) -> None:
        self.show()
        self._timer.start()
        # A bar that is told a value repaints all that waits in the window, at once.
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        reporter = self._work.reporter
        if reporter is not None:
            self.bar.setMaximum(reporter.total)
            self.bar.setValue(reporter.done)
            self.words.setText(f"{self._work.what}… {progress_text(reporter.done, reporter.total)}")
