"""Being the child that draws pages on paper; it shows nothing to anybody."""

import sys
from collections.abc import Iterable

import msgspec
from PySide6.QtCore import QFile, QIODevice
from PySide6.QtGui import QTextDocument

from annotator import __version__
from annotator.formats.outgoing.reading.drawing import PaperJob, PaperSheet
from annotator.gui.look.application import application
from annotator.gui.widgets.paged import PdfAbout, PdfPages


def main() -> None:
    """Draw what comes on standard input, and write the PDF when that ends."""
    app = application()
    lines = sys.stdin.buffer
    job = msgspec.json.decode(lines.readline(), type=PaperJob)
    draw(job, (msgspec.json.decode(line, type=PaperSheet) for line in lines))
    del app


def draw(job: PaperJob, sheets: Iterable[PaperSheet]) -> None:
    """Write a PDF in which each sheet begins a page; raise an `OSError` when it can't be."""
    file = QFile(job.path)
    if not file.open(QIODevice.OpenModeFlag.WriteOnly):
        raise OSError(file.errorString())
    pages = PdfPages(PdfAbout(job.title, f"Media Annotator {__version__}"), file)
    for sheet in sheets:
        html = f"<html><head><style>{job.style}</style></head><body>{sheet.html}</body></html>"

        def fill(document: QTextDocument, _width: float, html: str = html) -> None:
            document.setHtml(html)

        pages.add(pages.laid_out(fill), str, sheet.title)
    pages.close()
    file.close()


if __name__ == "__main__":
    main()
