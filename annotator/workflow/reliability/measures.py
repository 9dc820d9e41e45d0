"""Measures as people write them, and what each says of which units."""

import msgspec

from annotator.analysis.agreement import GAMMAS, MEASURES

_PAIRED = "a whole article, or two spans that are paired (for fields of spans)"
_MARKED = "stretches of text; all articles laid end to end, excluded ranges cut out"
_SPAN = "a span; pairs of coders are added up"


class Measure(msgspec.Struct, frozen=True):
    """A column's title, and what its tool tip says."""

    title: str
    about: str
    unit: str

    @property
    def tip(self) -> str:
        """What it is and what its unit is."""
        return f"{self.about}\nUnit: {self.unit}."


_ALL = {
    "percent": Measure("Agreement", "The share of pairs of answers that are equal.", _PAIRED),
    "cohen_kappa": Measure(
        "Cohen’s κ",
        "Two coders’ agreement beyond chance, with each one’s own frequencies (Cohen 1960).",
        _PAIRED,
    ),
    "fleiss_kappa": Measure(
        "Fleiss’ κ",
        "Agreement of any number of coders beyond chance, nominal (Fleiss 1971).",
        f"{_PAIRED}, answered by all",
    ),
    "alpha": Measure(
        "Krippendorff’s α",
        "Agreement beyond chance at the field’s level of measurement; answers may be missing "
        "(Krippendorff 2019).",
        _PAIRED,
    ),
    "u_alpha": Measure(
        "uα",
        "Agreement on what is marked and with which label, gaps included "
        "(Krippendorff, Mathet, Bouvry & Widlöcher 2016).",
        _MARKED,
    ),
    "bar_u_alpha": Measure(
        "|uα", "Agreement on what is marked at all, whatever the label (2016).", _MARKED
    ),
    "cu_alpha": Measure(
        "cuα", "Agreement on the labels where both coders marked something (2016).", _MARKED
    ),
    "ku_alpha": Measure(
        "(k)uα",
        "Agreement on one label where both coders marked something; its coverage is in the note "
        "(2016).",
        _MARKED,
    ),
    "char_alpha": Measure(
        "α characters", "Krippendorff’s α with every character as a unit.", "a character"
    ),
    "sentence_alpha": Measure(
        "α sentences", "Krippendorff’s α with every sentence as a unit.", "a sentence"
    ),
    "f1_exact": Measure("F1 exact", "Spans that are exactly the same in both layers.", _SPAN),
    "precision_exact": Measure(
        "Precision exact", "The second coder’s spans that the first has exactly so.", _SPAN
    ),
    "recall_exact": Measure(
        "Recall exact", "The first coder’s spans that the second has exactly so.", _SPAN
    ),
    "f1_overlap": Measure(
        "F1 overlap", "Spans that overlap one in the other layer, one to one.", _SPAN
    ),
    "precision_overlap": Measure(
        "Precision overlap", "The second coder’s spans that overlap one of the first’s.", _SPAN
    ),
    "recall_overlap": Measure(
        "Recall overlap", "The first coder’s spans that overlap one of the second’s.", _SPAN
    ),
    "link_f1": Measure(
        "F1 links", "Links of one type between the same ends.", "a link whose ends are paired"
    ),
    "gamma": Measure(
        "γ",
        "Agreement on place and label of the best alignment, beyond chance "
        "(Mathet, Widlöcher & Métivier 2015).",
        "a marked stretch in articles that all have read",
    ),
    "gamma_cat": Measure(
        "γ-cat", "Agreement on the labels of the best alignment.", "a pair in that alignment"
    ),
}
LIKELY = ("percent", "alpha", "u_alpha", "f1_exact", "f1_overlap", "link_f1", *GAMMAS)
"""What the table shows unless all measures are asked for."""
PER_CHOICE = "ku_alpha"
"""The measure that has a value for each choice."""


def measure(name: str) -> Measure:
    """Return how a measure is presented."""
    return _ALL[name]


def columns(there: frozenset[str], *, every: bool) -> list[str]:
    """Return the measures to show of those that there are, in their order."""
    shown = MEASURES if every else (*LIKELY, PER_CHOICE)
    return [one for one in MEASURES if one in there and one in shown]
