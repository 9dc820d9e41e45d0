"""What was found so far, in little room, and on which articles."""

from bisect import bisect_left, insort
from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

from annotator.analysis.comparing.match import Kind
from annotator.workflow.review.comparison import Grounds
from annotator.workflow.review.finding import DifferenceTraits, Digest
from annotator.workflow.review.row_index import RowIndex

G = TypeVar("G", bound=Hashable)
T = TypeVar("T", bound=Hashable)


class FoundRows(Generic[G, T]):
    """What was found on which articles; an article that changed is to be looked at again."""

    def __init__(self, groups: Iterable[G], articles: list[str]) -> None:
        self.index: RowIndex[G, T] = RowIndex(groups, articles)
        self._known = bytearray(len(articles))

    def is_known(self, article: str) -> bool:
        """Tell whether an article has been looked at since it changed last."""
        place = self.index.place_of(article)
        return place is not None and bool(self._known[place])

    def extend(self, articles: list[str]) -> bool:
        """Go on with these articles (ids, in order), if they are the same and more after them."""
        had = len(self.index.articles)
        if self.index.articles != articles[:had]:
            return False
        self.index.extend(articles[had:])
        self._known.extend(bytes(len(articles) - had))
        return True

    def forget_all(self) -> None:
        """Take it that every article changed."""
        self._known = bytearray(len(self._known))

    def forget(self, articles: Iterable[str]) -> None:
        """Take it that these articles changed; what was found there stays until it is replaced."""
        for article in articles:
            place = self.index.place_of(article)
            if place is not None:
                self._known[place] = 0

    def to_do(self) -> list[str]:
        """Return the ids of the articles that are to be looked at, in order."""
        found: list[str] = []
        place = self._known.find(0)
        while place >= 0:
            found.append(self.index.articles[place])
            place = self._known.find(0, place + 1)
        return found

    def take(self, article: str, rows: Iterable[tuple[G, T]]) -> bool:
        """Take these rows for all that an article has; tell whether there is such an article."""
        place = self.index.place_of(article)
        if place is None:
            return False
        self._known[place] = 1
        self.index.put(article, rows)
        return True


class Differences(FoundRows[Kind, DifferenceTraits]):
    """The differences, and on which articles they are."""

    def __init__(self, grounds: Grounds, articles: list[str]) -> None:
        super().__init__(Kind, articles)
        self.grounds = grounds
        self.titles: dict[str, str] = {}
        self.longest = ""
        """The longest title that was found."""
        self.differing: list[int] = []
        """The places of the articles that have differences, in order."""
        self._hidden: set[str] = set()

    @property
    def hidden(self) -> int:
        """How many articles the reviewer must not see others' labels on as yet."""
        return len(self._hidden)

    def put(self, digest: Digest) -> None:
        """Take what was found on an article for all that is there."""
        article = digest.article
        place = self.index.place_of(article)
        if place is None or not self.take(article, digest.differences):
            return
        (self._hidden.add if digest.hidden else self._hidden.discard)(article)
        at = bisect_left(self.differing, place)
        there = at < len(self.differing) and self.differing[at] == place
        if digest.differences:
            self.titles[article] = digest.title
            self.longest = max(self.longest, digest.title, key=len)
            if not there:
                insort(self.differing, place)
        elif there:
            del self.differing[at], self.titles[article]
