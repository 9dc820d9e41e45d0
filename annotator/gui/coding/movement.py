"""Moving the caret of the text by its units, and growing what is selected, as the keys ask."""

from collections.abc import Callable, Sequence

from annotator.analysis.segmentation import Segments, Unit
from annotator.gui.commands.table import with_key
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.workflow.movement import (
    Growth,
    coded_as_quotes,
    quotation_from,
    step_from,
    uncoded_from,
)
from annotator.workflow.tagging import Place

_BEFORE_ALL = -1
"""A place before each quotation, also before one that begins the text."""


class Movement:
    """Moves the caret of the article view by the text's units, and grows the selection."""

    def __init__(self, session: Session, view: ArticleView, let_go: Callable[[], object]) -> None:
        self._session = session
        self._view = view
        self._let_go = let_go
        self._growth = Growth()

    def step(self, unit: Unit, direction: int, *, extend: bool) -> bool:
        """Move to the next or previous start of a unit."""
        segments = self._segments()
        if segments is None:
            return False
        place = step_from(segments, unit, direction, self._view.caret())
        self._view.set_caret(place, extend=extend)
        if not extend:
            self._let_go()
        return True

    def quotation(self, direction: int, *, uncoded: bool) -> None:
        """Select the next or previous quotation whole, any or one that is not coded yet."""
        segments = self._segments()
        if segments is None:
            return
        selection, caret = self._view.selection(), self._view.caret()
        origin = (selection[0] if direction < 0 else selection[1]) if selection else caret
        coded = self._coded() if uncoded else ()
        found = uncoded_from(segments, direction, origin, coded)
        if found is None:
            self._session.told.emit(self._none_further(segments, coded))
        else:
            self._view.set_selection(*found)
        self._let_go()

    def _coded(self) -> list[Place]:
        session, article = self._session, self._session.article
        return coded_as_quotes(
            article.in_order if article is not None else (), session.codebook, session.visibility
        )

    def _none_further(self, segments: Segments, coded: Sequence[Place]) -> str:
        """Say why there is no further quotation, and how to come to those that there are."""
        if quotation_from(segments, 1, _BEFORE_ALL) is None:
            return "No quotation in this article"
        if uncoded_from(segments, 1, _BEFORE_ALL, coded) is not None:
            return "No further quotation"
        return with_key("All quotations here are coded: go on to any", "next_any_quotation")

    def grow(self) -> bool:
        """Grow the selection to the next larger unit around it."""
        segments = self._segments()
        if segments is None:
            return False
        caret, selection = self._view.caret(), self._view.selection()
        grown = self._growth.grow(segments, caret, selection)
        if grown != (selection or (caret, caret)):
            self._view.set_selection(*grown)
        return True

    def shrink(self) -> bool:
        """Take the last growth back, or else select the next smaller unit."""
        segments = self._segments()
        selection = self._view.selection()
        if segments is None or selection is None:
            return False
        smaller = self._growth.shrink(segments, self._view.caret(), selection)
        if smaller is None:
            self._view.set_caret(selection[0])
        elif smaller != selection:
            self._view.set_selection(*smaller)
        return True

    def _segments(self) -> Segments | None:
        article = self._session.article
        return article.segments if article else None
