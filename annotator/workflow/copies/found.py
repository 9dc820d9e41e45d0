"""What is found out of near copies; it needs no numpy, which takes a while to come."""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from annotator.domain.draft import Progress
from annotator.store.project import Project


class FoundCopies(msgspec.Struct, frozen=True):
    """The clusters of a project's articles (ids): who leads each that has copies, and whom.

    A leader is the first of its members by their ids, so that it is the same for everybody.
    """

    leaders: Mapping[str, str] = {}
    members: Mapping[str, tuple[str, ...]] = {}

    def cluster_of(self, article: str) -> tuple[str, ...]:
        """Return an article with its copies; nothing for one that has none."""
        return self.members.get(self.leaders.get(article, ""), ())

    def copies_of(self, article: str) -> tuple[str, ...]:
        """Return the copies of an article, without itself."""
        return tuple(one for one in self.cluster_of(article) if one != article)

    def count_of(self, article: str) -> int:
        """Return how many articles print the text of one, itself among them; 0 where none does."""
        return len(self.cluster_of(article))


class LooksForCopies(Protocol):
    """What finds near copies out, or knows them."""

    def look(self, project: Project, progress: Progress) -> FoundCopies:
        """Return which articles are near copies of one another."""
        ...
