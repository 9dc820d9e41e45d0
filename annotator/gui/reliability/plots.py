"""Charts in the window and in files."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.look.palettes import LIGHT, Theme
from annotator.gui.reliability.drawing import draw, height_for
from annotator.gui.widgets.paper import Drawing, save_drawing
from annotator.workflow.reliability.chart import Chart


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

    def on_paper(painter: QPainter, area: QRectF) -> None:
        draw(painter, area, chart, LIGHT)

    save_drawing(path, Drawing(chart.title, on_paper, height_for(chart)))
