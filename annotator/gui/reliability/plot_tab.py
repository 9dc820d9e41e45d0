"""A tab with one plot, which can be written to a file."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.domain.errors import UserError
from annotator.gui.look.icons import icon
from annotator.gui.look.theme import GRID, HALF, theme_of
from annotator.gui.reliability import plots
from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.arrow_key_controls import ArrowKeyCombo
from annotator.gui.widgets.basic import EmptyState
from annotator.gui.widgets.file_dialogs import choose_new, show_refusal
from annotator.workflow.reliability.chart import Chart
from annotator.workflow.reliability.figures import write_parts

KINDS = ("png", "svg", "pdf", "csv")
"""The endings of the files that a plot can be written to."""


class PlotTab(QWidget):
    """Shows a chart, or says why there is none; of `groupings` (titles by id) one is chosen."""

    grouping_changed = Signal()

    def __init__(
        self, settings: Settings, name: str, groupings: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self._settings = settings
        self._name = name
        self.chart: Chart | None = None
        self._canvas: plots.Canvas | None = None
        self.empty = EmptyState(icon("review"), "Nothing to plot", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._scroll = QScrollArea(widgetResizable=True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName(name)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._stack.addWidget(self._scroll)
        self.buttons = {kind: self._button(kind) for kind in KINDS}
        row = QHBoxLayout()
        row.setContentsMargins(GRID, HALF, GRID, HALF)
        row.setSpacing(GRID)
        self.grouping = ArrowKeyCombo("Parts of the plot")
        self.grouping.offer([(title, one) for one, title in (groupings or {}).items()], None)
        self.grouping.setMinimumContentsLength(max(map(len, (groupings or {}).values()), default=0))
        if not groupings:
            self.grouping.hide()
        self.grouping.currentIndexChanged.connect(self.grouping_changed)
        row.addWidget(self.grouping)
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
        """Show words instead of a chart."""
        self.chart = None
        self.empty.say(title, hint)
        self._stack.setCurrentWidget(self.empty)
        self._enable(on=False)

    def show_chart(self, chart: Chart) -> None:
        """Show a chart."""
        if chart.is_empty:
            self.say("Undefined everywhere", "There is no value of this measure to plot.")
            return
        self.chart = chart
        self._enable(on=True)
        if self.isVisible():
            self._draw()

    def _enable(self, *, on: bool) -> None:
        for button in self.buttons.values():
            button.setEnabled(on)

    def _draw(self) -> None:
        if self.chart is None:
            return
        if self._canvas is None:
            self._canvas = plots.Canvas()
            self._scroll.setWidget(self._canvas)
        self._canvas.show_chart(self.chart, theme_of(self.palette()))
        said = "; ".join((self.chart.title, *self.chart.changes))
        self._canvas.setAccessibleName(f"{self._name}: {said}")
        self._stack.setCurrentWidget(self._scroll)

    def _ask_and_save(self, kind: str) -> None:
        name = f"{self._name.lower()}.{kind}"
        path = choose_new(self, self._settings, "Write to", f"{kind.upper()} (*.{kind})", name)
        if path is not None:
            self.save(
                path if path.suffix.lower() == f".{kind}" else path.with_name(f"{path.name}.{kind}")
            )

    def save(self, path: Path) -> None:
        """Write the chart, or with `.csv` its figures; say why when that can't be."""
        if self.chart is None:
            return
        try:
            if path.suffix.lower() == ".csv":
                write_parts(path, {name: [one] for name, one in self.chart.figures.items()})
            else:
                plots.save(path, self.chart)
        except UserError as error:
            show_refusal(self, "The file can’t be written", error)

    def showEvent(self, event: QShowEvent) -> None:
        """Draw what was chosen meanwhile."""
        super().showEvent(event)
        self._draw()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self.isVisible():
            self._draw()
