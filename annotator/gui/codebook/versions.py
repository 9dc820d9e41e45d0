"""The dialog with the codebook's versions, and how any two of them differ."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.gui.look.sizes import scaled
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import GAP, MARGIN, named
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.widgets.splitter import DOWN, splitter
from annotator.gui.wording.dates import short_moment
from annotator.store.project import Project
from annotator.workflow.codebook_differences import CodebookDifference
from annotator.workflow.codebooks.versions import KnownVersion, between, known_versions

_SIZE = 920, 600
_WHOLE_HEIGHT = 88
_HEADINGS = ("Version", "When", "Who", "What")


class VersionsDialog(QDialog):
    """The newest version first; the chosen one is compared with the one before, or any other."""

    def __init__(self, known: Sequence[KnownVersion], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = list(reversed(known))
        self._found: list[CodebookDifference] = []
        self.setWindowTitle("Versions of the codebook")
        self.table = PlainTable("Versions", _HEADINGS, 3, {0: 64, 1: 144, 2: 96}, numbers=(0,))
        self.against = ComboBox()
        self.differences = PlainTable(
            "Differences", ("Code", "What", "Before", "After"), 3, {0: 184, 1: 208, 2: 208}
        )
        self.told = PlainLabel(role="muted", wrap=True)
        self.whole = PlainLabel(wrap=True, selectable=True)
        self._build()
        self.table.currentCellChanged.connect(self._row_chosen)
        self.against.currentIndexChanged.connect(self._compare)
        self.differences.currentCellChanged.connect(self._tell)
        if self._known:
            self.table.setCurrentCell(0, 0)
            self._chosen(0)
        self.table.setFocus()

    def _build(self) -> None:
        rows = [one.row for one in self._known]
        self.table.show_rows(
            [(one.version, short_moment(one.at), one.coder, one.done) for one in rows]
        )
        self.against.addItems([f"version {one.row.version}" for one in self._known])
        beside = QHBoxLayout()
        beside.addWidget(named("&Compared with", self.against))
        beside.addWidget(self.against)
        beside.addStretch(1)
        below = QWidget()
        lower = QVBoxLayout(below)
        lower.setContentsMargins(0, GAP, 0, 0)
        lower.setSpacing(GAP)
        lower.addLayout(beside)
        lower.addWidget(self.differences, 1)
        lower.addWidget(self._shown_whole())
        lower.addWidget(self.told)
        halves = splitter(DOWN, self.table, below)
        close = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(GAP)
        column.addWidget(halves, 1)
        column.addWidget(close)
        self.resize(*map(scaled, _SIZE))

    def _shown_whole(self) -> QScrollArea:
        """Return the room for all of a difference, of which a row shows the beginnings."""
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFixedHeight(scaled(_WHOLE_HEIGHT))
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.whole.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.whole.setContentsMargins(GAP, GAP, GAP, GAP)
        area.setWidget(self.whole)
        return area

    def _tell(self) -> None:
        row = self.differences.currentRow()
        one = self._found[row] if 0 <= row < len(self._found) else None
        self.whole.setText(one.in_full() if one else "")

    def _row_chosen(self, row: int, _column: int, _row: int, _before: int) -> None:
        self._chosen(row)

    def _chosen(self, row: int) -> None:
        before = min(row + 1, len(self._known) - 1)
        if self.against.currentIndex() == before:
            self._compare()
        else:
            self.against.setCurrentIndex(before)

    def _compare(self) -> None:
        chosen, other = self.table.currentRow(), self.against.currentIndex()
        if chosen < 0 or other < 0:
            return
        later, earlier = sorted((chosen, other))
        numbers = (self._known[one].row.version for one in (earlier, later))
        first, last, found = between(self._known, *numbers)
        self._found = found
        self.differences.show_rows(
            [(one.code_name or "Codebook", one.what, one.before, one.after) for one in found]
        )
        said = f"From version {first} to version {last}"
        self._tell()
        self.told.setText(said if found else f"{said}: nothing differs.")


def show_versions(session: Session, window: QWidget) -> None:
    """Read the versions off the GUI thread, then show them."""

    def shown(known: Sequence[KnownVersion]) -> None:
        dialog = VersionsDialog(known, window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def read(project: Project, reporter: Reporter) -> Sequence[KnownVersion]:
        return known_versions(project, reporter)

    job = Job(on_sibling(session.project, read)).after(session.waiting)
    job.on_success(shown).on_refusal(lambda error: session.refused.emit(str(error)))
    job.run(window, "Reading the versions of the codebook")
