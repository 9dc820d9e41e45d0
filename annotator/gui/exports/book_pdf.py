"""The guideline book on paper; its contents name the pages."""

from pathlib import Path

from PySide6.QtCore import QSizeF
from PySide6.QtGui import QTextDocument

from annotator import __version__
from annotator.formats.files.atomic import written_beside
from annotator.gui.widgets.paged import PdfAbout, pages_of_anchors, pdf_of, tops_of_anchors
from annotator.workflow.codebooks.book import BookFacts, book_page
from annotator.workflow.codebooks.book_paper import page_breaks, without_parts


def draw_book(facts: BookFacts, path: Path) -> None:
    """Write the book as PDF; raise a `UserError` when it can't be written."""

    def fill(document: QTextDocument, _width: float) -> None:
        # Numbers are as wide as those that stand for them: the second time all stands where it did.
        breaks = _breaks(document, facts)
        document.setHtml(book_page(facts, paged=True, pages={}, breaks=breaks))
        pages = without_parts(pages_of_anchors(document))
        document.setHtml(book_page(facts, paged=True, pages=pages, breaks=breaks))

    data = pdf_of(PdfAbout(facts.title, f"Media Annotator {__version__}"), fill)
    with written_beside(path) as (file,):
        file.write(data)


def _breaks(document: QTextDocument, facts: BookFacts) -> set[str]:
    """Lay the book out on a page without an end, and return which parts begin a page."""
    page = document.pageSize()
    document.setPageSize(QSizeF(page.width(), -1))
    document.setHtml(book_page(facts, paged=True, pages={}))
    tops, end = tops_of_anchors(document), document.size().height()
    document.setPageSize(page)
    return page_breaks(tops, end, page.height())
