"""What coders propose of the codebook: both forms side by side, to be taken or left one by one."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.wording import counted
from annotator.gui.look.sizes import row_height
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import PlainLabel, tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, run_dialog, secondary_button
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.widgets.splitter import ACROSS, splitter
from annotator.gui.widgets.tick_list import TickList
from annotator.store.merging.report import CodeProposal, ProposalKey
from annotator.workflow.proposing import both_forms, leaving, taking

_SIZE = QSize(900, 480)
_HEADINGS = ("What", "Here", "Proposed")
_WIDTHS = {0: 112, 1: 216}
_NONE = (
    "Nothing is proposed. When somebody who is no reviewer changes the codebook in their file, it "
    "is listed here after the file was brought in; the project's codebook stays as it is."
)
_SOME = "The project's codebook stays as it is unless a proposal is taken."


class ProposalList(QWidget):
    """Proposals to tick, and beside them both forms of the current one."""

    toggled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._proposals: list[CodeProposal] = []
        self.list = TickList("Proposals of the codebook")
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.forms = PlainTable("Both forms", _HEADINGS, 2, _WIDTHS)
        self.forms.setWordWrap(True)
        self.list.currentRowChanged.connect(self._show_forms)
        self.list.toggled.connect(self.toggled)
        middle = splitter(ACROSS, self.list, self.forms)
        middle.setSizes([260, 600])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(middle)

    def show_proposals(
        self, proposals: Sequence[CodeProposal], taken: Collection[ProposalKey] = ()
    ) -> None:
        """Show others, some of them ticked; the current row stays where it is."""
        row = self.list.currentRow()
        self._proposals = list(proposals)
        with QSignalBlocker(self.list):  # nobody ticked anything
            self.list.clear()
            for n, one in enumerate(proposals):
                said = f"{one.name}  ·  {one.coder or 'somebody'}  ·  {one.note}"
                item = self.list.add(said, str(n), on=one.key in taken, height=row_height())
                item.setToolTip(tool_tip(said))
        self.list.setCurrentRow(min(max(row, 0), len(proposals) - 1))
        self._show_forms(self.list.currentRow())

    def chosen(self) -> list[CodeProposal]:
        """Return those that are ticked."""
        return [self._proposals[int(one)] for one in self.list.ticked()]

    def _show_forms(self, row: int) -> None:
        some = 0 <= row < len(self._proposals)
        self.forms.show_rows(both_forms(self._proposals[row]) if some else [])
        for n in range(self.forms.rowCount()):
            self.forms.setRowHeight(n, max(row_height(), self.forms.sizeHintForRow(n)))


def show_proposals(parent: QWidget, session: Session, settings: Settings) -> None:
    """Show what is proposed of the codebook."""
    run_dialog(ProposalsDialog(session, settings, parent))


class ProposalsDialog(Dialog):
    """Takes or leaves what is ticked, each in one step to undo."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "proposals", "Proposals of the codebook", _SIZE)
        self._session = session
        self.proposals = ProposalList()
        self.said = PlainLabel(role="muted", wrap=True)
        self.take = secondary_button("&Take", self._take)
        self.leave = secondary_button("&Leave", self._leave)
        self.proposals.toggled.connect(self._enable)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setAutoDefault(False)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - push buttons all
        row = QHBoxLayout()
        row.setSpacing(GAP)
        row.addWidget(self.take)
        row.addWidget(self.leave)
        row.addStretch(1)
        row.addWidget(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.said)
        layout.addWidget(self.proposals, 1)
        layout.addLayout(row)
        self._refresh()
        self.proposals.list.setFocus()

    def _refresh(self) -> None:
        found = self._session.project.proposals()
        self.proposals.show_proposals(found)
        self.said.setText(f"{counted(len(found), 'proposal')}. {_SOME}" if found else _NONE)
        self._enable()

    def _enable(self) -> None:
        some = bool(self.proposals.chosen()) and self._session.may_review
        for button in (self.take, self.leave):
            button.setEnabled(some)

    def _take(self) -> None:
        if self._session.apply(taking(self.proposals.chosen())) is not None:
            self._refresh()

    def _leave(self) -> None:
        if self._session.apply(leaving(self.proposals.chosen())) is not None:
            self._refresh()
