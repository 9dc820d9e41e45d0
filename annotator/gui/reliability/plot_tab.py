"""A tab with one plot, which can be written to a file."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea

from annotator.gui.look.theme import theme_of
from annotator.gui.reliability import plots
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.plot_frame import PlotFrame
from annotator.workflow.reliability.chart import Chart
from annotator.workflow.reliability.figures import write_parts


class PlotTab(PlotFrame):
    """Shows a chart, or says why there is none; of `groupings` (titles by id) one is chosen."""

    grouping_changed = Signal()

    def __init__(
        self, settings: Settings, name: str, groupings: Mapping[str, str] | None = None
    ) -> None:
        self._scroll = QScrollArea(widgetResizable=True)
        super().__init__(settings, name, self._scroll)
        self.chart: Chart | None = None
        self._name = name
        self._canvas: plots.Canvas | None = None
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(name)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.grouping = ArrowKeyCombo("Parts of the plot")
        self.grouping.offer([(title, one) for one, title in (groupings or {}).items()], None)
        self.grouping.setMinimumContentsLength(max(map(len, (groupings or {}).values()), default=0))
        if not groupings:
            self.grouping.hide()
        self.grouping.currentIndexChanged.connect(self.grouping_changed)
        self.foot.insertWidget(0, self.grouping)
        self.setTabOrder(self.grouping, self.buttons["png"])
        self.say("Nothing to plot", "")

    def say(self, title: str, hint: str) -> None:
        """Show words instead of a chart."""
        self.chart = None
        self.show_words(title, hint)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart."""
        if chart.is_empty:
            self.say("Undefined everywhere", "There is no value of this measure to plot.")
            return
        self.chart = chart
        self.allow_writing(on=True)
        if self.isVisible():
            self._draw()

    def _draw(self) -> None:
        if self.chart is None:
            return
        if self._canvas is None:
            self._canvas = plots.Canvas()
            self._scroll.setWidget(self._canvas)
        self._canvas.show_chart(self.chart, theme_of(self.palette()))
        said = "; ".join((self.chart.title, *self.chart.changes))
        self._canvas.setAccessibleName(f"{self._name}: {said}")
        self.show_drawn()

    def write(self, path: Path) -> None:
        """Write the chart, or with `.csv` its figures."""
        if self.chart is None:
            return
        if path.suffix.lower() == ".csv":
            write_parts(path, {name: [one] for name, one in self.chart.figures.items()})
        else:
            plots.save(path, self.chart)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was chosen meanwhile."""
        super().showEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._draw()
