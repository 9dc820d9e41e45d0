"""The views that there are, one row for each: what each answers, by what, and what it can't say."""

from annotator.analysis.insights.audits import audit
from annotator.analysis.insights.balances import sentiment, tones
from annotator.analysis.insights.insight import InsightShape
from annotator.analysis.insights.shares import shares
from annotator.analysis.insights.ties import network
from annotator.analysis.insights.ties_together import together
from annotator.analysis.insights.view import InsightView, LabelsOf
from annotator.domain.errors import UserError

_TIMES = ("month", "week", "quarter", "year", "day")
_PLACES = ("outlet", *_TIMES, "outlet_type", "section", "country", "language")
_SPEAKERS = ("role", "kind", "affiliation", "speaker")
_MEETING = ("speaker", "target", "party", "concept", "code", "role", "kind", "affiliation")

VIEWS: tuple[InsightView, ...] = (
    InsightView(
        id="voice",
        title="Share of voice",
        question="Who is heard, and how much, in which outlet or month?",
        silent_on="Whether what they say is agreed with, or is put first.",
        shape=InsightShape.STACKED,
        of=LabelsOf.STATEMENTS,
        rows="outlet",
        columns="role",
        make=shares,
        row_offers=_PLACES,
        column_offers=_SPEAKERS,
    ),
    InsightView(
        id="named",
        title="Named and anonymous",
        question="How much is said by those who are named, by role only, or anonymous?",
        silent_on="Why somebody is not named, and whether the paper knows who it is.",
        shape=InsightShape.STACKED,
        of=LabelsOf.STATEMENTS,
        rows="outlet",
        columns="naming",
        make=shares,
        row_offers=(*_PLACES, *_SPEAKERS),
        column_offers=("naming",),
    ),
    InsightView(
        id="frames",
        title="Frames",
        question="How is it framed, in which outlet, and since when?",
        silent_on="Whether readers take a frame over, and frames that the codebook does not name.",
        shape=InsightShape.STACKED,
        of=LabelsOf.FRAMES,
        rows="outlet",
        columns="concept",
        make=shares,
        row_offers=_PLACES,
        column_offers=("concept", "code"),
    ),
    InsightView(
        id="tones",
        title="Tones",
        question="How do articles or passages sound, where, and since when?",
        silent_on="Whom the tone is about, and why it changes.",
        shape=InsightShape.BALANCE,
        of=LabelsOf.TONES,
        rows="outlet",
        columns="judgement",
        make=tones,
        row_offers=_PLACES,
        column_offers=("judgement",),
    ),
    InsightView(
        id="sentiment",
        title="Sentiment toward targets",
        question="Who is spoken of well or badly, by whom, where and when?",
        silent_on="What is not said of somebody, and the tone of passages without a target.",
        shape=InsightShape.BALANCE,
        of=LabelsOf.JUDGEMENTS,
        rows="target",
        columns="stance",
        make=sentiment,
        row_offers=("target", *_PLACES, *_SPEAKERS),
        column_offers=("stance",),
    ),
    InsightView(
        id="topics",
        title="Who is quoted on what",
        question="Who is heard on which frame or concept?",
        silent_on="Whether somebody would have said more, had they been asked.",
        shape=InsightShape.MATRIX,
        of=LabelsOf.STATEMENTS,
        rows="speaker",
        columns="concept",
        make=shares,
        row_offers=("speaker", "role", "kind", "affiliation", "outlet"),
        column_offers=("concept", "target", "stance"),
    ),
    InsightView(
        id="audit",
        title="Source audit",
        question="Are those heard who should be, by the shares that are wanted?",
        silent_on="Who else there was to ask, and whether the benchmark is the right one.",
        shape=InsightShape.BARS,
        of=LabelsOf.STATEMENTS,
        rows="role",
        columns="all",
        make=audit,
        row_offers=(*_SPEAKERS, "naming"),
        column_offers=("all", *_PLACES),
    ),
    InsightView(
        id="cooccurrence",
        title="Co-occurrence",
        question="Who or what occurs together in an article, an outlet or a month?",
        silent_on="Whether they speak with, against or of one another.",
        shape=InsightShape.MATRIX,
        of=LabelsOf.ALL,
        rows="speaker",
        columns="speaker",
        make=together,
        row_offers=_MEETING,
        column_offers=_MEETING,
    ),
    InsightView(
        id="network",
        title="Network",
        question="Who speaks in which frames, who shares them with whom, and who is against whom?",
        silent_on="Whether actors know or answer each other, and what they say to others.",
        shape=InsightShape.NETWORK,
        of=LabelsOf.STATEMENTS,
        rows="speaker",
        columns="concept",
        make=network,
    ),
)
"""All views, in the order in which they are offered."""


def view_called(ident: str) -> InsightView:
    """Return the view with this id; raise a `UserError` where there is none."""
    for one in VIEWS:
        if one.id == ident:
            return one
    known = ", ".join(one.id for one in VIEWS)
    raise UserError(f"There is no view {ident}.", remedy=f"There are {known}.")
