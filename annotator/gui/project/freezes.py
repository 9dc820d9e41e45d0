"""Freezes of the project: making one, those there are, and one of them beside today."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.people import Coder
from annotator.gui.project.freeze_rows import comparison_rows
from annotator.gui.session.jobs import Job, LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import ElidedLabel, PlainLabel, Separator
from annotator.gui.widgets.dialog import (
    GAP,
    MARGIN,
    Dialog,
    named,
    run_dialog,
    secondary_button,
)
from annotator.gui.widgets.file_dialogs import PROJECTS, choose_existing, show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.widgets.splitter import DOWN, splitter
from annotator.gui.wording.dates import full_moment
from annotator.store.project import Project
from annotator.workflow.freezing.comparing import FreezeComparison, compare_freeze
from annotator.workflow.freezing.making import Frozen, freeze_path, freeze_project, freezes

_SIZE = QSize(900, 620)
_LEAST = QSize(720, 480)
_HEADINGS = ("Freeze", "Made", "By", "Codebook", "Note")
_WIDTHS = {0: 160, 1: 168, 2: 96, 3: 80}
_COMPARED = ("What", "Then", "Today")
_COMPARED_WIDTHS = {1: 190, 2: 190}
_WHAT_IT_IS = (
    "A freeze is the project as it is now, in a file of its own that can't be changed: for a "
    "report, a release, or to look back."
)
_NONE = "No freeze yet"
_CHOOSE = "Compare one with today to see what is not as it was."


def show_freezes(parent: QWidget, session: Session, settings: Settings) -> None:
    """Let the user freeze the project, and compare freezes with today."""
    dialog = run_dialog(FreezesDialog(session, settings, parent))
    if dialog.changes is not None:
        session.publish(dialog.changes)
        session.told.emit(f"{dialog.changes.label} — its file is {dialog.written}")


class FreezesDialog(Dialog):
    """Enter in the name freezes; `changes` is what that did, `written` the name of the file."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "freezes", "Freezes", _SIZE)
        self._session = session
        self.changes: Changes | None = None
        self.written = ""
        self.name = QLineEdit(maxLength=80)
        self.note = QLineEdit()
        self.freeze_button = secondary_button("&Freeze now", self.freeze)
        self.target = ElidedLabel(role="muted")
        self.table = PlainTable("Freezes", _HEADINGS, 4, _WIDTHS, numbers=(3,))
        self.compare_button = secondary_button("Compare with &today", self.compare)
        self.file_button = secondary_button("Compare a f&ile…", self._compare_file)
        self.said = PlainLabel(_CHOOSE, role="muted", wrap=True)
        self.differences = PlainTable("How it differs", _COMPARED, 0, _COMPARED_WIDTHS)
        self._comparing = LatestOnly(self)
        self._comparing.refused.connect(self.said.setText)
        self.setMinimumSize(_LEAST)
        self._lay_out()
        self.name.textChanged.connect(self._show_target)
        self.name.returnPressed.connect(self.freeze)
        self.note.returnPressed.connect(self.freeze)
        self.table.cellDoubleClicked.connect(self.compare)
        self._show_freezes()
        self._show_target()
        self.name.setFocus()

    def _lay_out(self) -> None:
        making = QHBoxLayout()
        making.setSpacing(GAP)
        making.addWidget(named("&Name", self.name))
        making.addWidget(self.name, 2)
        making.addWidget(named("N&ote", self.note))
        making.addWidget(self.note, 3)
        making.addWidget(self.freeze_button)
        comparing = QHBoxLayout()
        comparing.setSpacing(GAP)
        comparing.addWidget(self.said, 1)
        comparing.addWidget(self.file_button)
        comparing.addWidget(self.compare_button)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, GAP, 0, 0)
        column.setSpacing(GAP)
        column.addLayout(comparing)
        column.addWidget(self.differences, 1)
        parts = splitter(DOWN, self.table, below)
        parts.setSizes([160, 320])
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in buttons.buttons():
            button.setAutoDefault(False)  # pyright: ignore[reportAttributeAccessIssue, reportUnknownMemberType] - push buttons all
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(PlainLabel(_WHAT_IT_IS, role="muted", wrap=True))
        layout.addLayout(making)
        layout.addWidget(self.target)
        layout.addWidget(Separator())
        layout.addWidget(parts, 1)
        layout.addWidget(buttons)

    # Those there are

    def _show_freezes(self) -> None:
        self._freezes = freezes(self._session.project)
        handles = {one.id: one.handle for one in self._session.project.find(Coder)}
        rows = [
            (
                one.name,
                full_moment(one.at),
                handles.get(one.coder, ""),
                one.codebook_version,
                one.note,
            )
            for one in self._freezes
        ]
        self.table.show_rows(rows)
        self.compare_button.setEnabled(bool(rows))
        if not rows:
            self.said.setText(f"{_NONE}. Give one a name above.")

    def _show_target(self) -> None:
        project = self._session.project
        name = self.name.text().strip()
        self.freeze_button.setEnabled(bool(name) and not project.read_only)
        if project.read_only:
            self.target.setText(f"This can't be frozen: {project.read_only}.")
        elif name:
            self.target.setText(f"It will be {freeze_path(project.path, name).name}, beside it.")
        else:
            self.target.setText("Name it for what it is for, as “First round”.")

    # Making one

    def freeze(self) -> None:
        """Write the freeze in the background, and keep it in the project."""
        name, note = self.name.text().strip(), self.note.text().strip()
        if not name or self._session.project.read_only:
            return

        def work(own: Project, reporter: Reporter) -> Frozen:
            return freeze_project(own, name, note=note, progress=reporter)

        job = Job(on_sibling(self._session.project, work)).on_success(self._frozen)
        job.after(self._session.waiting)
        job.on_refusal(partial(show_refusal, self, "The project can't be frozen"))
        job.on_cancel(self._session.refresh_from_disk)
        job.run(self, "Freezing the project")

    def _frozen(self, frozen: Frozen) -> None:
        if self.changes is not None:  # of one that was made in this dialog before
            self._session.publish(self.changes)
        self.changes, self.written = frozen.changes, frozen.path.name
        self.name.clear()
        self.note.clear()
        self._show_freezes()
        self.said.setText(f"Frozen as {frozen.path.name}.")

    # Comparing

    def compare(self, *_: int) -> None:
        """Compare the selected freeze with the project as it is today."""
        row = self.table.currentRow()
        if 0 <= row < len(self._freezes):
            self._compare(self._freezes[row].name)

    def _compare_file(self) -> None:
        path = choose_existing(self, self._settings, "Compare a freeze", PROJECTS)
        if path is not None:
            self._compare(str(path))

    def _compare(self, named_or_path: str) -> None:
        seen_by = self._session.visibility.when_reviewing()

        def work(own: Project, reporter: Reporter) -> FreezeComparison:
            return compare_freeze(own, named_or_path, seen_by, reporter)

        self.said.setText("Comparing…")
        self.differences.setRowCount(0)
        self._comparing.start("Comparing", on_sibling(self._session.project, work), self._compared)

    def _compared(self, found: FreezeComparison) -> None:
        rows = comparison_rows(found)
        same = f" As it was: {', '.join(found.same)}." if found.same else ""
        told = "" if rows else " Nothing differs."
        self.said.setText(f"{found.file}{same}{told}")
        self.differences.show_rows(rows)

    def done(self, result: int) -> None:
        """Give up what is being compared, and close."""
        self._comparing.cancel()
        super().done(result)
