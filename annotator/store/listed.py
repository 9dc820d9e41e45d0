"""What lists, searches and pages read of a project file: by numbers, rows and counts."""

from annotator.store.reading.followed import FollowedReading
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

    @property
    def progress(self) -> ProgressReading:
        """How far the team is, by coder and by article."""
        return ProgressReading(self._database)

    @property
    def followed(self) -> FollowedReading:
        """What following a folder asks again and again."""
        return FollowedReading(self._database)
