"""What came of putting labels back: counts, and each label that somebody has to look at."""

from collections import Counter
from collections.abc import Sequence

import msgspec

from annotator.analysis.wordless.placing import Certainty
from annotator.domain.record import Values
from annotator.workflow.rehydrating.matching import FoundBy


class LabelToSee(msgspec.Struct, frozen=True, kw_only=True):
    """A label that is doubtful, or lost; `start` and `end` are code points, of the text before."""

    article: str
    title: str
    annotation: str
    code: str
    layer: str
    how: Certainty
    start: int | None
    end: int | None


class MissingArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article of which no text was found, and how many labels it has."""

    article: str
    title: str
    url: str
    labels: int


class Rehydrated(msgspec.Struct, kw_only=True):
    """What came of it."""

    articles: int = 0
    found: Counter[FoundBy] = msgspec.field(default_factory=Counter[FoundBy])
    labels: Counter[Certainty] = msgspec.field(default_factory=Counter[Certainty])
    stretches_lost: int = 0
    """How many stretches with a role, or excluded, have no place."""
    missing: list[MissingArticle] = msgspec.field(default_factory=list[MissingArticle])
    to_see: list[LabelToSee] = msgspec.field(default_factory=list[LabelToSee])
    unread: list[str] = msgspec.field(default_factory=list[str])
    """Why files among the texts could not be read, in sentences."""

    @property
    def missing_labels(self) -> int:
        """How many labels are on articles of which no text was found."""
        return sum(one.labels for one in self.missing)

    def values(self) -> Values:
        """Return the report as JSON values; every count is there, be it 0."""
        to_see: Sequence[Values] = [msgspec.to_builtins(one) for one in self.to_see]
        return {
            "articles": self.articles,
            "articles_found": {one.value: self.found[one] for one in FoundBy},
            "articles_not_found": len(self.missing),
            "labels": {
                **{one.value: self.labels[one] for one in Certainty},
                "on_articles_not_found": self.missing_labels,
            },
            "stretches_lost": self.stretches_lost,
            "to_see": to_see,
            "not_found": [msgspec.to_builtins(one) for one in self.missing],
            "unread": self.unread,
        }
