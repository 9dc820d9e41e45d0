"""The answers unit by unit as a table: a row for each unit and each coder."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.domain.errors import UserError
from annotator.domain.wording import counted
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.units.table import asked_codes, unit_rows, write_units

_CANT = "The answers can't be written"
_KINDS = "CSV (*.csv)"


def asks_of_units(session: Session) -> bool:
    """Tell whether any code asks, or has asked, of units."""
    return any(code.is_of_units and not code.group for code in session.codebook.codes)


def ask_and_write_units(window: QWidget, session: Session, settings: Settings) -> None:
    """Let the user choose where the table goes, and write it: of answers that may be seen."""
    path = session.project.path
    name = f"{path.stem} units.csv"
    target = choose_new(window, settings, "Answers unit by unit", _KINDS, name, path.parent)
    if target is None:
        return
    try:
        refuse_targets(target)
    except UserError as error:
        show_refusal(window, _CANT, error)
        return
    seen_by = session.visibility.when_reviewing()

    def write(own: Project, told: Reporter) -> int:
        own.refuse_broken_pages()
        codes = asked_codes(own)
        return write_units(target, unit_rows(own, codes, None, told, seen_by=seen_by), codes)

    job = Job(on_sibling(session.project, write)).after(session.waiting)
    job.on_success(partial(_told, session, target))
    job.on_refusal(partial(show_refusal, window, _CANT))
    job.run(window, "Writing answers")


def _told(session: Session, path: Path, rows: int) -> None:
    session.told.emit(f"{counted(rows, 'row')} written to {path.name} in {path.parent}")
