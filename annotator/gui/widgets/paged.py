"""A page of HTML on paper: laid out as PDF, A4, each page with its number at the foot."""

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextDocument,
)

_MARGIN = 18  # millimetres
_FOOT = 28.0  # dots, for the number of the page
_DOTS = 96  # to the inch, in which the page is laid out

Fill = Callable[[QTextDocument, float], None]
"""Puts the HTML into a document whose lines have this width, in dots."""
NumberWords = Callable[[int], str]
"""Returns how a page's number, from 1, stands at its foot."""


class PdfAbout(msgspec.Struct, frozen=True):
    """What a PDF says of itself."""

    title: str
    creator: str


def pdf_of(paper: PdfAbout, fill: Fill) -> bytes:
    """Return a PDF of one document; a document is laid out on the GUI thread alone."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    pages = PdfPages(paper, buffer)
    document = pages.laid_out(fill)
    count = document.pageCount()
    pages.add(document, lambda number: f"{number} of {count}")
    pages.close()
    buffer.close()
    return bytes(buffer.data().data())


class PdfPages:
    """A PDF to which one document after the other is added, each on pages of its own."""

    def __init__(self, paper: PdfAbout, device: QIODevice) -> None:
        self._writer = QPdfWriter(device)
        self._writer.setTitle(paper.title)
        self._writer.setCreator(paper.creator)
        self._writer.setResolution(_DOTS)
        self._writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
        self._writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
        page = QSizeF(self._writer.pageLayout().paintRectPixels(_DOTS).size())
        self._room = QSizeF(page.width(), page.height() - _FOOT)
        self._painter: QPainter | None = None
        self._pages = 0

    def laid_out(self, fill: Fill) -> QTextDocument:
        """Return a document that is filled so, laid out on this paper."""
        document = QTextDocument()
        document.setDocumentMargin(0)
        document.setDefaultFont(QFont(QGuiApplication.font().family(), 10))
        document.documentLayout().setPaintDevice(self._writer)
        document.setPageSize(self._room)
        fill(document, self._room.width())
        document.setPageSize(self._room)
        return document

    def add(self, document: QTextDocument, number_words: NumberWords, foot: str = "") -> None:
        """Draw a document; `foot` stands at the foot of its pages, beside their numbers."""
        for n in range(document.pageCount()):
            self._begin_page()
            self._draw(document, n, number_words(self._pages), foot)

    def close(self) -> None:
        """End the PDF; nothing can be added any more."""
        if self._painter is not None:
            self._painter.end()

    def _begin_page(self) -> None:
        if self._painter is None:
            self._painter = QPainter(self._writer)
            self._painter.setFont(QFont(QGuiApplication.font().family(), 8))
        else:
            self._writer.newPage()
        self._pages += 1

    def _draw(self, document: QTextDocument, n: int, number: str, foot: str) -> None:
        painter, room = self._painter, self._room
        if painter is None:
            raise RuntimeError("no page was begun")
        below = QRectF(0, room.height(), room.width(), _FOOT)
        end, bottom = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignBottom
        painter.drawText(below, end | bottom, number)
        if foot:
            wide = painter.fontMetrics().horizontalAdvance(number) + _FOOT
            words = painter.fontMetrics().elidedText(
                foot, Qt.TextElideMode.ElideRight, int(room.width() - wide)
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignLeft | bottom, words)
        painter.save()
        painter.translate(0, -n * room.height())
        document.drawContents(painter, QRectF(0, n * room.height(), room.width(), room.height()))
        painter.restore()


def pages_of_anchors(document: QTextDocument) -> dict[str, int]:
    """Return on which page, from 1, each anchor of a laid out document stands."""
    height = document.pageSize().height()
    return {name: int(top // height) + 1 for name, top in tops_of_anchors(document).items()}


def tops_of_anchors(document: QTextDocument) -> dict[str, float]:
    """Return where each anchor of a laid out document stands, in dots from its top."""
    found: dict[str, float] = {}
    block = document.begin()
    while block.isValid():
        fragments = block.begin()
        while not fragments.atEnd():
            names = fragments.fragment().charFormat().anchorNames()
            if names:
                top = document.documentLayout().blockBoundingRect(block).top()
                found.update(dict.fromkeys(names, top))
            fragments += 1
        block = block.next()
    return found
