"""What reviewers decided on the coder's own annotations; knows nothing of Qt."""

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision, Verdict
from annotator.gui.session.session import Session
from annotator.gui.session.visibility import Sight
from annotator.gui.wording.decisions import gold_words
from annotator.workflow.review.labels import Labels

_ORDER = {Verdict.REJECTED: 0, Verdict.CHANGED: 0, Verdict.ACCEPTED: 1}


class Verdicted(msgspec.Struct, frozen=True):
    """One's own annotation with a decision on it, and what gold has instead, in words."""

    annotation: Annotation
    decision: Decision
    difference: str


def decided_on_mine(labels: Labels, session: Session, *, accepted: bool) -> list[Verdicted]:
    """Return the decisions on one's own annotations, those not accepted first, newest first."""
    found: list[tuple[Annotation, Decision]] = []
    for decision in labels.decisions.values():
        one = labels.annotations.get(decision.annotation)
        if one is None or one.layer == GOLD_LAYER or not session.is_own(one):
            continue
        if accepted or decision.verdict is not Verdict.ACCEPTED:
            found.append((one, decision))
    found.sort(key=lambda pair: (pair[1].at, pair[1].id), reverse=True)
    found.sort(key=lambda pair: _ORDER[pair[1].verdict])
    wanted = {one.article for one, word in found if word.verdict is not Verdict.ACCEPTED}
    layers = {one.article.id: one for one in session.project.layers(wanted)} if wanted else {}
    sight = Sight(session, reviewing=session.reviewing)
    return [
        Verdicted(
            one,
            word,
            gold_words(layers[one.article], word, session, seen=sight.sees_others_on(one.article))
            if one.article in layers
            else "",
        )
        for one, word in found
    ]


def accepted_count(labels: Labels, session: Session) -> int:
    """Return how many of one's own annotations were accepted as they are."""
    words = (one for one in labels.decisions.values() if one.verdict is Verdict.ACCEPTED)
    owners = (labels.annotations.get(one.annotation) for one in words)
    return sum(one is not None and session.is_own(one) for one in owners)
