"""The measures of answers on units that are given: articles, or paired annotations."""

from collections.abc import Callable
from typing import Literal

from annotator.analysis.agreement import nominal
from annotator.analysis.agreement.answers import Answers
from annotator.analysis.agreement.measure import Measure
from annotator.analysis.agreement.measured import Measured, OfPairs, alpha_of, fleiss_of

PAIRED = "a whole article, or two spans that are paired (for fields of spans)"


class UnitMeasure(Measure, frozen=True, kw_only=True):
    """A measure with what makes it of answers, and of which coders: two, all, or any of them."""

    make: Callable[[Answers], Measured]
    coders: Literal["two", "all", "any"] = "any"


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
        make=lambda answers: OfPairs(answers.pairs, nominal.agreed_share),
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
        id="fleiss_kappa",
        family="units",
        words="Fleiss' kappa",
        title="Fleiss’ κ",
        about="Agreement of any number of coders beyond chance, nominal",
        unit=f"{PAIRED}, answered by all",
        source="Fleiss 1971",
        judged=True,
        coders="all",
        make=lambda answers: fleiss_of(answers.complete),
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
