"""How often the filter's words stand in the articles that are in view: counted beside the window.

The index tells which articles have them; how often is counted in the few texts that are looked at.
"""

from collections.abc import Iterable, Mapping, Sequence

from PySide6.QtCore import QObject

from annotator.gui.articles.counts_in_view import Counting, CountsInView
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.workflow.searching.sought import WordSeeker, filter_seeker


class HitCounts(CountsInView):
    """Knows of the articles that were looked at how many hits each has."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, "Counting hits", parent)
        self._words = ""
        self._seeker: WordSeeker | None = None

    @property
    def words(self) -> str:
        """The words that are counted, as a query has them; empty for none."""
        return self._words

    def seek(self, words: str) -> None:
        """Count other words from now on (`Query.words`)."""
        if words != self._words:
            self.forget()
            self._words, self._seeker = words, filter_seeker(words)

    def count_again(self, numbers: Iterable[int]) -> None:
        """Count these articles again, as far as they are known: their texts may be others."""
        again = [one for one in numbers if one in self._known]
        if again:
            self._wanted = [*again, *(self._wanted if self._work.busy else ())]
            self._count()

    def of(self, number: int) -> int | None:
        """Return how many hits an article has, as far as it was counted."""
        return self._known.get(number)

    def counting(self) -> Counting | None:
        """Count the words, where there are any."""
        seeker = self._seeker
        if seeker is None:
            return None

        def count(own: Project, reporter: Reporter, wanted: Sequence[int]) -> Mapping[int, int]:
            found: dict[int, int] = {}
            for number in wanted:
                reporter(len(found), len(wanted))
                text = own.searching.texts([number]).get(number, "")
                found[number] = len(seeker.spans(text))
            return found

        return count
