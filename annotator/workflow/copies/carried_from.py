"""From where a label was carried: the label on a copy that it was made like, and that article."""

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Origin
from annotator.domain.article import Article
from annotator.domain.runs import Score, score_id
from annotator.domain.wording import quoted
from annotator.store.readable import ReadableProject

_TITLE = 60


class CarriedFrom(msgspec.Struct, frozen=True):
    """Where a label was carried from: the label's id and, where that is here, its article."""

    label: str
    article: Article | None = None

    @property
    def in_words(self) -> str:
        """Say so: "Carried from “Title”, Outlet"."""
        if self.article is None:
            return "Carried from a copy whose label is not here"
        outlet = str(self.article.meta.get("outlet", ""))
        title = quoted(self.article.title, _TITLE)
        return f"Carried from {title}, {outlet}" if outlet else f"Carried from {title}"


def carried_from(project: ReadableProject, one: Annotation) -> CarriedFrom | None:
    """Return where a label was carried from; None for one that was not.

    Gold that was settled from a carried label says from whose label it is, and no more.
    """
    if one.origin is not Origin.CARRIED:
        return None
    said = project.get(Score, score_id(one.id))
    if said is None and one.layer == GOLD_LAYER:
        return None
    label = said.by if said is not None else ""
    source = project.get(Annotation, label) if label else None
    article = project.get(Article, source.article) if source is not None else None
    return CarriedFrom(label, article)
