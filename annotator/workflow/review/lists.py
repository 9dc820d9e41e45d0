"""What a coder goes through: others' annotations to review, and what was decided on their own."""

from collections.abc import Callable

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Verdict
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.review.gold import Names, gold_words
from annotator.workflow.review.labels import Labels

_VERDICT_ORDER = {Verdict.REJECTED: 0, Verdict.CHANGED: 0, Verdict.ACCEPTED: 1}


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


class DecidedOn(msgspec.Struct, frozen=True):
    """One's own annotation with a decision on it, and what gold has instead, in words."""

    annotation: Annotation
    decision: Decision
    difference: str


def decided_on_mine(
    project: Project, labels: Labels, visibility: Visibility, names: Names, *, accepted: bool
) -> list[DecidedOn]:
    """Return the decisions on one's own annotations, those not accepted first, newest first.

    Those that were `accepted` on demand. Decisions on one's own labels are always seen, gold is
    only where others' labels are.
    """
    found = [
        (one, decision)
        for one, decision in _on_mine(labels, visibility)
        if accepted or decision.verdict is not Verdict.ACCEPTED
    ]
    found.sort(key=lambda pair: (pair[1].at, pair[1].id), reverse=True)
    found.sort(key=lambda pair: _VERDICT_ORDER[pair[1].verdict])
    wanted = {one.article for one, word in found if word.verdict is not Verdict.ACCEPTED}
    layers = {one.article.id: one for one in project.layers(wanted)} if wanted else {}

    def difference(article: str, word: Decision) -> str:
        there = layers.get(article)
        return gold_words(there, word, visibility, names) if there is not None else ""

    return [DecidedOn(one, word, difference(one.article, word)) for one, word in found]


def accepted_count(labels: Labels, visibility: Visibility) -> int:
    """Return how many of one's own annotations were accepted as they are."""
    return sum(word.verdict is Verdict.ACCEPTED for _, word in _on_mine(labels, visibility))


def _on_mine(labels: Labels, visibility: Visibility) -> list[tuple[Annotation, Decision]]:
    owners = ((labels.annotations.get(word.annotation), word) for word in labels.decisions.values())
    return [(one, word) for one, word in owners if one is not None and visibility.is_own(one)]
