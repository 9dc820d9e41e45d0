"""Who may see which labels: the one value that everything asks that shows or counts them."""

from collections.abc import Mapping
from functools import cached_property

import msgspec
from msgspec import structs

from annotator.domain.annotation import GOLD_LAYER, Annotation, AnyPlaced
from annotator.domain.article import FINISHED, WorkStatus
from annotator.domain.layers import ArticleLayers


class Visibility(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What one coder may see at a moment.

    Who codes an article is blind to others' labels on it, gold among them, until they have
    finished it, unless the lead lifts that, which does not lift it on practice articles. Who only
    reviews it (is not to code it and has not begun) sees them while `reviewing`. One's own labels
    are always seen.

    `coder` is the coder's id, empty for somebody whom the project does not know; `statuses` and
    `assigned` are theirs, by articles' ids. `practice` are the ids of the practice articles.
    """

    coder: str = ""
    statuses: Mapping[str, WorkStatus] = {}
    assigned: frozenset[str] = frozenset()
    open_labels: bool = False
    reviewing: bool = False
    practice: frozenset[str] = frozenset()

    def sees(self, annotation: Annotation) -> bool:
        """Tell whether an annotation may be seen."""
        return self.is_own(annotation) or self.sees_others_on(annotation.article)

    def sees_all_of(self, article: ArticleLayers) -> bool:
        """Tell whether all labels that are on an article may be seen."""
        if self.sees_others_on(article.article.id):
            return True
        return all(map(self.is_own, article.annotations))

    def is_own(self, annotation: AnyPlaced) -> bool:
        """Tell whether an annotation is in the coder's own layer; gold is nobody's own."""
        mine = bool(self.coder) and annotation.coder == self.coder
        return mine and annotation.layer != GOLD_LAYER

    def sees_others_on(self, article: str) -> bool:
        """Tell whether others' labels on an article may be seen."""
        status = self.statuses.get(article, WorkStatus.NEW)
        coding = article in self.assigned or status is WorkStatus.IN_PROGRESS
        lifted = self.open_labels and article not in self.practice
        return lifted or status in FINISHED or (self.reviewing and not coding)

    @property
    def sees_others_elsewhere(self) -> bool:
        """Whether others' labels are seen where nothing is known of the coder and the article."""
        return self.open_labels or self.reviewing

    @cached_property
    def exceptions(self) -> frozenset[str]:
        """The ids of the articles where it is the other way round than elsewhere.

        Found once: lists ask at each letter, and there can be as many as there are articles.
        """
        known = self.statuses.keys() | self.assigned | self.practice
        elsewhere = self.sees_others_elsewhere
        return frozenset(one for one in known if self.sees_others_on(one) != elsewhere)

    def otherwise_than(self, before: "Visibility") -> frozenset[str] | None:
        """Return the ids of the articles on which others' labels are seen now and were not before.

        And the other way round; None where it is another's view, or the rule is another one. Whom
        the project did not know before is the same still.
        """
        theirs = structs.replace(
            before,
            coder=before.coder or self.coder,
            statuses=self.statuses,
            assigned=self.assigned,
            practice=self.practice,
        )
        return self.exceptions ^ before.exceptions if theirs == self else None

    def when_reviewing(self) -> "Visibility":
        """Return what the same coder may see who reviews colleagues' work."""
        return structs.replace(self, reviewing=True)
