"""How much better proposals get with each finished article."""

import time
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.evaluation import Evaluation, evaluate
from annotator.analysis.suggest.learned import train

SURE = 0.8
"""A proposal with this score or a higher one is shown as sure."""


class Point(NamedTuple):
    """What was measured with one draw of `size` documents; `seconds` are those of training (CPU).

    `way` is what the contest chose. `sure` counts only proposals of a score of .8 and above.
    """

    size: int
    draw: int
    way: Way
    whole: Evaluation
    sure: Evaluation
    seconds: float


def curve(
    documents: Sequence[Document],
    sizes: Sequence[int],
    draws: int = 3,
    seed: int = 0,
    held_out: int = 100,
) -> Iterator[Point]:
    """Learn from draws of documents of each size, and measure on others.

    `held_out` documents, half of all at most, are drawn first and only measured on; sizes that the
    rest doesn't have are left out. Size 0 is the rules; it has one draw.
    """
    chance = np.random.default_rng(seed)
    order = [documents[int(at)] for at in chance.permutation(len(documents))]
    kept = min(held_out, len(order) // 2)
    unseen, rest = order[:kept], order[kept:]
    for size in sizes:
        for draw in range(draws if size else 1):
            if size <= len(rest):
                which = chance.permutation(len(rest))[:size]
                yield _point([rest[int(at)] for at in which], unseen, draw)


def _point(learned_from: Sequence[Document], unseen: Sequence[Document], draw: int) -> Point:
    began = time.process_time()
    model = train(learned_from)
    seconds = time.process_time() - began
    pairs = [(one, model.quotes(one.text, one.language)) for one in unseen]
    sure = [(one, [each for each in found if each.score >= SURE]) for one, found in pairs]
    way = model.standing.way
    return Point(len(learned_from), draw, way, evaluate(pairs), evaluate(sure), seconds)
