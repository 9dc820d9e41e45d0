"""The measures of answers on units that are given: articles, or paired annotations."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from annotator.analysis.agreement import nominal
from annotator.analysis.agreement.answers import Answers
from annotator.analysis.agreement.measure import Measure
from annotator.analysis.agreement.measured import (
    Measured,
    OfPairs,
    OfSums,
    alpha_of,
    fleiss_of,
)
from annotator.analysis.agreement.nominal import Scale
from annotator.analysis.agreement.ratings import (
    Weighting,
    brennan_prediger_of,
    gwet_of,
    holsti_of,
)

PAIRED = "a whole article, or two spans that are paired (for fields of spans)"


class UnitMeasure(Measure, frozen=True, kw_only=True):
    """A measure with what makes it of answers, and of which coders: two, all, or any of them.

    `counts` says what its number of units is of, and `fits` whether it is for answers on a scale.
    What goes `by_categories` takes chance from those that the codebook offers, so that it is
    defined where only one of them occurs.
    """

    make: Callable[[Answers], Measured]
    coders: Literal["two", "all", "any"] = "any"
    counts: Literal["units", "whole units", "pairs", "decisions"] = "units"
    by_categories: bool = False
    fits: Callable[[Scale], bool] = lambda _scale: True


def _is_nominal(scale: Scale) -> bool:
    return scale.level == "nominal"


def _is_chosen(scale: Scale) -> bool:
    """Tell whether answers are chosen from categories without an order."""
    return _is_nominal(scale) and scale.categories > 0


def _is_ordered(scale: Scale) -> bool:
    """Tell whether answers are chosen from categories with an order."""
    return scale.places is not None


def _weighted(power: int, answers: Answers) -> Measured:
    table = nominal.distances_of(answers.scale, power)[: answers.size, : answers.size]
    return OfPairs(answers.crossed, partial(nominal.weighted, table=table))


def _by_all_categories(answers: Answers) -> Measured:
    found = answers.ratings()
    return OfSums(found.table, partial(brennan_prediger_of, found), _why(answers))


def _gwet(weighting: Weighting | None, answers: Answers) -> Measured:
    found = answers.ratings(weighting)
    return OfSums(found.table, partial(gwet_of, found), _why(answers))


def _why(answers: Answers) -> str:
    if answers.scale.categories < 2:
        return "there is only one category to choose"
    return "nothing that two coders answered"


UNIT_ROWS = (
    UnitMeasure(
        id="percent",
        family="units",
        words="percentage of agreement",
        title="Agreement",
        about="The share of all pairs of answers that are equal; chance is not taken out",
        unit=PAIRED,
        in_percent=True,
        likely=True,
        counts="pairs",
        make=lambda answers: OfPairs(answers.pairs, nominal.agreed_share),
    ),
    UnitMeasure(
        id="holsti",
        family="units",
        words="Holsti's agreement",
        title="Holsti",
        about="What two coders answered alike, of what each answered; chance is not taken out. "
        "Of more coders, the mean of their pairs",
        unit="an answer to what both could answer",
        source="Holsti 1969",
        counts="decisions",
        make=lambda answers: OfSums(answers.decisions, holsti_of, "nobody answered anything"),
    ),
    UnitMeasure(
        id="cohen_kappa",
        family="units",
        words="Cohen's kappa",
        title="Cohen’s κ",
        about="Two coders’ agreement beyond chance, with each one’s own frequencies",
        unit=PAIRED,
        source="Cohen 1960",
        judged=True,
        coders="two",
        make=lambda answers: OfPairs(answers.crossed, nominal.cohen),
    ),
    UnitMeasure(
        id="linear_kappa",
        family="units",
        words="linearly weighted kappa",
        title="κ linear",
        about="Cohen’s κ of ordered answers: two steps apart are twice as far as one",
        unit=PAIRED,
        source="Cohen 1968",
        judged=True,
        coders="two",
        fits=_is_ordered,
        make=partial(_weighted, 1),
    ),
    UnitMeasure(
        id="quadratic_kappa",
        family="units",
        words="quadratically weighted kappa",
        title="κ quadratic",
        about="Cohen’s κ of ordered answers: two steps apart are four times as far as one",
        unit=PAIRED,
        source="Cohen 1968",
        judged=True,
        coders="two",
        fits=_is_ordered,
        make=partial(_weighted, 2),
    ),
    UnitMeasure(
        id="scott_pi",
        family="units",
        words="Scott's pi",
        title="Scott’s π",
        about="Two coders’ agreement beyond chance, with their frequencies taken together",
        unit=PAIRED,
        source="Scott 1955",
        judged=True,
        coders="two",
        fits=_is_nominal,
        make=lambda answers: fleiss_of(answers.complete),
    ),
    UnitMeasure(
        id="fleiss_kappa",
        family="units",
        words="Fleiss' kappa",
        title="Fleiss’ κ",
        about="Agreement of any number of coders beyond chance, nominal",
        unit=f"{PAIRED}, answered by all",
        source="Fleiss 1971",
        judged=True,
        coders="all",
        counts="whole units",
        make=lambda answers: fleiss_of(answers.complete),
    ),
    UnitMeasure(
        id="brennan_prediger",
        family="units",
        words="Brennan and Prediger's measure",
        title="Brennan–Prediger",
        about="Agreement beyond what chance gives where all categories of the codebook are taken "
        "alike often",
        unit=PAIRED,
        source="Brennan & Prediger 1981",
        by_categories=True,
        fits=_is_chosen,
        make=_by_all_categories,
    ),
    UnitMeasure(
        id="gwet_ac1",
        family="units",
        words="Gwet's AC1",
        title="Gwet’s AC1",
        about="Agreement beyond chance, of which there is less the more one category prevails",
        unit=PAIRED,
        source="Gwet 2008",
        by_categories=True,
        fits=_is_chosen,
        make=partial(_gwet, None),
    ),
    UnitMeasure(
        id="linear_ac2",
        family="units",
        words="Gwet's AC2, linearly weighted",
        title="AC2 linear",
        about="Gwet’s AC1 of ordered answers that agree in part, less with each step apart",
        unit=PAIRED,
        source="Gwet 2008, 2014",
        by_categories=True,
        fits=_is_ordered,
        make=partial(_gwet, "linear"),
    ),
    UnitMeasure(
        id="quadratic_ac2",
        family="units",
        words="Gwet's AC2, quadratically weighted",
        title="AC2 quadratic",
        about="Gwet’s AC1 of ordered answers that agree in part, by the square of the steps apart",
        unit=PAIRED,
        source="Gwet 2008, 2014",
        by_categories=True,
        fits=_is_ordered,
        make=partial(_gwet, "quadratic"),
    ),
    UnitMeasure(
        id="alpha",
        family="units",
        words="Krippendorff's alpha",
        title="Krippendorff’s α",
        about="Agreement beyond chance at the field’s level of measurement; answers may be missing",
        unit=PAIRED,
        source="Krippendorff 2019",
        judged=True,
        likely=True,
        make=lambda answers: alpha_of(answers.coincidences, answers.scale),
    ),
)
PERCENT, *_, ALPHA = UNIT_ROWS
