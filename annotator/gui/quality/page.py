"""The page on how good suggestions are."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from annotator.gui.session.late_page import LatePage

if TYPE_CHECKING:
    from annotator.gui.quality.body import QualityBody


class QualityPage(LatePage["QualityBody"]):
    """Precision and recall on finished articles; each figure is a door to its passages.

    Its content is made when somebody first looks, since what measures takes long to load.
    """

    passage_wanted = Signal(str, int, int)
    """An article is to be shown at a place: its id, and start and end in code points."""

    def make(self) -> "QualityBody":
        """Return the content, which needs numpy."""
        from annotator.gui.quality.body import QualityBody  # noqa: PLC0415 - numpy

        body = QualityBody(self.session, self.settings)
        body.passage_wanted.connect(self.passage_wanted)
        return body

    def enter(self) -> None:
        """Show what is known, measure what was never measured, and take the focus."""
        self.body.enter()

    def remember(self) -> None:
        """Stop working, and keep sizes for the next start."""
        if self.made is not None:
            self.made.remember()
