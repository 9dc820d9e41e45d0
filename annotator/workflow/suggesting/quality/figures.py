"""Counting passages into figures, and scores into bands."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import sqrt
from typing import NamedTuple

import numpy as np

from annotator.analysis.agreement.figures import ENOUGH_ARTICLES
from annotator.analysis.suggest.evaluation import shares
from annotator.analysis.suggest.quote import QuoteType
from annotator.workflow.suggesting.quality.passages import ProposedFor
from annotator.workflow.suggesting.quality.records import (
    Became,
    Passage,
    QualityFigure,
    ScoreBand,
    in_band,
)

BANDS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
"""Where bands of scores begin, and the last one ends."""
DRAWS = 1000
_CERTAIN = (2.5, 97.5)
_Z = 1.959964
"""The standard normal deviate that 95 % lie within."""


class _Counts(NamedTuple):
    """The coder's quotes and the proposals in one article, and how many of each are right."""

    wanted: int = 0
    found: int = 0
    met: int = 0
    right: int = 0
    met_exactly: int = 0
    right_exactly: int = 0


def figures(
    subject: ProposedFor, articles: Sequence[str], passages: Sequence[Passage], *, seed: int
) -> list[QualityFigure]:
    """Return the figures on a subject: over all, by type, and by rule; of these `articles` (ids).

    A type or a rule that does not occur has none.
    """
    own = [one for one in passages if (one.code, one.way) == (subject.code, subject.way)]
    found = [_figure(subject, articles, own, seed=seed)]
    types = {one.type for one in own} | {one.found_type for one in own}
    kinds = (kind.value for kind in QuoteType if kind.value in types)
    found += (_figure(subject, articles, own, seed=seed, kind=kind) for kind in kinds)
    rules = sorted({one.rule for one in own} - {""})
    found += (_figure(subject, articles, own, seed=seed, rule=rule) for rule in rules)
    return found


def _figure(
    subject: ProposedFor,
    articles: Sequence[str],
    own: Sequence[Passage],
    *,
    seed: int,
    kind: str = "",
    rule: str = "",
) -> QualityFigure:
    each = dict.fromkeys(articles, _Counts())
    for one in own:
        each[one.article] = _with(each[one.article], one, kind, rule)
    whole = _Counts(*map(sum, zip(*each.values(), strict=True))) if each else _Counts()
    sizes = {"found": whole.found, "wanted": whole.wanted}
    overlap = shares(right=whole.right, met=whole.met, **sizes)
    exact = shares(right=whole.right_exactly, met=whole.met_exactly, **sizes)
    spoken = [one.speaker for one in own if one.speaker is not None and _counts(one, kind, rule)]
    low = high = exact_low = exact_high = None
    if not rule and len(articles) >= ENOUGH_ARTICLES and whole.wanted and whole.found:
        low, high, exact_low, exact_high = _intervals(list(each.values()), seed)
    return QualityFigure(
        code=subject.code,
        way=subject.way,
        type=kind,
        rule=rule,
        articles=len(articles),
        **whole._asdict(),
        precision=overlap.precision,
        recall=None if rule else overlap.recall,
        f1=None if rule else overlap.f1,
        low=low,
        high=high,
        exact_precision=exact.precision,
        exact_recall=None if rule else exact.recall,
        exact_f1=None if rule else exact.f1,
        exact_low=exact_low,
        exact_high=exact_high,
        speaker=sum(spoken) / len(spoken) if spoken else None,
    )


def _counts(passage: Passage, kind: str, rule: str) -> bool:
    if rule:
        return passage.rule == rule
    return not kind or passage.type == kind


def _with(before: _Counts, passage: Passage, kind: str, rule: str) -> _Counts:
    """Count a passage: the coder's quote by its own type, and the proposal by its own."""
    wanted = passage.is_wanted and _counts(passage, kind, rule)
    found = passage.is_found and (
        passage.rule == rule if rule else not kind or passage.found_type == kind
    )
    exact = passage.outcome is Became.EXACT
    hit = passage.is_hit
    more = (wanted, found, wanted and hit, found and hit, wanted and exact, found and exact)
    return _Counts(*(old + new for old, new in zip(before, more, strict=True)))


def _intervals(each: Sequence[_Counts], seed: int) -> tuple[float, float, float, float]:
    """Return the 95 % intervals of F1 and of the exact F1, from articles drawn anew."""
    table = np.array(each, dtype=np.int64)
    chance = np.random.default_rng([seed, len(each)])
    drawn = chance.multinomial(len(each), np.full(len(each), 1 / len(each)), DRAWS) @ table
    wanted, found = np.maximum(drawn[:, 0], 1), np.maximum(drawn[:, 1], 1)
    ends: list[float] = []
    for met, right in ((2, 3), (4, 5)):
        recall, precision = drawn[:, met] / wanted, drawn[:, right] / found
        both = precision + recall
        values = 2 * precision * recall / np.where(both > 0, both, 1)
        ends += [float(end) for end in np.percentile(values, _CERTAIN)]
    return ends[0], ends[1], ends[2], ends[3]


def bands(subject: ProposedFor, passages: Iterable[Passage]) -> list[ScoreBand]:
    """Return of the proposals in each band of scores how many are right; empty bands are none."""
    own = [
        one
        for one in passages
        if (one.code, one.way) == (subject.code, subject.way) and one.score is not None
    ]
    found: list[ScoreBand] = []
    for start, end in pairwise(BANDS):
        here = [one for one in own if in_band(one.score, start, end)]
        if here:
            right = sum(one.is_hit for one in here)
            low, high = wilson(right, len(here))
            band = ScoreBand(
                code=subject.code,
                way=subject.way,
                start=start,
                end=end,
                found=len(here),
                right=right,
                score=sum(one.score or 0 for one in here) / len(here),
                share=right / len(here),
                low=low,
                high=high,
            )
            found.append(band)
    return found


def wilson(right: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share (Wilson 1927), from 0 to 1."""
    share, square = right / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    half = _Z / (1 + square / of) * sqrt(share * (1 - share) / of + square / (4 * of * of))
    return max(0.0, middle - half), min(1.0, middle + half)
