"""Drawings in files: as PNG, SVG or PDF, as they are drawn in the window."""

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import QImage, QImageWriter, QPageSize, QPaintDevice, QPainter, QPdfWriter
from PySide6.QtSvg import QSvgGenerator

from annotator.formats.files.atomic import written_beside

_INCH = 96  # pixels, as on a screen
_PAPER = QSizeF(7 * _INCH, 4 * _INCH)
_FINE = 200  # pixels to the inch, in a PNG
_METRE = 1 / 0.0254  # inches


class Drawing(msgspec.Struct, frozen=True):
    """What is put on paper: its title, how it is drawn into an area, and how high it has to be.

    What `fits` has paper of just that height, however low.
    """

    title: str
    draw: Callable[[QPainter, QRectF], object]
    height: float = 0.0
    fits: bool = False

    @property
    def size(self) -> QSizeF:
        """The size of the paper, in pixels of a screen."""
        least = 0.0 if self.fits else _PAPER.height()
        return QSizeF(_PAPER.width(), max(least, self.height))


def save_drawing(path: Path, drawing: Drawing) -> None:
    """Write a drawing as PNG, SVG or PDF, by the file's ending.

    Raises a `UserError` when the file can't be written.
    """
    with written_beside(path) as (file,):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        _WRITERS[path.suffix.lower()](buffer, drawing)
        file.write(buffer.data().data())


def _write_png(buffer: QBuffer, drawing: Drawing) -> None:
    image = QImage((drawing.size * _FINE / _INCH).toSize(), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(_FINE * _METRE))
    image.setDotsPerMeterY(round(_FINE * _METRE))
    _draw_on(image, _FINE, drawing)
    QImageWriter(buffer, b"PNG").write(image)


def _write_svg(buffer: QBuffer, drawing: Drawing) -> None:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_INCH)
    generator.setSize(drawing.size.toSize())
    generator.setViewBox(QRectF(QPointF(), drawing.size))
    generator.setTitle(drawing.title)
    _draw_on(generator, _INCH, drawing)


def _write_pdf(buffer: QBuffer, drawing: Drawing) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(drawing.title)
    writer.setPageSize(QPageSize(drawing.size / _INCH, QPageSize.Unit.Inch))
    writer.setPageMargins(QMarginsF())
    _draw_on(writer, writer.resolution(), drawing)


_WRITERS: dict[str, Callable[[QBuffer, Drawing], None]] = {
    ".png": _write_png,
    ".svg": _write_svg,
    ".pdf": _write_pdf,
}


def _draw_on(device: QPaintDevice, resolution: int, drawing: Drawing) -> None:
    painter = QPainter(device)
    painter.scale(resolution / _INCH, resolution / _INCH)
    drawing.draw(painter, QRectF(QPointF(), drawing.size))
    painter.end()
