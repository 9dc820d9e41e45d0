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


class PdfAbout(msgspec.Struct, frozen=True):
    """What a PDF says of itself."""

    title: str
    creator: str


def pdf_of(paper: PdfAbout, fill: Fill) -> bytes:
    """Return a PDF; a document is laid out on the GUI thread alone."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(paper.title)
    writer.setCreator(paper.creator)
    writer.setResolution(_DOTS)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    margins = QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
    writer.setPageMargins(margins, QPageLayout.Unit.Millimeter)
    page = QSizeF(writer.pageLayout().paintRectPixels(_DOTS).size())
    room = QSizeF(page.width(), page.height() - _FOOT)
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(QFont(QGuiApplication.font().family(), 10))
    document.documentLayout().setPaintDevice(writer)
    document.setPageSize(room)
    fill(document, room.width())
    document.setPageSize(room)
    _draw(writer, document, room)
    buffer.close()
    return bytes(buffer.data().data())


def _draw(writer: QPdfWriter, document: QTextDocument, room: QSizeF) -> None:
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
