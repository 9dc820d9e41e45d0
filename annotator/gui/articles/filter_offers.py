"""What a filter can be completed to, looked up while nobody waits."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QObject

from annotator.domain.visibility import Visibility
from annotator.gui.session.jobs import LatestOnly, on_sibling
from annotator.gui.session.running_job import Reporter
from annotator.store.project import Project
from annotator.store.reading.listing import Offered


class OfferedWords(msgspec.Struct, frozen=True):
    """What there is of articles and their labels, and the actors' names in their order."""

    offered: Offered
    actors: tuple[str, ...]


class FilterOffers(LatestOnly):
    """Looks on another thread what there is, and hands it on."""

    def __init__(self, parent: QObject, take: Callable[[OfferedWords], object]) -> None:
        super().__init__(parent)
        self._take = take

    def look(self, project: Project, visibility: Visibility) -> None:
        """Look what there is for somebody's eyes."""
        task = on_sibling(project, partial(_look, visibility=visibility))
        self.start("Looking", task, self._take)


def _look(project: Project, reporter: Reporter, *, visibility: Visibility) -> OfferedWords:
    project.stop_when(lambda: reporter.cancelled)
    names = sorted(set(project.actors.names()), key=str.casefold)
    return OfferedWords(project.listing.offered(visibility), tuple(names))
