"""The first rows of the file to be, and what it will not hold."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import UserError
from annotator.formats.format import Format
from annotator.formats.outgoing.previews import PreviewedFile
from annotator.formats.selection import Selection
from annotator.gui.exports.loss_report import LossReport
from annotator.gui.look.sizes import row_height
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.widgets.basic import PlainLabel, tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP
from annotator.store.project import Project
from annotator.workflow.exporting import FirstRows, first_files, left_out

ROWS = 20
_PAUSE = 120  # milliseconds after the last change
_PATIENCE = 500  # milliseconds for which what was shown before may stay
_WIDEST = 176
_NARROWEST = 48
_SHOWN = 200  # characters of a cell
_LOSSES_SHARE = 0.45


class ExportPreview(QWidget):
    """Follows the choices, a moment after each change and off the GUI thread.

    The rows come first; in a large project counting what is left out takes longer. `looked`
    brings the refusal of what can't be written so, or None.
    """

    looked = Signal(object)

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._wanted: tuple[Format, Selection] | None = None
        self._files: Sequence[PreviewedFile] = ()
        self._work = LatestSoon(self, _PAUSE, self._look)
        self._work.refused.connect(self._say_instead)
        self._slow = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._slow.timeout.connect(self._clear)
        self._counting = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._counting.timeout.connect(self._say_counting)
        self.files = ComboBox()
        self.table = QTableWidget()
        self.losses = LossReport()
        self._losses_heading = PlainLabel("What this file will not hold", role="strong")
        self._lay_out()

    def _lay_out(self) -> None:
        self.files.setAccessibleName("File")
        self.files.currentIndexChanged.connect(self._look_into)
        self.files.hide()
        self.table.setAccessibleName("First rows")
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.setShowGrid(False)
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.verticalHeader().setDefaultSectionSize(row_height())
        self.table.verticalHeader().hide()
        heading = self.table.horizontalHeader()
        heading.setMinimumSectionSize(_NARROWEST)
        heading.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        top = QHBoxLayout()
        top.addWidget(PlainLabel("The first rows", role="strong"))
        top.addWidget(self.files, 1)
        top.addStretch(1)
        layout.addLayout(top)
        layout.addWidget(self.table, 1)
        layout.addWidget(self._losses_heading)
        layout.addWidget(self.losses)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave room for rows, however much is to be said of what is lost."""
        super().resizeEvent(event)
        self.losses.setMaximumHeight(int(self.height() * _LOSSES_SHARE))

    @property
    def up_to_date(self) -> bool:
        """Whether what is shown is what was chosen last."""
        return not self._work.busy and self._wanted is None

    def follow(self, chosen: Format, selection: Selection) -> None:
        """Show soon what these choices give."""
        self._wanted = chosen, selection
        self._counting.stop()
        self._slow.start()
        self._work.soon()

    def stop(self) -> None:
        """Give up what is looked for: it is not wanted any more."""
        self._wanted = None
        self._slow.stop()
        self._counting.stop()
        self._work.cancel()

    def _clear(self) -> None:
        """Show no longer what was chosen before, as this takes a while."""
        self._offer(())
        self.losses.say("Looking…")
        self._losses_heading.hide()

    def _look(self) -> None:
        if self._wanted is None:
            return
        (chosen, selection), self._wanted = self._wanted, None

        def work(own: Project, reporter: Reporter) -> FirstRows | UserError:
            own.stop_when(lambda: reporter.cancelled)
            try:
                return first_files(chosen, own, selection, ROWS)
            except UserError as error:  # which of the choices it is about is said beside that
                return error

        def show(found: FirstRows | UserError) -> None:
            if isinstance(found, UserError):
                self._refuse(found)
            else:
                self._show(found)
                self._count(chosen, selection, found)

        self._work.start("Looking", on_sibling(self._project, work), show)

    def _show(self, found: FirstRows) -> None:
        self._slow.stop()
        self.looked.emit(None)
        self._offer(found.files)

    def _refuse(self, error: UserError) -> None:
        self.looked.emit(error)
        self._say_instead(str(error))

    def _count(self, chosen: Format, selection: Selection, begun: FirstRows) -> None:
        """Say what is left out, once that is counted."""

        def work(own: Project, reporter: Reporter) -> FirstRows | UserError:
            own.stop_when(lambda: reporter.cancelled)
            try:
                return FirstRows(begun.files, [*begun.losses, *left_out(chosen, own, selection)])
            except UserError as error:
                return error

        self._work.start("Counting", on_sibling(self._project, work), self._tell)
        self._counting.start()

    def _say_counting(self) -> None:
        self.losses.say("Counting…")
        self._losses_heading.show()

    def _tell(self, found: FirstRows | UserError) -> None:
        self._counting.stop()
        if isinstance(found, UserError):
            self._refuse(found)
            return
        self.losses.tell(found.losses)
        self._losses_heading.setVisible(bool(found.losses))

    def explain(self, words: str) -> None:
        """Show no rows, but why there are none."""
        self.stop()
        self._say_instead(words)

    def _say_instead(self, words: str) -> None:
        self._slow.stop()
        self._counting.stop()
        self._offer(())
        self.losses.say(words)
        self._losses_heading.hide()

    def _offer(self, files: Sequence[PreviewedFile]) -> None:
        """Let the user look into these files, into the one that was looked into if it is there."""
        before = self.files.currentText()
        self._files = files
        with QSignalBlocker(self.files):
            self.files.clear()
            self.files.addItems([one.name for one in files])
            self.files.setCurrentIndex(max(self.files.findText(before), 0))
        self.files.setVisible(len(files) > 1)
        self._look_into()

    def _look_into(self) -> None:
        at = self.files.currentIndex()
        if 0 <= at < len(self._files):
            self._fill(self._files[at].header, self._files[at].rows)
        else:
            self._fill([], [])

    def _fill(self, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        self.table.clear()
        self.table.setColumnCount(len(header))
        self.table.setRowCount(len(rows))
        self.table.setHorizontalHeaderLabels(list(header))
        for n, row in enumerate(rows):
            for m, cell in enumerate(row):
                self.table.setItem(n, m, _item(cell))
        self.table.horizontalHeader().setMaximumSectionSize(_WIDEST if len(header) > 1 else -1)
        self.table.resizeColumnsToContents()


def _item(cell: str) -> QTableWidgetItem:
    item = QTableWidgetItem(" ".join(cell[:_SHOWN].split("\n")))
    item.setToolTip(tool_tip(cell))
    return item
