"""The report on paper: Qt lays the page out and draws its plots."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)
from PySide6.QtSvg import QSvgRenderer

from annotator.domain.draft import Progress, no_progress
from annotator.formats.files.atomic import written_beside
from annotator.store.project import Project
from annotator.workflow.report.facts import ReportFacts, report_facts
from annotator.workflow.report.page import report_page

_FINE = 3
"""How many pixels of a picture a pixel of a plot has."""
_MARGIN = 18  # millimetres
_FOOT = 28.0  # dots, for the number of the page
_DOTS = 96  # to the inch, in which the page is laid out


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
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(facts.title)
    writer.setCreator(f"Media Annotator {facts.version}")
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    _lay_out(writer, facts)
    buffer.close()
    with written_beside(path) as (file,):
        file.write(buffer.data().data())


def _lay_out(writer: QPdfWriter, facts: ReportFacts) -> None:
    """Write the pages, each with its number at the foot."""
    page = QSizeF(writer.pageLayout().paintRectPixels(_DOTS).size())
    room = QSizeF(page.width(), page.height() - _FOOT)
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(QFont(QGuiApplication.font().family(), 10))
    plots = _Plots(document, room.width())
    document.setHtml(report_page(facts, plots.picture, paged=True))
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(room)
    painter = QPainter(writer)
    painter.setFont(QFont(QGuiApplication.font().family(), 8))
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        foot = QRectF(0, room.height(), room.width(), _FOOT)
        alignment = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, alignment, f"{number + 1} of {document.pageCount()}")
        painter.save()
        painter.translate(0, -number * room.height())
        shown = QRectF(0, number * room.height(), room.width(), room.height())
        document.drawContents(painter, shown)
        painter.restore()
    painter.end()
