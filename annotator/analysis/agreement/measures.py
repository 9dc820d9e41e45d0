"""The measures: each is one value, with its names, what it says, its source and how it is used."""

from collections.abc import Mapping

from annotator.analysis.agreement.measure import Family, Measure
from annotator.analysis.agreement.unit_measures import UNIT_ROWS

_MARKED = "stretches of text; all articles laid end to end, excluded ranges cut out"
_SPAN = "a span; pairs of coders are added up"
_GIVEN = "a code that a whole article has; pairs of coders are added up"
_2016 = "Krippendorff, Mathet, Bouvry & Widlöcher 2016"
_2015 = "Mathet, Widlöcher & Métivier 2015"
_2005 = "Hripcsak & Rothschild 2005"

_ROWS = (
    *UNIT_ROWS,
    Measure(
        id="u_alpha",
        family="unitized",
        words="u-alpha",
        title="uα",
        about="Agreement on what is marked and with which label, gaps included",
        unit=_MARKED,
        source=_2016,
        judged=True,
        likely=True,
    ),
    Measure(
        id="bar_u_alpha",
        family="unitized",
        words="|u-alpha",
        title="|uα",
        about="Agreement on what is marked at all, whatever the label",
        unit=_MARKED,
        source=_2016,
        judged=True,
    ),
    Measure(
        id="cu_alpha",
        family="unitized",
        words="cu-alpha",
        title="cuα",
        about="Agreement on the labels where both coders marked something",
        unit=_MARKED,
        source=_2016,
        judged=True,
    ),
    Measure(
        id="ku_alpha",
        family="unitized",
        words="(k)u-alpha",
        title="(k)uα",
        about="Agreement on one label where both coders marked something; its coverage is in the "
        "note",
        unit=_MARKED,
        source=_2016,
        judged=True,
        likely=True,
    ),
    Measure(
        id="char_alpha",
        family="fixed",
        words="alpha over characters",
        title="α characters",
        about="Krippendorff’s α with every character as a unit",
        unit="a character",
        source="Krippendorff 2019",
        judged=True,
    ),
    Measure(
        id="sentence_alpha",
        family="fixed",
        words="alpha over sentences",
        title="α sentences",
        about="Krippendorff’s α with every sentence as a unit",
        unit="a sentence",
        source="Krippendorff 2019",
        judged=True,
    ),
    Measure(
        id="f1_exact",
        family="scores",
        words="exact F1",
        title="F1 exact",
        about="Spans that are exactly the same in both layers",
        unit=_SPAN,
        source=_2005,
        likely=True,
    ),
    Measure(
        id="precision_exact",
        family="scores",
        words="exact precision",
        title="Precision exact",
        about="The second coder’s spans that the first has exactly so",
        unit=_SPAN,
    ),
    Measure(
        id="recall_exact",
        family="scores",
        words="exact recall",
        title="Recall exact",
        about="The first coder’s spans that the second has exactly so",
        unit=_SPAN,
    ),
    Measure(
        id="f1_overlap",
        family="scores",
        words="F1 by overlap",
        title="F1 overlap",
        about="Spans that overlap one in the other layer, one to one",
        unit=_SPAN,
        source=_2005,
        likely=True,
    ),
    Measure(
        id="precision_overlap",
        family="scores",
        words="precision by overlap",
        title="Precision overlap",
        about="The second coder’s spans that overlap one of the first’s",
        unit=_SPAN,
    ),
    Measure(
        id="recall_overlap",
        family="scores",
        words="recall by overlap",
        title="Recall overlap",
        about="The first coder’s spans that overlap one of the second’s",
        unit=_SPAN,
    ),
    Measure(
        id="f1_articles",
        family="given",
        words="F1 of codes on articles",
        title="F1 articles",
        about="Codes on whole articles that both layers have on the same article",
        unit=_GIVEN,
        source=_2005,
    ),
    Measure(
        id="precision_articles",
        family="given",
        words="precision of codes on articles",
        title="Precision articles",
        about="The second coder’s codes on whole articles that the first gave as well",
        unit=_GIVEN,
    ),
    Measure(
        id="recall_articles",
        family="given",
        words="recall of codes on articles",
        title="Recall articles",
        about="The first coder’s codes on whole articles that the second gave as well",
        unit=_GIVEN,
    ),
    Measure(
        id="link_f1",
        family="links",
        words="F1 of links",
        title="F1 links",
        about="Links of one type between the same ends",
        unit="a link whose ends are paired",
        source=_2005,
        likely=True,
    ),
    Measure(
        id="gamma",
        family="gamma",
        words="gamma",
        title="γ",
        about="Agreement on place and label of the best alignment, beyond chance",
        unit="a marked stretch in articles that all have read",
        source=_2015,
        likely=True,
        usual=False,
    ),
    Measure(
        id="gamma_cat",
        family="gamma",
        words="gamma-cat",
        title="γ-cat",
        about="Agreement on the labels of the best alignment",
        unit="a pair in that alignment",
        source=_2015,
        likely=True,
        usual=False,
    ),
)
TABLE: Mapping[str, Measure] = {one.id: one for one in _ROWS}
"""The measures by their ids, in the order in which they are shown."""


def _of(family: Family) -> tuple[str, ...]:
    return tuple(one.id for one in _ROWS if one.family == family)


UNIT_MEASURES = _of("units")
UNITIZED = _of("unitized")
FIXED_ALPHAS = _of("fixed")
SCORES = _of("scores")
"""How far spans agree; precision and recall take the first coder of a pair for right."""
GIVEN = _of("given")
"""How far codes on whole articles agree where they were given, taken as `SCORES` are."""
GAMMAS = _of("gamma")
MEASURES = tuple(TABLE)
"""The ids of all measures."""
USUAL = frozenset(one.id for one in _ROWS if one.usual)
"""Those of the measures that need no extra package."""


def measure_name(measure: str) -> str:
    """Return a measure's name in sentences."""
    return TABLE[measure].words if measure in TABLE else measure
