"""A tab with one plot of quality, which can be written to a file."""

from pathlib import Path

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from annotator.gui.look.palettes import LIGHT
from annotator.gui.look.theme import theme_of
from annotator.gui.quality.drawing import draw_plot
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.paper import Drawing, save_drawing
from annotator.gui.widgets.plot_frame import PlotFrame
from annotator.workflow.csv_tables import write_table
from annotator.workflow.suggesting.quality.charts import Plot


class PlotCanvas(QWidget):
    """A plot in the window."""

    def __init__(self) -> None:
        super().__init__()
        self._plot: Plot | None = None
        self.setMinimumHeight(160)

    def show_plot(self, plot: Plot) -> None:
        """Draw another plot."""
        self._plot = plot
        self.setAccessibleName(plot.said)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the plot over the whole widget."""
        if self._plot is not None:
            painter = QPainter(self)
            draw_plot(painter, QRectF(self.rect()), self._plot, theme_of(self.palette()))
            painter.end()


class QualityPlotTab(PlotFrame):
    """Shows a plot, or says why there is none."""

    def __init__(self, settings: Settings, name: str) -> None:
        self.plot: Plot | None = None
        self.canvas = PlotCanvas()
        super().__init__(settings, name, self.canvas)
        self.say("Nothing to plot", "")

    def say(self, title: str, hint: str) -> None:
        """Show words instead of a plot."""
        self.plot = None
        self.show_words(title, hint)

    def show_plot(self, plot: Plot) -> None:
        """Show a plot."""
        self.plot = plot
        self.canvas.show_plot(plot)
        self.show_drawn()
        self.allow_writing(on=True)

    def write(self, path: Path) -> None:
        """Write the plot, or with `.csv` its points."""
        plot = self.plot
        if plot is None:
            return

        def on_paper(painter: QPainter, area: QRectF) -> None:
            draw_plot(painter, area, plot, LIGHT)

        if path.suffix.lower() == ".csv":
            rows = plot.rows()
            write_table(path, [[*rows[0]], *([*row.values()] for row in rows)])
        else:
            save_drawing(path, Drawing(plot.title, on_paper))
