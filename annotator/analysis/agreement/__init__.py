"""How far coders agree: measures on units and on spans, and the report on a project.

The functions for scripts take plain values; undefined is `None`, never a not-a-number.
"""

from annotator.analysis.agreement.against_gold import GOLD_MEASURES, GoldReporting, gold_report
from annotator.analysis.agreement.confusion import (
    NOTHING,
    Confusion,
    PairConfusion,
    code_confusion,
    confusion,
)
from annotator.analysis.agreement.counting import counted_units
from annotator.analysis.agreement.differing import Shift, shift
from annotator.analysis.agreement.digits import decimals, written, written_whole
from annotator.analysis.agreement.figures import TOO_FEW, Figure, Options, figure_row
from annotator.analysis.agreement.gamma import INSTALL_GAMMA, Gammas, gamma_agreement, has_gamma
from annotator.analysis.agreement.groups import (
    GROUPINGS,
    CodingFacts,
    Grouping,
    by_group,
    by_outlet,
    by_version,
    over_time,
)
from annotator.analysis.agreement.measure import Measure
from annotator.analysis.agreement.measures import (
    GAMMAS,
    MEASURES,
    TABLE,
    USUAL,
    measure_name,
)
from annotator.analysis.agreement.methods import SOFTWARE, methods_paragraph
from annotator.analysis.agreement.methods_facts import StudyFacts, Suggested
from annotator.analysis.agreement.methods_values import POOLED
from annotator.analysis.agreement.nominal import (
    cohen_kappa,
    fleiss_kappa,
    krippendorff_alpha,
    percent_agreement,
    scott_pi,
    weighted_kappa,
)
from annotator.analysis.agreement.papers import Paper, citations, cited_in, keys_of
from annotator.analysis.agreement.ratings import brennan_prediger, gwet_ac1, gwet_ac2, holsti
from annotator.analysis.agreement.report import Reporting, report
from annotator.analysis.agreement.spans import Scores, span_f1, span_scores
from annotator.analysis.agreement.unitized import (
    UnitizedAlpha,
    ValueAlpha,
    char_alpha,
    digitised,
    unitized_alpha,
)
from annotator.analysis.agreement.variables import name_in_words
from annotator.analysis.agreement.verdicts import verdict, verdict_explained, verdict_told
from annotator.domain.settings import Marks

__all__ = [
    "GAMMAS",
    "GOLD_MEASURES",
    "GROUPINGS",
    "INSTALL_GAMMA",
    "MEASURES",
    "NOTHING",
    "POOLED",
    "SOFTWARE",
    "TABLE",
    "TOO_FEW",
    "USUAL",
    "CodingFacts",
    "Confusion",
    "Figure",
    "Gammas",
    "GoldReporting",
    "Grouping",
    "Marks",
    "Measure",
    "Options",
    "PairConfusion",
    "Paper",
    "Reporting",
    "Scores",
    "Shift",
    "StudyFacts",
    "Suggested",
    "UnitizedAlpha",
    "ValueAlpha",
    "brennan_prediger",
    "by_group",
    "by_outlet",
    "by_version",
    "char_alpha",
    "citations",
    "cited_in",
    "code_confusion",
    "cohen_kappa",
    "confusion",
    "counted_units",
    "decimals",
    "digitised",
    "figure_row",
    "fleiss_kappa",
    "gamma_agreement",
    "gold_report",
    "gwet_ac1",
    "gwet_ac2",
    "has_gamma",
    "holsti",
    "keys_of",
    "krippendorff_alpha",
    "measure_name",
    "methods_paragraph",
    "name_in_words",
    "over_time",
    "percent_agreement",
    "report",
    "scott_pi",
    "shift",
    "span_f1",
    "span_scores",
    "unitized_alpha",
    "verdict",
    "verdict_explained",
    "verdict_told",
    "weighted_kappa",
    "written",
    "written_whole",
]
