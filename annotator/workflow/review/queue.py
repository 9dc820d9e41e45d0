"""Which of colleagues' annotations are to be reviewed, in which order."""

from collections.abc import Callable

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.visibility import Visibility
from annotator.workflow.review.labels import Labels


class QueueEntry(msgspec.Struct, frozen=True):
    """An annotation in the queue, with what was decided on it last."""

    annotation: Annotation
    decision: Decision | None

    def same(self, other: "QueueEntry") -> bool:
        """Tell whether both are of the very same records; quicker than comparing them."""
        return self.annotation is other.annotation and self.decision is other.decision


def queue(
    labels: Labels, visibility: Visibility, coder: str = "", article: str = ""
) -> list[QueueEntry]:
    """Return the annotations of a coder (id), or of all colleagues, the undecided ones first.

    An `article`'s alone, or the whole project's. What the reviewer may not see is left out.
    """
    decisions = labels.decisions_by_annotation()
    order = {ident: n for n, ident in enumerate(labels.articles)}
    found = [
        QueueEntry(one, decisions[one.id][-1] if one.id in decisions else None)
        for one in labels.annotations.values()
        if one.layer != GOLD_LAYER
        and one.coder != visibility.coder
        and coder in ("", one.coder)
        and article in ("", one.article)
        and visibility.sees(one)
    ]
    found.sort(key=lambda entry: _rank(entry, order))
    return found


def colleagues(labels: Labels, me: str, handle_of: Callable[[str], str]) -> list[tuple[str, str]]:
    """Return the ids and handles of the others who have annotations, by handle."""
    ids = {one.coder for one in labels.annotations.values() if one.layer != GOLD_LAYER}
    named = ((ident, handle_of(ident)) for ident in ids - {me})
    return sorted(named, key=lambda pair: pair[1].casefold())


def _rank(entry: QueueEntry, order: dict[str, int]) -> tuple[object, ...]:
    one = entry.annotation
    place = (-1, 0) if one.start is None else (one.start, -(one.end or 0))
    return entry.decision is not None, order.get(one.article, -1), place, one.id
