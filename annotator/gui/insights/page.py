"""The page of insights as a mode of the window; its content is made when somebody looks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from annotator.gui.session.keyed_page import KeyedPage
from annotator.gui.session.late_page import LatePage

if TYPE_CHECKING:
    from annotator.gui.insights.body import InsightsBody


class InsightsPage(LatePage["InsightsBody"], KeyedPage):
    """Views of the labels that are counted; each mark leads to exactly the labels behind it.

    Bare keys go first to what has the keyboard, so that one can type, and then to the page.
    """

    passage_wanted = Signal(str, str, int, int)
    """An article, an annotation in it, and where that stands, are to be shown."""
    labels_wanted = Signal(object)
    """These annotations (`PickedLabels`) are to be listed alone on the page of annotations."""

    def make(self) -> "InsightsBody":
        """Return the content, which needs numpy."""
        from annotator.gui.insights.body import InsightsBody  # noqa: PLC0415 - numpy

        body = InsightsBody(self.session, self.settings, self._key)
        body.passage_wanted.connect(self.passage_wanted)
        body.behind.labels_wanted.connect(self.labels_wanted)
        return body

    def _add_shortcuts(self) -> None:
        """Leave keys to `keyPressEvent`: shortcuts would take Enter and Esc from lines."""

    def enter(self) -> None:
        """Count what was never counted, or has changed, and take the focus."""
        self.body.enter()

    def remember(self) -> None:
        """Stop working, and keep sizes for the next start."""
        if self.made is not None:
            self.made.remember()
