"""The printable report: asked what it is to show, and written as a page or as PDF."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.domain.errors import UserError
from annotator.gui.exports.report_dialog import ReportDialog
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.store.file.placing import refuse_targets
from annotator.store.project import Project
from annotator.workflow.report.choice import ReportChoice
from annotator.workflow.report.facts import refuse_hidden, report_facts
from annotator.workflow.report.writing import SUFFIX, place_report

PDF = ".pdf"
_CANT = "The report can't be written"
_KINDS = f"PDF (*{PDF});;HTML (*{SUFFIX})"


def ask_and_report(window: QWidget, session: Session, settings: Settings) -> None:
    """Let the user choose what the report shows and where it goes, and write it.

    Who may not see all labels yet is told so before anything is asked.
    """
    try:
        refuse_hidden(session.visibility.when_reviewing())
    except UserError as error:
        show_refusal(window, _CANT, error)
        return
    dialog = run_dialog(ReportDialog(session, settings, window))
    if not dialog.result():
        return
    choice = dialog.choice
    path = session.project.path
    name = f"{path.stem} report{PDF}"
    chosen = choose_new(window, settings, "Report", _KINDS, name, path.parent)
    if chosen is not None:
        _write(window, session, chosen, choice)


def _write(window: QWidget, session: Session, path: Path, choice: ReportChoice) -> None:
    try:
        refuse_targets(path)
    except UserError as error:
        show_refusal(window, _CANT, error)
        return
    seen_by = session.visibility.when_reviewing()

    def write(own: Project, told: Reporter) -> None:
        own.refuse_broken_pages()
        facts = report_facts(own, seen_by, told, choice=choice)
        told.enter("Writing the report")
        if path.suffix.lower() == PDF:
            from annotator.gui.exports.report_pdf import draw_pdf  # noqa: PLC0415 - only for this

            draw_pdf(facts, path, told)
        else:
            place_report(facts, path)

    job = Job(on_sibling(session.project, write)).after(session.waiting)
    job.on_success(partial(_told, session, path))
    job.on_refusal(partial(show_refusal, window, _CANT))
    job.run(window, "Computing the report")


def _told(session: Session, path: Path, _done: None) -> None:
    session.told.emit(f"Report written to {path.name} in {path.parent}")
