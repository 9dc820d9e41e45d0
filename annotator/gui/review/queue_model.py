"""Which of colleagues' annotations are to be reviewed, in which order; knows nothing of Qt."""

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.gui.session.session import Session
from annotator.gui.session.visibility import Sight
from annotator.workflow.review.labels import Labels


class Entry(msgspec.Struct, frozen=True):
    """An annotation in the queue, with what was decided on it last."""

    annotation: Annotation
    decision: Decision | None

    def same(self, other: "Entry") -> bool:
        """Tell whether both are of the very same records; quicker than comparing them."""
        return self.annotation is other.annotation and self.decision is other.decision


def queue(labels: Labels, session: Session, coder: str = "", article: str = "") -> list[Entry]:
    """Return the annotations of a coder (id), or of all colleagues, the undecided ones first.

    An `article`'s alone, or the whole project's. What the reviewer may not see is left out.
    """
    sight = Sight(session, reviewing=True)
    decisions = labels.decisions_by_annotation()
    order = {ident: n for n, ident in enumerate(labels.articles)}
    seen = {ident for ident in labels.articles if sight.sees_others_on(ident)}
    me = session.coder_id
    found = [
        Entry(one, decisions[one.id][-1] if one.id in decisions else None)
        for one in labels.annotations.values()
        if one.layer != GOLD_LAYER
        and one.coder != me
        and coder in ("", one.coder)
        and article in ("", one.article)
        and one.article in seen
    ]
    found.sort(key=lambda entry: _rank(entry, order))
    return found


def colleagues(labels: Labels, session: Session) -> list[tuple[str, str]]:
    """Return the ids and handles of the others who have annotations, by handle."""
    ids = {one.coder for one in labels.annotations.values() if one.layer != GOLD_LAYER}
    named = ((ident, session.handle_of(ident)) for ident in ids - {session.coder_id})
    return sorted(named, key=lambda pair: pair[1].casefold())


def _rank(entry: Entry, order: dict[str, int]) -> tuple[object, ...]:
    one = entry.annotation
    place = (-1, 0) if one.start is None else (one.start, -(one.end or 0))
    return entry.decision is not None, order.get(one.article, -1), place, one.id
