"""The choice of an article among those that have differences, however many they are."""

from bisect import bisect_left

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt, QTimer

from annotator.domain.wording import shortened
from annotator.gui.review.comparison import Comparison
from annotator.gui.review.states_label import KnownStates
from annotator.gui.session.session import Session
from annotator.gui.widgets.arrow_key_controls import LONGEST_ENTRY, ArrowKeyCombo
from annotator.gui.widgets.basic import set_tool_tip, tool_tip
from annotator.gui.widgets.two_line_rows import Index

_TOP = QModelIndex()
APART, STUDY = "*apart*", "*study*"
"""Stand in place of an article's id for going over to what is no article of the study, and back."""
_ALL: tuple[str, str | None] = ("All articles", None)
_ALL_APART: tuple[str, str | None] = ("All practice and repetitions", None)
_NAME = "Article"


class _Entries(QAbstractListModel):
    """What stands before all others, and the articles with differences that are not among it."""

    def __init__(self, comparison: Comparison, states: KnownStates, parent: QObject) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self._states = states
        self._head: list[tuple[str, str | None]] = [_ALL]
        self._left_out: list[int] = []
        self._count = 0

    def offer(self, head: list[tuple[str, str | None]]) -> None:
        """Offer these entries, and after them the articles that have differences now."""
        self.beginResetModel()
        found, index = self._comparison.found, self._comparison.found.index
        places = {place for _, one in head if one and (place := index.place_of(one)) is not None}
        at = {place: bisect_left(found.differing, place) for place in places}
        self._head = head
        self._left_out = sorted(
            n for place, n in at.items() if found.differing[n : n + 1] == [place]
        )
        self._count = len(head) + len(found.differing) - len(self._left_out)
        self.endResetModel()

    def entry(self, row: int) -> tuple[str, str | None]:
        """Return an entry's text and the article's id, nothing for all."""
        if row < len(self._head):
            return self._head[row]
        number = row - len(self._head)
        for one in self._left_out:
            number += one <= number
        found = self._comparison.found
        article = found.index.articles[found.differing[number]]
        return found.titles[article], article

    def row_of(self, article: str | None) -> int:
        """Return which entry stands for an article; −1 for none."""
        ids = [one for _, one in self._head]
        if article in ids or article is None:
            return ids.index(article)
        found = self._comparison.found
        place = found.index.place_of(article)
        number = bisect_left(found.differing, -1 if place is None else place)
        if place is None or found.differing[number : number + 1] != [place]:
            return -1
        return len(self._head) + number - sum(one < number for one in self._left_out)

    def rowCount(self, parent: Index = _TOP) -> int:
        """Count the entries."""
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return an entry's text, cut, and the whole of it as the tool tip."""
        if not index.isValid() or index.row() >= self._count:
            return None
        text, article = self.entry(index.row())
        state, told = self._states.words(article) if article else ("", "")
        if role == Qt.ItemDataRole.DisplayRole:
            shown = shortened(text, LONGEST_ENTRY)
            return f"{shown} · {state}" if state else shown
        if role == Qt.ItemDataRole.ToolTipRole:
            whole = "\n".join(part for part in (text, told) if part)
            return tool_tip(whole) if told or len(text) > LONGEST_ENTRY else None
        return article if role == Qt.ItemDataRole.UserRole else None


class ArticleChoice(ArrowKeyCombo):
    """Offers all articles, the open one, and those with differences by their titles."""

    def __init__(self, session: Session, comparison: Comparison) -> None:
        super().__init__(_NAME)
        self._comparison = comparison
        self._entries = _Entries(comparison, KnownStates(session), self)
        self._head: list[tuple[str, str | None]] = [_ALL]
        self._chosen: str | None = None
        self.setModel(self._entries)
        self.list_evenly()

    def offer_articles(self, here: str | None, chosen: str | None, title: str) -> None:
        """Offer what there is now; the chosen article has its whole title as the tool tip."""
        head = [_ALL_APART if self._comparison.of_apart else _ALL]
        if here is not None and here != chosen:
            head.append(("This article", here))
        if self._comparison.of_apart:
            head.append(("Articles of the study…", STUDY))
        elif self._comparison.apart:
            head.append(("Practice and repetitions…", APART))
        known = chosen is not None and chosen in self._comparison.found.titles
        if chosen is not None and (chosen == here or not known):
            head.append((title, chosen))
        self._head, self._chosen = head, chosen
        set_tool_tip(self, _NAME if chosen is None else title)
        self.grow()

    def grow(self) -> None:
        """Offer the articles that have differences by now, too; not while one is chosen."""
        if self.view().isVisible():
            return
        blocked = self.blockSignals(True)  # noqa: FBT003 - Qt's
        self._entries.offer(self._head)
        self.setCurrentIndex(self._entries.row_of(self._chosen))
        self.blockSignals(blocked)
        widest = max((*(text for text, _ in self._head), self._comparison.found.longest), key=len)
        self.make_room(shortened(widest, LONGEST_ENTRY))

    def hidePopup(self) -> None:
        """Offer what has come meanwhile."""
        offered = self.view().isVisible()
        super().hidePopup()
        if offered:  # which it isn't where Qt hides the box itself
            # A choice is told after this: what is chosen stays until then.
            QTimer.singleShot(0, self, self.grow)
