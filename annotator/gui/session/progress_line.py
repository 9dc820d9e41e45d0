"""A line on a page that says how far its work in the background is, and cancels it."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.jobs import LatestOnly
from annotator.gui.session.progress import progress_text
from annotator.gui.widgets.basic import PlainLabel

_LOOK = 100  # milliseconds between two looks at the progress


class ProgressLine(QWidget):
    """Is there only while there is work."""

    def __init__(self, work: LatestOnly) -> None:
        super().__init__()
        self._work = work
        self.words = PlainLabel(role="muted")
        self.bar = QProgressBar(textVisible=False)
        self.bar.setAccessibleName("Progress")
        self.button = QPushButton("Cancel", autoDefault=False)
        self.button.clicked.connect(work.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID, 0, GRID, HALF)
        row.setSpacing(GRID)
        row.addWidget(self.words)
        row.addWidget(self.bar, 1)
        row.addWidget(self.button)
        self._timer = QTimer(self, interval=_LOOK)
        self._timer.timeout.connect(self._look)
        work.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        busy = self._work.busy
        self.setVisible(busy)
        if busy:
            self._timer.start()
            # A bar that is told a value repaints all that waits in the window, at once.
            QTimer.singleShot(0, self, self._look)
        else:
            self._timer.stop()

    def _look(self) -> None:
        reporter = self._work.reporter
        if reporter is not None:
            self.bar.setMaximum(reporter.total)
            self.bar.setValue(reporter.done)
            self.words.setText(f"{self._work.what}… {progress_text(reporter.done, reporter.total)}")
