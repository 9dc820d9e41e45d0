"""The runs of programs whose labels the project has: decided on, sampled, held against people."""

from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from annotator.domain.change import Changes
from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.gui.commands.table import key_of
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.team.run_drawing import DrawDialog
from annotator.gui.team.run_figures import FiguresDialog
from annotator.gui.widgets.basic import PlainLabel, set_tool_tip
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, run_dialog, secondary_button
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.gui.widgets.plain_table import PlainTable
from annotator.gui.wording.dates import short_date
from annotator.store.project import Project
from annotator.workflow.runs import RunFacts, runs_of
from annotator.workflow.validation.drawing import last_drawn
from annotator.workflow.validation.writing import Validation, validation

_SIZE = QSize(880, 420)
_LEAST = QSize(640, 320)
_HEADINGS = ("Run", "Model", "When", "Labels", "Articles", "Accepted", "Changed", "Rejected")
_WIDTHS = {1: 160, 2: 96, 3: 68, 4: 68, 5: 76, 6: 76, 7: 76}


def _none() -> str:
    brings = f"{key_of('import')} brings labels in, where they can be said to be a program’s"
    return f"No runs yet. A run is the labels of a language model or a script: {brings}."


def show_runs(parent: QWidget, session: Session, settings: Settings) -> None:
    """Show the runs until the user leaves."""
    run_dialog(RunsDialog(session, settings, parent))


class RunsDialog(Dialog):
    """Each run with its model, its labels, and how many were accepted, changed and rejected."""

    def __init__(self, session: Session, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "runs", "Runs of programs", _SIZE)
        self._session = session
        self._runs: list[RunFacts] = []
        self.setMinimumSize(_LEAST)
        self.told = PlainLabel(role="muted", wrap=True)
        self.table = PlainTable("Runs", _HEADINGS, 0, _WIDTHS, numbers=range(3, 8))
        self.detail = PlainLabel(role="muted", wrap=True)
        self.draw = secondary_button("&Draw a validation sample…", self.draw_sample)
        set_tool_tip(self.draw, "Hand articles to people who code them blind to the run")
        self.validate = secondary_button("&Validate…", self.validate_run)
        set_tool_tip(self.validate, "How right the run is by what people have coded")
        self._lay_out()
        self.table.currentCellChanged.connect(self._show_run)
        session.changed.connect(self._changed)
        self._read()
        self.table.setFocus()

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        buttons.addWidget(self.draw)
        buttons.addWidget(self.validate)
        buttons.addStretch(1)
        buttons.addWidget(secondary_button("Close", self.reject))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self.told)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.detail)
        layout.addLayout(buttons)

    # What is shown

    @property
    def at_hand(self) -> RunFacts | None:
        """The run at hand."""
        row = self.table.currentRow()
        return self._runs[row] if 0 <= row < len(self._runs) else None

    def _changed(self, _changes: Changes) -> None:
        self._read()

    def _read(self) -> None:
        self._runs = runs_of(self._session.project)
        self.table.show_rows([_row(one) for one in self._runs])
        says = "A run is no coder: it counts where it is named. "
        decided = "Its labels are accepted, changed and rejected in Review, as a colleague’s."
        self.told.setText(says + decided if self._runs else _none())
        self._show_run()

    def _show_run(self, *_: object) -> None:
        one = self.at_hand
        self.detail.setText(self._detail(one) if one is not None else "")
        self.draw.setEnabled(one is not None and self._session.may_review)
        self.validate.setEnabled(one is not None)

    def _detail(self, one: RunFacts) -> str:
        run, parts = one.run, list[str]()
        if run.cost is not None:
            parts.append(f"Cost {run.cost:g} {run.currency}".strip())
        if run.prompt_sha256:
            parts.append(f"Prompt {run.prompt_sha256[:12]}…")
        if run.note:
            parts.append(run.note)
        drawn = last_drawn(self._session.project, run)
        if drawn is not None:
            what = f"{drawn.code}.{drawn.field}" if drawn.field else drawn.code
            parts.append(f"Sample of {counted(len(drawn.chances), 'article')} drawn on {what}")
        return "  ·  ".join(parts)

    # Acts

    def draw_sample(self) -> None:
        """Let the user draw a sample and hand it out."""
        one = self.at_hand
        if one is None:
            return
        dialog = run_dialog(DrawDialog(self._session, self._settings, one, self))
        given = dialog.given
        if given is None:
            return
        if given.changes is not None and given.changes.some:
            self._session.publish(given.changes)
        drawn = counted(len(given.drawn.articles), "article")
        strata = counted(len(given.drawn.strata), "stratum", "strata")
        packages = counted(len(given.files), "package")
        words = f"{drawn} of {strata} drawn, {packages} written to {given.files[0].parent}"
        self._session.told.emit(words)
        self.told.setText(f"{words}.")

    def validate_run(self) -> None:
        """Hold the run against people, in the background, and show what comes of it."""
        one = self.at_hand
        if one is None:
            return
        run = one.run

        def work(own: Project, _reporter: Reporter) -> Validation:
            return validation(own, run)

        job = Job(on_sibling(self._session.project, work)).on_success(partial(self._show, one))
        job.after(self._session.waiting).on_refusal(self._refused)
        job.run(self, "Validating")

    def _show(self, one: RunFacts, found: Validation) -> None:
        run_dialog(FiguresDialog(self._session, self._settings, one, found, self))

    def _refused(self, error: UserError) -> None:
        show_refusal(self, "There is nothing to validate by", error)


def _row(one: RunFacts) -> tuple[str | int, ...]:
    run = one.run
    model = " ".join(part for part in (run.model, run.version) if part)
    when = short_date(run.at) if run.at else ""
    counts = (one.labels, one.articles, one.accepted, one.changed, one.rejected)
    return one.handle, model, when, *counts
