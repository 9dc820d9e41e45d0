"""The report on paper: Qt lays the page out and draws its plots, as lines and real text."""

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import QBuffer, QByteArray, QEventLoop, QIODevice, QRect, QRectF, QSizeF
from PySide6.QtGui import QPainter, QPyTextObject, QTextDocument, QTextFormat
from PySide6.QtSvg import QSvgRenderer

from annotator.domain.draft import Progress, no_progress
from annotator.formats.files.atomic import written_beside
from annotator.gui.exports.pdf_outline import Bookmark, with_outline
from annotator.gui.widgets.paged import PdfAbout, PdfPages, pages_of_anchors, tops_of_anchors
from annotator.store.project import Project
from annotator.workflow.codebooks.book_paper import is_part
from annotator.workflow.report.choice import USUAL_CHOICE, ReportChoice
from annotator.workflow.report.facts import ReportFacts, report_facts
from annotator.workflow.report.page import FIRST_PAGED, chapter_titles, report_page
from annotator.workflow.report.paging import PASSES, LaidOutPart, moved_parts


class _Plots(QPyTextObject):
    """Draws plots in a document where pictures stand: as what they are, not as dots."""

    def __init__(self, document: QTextDocument, width: float) -> None:
        super().__init__(document)
        self._width = width
        self._drawn: dict[str, tuple[QSvgRenderer, QSizeF]] = {}
        self._names: dict[str, str] = {}
        kind = QTextFormat.ObjectTypes.ImageObject
        document.documentLayout().registerHandler(kind.value, self)

    def picture(self, svg: str, _alt: str) -> str:
        """Return the tag of a picture of a plot, which is drawn where that stands."""
        name = self._names.setdefault(svg, f"plot-{len(self._names) + 1}")
        if name in self._drawn:
            return f'<img src="{name}">'
        drawn = QSvgRenderer(QByteArray(svg.encode()))
        size = QSizeF(drawn.defaultSize())
        self._drawn[name] = drawn, size * min(1.0, self._width / size.width())
        return f'<img src="{name}">'

    def intrinsicSize(  # noqa: N802 - Qt's
        self,
        _document: QTextDocument,
        _position: int,
        format: QTextFormat,  # noqa: A002 - Qt's
    ) -> QSizeF:
        """Return how large a plot is."""
        return self._drawn[format.toImageFormat().name()][1]

    def drawObject(  # noqa: N802 - Qt's
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        _document: QTextDocument,
        _position: int,
        format: QTextFormat,  # noqa: A002 - Qt's
    ) -> None:
        """Draw a plot."""
        self._drawn[format.toImageFormat().name()][0].render(painter, QRectF(rect))


def write_pdf(
    project: Project,
    path: Path,
    progress: Progress = no_progress,
    choice: ReportChoice = USUAL_CHOICE,
) -> None:
    """Write the report of a project as PDF; raise a `UserError` when it can't be written."""
    project.refuse_broken_pages()
    draw_pdf(report_facts(project, progress=progress, choice=choice), path, progress)


def draw_pdf(facts: ReportFacts, path: Path, progress: Progress = no_progress) -> None:
    """Write a report as PDF, on A4, in any thread: the document is nobody else's.

    Raise a `UserError` when it can't be written. `progress` may stop it, between its steps.
    """
    loop = QEventLoop()  # a document's layout has a timer, which a bare thread has no events for
    data = _pdf(facts, progress)
    del loop
    with written_beside(path) as (file,):
        file.write(data)


def _pdf(facts: ReportFacts, progress: Progress) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pages = PdfPages(PdfAbout(facts.title, f"Media Annotator {facts.version}"), buffer)
    found: dict[str, int] = {}

    def fill(document: QTextDocument, width: float) -> None:
        plots = _Plots(document, width)
        page = document.pageSize()
        document.setPageSize(QSizeF(page.width(), -1))
        document.setHtml(report_page(facts, plots.picture, paged=True, pages={}))
        parts, first = _parts(document), tops_of_anchors(document)[FIRST_PAGED]
        breaks = frozenset(one.name for one in parts if one.top == first)
        document.setPageSize(page)
        for done in range(PASSES):
            progress(done, PASSES)
            html = report_page(facts, plots.picture, paged=True, pages=found, breaks=breaks)
            document.setHtml(html)
            tops = tops_of_anchors(document)
            more = moved_parts(parts, tops, breaks, page.height())
            if not more:
                break
            breaks |= more
        # Numbers are as wide as those that stand for them: once more all stands where it did.
        found.update(pages_of_anchors(document))
        document.setHtml(report_page(facts, plots.picture, paged=True, pages=found, breaks=breaks))
        progress(PASSES, PASSES)

    document = pages.laid_out(fill)
    count = document.pageCount()
    pages.add(document, lambda number: f"{number} of {count}", facts.title)
    pages.close()
    buffer.close()
    bookmarks = [
        Bookmark(title, found[name]) for name, title in chapter_titles(facts) if name in found
    ]
    return with_outline(bytes(buffer.data().data()), bookmarks)


def _parts(document: QTextDocument) -> list[LaidOutPart]:
    """Return the parts of a document that is laid out, from their first line to their last."""
    tops = {top: name for name, top in tops_of_anchors(document).items() if is_part(name)}
    layout = document.documentLayout()
    found: list[LaidOutPart] = []
    block = document.begin()
    while block.isValid():
        rect = layout.blockBoundingRect(block)
        if rect.top() in tops:
            found.append(LaidOutPart(tops.pop(rect.top()), rect.top(), rect.bottom()))
        elif found:
            found[-1] = replace(found[-1], bottom=max(found[-1].bottom, rect.bottom()))
        block = block.next()
    return found
