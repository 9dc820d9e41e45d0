"""The first rows of the file to be, and what it will not hold."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from annotator.formats.dataset import Selection
from annotator.formats.format import Format
from annotator.gui.look.sizes import row_height
from annotator.gui.session.jobs import LatestSoon, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.widgets.basic import PlainLabel, tool_tip
from annotator.gui.widgets.dialog import GAP
from annotator.store.project import Project
from annotator.workflow.exporting import FirstRows, first_rows

ROWS = 20
_PAUSE = 120  # milliseconds after the last change
_WIDEST = 176
_NARROWEST = 48
_SHOWN = 200  # characters of a cell


class ExportPreview(QWidget):
    """Follows the choices, a moment after each change and off the GUI thread."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._wanted: tuple[Format, Selection] | None = None
        self._work = LatestSoon(self, _PAUSE, self._look)
        self._work.refused.connect(self._refuse)
        self.table = QTableWidget()
        self.losses = PlainLabel(wrap=True, selectable=True)
        self._losses_heading = PlainLabel("What this file will not hold", role="strong")
        self._lay_out()

    def _lay_out(self) -> None:
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
        layout.addWidget(PlainLabel("The first rows", role="strong"))
        layout.addWidget(self.table, 1)
        layout.addWidget(self._losses_heading)
        layout.addWidget(self.losses)

    @property
    def up_to_date(self) -> bool:
        """Whether what is shown is what was chosen last."""
        return not self._work.busy and self._wanted is None

    def follow(self, chosen: Format, selection: Selection) -> None:
        """Show soon what these choices give."""
        self._wanted = chosen, selection
        self._work.soon()

    def _look(self) -> None:
        if self._wanted is None:
            return
        (chosen, selection), self._wanted = self._wanted, None

        def work(own: Project, _reporter: Reporter) -> FirstRows:
            return first_rows(chosen, own, selection, ROWS)

        self._work.start("Looking", on_sibling(self._project, work), self._show)

    def _show(self, found: FirstRows) -> None:
        self._fill(found.header, found.rows)
        self.losses.setText("\n".join(f"• {loss}" for loss in found.losses))
        self._losses_heading.setVisible(bool(found.losses))

    def _refuse(self, error: str) -> None:
        self._fill([], [])
        self.losses.setText(error)
        self._losses_heading.hide()

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
