"""A picture, and right below it the passages: what the picture does not need is theirs."""

from collections.abc import Sequence

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter

from annotator.gui.insights.pane import InsightPane
from annotator.gui.insights.passages_pane import BehindPane
from annotator.gui.widgets.splitter import DOWN, set_up, stretch_only


class PictureSplitter(QSplitter):
    """Passages are as high as somebody made them and, below a low picture, so much higher."""

    def __init__(self, pane: InsightPane, behind: BehindPane) -> None:
        super().__init__(DOWN)
        set_up(self, pane, behind)
        stretch_only(self, 0)
        self._pane = pane
        self._below = 0
        """How high passages are at least: so one has made them."""
        pane.laid.connect(self.fit)
        self.splitterMoved.connect(self._take)

    @property
    def wished(self) -> list[int]:
        """The heights that somebody gave both parts, whatever the picture needs."""
        return [max(0, self.height() - self.handleWidth() - self._below), self._below]

    def wish(self, heights: Sequence[int]) -> None:
        """Give the passages the height that they had when the program was left."""
        self._below = heights[-1]
        self.fit()

    def fit(self) -> None:
        """Let the passages begin where the picture ends."""
        room = self.height() - self.handleWidth()
        above = min(room - self._below, self._pane.needed)
        if self.isVisible() and above > 0 and above != self.sizes()[0]:
            self.setSizes([above, room - above])

    def _take(self) -> None:
        self._below = self.sizes()[-1]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height out anew."""
        super().resizeEvent(event)
        self.fit()

    def showEvent(self, event: QShowEvent) -> None:
        """Share the height out once there is one."""
        super().showEvent(event)
        self.fit()
