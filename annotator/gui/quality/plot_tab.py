"""A tab with one plot of quality, which can be written to a file."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QRectF
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from annotator.domain.errors import UserError
from annotator.gui.look.icons import icon
from annotator.gui.look.palettes import LIGHT
from annotator.gui.look.theme import GRID, HALF, theme_of
from annotator.gui.quality.drawing import draw_plot
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.basic import EmptyState
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.gui.widgets.paper import Drawing, save_drawing
from annotator.workflow.csv_tables import write_table
from annotator.workflow.suggesting.quality.charts import Plot

KINDS = ("png", "svg", "pdf", "csv")
"""The endings of the files that a plot can be written to."""


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

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self.update()


class QualityPlotTab(QWidget):
    """Shows a plot, or says why there is none."""

    def __init__(self, settings: Settings, name: str) -> None:
        super().__init__()
        self._settings = settings
        self._name = name
        self.plot: Plot | None = None
        self.canvas = PlotCanvas()
        self.empty = EmptyState(icon("review"), "Nothing to plot", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.canvas)
        self.buttons = {kind: self._button(kind) for kind in KINDS}
        row = QHBoxLayout()
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        row.addStretch(1)
        for button in self.buttons.values():
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addLayout(row)
        self.say("Nothing to plot", "")

    def _button(self, kind: str) -> QPushButton:
        button = QPushButton(f"{kind.upper()}…", autoDefault=False)
        what = "data" if kind == "csv" else "plot"
        button.setToolTip(f"Write the {what} to a {kind.upper()} file")
        button.setAccessibleName(f"Write the {what} as {kind.upper()}")
        button.clicked.connect(partial(self._ask_and_save, kind))
        return button

    def say(self, title: str, hint: str) -> None:
        """Show words instead of a plot."""
        self.plot = None
        self.empty.say(title, hint)
        self._stack.setCurrentWidget(self.empty)
        self._enable(on=False)

    def show_plot(self, plot: Plot) -> None:
        """Show a plot."""
        self.plot = plot
        self.canvas.show_plot(plot)
        self._stack.setCurrentWidget(self.canvas)
        self._enable(on=True)

    def _enable(self, *, on: bool) -> None:
        for button in self.buttons.values():
            button.setEnabled(on)

    def _ask_and_save(self, kind: str) -> None:
        name = f"{self._name.lower()}.{kind}"
        path = choose_new(self, self._settings, "Write to", f"{kind.upper()} (*.{kind})", name)
        if path is not None:
            has_it = path.suffix.lower() == f".{kind}"
            self.save(path if has_it else path.with_name(f"{path.name}.{kind}"))

    def save(self, path: Path) -> None:
        """Write the plot, or with `.csv` its points; say why when that can't be."""
        plot = self.plot
        if plot is None:
            return

        def on_paper(painter: QPainter, area: QRectF) -> None:
            draw_plot(painter, area, plot, LIGHT)

        try:
            if path.suffix.lower() == ".csv":
                rows = plot.rows()
                write_table(path, [[*rows[0]], *([*row.values()] for row in rows)])
            else:
                save_drawing(path, Drawing(plot.title, on_paper))
        except UserError as error:
            show_refusal(self, "The file can’t be written", error)
