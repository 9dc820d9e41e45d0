"""Charts in the window and in files."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QPointF, QRectF, QSizeF
from PySide6.QtGui import (
    QImage,
    QImageWriter,
    QPageSize,
    QPaintDevice,
    QPainter,
    QPaintEvent,
    QPdfWriter,
)
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QWidget

from annotator.formats.files.atomic import written_beside
from annotator.gui.look.palettes import LIGHT, Theme
from annotator.gui.reliability.drawing import draw, height_for
from annotator.workflow.reliability.chart import Chart

_INCH = 96  # pixels, as on a screen
_PAPER = QSizeF(7 * _INCH, 4 * _INCH)
_FINE = 200  # pixels to the inch, in a PNG
_METRE = 1 / 0.0254  # inches


class Canvas(QWidget):
    """A chart in the window."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: Chart | None = None
        self._theme = LIGHT

    def show_chart(self, chart: Chart, theme: Theme) -> None:
        """Draw another chart, in a theme's colours."""
        self._chart, self._theme = chart, theme
        self.setMinimumHeight(height_for(chart))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's signature
        """Draw the chart over the whole widget."""
        if self._chart is not None:
            painter = QPainter(self)
            draw(painter, QRectF(self.rect()), self._chart, self._theme)
            painter.end()


def save(path: Path, chart: Chart) -> None:
    """Write a chart as PNG, SVG or PDF, by the file's ending, in colours for paper.

    The paper is as high as the chart needs it.

    Raises a `UserError` when the file can't be written.
    """
    with written_beside(path) as (file,):
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        _WRITERS[path.suffix.lower()](buffer, chart)
        file.write(buffer.data().data())


def _paper(chart: Chart) -> QSizeF:
    return QSizeF(_PAPER.width(), max(_PAPER.height(), height_for(chart)))


def _write_png(buffer: QBuffer, chart: Chart) -> None:
    image = QImage((_paper(chart) * _FINE / _INCH).toSize(), QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(round(_FINE * _METRE))
    image.setDotsPerMeterY(round(_FINE * _METRE))
    _draw_on(image, _FINE, chart)
    QImageWriter(buffer, b"PNG").write(image)


def _write_svg(buffer: QBuffer, chart: Chart) -> None:
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(_INCH)
    generator.setSize(_paper(chart).toSize())
    generator.setViewBox(QRectF(QPointF(), _paper(chart)))
    generator.setTitle(chart.title)
    _draw_on(generator, _INCH, chart)


def _write_pdf(buffer: QBuffer, chart: Chart) -> None:
    writer = QPdfWriter(buffer)
    writer.setTitle(chart.title)
    writer.setPageSize(QPageSize(_paper(chart) / _INCH, QPageSize.Unit.Inch))
    writer.setPageMargins(QMarginsF())
    _draw_on(writer, writer.resolution(), chart)


_WRITERS: dict[str, Callable[[QBuffer, Chart], None]] = {
    ".png": _write_png,
    ".svg": _write_svg,
    ".pdf": _write_pdf,
}


def _draw_on(device: QPaintDevice, resolution: int, chart: Chart) -> None:
    painter = QPainter(device)
    painter.scale(resolution / _INCH, resolution / _INCH)
    draw(painter, QRectF(QPointF(), _paper(chart)), chart, LIGHT)
    painter.end()
