"""Which labels count where near copies of one text count once."""

import numpy as np

from annotator.analysis.insights.facts import Facts, Truths
from annotator.analysis.insights.question import CopiesCount
from annotator.domain.names import folded


def counted_copies(facts: Facts, asked: Truths, copies: CopiesCount) -> Truths:
    """Tell of each label whether its article counts, when near copies count so often.

    Of near copies the first article in the project's order counts that has any of the labels
    `asked`; of each outlet the first, where copies count once for each outlet.
    """
    if copies is CopiesCount.EACH:
        return np.ones(len(facts.labels), np.bool_)
    has_any = np.bincount(facts.article_of[asked], minlength=len(facts.articles)) > 0
    seen: set[tuple[str, str]] = set()
    counted = np.ones(len(facts.articles), np.bool_)
    for n, one in enumerate(facts.articles):
        if not one.cluster:
            continue
        by_outlet = copies is CopiesCount.OUTLET
        key = one.cluster, folded(str(one.meta.get("outlet") or "")) if by_outlet else ""
        counted[n] = bool(has_any[n]) and key not in seen
        if counted[n]:
            seen.add(key)
    return np.asarray(counted[facts.article_of], np.bool_)
