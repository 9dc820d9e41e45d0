"""An article with everything that coders have said of it: what comparing and agreement read."""

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Link
from annotator.domain.article import FINISHED, Article, WorkStatus

GOLD = GOLD_LAYER
"""The name of the gold layer where others are named by their coders' ids."""


class ArticleLayers(msgspec.Struct, frozen=True, kw_only=True):
    """One article with all layers on it.

    `statuses` has coders' ids as keys; the links are those that go out from the annotations.
    `gold_stands` is whether gold counts: not while review has begun and the article is not settled.
    """

    article: Article
    text: str
    annotations: tuple[Annotation, ...] = ()
    links: tuple[Link, ...] = ()
    decisions: tuple[Decision, ...] = ()
    statuses: dict[str, WorkStatus] = msgspec.field(default_factory=dict[str, WorkStatus])
    gold_stands: bool = True
    locked: bool = False

    def layer(self, name: str) -> tuple[Annotation, ...]:
        """Return a coder's annotations by the coder's id, or those of `GOLD`."""
        return tuple(one for one in self.annotations if layer_of(one) == name)

    def has_read(self, coder: str) -> bool:
        """Tell whether a coder has read the article to its end, so that empty is an answer.

        Where nothing is said of how far somebody came (imported labels), labels say it. For gold,
        decisions do: where all labels were rejected, gold is empty on purpose. Gold that does not
        stand has read nothing.
        """
        if coder == GOLD and not self.gold_stands:
            return False
        if coder == GOLD and self.decisions:
            return True
        status = self.statuses.get(coder)
        if status is not None:
            return status in FINISHED
        if coder == GOLD:
            return any(one.layer == GOLD_LAYER for one in self.annotations)
        return any(one.coder == coder and one.layer != GOLD_LAYER for one in self.annotations)

    def readers(self) -> frozenset[str]:
        """Return the ids of the coders who have read the article to its end."""
        known = self.statuses.keys() | {
            one.coder for one in self.annotations if one.layer != GOLD_LAYER
        }
        return frozenset(coder for coder in known if self.has_read(coder))


def layer_of(annotation: Annotation) -> str:
    """Return the name of an annotation's layer: its coder's id, or `GOLD`."""
    return GOLD if annotation.layer == GOLD_LAYER else annotation.coder
