"""The coders of a project: rename, merge, replace and part them; each is one step to undo."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.change import Changes
from annotator.domain.edits.base import Edit
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.gui.commands.table import key_of
from annotator.gui.look.sizes import scaled
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.machines import MachineChoice
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.calm import ComboBox
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    named,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.store.merging.whose_work import Machine
from annotator.store.project import Project
from annotator.workflow.whose_work import (
    coder_called,
    free_handle,
    merged_from,
    merging,
    parting,
    parting_machines,
    renaming,
    replacing,
)

_SIZE = QSize(980, 600)
_LEAST = QSize(860, 480)
_HEADINGS = ("Coder", "Name", "Assigned", "Machines", "")
_WIDTHS = {0: 104, 2: 72, 3: 72, 4: 128}
_SIDE = 320
_NONE = "Nobody codes here yet."


def show_coders(parent: QWidget | None, session: Session, settings: Settings) -> None:
    """Show the coders until the dialog is closed."""
    run_dialog(CodersDialog(session, settings, parent))


class _Known(msgspec.Struct, frozen=True):
    """What is told of the coders: read in the background."""

    coders: tuple[Coder, ...] = ()
    machines: dict[str, list[Machine]] = {}
    assigned: dict[str, int] = {}
    merged: dict[str, str] = {}


def _read(own: Project, _reporter: Reporter) -> _Known:
    coders = sorted(own.find(Coder), key=lambda one: (one.archived, one.handle.casefold()))
    machines = {one.id: own.machines(one.id) for one in coders}
    return _Known(tuple(coders), machines, own.progress.assigned(), merged_from(own))


class CodersDialog(Dialog):
    """A row for each coder; beside it, what can be done with the one at hand."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "coders", "Coders", _SIZE)
        self._session = session
        self._known = _Known()
        self.setMinimumSize(_LEAST)
        self.table = PlainTable("Coders", _HEADINGS, 1, _WIDTHS, numbers=(2, 3))
        self.handle = QLineEdit()
        self.other = ComboBox()
        self.machines = MachineChoice()
        self.new_handle = QLineEdit()
        self.told = PlainLabel(role="muted", wrap=True)
        self.rename = secondary_button("&Rename", self._rename)
        self.merge = secondary_button("&Merge into", self._merge)
        self.replace = secondary_button("&Hand over to", self._replace)
        self.part_machine = secondary_button("Part machin&e", self._part_machine)
        self.part = secondary_button("Part a&gain", self._part)
        self._lay_out()
        self.table.currentCellChanged.connect(self._show_coder)
        self.handle.textEdited.connect(self._enable)
        self.machines.currentIndexChanged.connect(self._enable)
        self.read()

    def _lay_out(self) -> None:
        side = QGridLayout()
        side.setHorizontalSpacing(GAP)
        side.setVerticalSpacing(GAP)
        side.setColumnStretch(0, 1)
        rows: list[tuple[str, QWidget, tuple[QPushButton, ...], str]] = [
            ("Ha&ndle", self.handle, (self.rename,), ""),
            ("An&other coder", self.other, (self.merge, self.replace), _MERGES),
            ("Ma&chine", self.machines, (), _PARTS),
            ("Is the work &of", self.new_handle, (self.part_machine,), ""),
        ]
        row = 0
        for label, widget, buttons, hint in rows:
            side.addWidget(named(label, widget), row, 0, 1, 2)
            side.addWidget(widget, row + 1, 0)
            for n, button in enumerate(buttons):
                side.addWidget(button, row + 1 + n, 1)
            row += 1 + max(len(buttons), 1)
            if hint:
                side.addWidget(PlainLabel(hint, role="small", wrap=True), row, 0, 1, 2)
                row += 1
        side.addWidget(self.part, row, 1)
        side.addWidget(self.told, row + 1, 0, 1, 2)
        side.setRowStretch(row + 2, 1)
        beside = QWidget()
        beside.setLayout(side)
        beside.setFixedWidth(scaled(_SIDE))
        side.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(MARGIN)
        middle.addWidget(self.table, 1)
        middle.addWidget(beside)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(middle, 1)
        layout.addWidget(buttons)
        set_tool_tip(self.part, "Each gets what they did themselves.")

    # What is shown

    def read(self) -> None:
        """Read in the background who has coded, and show it."""
        job = Job(on_sibling(self._session.project, _read)).on_success(self._take)
        job.on_refusal(partial(show_refusal, self, "The coders can’t be read"))
        job.run(self, "Reading who has coded")

    def _take(self, known: _Known) -> None:
        self._known = known
        names = {one.id: one.handle for one in known.coders}
        rows: list[tuple[str | int, ...]] = []
        for one in known.coders:
            into = names.get(known.merged.get(one.id, ""), "")
            state = f"merged into {into}" if into else "has left" if one.archived else ""
            machines = len(known.machines.get(one.id, ()))
            rows.append((one.handle, one.name, known.assigned.get(one.id, 0), machines, state))
        self.table.show_rows(rows)
        self._show_coder()
        self.table.setFocus()

    @property
    def coder(self) -> Coder | None:
        """The coder at hand."""
        row = self.table.currentRow()
        return self._known.coders[row] if 0 <= row < len(self._known.coders) else None

    def _show_coder(self, *_: int) -> None:
        coder = self.coder
        self.other.clear()
        self.machines.show_machines([] if coder is None else self._known.machines[coder.id])
        self.handle.setText(coder.handle if coder else "")
        self.new_handle.setText(self._another(coder.handle) if coder else "")
        for one in self._known.coders:
            if coder is not None and one.id != coder.id and not one.archived:
                self.other.addItem(one.handle, one.id)
        self._enable()

    def _another(self, handle: str) -> str:
        return free_handle(handle, [one.handle for one in self._known.coders])

    def _enable(self, *_: object) -> None:
        coder = self.coder
        others = coder is not None and self.other.count() > 0
        merged = coder is not None and coder.id in self._known.merged
        changed = coder is not None and self.handle.text().strip() != coder.handle
        self.rename.setEnabled(changed)
        self.merge.setEnabled(others and not merged)
        self.replace.setEnabled(others and bool(coder and self._known.assigned.get(coder.id)))
        self.part_machine.setEnabled(self.machines.count() > 1)
        self.new_handle.setEnabled(self.machines.count() > 1)
        self.part.setVisible(merged)
        self.told.setText("" if self._known.coders else _NONE)

    # What can be done

    def _rename(self) -> None:
        coder, handle = self.coder, self.handle.text()
        if coder is not None:
            self._do(lambda own: renaming(own, coder, handle))

    def _merge(self) -> None:
        coder, other = self.coder, self.other.currentText()
        if coder is not None:
            self._do(lambda own: merging(own, coder, coder_called(own, other)))

    def _replace(self) -> None:
        coder, other = self.coder, self.other.currentText()
        if coder is not None:
            self._do(lambda own: replacing(own, coder, coder_called(own, other)))

    def _part(self) -> None:
        coder = self.coder
        if coder is not None:
            self._do(lambda own: parting(own, coder))

    def _part_machine(self) -> None:
        coder, handle, device = self.coder, self.new_handle.text(), self.machines.device
        if coder is not None and device:
            self._do(lambda own: parting_machines(own, coder, [device], handle))

    def _do(self, planned: Callable[[Project], Edit]) -> None:
        """Plan an edit and do it, in the background: it may move all that somebody did."""

        def write(own: Project, reporter: Reporter) -> Changes:
            return own.apply(planned(own), reporter)

        job = Job(on_sibling(self._session.project, write)).on_success(self._done)
        job.after(self._session.waiting)
        job.on_refusal(self._refused).on_cancel(self._session.refresh_from_disk)
        job.run(self, "Giving work to whose it is")

    def _done(self, changes: Changes) -> None:
        self._session.publish(changes)
        self._session.told.emit(f"{changes.label} — {key_of('undo')} undoes")
        self.read()

    def _refused(self, error: UserError) -> None:
        self._session.refresh_from_disk()
        show_refusal(self, "Nothing was changed", error)


_MERGES = (
    "Merge two who are one person: all work becomes the other’s. Hand over what is not finished "
    "to somebody who goes on with it."
)
_PARTS = "Part two people who have one handle, by the machine that they write from."
