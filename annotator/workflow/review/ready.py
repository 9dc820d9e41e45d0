"""What the layers have on single articles, with words: read when it is looked at."""

from collections.abc import Iterable

from annotator.store.project import Project
from annotator.workflow.review.comparison import Compared, ComparisonRequest, work_out

_MOST = 5000
"""How many matches are kept at hand."""
_NOTHING = Compared()


class Ready:
    """The articles that were compared last; the oldest make room for others."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._at_hand: dict[str, Compared] = {}
        self.request: ComparisonRequest | None = None
        """What is compared; nothing as long as nobody has asked."""

    def ask(self, request: ComparisonRequest | None) -> None:
        """Answer another question from now on."""
        self.request = request
        self.forget()

    def forget(self, articles: Iterable[str] | None = None) -> None:
        """Read these articles again when they are looked at next, or all."""
        if articles is None:
            self._at_hand.clear()
            return
        for article in articles:
            self._at_hand.pop(article, None)

    def on(self, article: str) -> Compared:
        """Return what the layers have on an article."""
        self.prepare((article,))
        return self._at_hand.get(article, _NOTHING)

    def prepare(self, articles: Iterable[str]) -> None:
        """Compare those of these articles that are not at hand, all at once."""
        wanted = {one for one in articles if one not in self._at_hand}
        if self.request is None or not wanted:
            return
        self._make_room()
        self._at_hand |= work_out(self._project, self.request, wanted)

    def _make_room(self) -> None:
        count = sum(len(one.matches) + 1 for one in self._at_hand.values())
        for article in list(self._at_hand):
            if count <= _MOST:
                break
            count -= len(self._at_hand.pop(article).matches) + 1
