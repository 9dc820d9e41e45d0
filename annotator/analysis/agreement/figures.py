"""Figures: what the report on agreement is made of, how it is asked for, and what values mean."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from annotator.domain.settings import DEFAULT_THRESHOLD, Marks

UNIT_MEASURES = ("percent", "cohen_kappa", "fleiss_kappa", "alpha")
"""What is computed on units that are given: articles, or paired annotations."""
UNITIZED = ("u_alpha", "bar_u_alpha", "cu_alpha", "ku_alpha")
FIXED_ALPHAS = ("char_alpha", "sentence_alpha")
SCORES = (
    "f1_exact",
    "precision_exact",
    "recall_exact",
    "f1_overlap",
    "precision_overlap",
    "recall_overlap",
)
"""How far spans agree; precision and recall take the first coder of a pair for right."""
GAMMAS = ("gamma", "gamma_cat")
MEASURES = (*UNIT_MEASURES, *UNITIZED, *FIXED_ALPHAS, *SCORES, "link_f1", *GAMMAS)
"""The names of all measures."""
USUAL = frozenset(MEASURES) - frozenset(GAMMAS)
"""The measures that need no extra package."""

_WORDS = {
    "percent": "percentage",
    "cohen_kappa": "Cohen's kappa",
    "fleiss_kappa": "Fleiss' kappa",
    "alpha": "Krippendorff's alpha",
    "u_alpha": "u-alpha",
    "bar_u_alpha": "|u-alpha",
    "cu_alpha": "cu-alpha",
    "ku_alpha": "(k)u-alpha",
    "char_alpha": "alpha over characters",
    "sentence_alpha": "alpha over sentences",
    "f1_exact": "exact F1",
    "precision_exact": "exact precision",
    "recall_exact": "exact recall",
    "f1_overlap": "F1 by overlap",
    "precision_overlap": "precision by overlap",
    "recall_overlap": "recall by overlap",
    "link_f1": "F1 of links",
    "gamma": "gamma",
    "gamma_cat": "gamma-cat",
}


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """One number of the report, with its 95 % interval.

    `code` is empty for what is over all codes, `field` for the code itself; `choice` is the label
    of a (k)u-alpha. `coders` are handles: two, or all together. `value` is nothing where the
    measure is undefined, and `note` says why, what a unit is, and what was left out. `articles` are
    those that at least two of the coders have read.
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
    units: int
    note: str


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


def verdict(value: float | None, marks: Marks | None = None) -> str:
    """Return `revise`, `tentative`, `reliable`, or nothing for an undefined value."""
    cuts = marks or Marks()
    if value is None:
        return ""
    if value < cuts.revise:
        return "revise"
    return "reliable" if value >= cuts.reliable else "tentative"


def measure_name(measure: str) -> str:
    """Return a measure's name for people."""
    return _WORDS.get(measure, measure)


def figure_row(figure: Figure) -> dict[str, Any]:
    """Return a figure as a row for JSON or CSV."""
    row: Mapping[str, Any] = msgspec.structs.asdict(figure)
    return {**row, "coders": list(figure.coders)}
