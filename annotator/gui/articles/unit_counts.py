"""How many units the coder has left in the articles that are in view, where they have begun."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject

from annotator.gui.articles.counts_in_view import Counting, CountsInView
from annotator.gui.session.running_job import Reporter
from annotator.gui.session.session import Session
from annotator.store.project import Project
from annotator.store.reading.unit_counts import UnitsLeft
from annotator.workflow.units.asking import left_in_words, unit_codes

_NOT_BEGUN = UnitsLeft(0, 0)


class UnitsInView(CountsInView):
    """Knows of the articles that were looked at how many of their units are unanswered."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(session, "Counting units", parent)

    @property
    def are_asked(self) -> bool:
        """Whether any code asks of units."""
        return bool(unit_codes(self._session.codebook))

    def words(self, number: int) -> str:
        """Say what an article has left: "3 of 17 units open"; nothing where nothing is to be said.

        That is also where nobody has begun: the whole of it is left then.
        """
        return left_in_words(*self._known.get(number, _NOT_BEGUN))

    def counting(self) -> Counting | None:
        """Count what the coder has left, where any code asks of units."""
        coder = self._session.coder_id
        if not coder or not self.are_asked:
            return None

        def count(
            own: Project, _reporter: Reporter, wanted: Sequence[int]
        ) -> Mapping[int, UnitsLeft]:
            return dict.fromkeys(wanted, _NOT_BEGUN) | own.listing.units_left(coder, wanted)

        return count
