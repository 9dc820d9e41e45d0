"""What was decided on one's own annotations, and what gold has instead."""

import msgspec

from annotator.domain.annotation import Decision, Verdict
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.review.gold import Names, gold_words

_VERDICT_ORDER = {Verdict.REJECTED: 0, Verdict.CHANGED: 0, Verdict.ACCEPTED: 1}


class DecidedOn(msgspec.Struct, frozen=True):
    """One's own annotation (its id and its article's) with a decision on it."""

    annotation: str
    article: str
    decision: Decision


def decided_on_mine(project: Project, visibility: Visibility, *, accepted: bool) -> list[DecidedOn]:
    """Return the decisions on one's own annotations, those not accepted first, newest first.

    Those that were `accepted` on demand. Decisions on one's own labels are always seen.
    """
    if not visibility.coder:
        return []
    verdicts = None if accepted else [one for one in Verdict if one is not Verdict.ACCEPTED]
    found = [
        DecidedOn(word.annotation, article, word)
        for word, article in project.decisions_on(visibility.coder, verdicts)
    ]
    found.sort(key=lambda one: (one.decision.at, one.decision.id), reverse=True)
    found.sort(key=lambda one: _VERDICT_ORDER[one.decision.verdict])
    return found


def gold_instead(project: Project, found: DecidedOn, visibility: Visibility, names: Names) -> str:
    """Say what gold has instead of one's own annotation, as far as gold may be seen there."""
    if found.decision.verdict is Verdict.ACCEPTED:
        return ""
    layers = project.layers({found.article})
    return gold_words(layers[0], found.decision, visibility, names) if layers else ""


def accepted_count(project: Project, visibility: Visibility) -> int:
    """Return how many of one's own annotations were accepted as they are."""
    return project.count_decisions_on(visibility.coder, Verdict.ACCEPTED) if visibility.coder else 0
