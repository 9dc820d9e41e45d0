"""Moving the caret by the text's units, and growing and shrinking the selection."""

from annotator.analysis.segmentation import Segments, Unit
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.workflow.tagging import Place


class Movement:
    """Moves the caret of the article view; positions are code points."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        self._session = session
        self._view = view
        self._grown: list[tuple[Place, Place | None]] = []

    def step(self, unit: Unit, direction: int, *, extend: bool) -> bool:
        """Move to the next or previous start of a unit; a quotation is selected whole."""
        segments = self._segments()
        if segments is None:
            return False
        caret = self._view.caret()
        if unit is Unit.QUOTATION and not extend:
            self._select_quotation(segments, caret, direction)
            return True
        if unit is Unit.QUOTATION:
            found = self._quotation(segments, caret, direction)
            target = caret if found is None else found[1 if direction > 0 else 0]
        elif direction > 0:
            target = segments.next_start(unit, caret)
        else:
            target = segments.previous_start(unit, caret)
        self._view.set_caret(target, extend=extend)
        return True

    def _select_quotation(self, segments: Segments, caret: int, direction: int) -> None:
        selection = self._view.selection()
        origin = (selection[0] if direction < 0 else selection[1]) if selection else caret
        found = self._quotation(segments, origin, direction)
        if found is None:
            self._session.told.emit("No further quotation")
            return
        self._view.set_selection(*found)

    @staticmethod
    def _quotation(segments: Segments, position: int, direction: int) -> Place | None:
        if direction > 0:
            return segments.next_quotation(position)
        return segments.previous_quotation(position)

    def grow(self) -> bool:
        """Grow the selection to the next larger unit around it."""
        segments = self._segments()
        if segments is None:
            return False
        before = self._view.selection()
        start, end = before or (self._view.caret(), self._view.caret())
        grown = segments.grow(start, end)
        if grown != (start, end):
            self._grown.append((grown, before))
            self._view.set_selection(*grown)
        return True

    def shrink(self) -> bool:
        """Take the last growth back, or else select the next smaller unit."""
        segments = self._segments()
        selection = self._view.selection()
        if segments is None or selection is None:
            return False
        while self._grown:
            grown, before = self._grown.pop()
            if grown == selection:
                if before is None:
                    self._view.set_caret(grown[0])
                else:
                    self._view.set_selection(*before)
                return True
        smaller = segments.shrink(*selection, self._view.caret())
        if smaller != selection:
            self._view.set_selection(*smaller)
        return True

    def _segments(self) -> Segments | None:
        article = self._session.article
        return article.segments if article else None
