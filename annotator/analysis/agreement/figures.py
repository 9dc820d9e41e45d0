"""Figures: what the report on agreement is made of, and how it is asked for."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from annotator.analysis.agreement.measures import USUAL
from annotator.domain.settings import DEFAULT_THRESHOLD

ENOUGH_ARTICLES = 10
"""From so many articles on an interval is given, and a verdict, which takes one.

Two articles have three distinct draws; ten have 92,378, hardly any of which comes up twice.
"""
ENOUGH_DRAWS = 100
"""Of so many distinct draws two or three lie beyond each end of an interval; of fewer, hardly any.
"""


TOO_FEW = f"too few articles ({ENOUGH_ARTICLES} needed)"
"""What stands instead of an interval and of a verdict."""
FEW_DRAWS = "too few distinct draws"
"""What stands there if the articles would do, but hardly any of them tells the draws apart."""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One number of the report, with its 95 % interval.

    `code` is empty for what is over all codes, `field` for the code itself; `choice` is the label
    of a (k)u-alpha. `coders` are handles: two, or all together. `value` is nothing where the
    measure is undefined, and `note` says why, what a unit is, and what was left out. `articles` are
    those that at least two of the coders have read, and `bearing` those of them in which there is
    something that the value follows from. `counts` says what `units` is the number of ("pairs of
    answers"), in the plural; of precision and recall `hits` says how many of these the other coder
    has as well. `draws` counts the distinct draws of the bootstrap.
    """

    code: str
    field: str
    measure: str
    choice: str
    coders: tuple[str, ...]
    value: float | None
    low: float | None
    high: float | None
    articles: int
    bearing: int
    units: int
    counts: str
    hits: int | None = None
    draws: int = 0
    note: str

    @property
    def has_interval(self) -> bool:
        """Whether there is an interval."""
        return self.low is not None and self.high is not None

    @property
    def has_too_few(self) -> bool:
        """Whether the articles are too few for an interval and for a verdict."""
        return self.value is not None and self.bearing < ENOUGH_ARTICLES

    @property
    def lacks(self) -> str:
        """What there is too little of for an interval, in words; empty where nothing is."""
        if self.has_too_few:
            return TOO_FEW
        return FEW_DRAWS if 0 < self.draws < ENOUGH_DRAWS and self.low is None else ""


class Options(msgspec.Struct, frozen=True, kw_only=True):
    """What the report is to hold; empty `codes` and `fields` (ids) mean all that are used.

    `threshold` is how far spans must overlap to be paired (see `pair_spans`); `resamples` how often
    the intervals resample, 0 for no intervals, and `resampling` what: whole articles, or pairs of
    values, as the KALPHA macro does, which gives narrower intervals.
    """

    codes: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    measures: frozenset[str] = USUAL
    threshold: float = DEFAULT_THRESHOLD
    resamples: int = 1000
    seed: int = 0
    resampling: Literal["articles", "pairs"] = "articles"
    pairs: bool = True
    """Whether each pair of coders has figures of its own, beside those of all together."""


def figure_row(figure: Figure) -> dict[str, Any]:
    """Return a figure as a row for JSON or CSV."""
    row: Mapping[str, Any] = msgspec.structs.asdict(figure)
    return {**row, "coders": list(figure.coders)}
