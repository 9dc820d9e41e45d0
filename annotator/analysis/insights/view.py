"""What a view of labels is: the question that it answers, by what, and how it is made."""

from collections.abc import Callable
from enum import StrEnum

import msgspec

from annotator.analysis.insights.facts import Facts, Truths
from annotator.analysis.insights.insight import Insight, InsightShape
from annotator.analysis.insights.question import InsightQuestion

Making = Callable[["InsightView", Facts, Truths, InsightQuestion], Insight]
"""Makes an insight of the labels that the truths are true of."""


class LabelsOf(StrEnum):
    """Whose labels a view counts, where nobody says which codes."""

    STATEMENTS = "statements"
    """What somebody says: the first code of which the codebook asks who says it."""
    FRAMES = "frames"
    """What frames: spans, or answers for whole articles."""
    JUDGEMENTS = "judgements"
    """What is for or against somebody or something."""
    TONES = "tones"
    """What has the scale that judges: whole articles, or spans."""
    ALL = "all"


class InsightView(msgspec.Struct, frozen=True, kw_only=True):
    """A way to look at labels: the question that it answers, and what it does not.

    `rows` and `columns` are the usual attributes (ids), `row_offers` and `column_offers` what else
    is offered first.
    """

    id: str
    title: str
    question: str
    silent_on: str
    shape: InsightShape
    of: LabelsOf
    rows: str
    columns: str
    make: Making
    row_offers: tuple[str, ...] = ()
    column_offers: tuple[str, ...] = ()
