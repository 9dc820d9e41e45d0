"""Writing the report as HTML."""

from pathlib import Path

from annotator.domain.draft import Progress, no_progress
from annotator.domain.visibility import Visibility
from annotator.formats.files.atomic import written_beside
from annotator.store.project import Project
from annotator.workflow.report.choice import USUAL_CHOICE, ReportChoice
from annotator.workflow.report.facts import ReportFacts, report_facts
from annotator.workflow.report.page import report_page

SUFFIX = ".html"


def write_report(
    project: Project,
    path: Path,
    seen_by: Visibility | None = None,
    progress: Progress = no_progress,
    choice: ReportChoice = USUAL_CHOICE,
) -> None:
    """Write the report of a project as one HTML page, with what somebody chose.

    Raise a `UserError` when it can't be written, or somebody may not see all labels yet.
    """
    project.refuse_broken_pages()
    place_report(report_facts(project, seen_by, progress, choice=choice), path)


def place_report(facts: ReportFacts, path: Path) -> None:
    """Write a report as one HTML page; raise a `UserError` when it can't be written."""
    with written_beside(path) as (file,):
        file.write(report_page(facts).encode())
