"""What a file will not hold, in as much room as it takes and as there is."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy

from annotator.gui.look.sizes import line_height
from annotator.gui.widgets.basic import PlainLabel

_LEAST_LINES = 3


class LossReport(QScrollArea):
    """Sentences one below the other; a long report scrolls, also by key."""

    def __init__(self) -> None:
        super().__init__()
        self._label = PlainLabel(wrap=True, selectable=True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(self._label)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setAccessibleName("What this file will not hold")

    def text(self) -> str:
        """Return what it says."""
        return self._label.text()

    def tell(self, losses: Sequence[str]) -> None:
        """Say what will be lost, a line each."""
        self.say("\n".join(f"• {loss}" for loss in losses))

    def say(self, words: str) -> None:
        """Say something else in their place."""
        self._label.setText(words)
        self.setVisible(bool(words))
        self.verticalScrollBar().setValue(0)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the room that all of it takes."""
        bar = self.verticalScrollBar().sizeHint().width()
        width = max(self.width() - bar, 1)
        return QSize(super().sizeHint().width(), self._label.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Ask for no more than a few lines at least."""
        least = min(_LEAST_LINES * line_height(), self.sizeHint().height())
        return QSize(0, least)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask anew where lines break otherwise."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
