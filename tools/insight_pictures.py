"""Draws what the page *Insights* of the documentation shows, for `screenshots.py`."""

import sys

from finding_pictures import Camera

from annotator.analysis.insights.views import view_called
from annotator.gui.insights import InsightsPage
from annotator.gui.insights.body import InsightsBody
from annotator.gui.window.main_window import MainWindow

_MOST_LOOKS = 500


def draw_insights(window: MainWindow, look: str, camera: Camera) -> None:
    """Draw share of voice in each look, and in the light some other views as well."""
    if window.project is None:
        sys.exit("The sample could not be opened")
    body = window.project.show(InsightsPage).body
    _draw(window, body, f"insights-{look}", "voice", camera)
    if look == "light":
        _draw(window, body, "insights-sentiment", "sentiment", camera)
        _draw(window, body, "insights-network", "network", camera)
        body.turn_table()
        _draw(window, body, "insights-table", "voice", camera)
        body.turn_table()


def _draw(window: MainWindow, body: InsightsBody, name: str, view: str, camera: Camera) -> None:
    body.views.choose(view_called(view))
    _until_still(body, camera)
    body.pane.focus_marks()
    _until_still(body, camera)
    camera.draw(window, name)


def _until_still(body: InsightsBody, camera: Camera) -> None:
    for _ in range(_MOST_LOOKS):
        camera.settle()
        drawing = body.finder.busy or body.finder.drawing.busy
        if not drawing and not body.behind.table.labels.reading.is_due:
            return
