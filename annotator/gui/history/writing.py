"""Writing the audit trail: what of the history, as what file, and where to."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import EXPORT_FOR_SPREADSHEET, Settings
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.widgets.dialog import GAP, MARGIN, Dialog, answer_buttons, run_dialog
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.store.project import Project
from annotator.workflow.audit.writing import TrailForm, TrailOrder, write_trail

_SIZE = QSize(520, 330)
_TITLE = "Export the history"
_FORMS = {
    TrailForm.EDITS: (
        "&Every edit",
        "Who, when, what before and after, and why",
    ),
    TrailForm.LIVES: (
        "The &life of each label",
        "Made, moved, answered, decided, one after the other",
    ),
    TrailForm.CODEBOOK: ("&Versions of the codebook", "How each differs from the one before"),
}
_KINDS = {".csv": "&CSV, for tables", ".jsonl": "&JSONL, for programs"}
_NAMES = {TrailForm.EDITS: "history", TrailForm.LIVES: "lives", TrailForm.CODEBOOK: "codebook"}


class TrailDialog(Dialog):
    """Enter goes on to the file's name."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent, settings, "trail", _TITLE, _SIZE)
        self._forms = {one: QRadioButton(title) for one, (title, _) in _FORMS.items()}
        self._kinds = {suffix: QRadioButton(title) for suffix, title in _KINDS.items()}
        self.for_spreadsheet = QCheckBox("For a &spreadsheet: disarm what it would run as formulas")
        self.for_spreadsheet.setChecked(settings.get(EXPORT_FOR_SPREADSHEET))
        self._lay_out()
        self._kinds[".csv"].toggled.connect(self.for_spreadsheet.setEnabled)
        for first in (self._forms[TrailForm.EDITS], self._kinds[".csv"]):
            first.setChecked(True)
        self._forms[TrailForm.EDITS].setFocus()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        self._groups = [QButtonGroup(self), QButtonGroup(self)]
        for form, button in self._forms.items():
            self._groups[0].addButton(button)
            button.setAccessibleDescription(_FORMS[form][1])
            layout.addWidget(button)
            below = PlainLabel(_FORMS[form][1], role="muted")
            below.setIndent(3 * GAP)
            layout.addWidget(below)
        layout.addSpacing(GAP)
        for button in self._kinds.values():
            self._groups[1].addButton(button)
            layout.addWidget(button)
        layout.addWidget(self.for_spreadsheet)
        layout.addStretch(1)
        buttons, _ = answer_buttons(self, "E&xport…")
        layout.addWidget(buttons)

    def choose(self, form: TrailForm, suffix: str) -> None:
        """Tick what is wanted."""
        self._forms[form].setChecked(True)
        self._kinds[suffix].setChecked(True)

    @property
    def form(self) -> TrailForm:
        """What of the history is wanted."""
        return next(one for one, button in self._forms.items() if button.isChecked())

    @property
    def suffix(self) -> str:
        """The ending of the file."""
        return next(one for one, button in self._kinds.items() if button.isChecked())


def ask_and_write_history(window: QWidget, session: Session, settings: Settings) -> None:
    """Let the user choose what of the history to write and where to, and write it.

    It holds what whoever sits here may see.
    """
    dialog = TrailDialog(settings, window)
    if not run_dialog(dialog).result():
        return
    suffix, form = dialog.suffix, dialog.form
    order = TrailOrder(
        form=form,
        seen_by=session.visibility.when_reviewing(),
        for_spreadsheet=suffix == ".csv" and dialog.for_spreadsheet.isChecked(),
    )
    path = session.project.path
    name = f"{path.stem} {_NAMES[form]}{suffix}"
    kinds = f"{_KINDS[suffix].replace('&', '').partition(',')[0]} (*{suffix})"
    chosen = choose_new(window, settings, _TITLE, kinds, name, path.parent)
    if chosen is not None:
        _write(window, session, chosen, order)


def _write(window: QWidget, session: Session, path: Path, order: TrailOrder) -> None:
    def write(own: Project, told: Reporter) -> str:
        return write_trail(own, path, order, told)

    job = Job(on_sibling(session.project, write)).after(session.waiting)
    job.on_success(lambda told: session.told.emit(f"Wrote {told} to {path.name} in {path.parent}"))
    job.on_refusal(partial(show_refusal, window, "The history can't be exported"))
    job.run(window, "Writing the history")
