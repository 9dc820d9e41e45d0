"""The first steps of somebody new, and which of them were really done."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from annotator.domain.annotation import AnyPlaced
from annotator.domain.article import WorkStatus
from annotator.domain.record import Values
from annotator.domain.visibility import Visibility
from annotator.workflow.open_article import OpenArticle

QUOTE, SAID_BY, CUE = "quote", "said_by", "cue"
"""The code and the links of the default codebook that the steps are about."""


class FirstStep(StrEnum):
    """One thing to do, in the order in which they are proposed."""

    GO = "go"
    TAG = "tag"
    ANSWER = "answer"
    CUE = "cue"
    SOURCE = "source"
    ACTOR = "actor"
    DONE = "done"


def steps_done(
    article: OpenArticle,
    visibility: Visibility,
    before: Collection[str],
    values: Mapping[str, Values],
    selected: tuple[int, int] | None,
) -> set[FirstStep]:
    """Return the steps that the open article shows to be done.

    `before` are the ids of annotations that were there already, `values` the answers with which new
    ones came, `selected` is the range of selected words in code points.
    """
    found: set[FirstStep] = set()
    if selected is not None and article.segments.next_quotation(selected[0] - 1) == selected:
        found.add(FirstStep.GO)
    own = [one for one in article.in_order if visibility.is_own(one) and one.id not in before]
    for one in own:
        found |= _shown_by(article, one, values.get(one.id, {}))
    if visibility.statuses.get(article.article.id) is WorkStatus.DONE and own:
        found.add(FirstStep.DONE)
    return found


def _shown_by(article: OpenArticle, one: AnyPlaced, came_with: Values) -> set[FirstStep]:
    found: set[FirstStep] = set()
    links = article.links_of(one.id)
    if one.code == QUOTE:
        found |= {FirstStep.GO, FirstStep.TAG}
        whole = article.annotations.get(one.id)
        if whole is not None and whole.values != came_with:
            found.add(FirstStep.ANSWER)
        if any(link.type == CUE for link in links):
            found.add(FirstStep.CUE)
        if any(link.type == SAID_BY for link in links):
            found.add(FirstStep.SOURCE)
    if any(link.target_actor for link in links):
        found.add(FirstStep.ACTOR)
    return found
