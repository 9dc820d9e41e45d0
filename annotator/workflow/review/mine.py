"""What reviewers decided on the coder's own annotations."""

import msgspec

from annotator.domain.annotation import Annotation, Decision, Verdict
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.review.gold import Names, gold_words
from annotator.workflow.review.labels import Labels

_ORDER = {Verdict.REJECTED: 0, Verdict.CHANGED: 0, Verdict.ACCEPTED: 1}


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
    found.sort(key=lambda pair: _ORDER[pair[1].verdict])
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
