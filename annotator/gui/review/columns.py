"""The columns of the review, and how the right one shares its height."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from annotator.gui.review.panel import DifferencePanel
from annotator.gui.widgets.splitter import set_up

_LEAST_BELOW = 120
_LOW = 600
"""Below this height, in pixels, both texts and the inspector want all the room there is."""


class RightColumn(QSplitter):
    """The difference above, the inspector below; the difference gets the height it needs."""

    def __init__(self, panel: DifferencePanel, below: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._panel = panel
        self._asked = [1, 1]
        self._let_be: QWidget | None = None
        set_up(self, panel, below)
        panel.laid_out.connect(self._share)
        self.splitterMoved.connect(self._moved)

    @property
    def asked(self) -> list[int]:
        """The sizes that were asked for, whatever the difference at hand needs."""
        return self._asked

    def share(self, sizes: Sequence[int]) -> None:
        """Share the height so, as far as the difference at hand lets it be."""
        self._asked = list(sizes)
        self.setSizes(sizes)

    def _moved(self, *_: int) -> None:
        # Whoever drags has the last word on the difference that they look at.
        self._asked, self._let_be = self.sizes(), self._panel.versions

    def _share(self) -> None:
        """Take from below what both texts need, as long as its heading stays in sight."""
        versions = self._panel.versions
        if not self._panel.isVisible() or versions is None or versions is self._let_be:
            return
        total = sum(self.sizes())
        asked = total * self._asked[0] // max(1, sum(self._asked))
        wanted = max(asked, min(self._panel.height_wanted(), total - _LEAST_BELOW))
        if abs(wanted - self.sizes()[0]) > 1:
            self.setSizes([wanted, total - wanted])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._panel.be_low(self.height() < _LOW)
        self._share()
