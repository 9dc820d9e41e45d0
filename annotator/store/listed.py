"""What lists, searches and pages read of a project file: by numbers, rows and counts."""

from annotator.domain.state import id_of_coder
from annotator.store.reading import unit_counts
from annotator.store.reading.label_listing import LabelListing
from annotator.store.reading.listing import ArticleListing
from annotator.store.reading.progress import ProgressReading
from annotator.store.reading.searching import SearchReading
from annotator.store.waiting import WaitingProject


class ListedProject(WaitingProject):
    """A project file whose articles and labels can be listed and searched."""

    @property
    def listing(self) -> ArticleListing:
        """Which articles there are, are found and in which order, by their numbers."""
        return ArticleListing(self._database)

    @property
    def searching(self) -> SearchReading:
        """What a search looks through."""
        return SearchReading(self._database)

    @property
    def labels(self) -> LabelListing:
        """Which annotations there are, are found and in which order, by their numbers."""
        return LabelListing(self._database)

    def units_answered(self, coder: str) -> frozenset[str] | None:
        """Return the articles (ids) in which somebody (a handle) has answered for every unit.

        None where no code asks of units.
        """
        if not unit_counts.asking_codes(self._database):
            return None
        whole = unit_counts.answered_whole(self._database, id_of_coder(self, coder))
        return frozenset(self.listing.ids(whole).values())

    @property
    def progress(self) -> ProgressReading:
        """How far the team is, by coder and by article."""
        return ProgressReading(self._database)
