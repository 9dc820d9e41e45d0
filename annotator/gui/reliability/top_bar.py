"""Above the figures: whose they are, what to do next, and how far computing is."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from annotator.gui.commands.table import with_key
from annotator.gui.look.theme import GRID, HALF
from annotator.gui.session.jobs import LatestOnly
from annotator.gui.session.progress import progress_text
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, set_tool_tip
from annotator.workflow.reliability.rows import Handles, coders_told

_LOOK = 100  # milliseconds between two looks at the progress


class TopBar(QWidget):
    """A choice of coders, a hint, four buttons."""

    chosen = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.coders = ArrowKeyCombo("Whose agreement")
        self.coders.setMinimumContentsLength(14)
        self.hint = ElidedLabel(role="muted")
        self.again = _button("Compute again", "Compute the figures anew", "compute_again")
        self.copy = _button(
            "Copy methods",
            "Copy the sentences for a report on how this was done, with a table by variable",
            "copy_methods",
        )
        self.save = _button(
            "Save methods…",
            "Write them as a page for Word, LaTeX, Markdown, text or CSV, or their references",
            "save_methods",
        )
        self.export = _button(
            "Export figures…", "Write all figures to CSV or JSON", "export_figures"
        )
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.coders)
        row.addStretch(1)
        for button in (self.again, self.copy, self.save, self.export):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(GRID, HALF, GRID, HALF)
        column.setSpacing(HALF)
        column.addLayout(row)
        column.addWidget(self.hint)
        self.coders.hide()
        self.coders.currentIndexChanged.connect(self.chosen)

    def offer(self, sets: Sequence[Handles]) -> None:
        """Offer pairs of coders, all together, and each against gold."""
        entries: list[tuple[str, object]] = [(coders_told(one), one) for one in sets]
        self.coders.offer(entries, self.coders.currentData())
        self.coders.show()

    def handles(self) -> Handles:
        """Return the coders whose figures are shown."""
        return self.coders.currentData() or ()

    def enable(self, *, on: bool, methods: bool = True) -> None:
        """Allow what needs figures, or not; methods need figures of coders among themselves."""
        for button in (self.copy, self.save):
            button.setEnabled(on and methods)
        self.export.setEnabled(on)


def _button(text: str, does: str, command: str) -> QPushButton:
    button = QPushButton(text, autoDefault=False)
    set_tool_tip(button, with_key(does, command))
    return button


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
