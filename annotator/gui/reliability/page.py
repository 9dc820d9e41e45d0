"""The page of agreement figures."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from annotator.gui.session.late_page import LatePage

if TYPE_CHECKING:
    from annotator.gui.reliability.body import ReliabilityBody


class ReliabilityPage(LatePage["ReliabilityBody"]):
    """Figures per code, field, coder pair and overall; each is a door to its differences.

    Its content is made when somebody first looks, since what computes takes long to load.
    """

    differences_wanted = Signal(object)
    """A `Filter` of differences to show."""

    def make(self) -> "ReliabilityBody":
        """Return the content, which needs numpy."""
        from annotator.gui.reliability.body import ReliabilityBody  # noqa: PLC0415 - numpy

        body = ReliabilityBody(self.session, self.settings)
        body.differences_wanted.connect(self.differences_wanted)
        return body

    def enter(self) -> None:
        """Compute what was never computed, and take the focus."""
        self.body.enter()

    def remember(self) -> None:
        """Keep sizes for the next start."""
        if self.made is not None:
            self.made.remember()
