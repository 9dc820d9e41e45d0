"""The printable report: as a page for a browser, or as PDF."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QWidget

from annotator.domain.errors import UserError
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.store.project import Project
from annotator.workflow.report.facts import ReportFacts, report_facts
from annotator.workflow.report.writing import SUFFIX, place_report

PDF = ".pdf"
_CANT = "The report can't be written"
_KINDS = f"PDF (*{PDF});;HTML (*{SUFFIX})"


def ask_and_report(window: QWidget, session: Session, settings: Settings) -> None:
    """Let the user choose where the report goes, and write it."""
    path = session.project.path
    name = f"{path.stem} report{PDF}"
    chosen = choose_new(window, settings, "Report", _KINDS, name, path.parent)
    if chosen is not None:
        _write(window, session, chosen if chosen.suffix else chosen.with_suffix(PDF))


def _write(window: QWidget, session: Session, path: Path) -> None:
    seen_by = session.visibility.when_reviewing()

    def gather(own: Project, told: Reporter) -> ReportFacts:
        own.refuse_broken_pages()
        return report_facts(own, seen_by, told)

    job = Job(on_sibling(session.project, gather)).after(session.waiting)
    job.on_success(partial(_place, window, session, path))
    job.on_refusal(partial(show_refusal, window, _CANT))
    job.run(window, "Computing the report")


def _place(window: QWidget, session: Session, path: Path, facts: ReportFacts) -> None:
    try:
        if path.suffix.lower() == PDF:
            from annotator.gui.exports.report_pdf import draw_pdf  # noqa: PLC0415 - only for this

            draw_pdf(facts, path)
        else:
            place_report(facts, path)
    except UserError as error:
        show_refusal(window, _CANT, error)
        return
    session.told.emit(f"Report written to {path.name} in {path.parent}")
