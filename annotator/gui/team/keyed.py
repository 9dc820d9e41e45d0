"""Bringing back what was handed out with pseudonyms: the file, its key, and a look before it."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.gui.commands.table import key_of
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import PROJECTS, choose_existing, show_refusal
from annotator.store.project import Project
from annotator.workflow.pseudonyms.asking import asked_pseudonyms
from annotator.workflow.pseudonyms.returning import CameBack, came_back

_TITLE = "Bring in with a key"
_KEYS = "Key to pseudonyms (*.csv)"
_MOST_SHOWN = 12


def bring_in_by_key(window: QWidget, session: Session, settings: Settings) -> None:
    """Ask for a file and its key, say what comes back, and bring it in if that is wanted."""
    path = choose_existing(window, settings, _TITLE, PROJECTS)
    key = choose_existing(window, settings, f"{_TITLE}: the key", _KEYS) if path else None
    if path is None or key is None:
        return

    def read(own: Project, reporter: Reporter) -> CameBack:
        return came_back(own, path, asked_pseudonyms(own, (str(key),)), reporter)

    job = Job(on_sibling(session.project, read)).after(session.waiting)
    job.on_success(partial(_look, window, session, path))
    job.on_refusal(partial(show_refusal, window, "Nothing was brought in"))
    job.run(window, "Reading")


def _look(window: QWidget, session: Session, path: Path, found: CameBack) -> None:
    """Say what comes back, and bring it in if that is wanted."""
    title = f"What {path.name} brings back"
    box = QMessageBox(QMessageBox.Icon.Question, title, title, parent=window)
    box.setTextFormat(Qt.TextFormat.PlainText)
    told = found.told()
    more = [f"… and {len(told) - _MOST_SHOWN} more"] if len(told) > _MOST_SHOWN else []
    box.setInformativeText("\n".join([*told[:_MOST_SHOWN], *more]))
    buttons = QMessageBox.StandardButton
    taken = None
    if found.brings_something:
        taken = box.addButton("&Bring in", QMessageBox.ButtonRole.AcceptRole)
        box.addButton(buttons.Cancel)
        box.setDefaultButton(taken)
    else:
        box.addButton(buttons.Close)
    run_dialog(box)
    if taken is not None and box.clickedButton() is taken and session.apply(found.edit):
        session.told.emit(f"{found.edit.label} — {key_of('undo')} undoes")
