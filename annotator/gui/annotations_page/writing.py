"""Writing what is listed: where to, and how far it is."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import EXPORT_FOR_SPREADSHEET, Settings
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.store.project import Project
from annotator.workflow.label_table import write_labels

_TITLE = "Export the annotations shown"
_KIND = "CSV, for tables (*.csv)"


def ask_and_write_labels(
    window: QWidget, session: Session, settings: Settings, numbers: Sequence[int]
) -> None:
    """Let the user choose where to, and write what is listed, as far as it may be seen."""
    path = session.project.path
    target = choose_new(
        window, settings, _TITLE, _KIND, f"{path.stem} annotations.csv", path.parent
    )
    if target is None:
        return
    seen = session.visibility.when_reviewing()
    safe = settings.get(EXPORT_FOR_SPREADSHEET)

    def write(own: Project, told: Reporter) -> str:
        return write_labels(own, target, numbers, seen, told, for_spreadsheet=safe)

    job = Job(on_sibling(session.project, write)).after(session.waiting)
    said = f"to {target.name} in {target.parent}"
    job.on_success(lambda told: session.told.emit(f"Wrote {told} {said}"))
    job.on_refusal(partial(show_refusal, window, "The annotations can't be exported"))
    job.run(window, "Writing the annotations")
