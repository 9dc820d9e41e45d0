"""The report on paper: Qt lays the page out and draws its plots."""

from pathlib import Path

from PySide6.QtCore import QByteArray, QUrl
from PySide6.QtGui import QImage, QPainter, QTextDocument
from PySide6.QtSvg import QSvgRenderer

from annotator.domain.draft import Progress, no_progress
from annotator.formats.files.atomic import written_beside
from annotator.gui.widgets.paged import PdfAbout, pdf_of
from annotator.store.project import Project
from annotator.workflow.report.facts import ReportFacts, report_facts
from annotator.workflow.report.page import report_page

_FINE = 3
"""How many pixels of a picture a pixel of a plot has."""


class _Plots:
    """Puts pictures into a document in place of plots, which it can't draw itself."""

    def __init__(self, document: QTextDocument, width: float) -> None:
        self._document = document
        self._width = width
        self._count = 0

    def picture(self, svg: str) -> str:
        """Return the tag of a picture of a plot."""
        drawn = QSvgRenderer(QByteArray(svg.encode()))
        size = drawn.defaultSize()
        image = QImage(size * _FINE, QImage.Format.Format_RGB32)
        image.fill(0xFFFFFFFF)
        painter = QPainter(image)
        drawn.render(painter)
        painter.end()
        self._count += 1
        name = f"plot-{self._count}"
        kind = QTextDocument.ResourceType.ImageResource
        self._document.addResource(kind.value, QUrl(name), image)
        width = min(float(size.width()), self._width)
        height = width * size.height() / size.width()
        return f'<img src="{name}" width="{width:.0f}" height="{height:.0f}">'


def write_pdf(project: Project, path: Path, progress: Progress = no_progress) -> None:
    """Write the report of a project as PDF; raise a `UserError` when it can't be written."""
    project.refuse_broken_pages()
    draw_pdf(report_facts(project, progress=progress), path)


def draw_pdf(facts: ReportFacts, path: Path) -> None:
    """Write a report as PDF, on A4; a document is laid out on the GUI thread alone.

    Raise a `UserError` when it can't be written.
    """

    def fill(document: QTextDocument, width: float) -> None:
        plots = _Plots(document, width)
        document.setHtml(report_page(facts, plots.picture, paged=True))

    data = pdf_of(PdfAbout(facts.title, f"Media Annotator {facts.version}"), fill)
    with written_beside(path) as (file,):
        file.write(data)
