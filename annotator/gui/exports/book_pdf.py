"""The guideline book on paper; its contents name the pages."""

from pathlib import Path

from PySide6.QtGui import QTextDocument

from annotator import __version__
from annotator.formats.files.atomic import written_beside
from annotator.gui.widgets.paged import PdfAbout, pages_of_anchors, pdf_of
from annotator.workflow.codebooks.book import BookFacts, book_page


def draw_book(facts: BookFacts, path: Path) -> None:
    """Write the book as PDF; raise a `UserError` when it can't be written."""

    def fill(document: QTextDocument, _width: float) -> None:
        # Numbers are as wide as those that stand for them: the second time all stands where it did.
        document.setHtml(book_page(facts, paged=True, pages={}))
        pages = pages_of_anchors(document)
        document.setHtml(book_page(facts, paged=True, pages=pages))

    data = pdf_of(PdfAbout(facts.title, f"Media Annotator {__version__}"), fill)
    with written_beside(path) as (file,):
        file.write(data)
