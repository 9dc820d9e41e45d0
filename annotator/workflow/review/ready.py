"""What the layers have on single articles, with words: read when it is looked at."""

from annotator.store.project import Project
from annotator.workflow.review.at_hand import AtHand
from annotator.workflow.review.comparison import Compared, ComparisonRequest, work_out

_NOTHING = Compared()


class Ready(AtHand[Compared]):
    """The articles that were compared last."""

    def __init__(self, project: Project) -> None:
        super().__init__(self._compare, lambda one: len(one.matches))
        self._project = project
        self.request: ComparisonRequest | None = None
        """What is compared; nothing as long as nobody has asked."""

    def ask(self, request: ComparisonRequest | None) -> None:
        """Answer another question from now on."""
        self.request = request
        self.forget()

    def compared(self, article: str) -> Compared:
        """Return what the layers have on an article."""
        return self.on(article) or _NOTHING

    def _compare(self, articles: set[str]) -> dict[str, Compared]:
        return work_out(self._project, self.request, articles) if self.request else {}
