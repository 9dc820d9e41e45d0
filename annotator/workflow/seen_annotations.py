"""Which annotations of the open article are to be seen: found once, then kept in step."""

from collections import Counter
from operator import attrgetter

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, AnyPlaced
from annotator.domain.change import Changes
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.reading_order import with_changes

_code_of = attrgetter("code")


class Sight(msgspec.Struct, frozen=True):
    """Whose annotations of an article are seen: one's own (by the coder's id), and others'."""

    coder: str
    others: bool

    def has(self, annotation: AnyPlaced) -> bool:
        """Tell whether an annotation is seen."""
        return self.others or (
            bool(self.coder) and annotation.coder == self.coder and annotation.layer != GOLD_LAYER
        )

    def of(self, annotations: list[AnyPlaced]) -> list[AnyPlaced]:
        """Return those that are seen; the list itself where all are."""
        if self.others:
            return annotations
        me = self.coder or None
        return [a for a in annotations if a.coder == me and a.layer != GOLD_LAYER]


class SeenAnnotations:
    """The seen annotations in reading order and their number by code; an edit moves a few only."""

    def __init__(self) -> None:
        self._article: OpenArticle | None = None
        self._sight = Sight("", others=False)
        self._ordered: list[AnyPlaced] = []
        self._counts: Counter[str] = Counter()

    def of(self, article: OpenArticle, sight: Sight) -> list[AnyPlaced]:
        """Return the seen annotations of an article; the list is for looking at only."""
        if article is not self._article or sight != self._sight:
            self._article, self._sight = article, sight
            self._ordered = sight.of(article.in_order)
            self._counts = Counter(map(_code_of, self._ordered))
        return self._ordered

    def counts(self, article: OpenArticle, sight: Sight) -> Counter[str]:
        """Return how many are seen, by code id."""
        self.of(article, sight)
        return self._counts.copy()

    def follow(self, before: OpenArticle, after: OpenArticle | None, changes: Changes) -> None:
        """Stay in step with an edit after which an article was refreshed."""
        if self._article is not before or after is None or not before.is_mended_by(changes):
            return
        touched = changes.ids(Annotation)
        gone = [a for a in map(before.annotations.placed.get, touched) if a and self._sight.has(a)]
        come = [a for a in map(after.annotations.placed.get, touched) if a and self._sight.has(a)]
        self._article = after
        if gone or come:
            self._ordered = (
                after.in_order if self._sight.others else with_changes(self._ordered, gone, come)
            )
            self._counts.subtract(map(_code_of, gone))
            self._counts.update(map(_code_of, come))
