"""Moving the caret by the text's units, and growing and shrinking the selection."""

from annotator.analysis.segmentation import Segments, Unit
from annotator.gui.session.session import Session
from annotator.gui.text.view import ArticleView
from annotator.workflow.open_article import OpenArticle

Range = tuple[int, int]


class Movement:
    """Moves the caret of the article view; positions are code points."""

    def __init__(self, session: Session, view: ArticleView) -> None:
        self._session = session
        self._view = view
        self._grown: list[tuple[Range, Range | None]] = []

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
    def _quotation(segments: Segments, position: int, direction: int) -> Range | None:
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

    def place(self) -> Range | None:
        """Return the selection, or else the quotation or sentence at the caret."""
        selection = self._view.selection()
        if selection is not None:
            return trimmed(self._open_text(), selection)
        segments = self._segments()
        if segments is None:
            return None
        caret = self._view.caret()
        return segments.unit_at(Unit.QUOTATION, caret) or segments.unit_at(Unit.SENTENCE, caret)

    def boundary(self, position: int, direction: int, *, by_word: bool) -> int:
        """Return where a boundary goes by one character (grapheme) or word."""
        segments = self._segments()
        if segments is None or not by_word:
            return self._view.neighbour(position, direction)
        if direction > 0:
            return self._word_end_after(segments, position)
        return self._word_start_before(segments, position)

    def _word_end_after(self, segments: Segments, position: int) -> int:
        at = segments.unit_at(Unit.WORD, position)
        if at is not None and at[1] > position:
            return at[1]
        following = segments.unit_at(Unit.WORD, segments.next_start(Unit.WORD, position))
        return following[1] if following else len(self._open_text())

    @staticmethod
    def _word_start_before(segments: Segments, position: int) -> int:
        return segments.previous_start(Unit.WORD, position)

    def _open_text(self) -> str:
        article = self._session.article
        return article.text if article else ""

    def _segments(self) -> Segments | None:
        article: OpenArticle | None = self._session.article
        return article.segments if article else None


def trimmed(text: str, selection: Range) -> Range | None:
    """Return a selection without white space at its ends; None when nothing else is in it."""
    start, end = selection
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None
