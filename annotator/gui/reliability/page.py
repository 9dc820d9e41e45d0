"""The page of agreement figures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings

if TYPE_CHECKING:
    from annotator.gui.reliability.body import ReliabilityBody


class ReliabilityPage(QWidget):
    """Figures per code, field, coder pair and overall; each is a door to its differences.

    Its content is made when somebody first looks, since what computes takes long to load.
    """

    differences_wanted = Signal(object)
    """A `Filter` of differences to show."""

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self._body: ReliabilityBody | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)

    @property
    def body(self) -> "ReliabilityBody":
        """The page's content."""
        if self._body is None:
            from annotator.gui.reliability.body import ReliabilityBody  # noqa: PLC0415 - numpy

            self._body = ReliabilityBody(self.session, self.settings)
            self._body.differences_wanted.connect(self.differences_wanted)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._body)
        return self._body

    def enter(self) -> None:
        """Compute what was never computed, and take the focus."""
        self.body.enter()

    def remember(self) -> None:
        """Keep sizes for the next start."""
        if self._body is not None:
            self._body.remember()
