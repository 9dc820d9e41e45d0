"""Insights as pictures of a report: the one place that knows who draws them."""

from annotator.analysis.insights.insight import Insight
from annotator.workflow.insights.drawing import drawn
from annotator.workflow.insights.drawing.svg import svg

WIDTH = 640.0
"""How wide a picture is, in pixels: as wide as what stands on paper."""
_BODY = 11.0  # pixels: the letters of a picture are smaller than those round it


def picture_of(insight: Insight, title: str) -> str:
    """Return an insight as SVG, without what the page says beside it."""
    return svg(drawn(insight, WIDTH, body=_BODY, framed=False), title)
