"""How much better proposals get with each finished article."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.evaluation import Evaluation


class Point(NamedTuple):
    """What was measured with one draw of `size` documents; `seconds` are those of training (CPU).

    `sure` counts only proposals of a score of .8 and above.
    """

    size: int
    draw: int
    way: Way
    whole: Evaluation
    sure: Evaluation
    seconds: float


def curve(
    documents: Sequence[Document], sizes: Sequence[int], draws: int = 3, seed: int = 0
) -> Iterator[Point]:
    """Learn from draws of documents of each size, and measure on those left over."""
    yield from ()
