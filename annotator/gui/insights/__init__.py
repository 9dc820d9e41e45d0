"""The page of insights: what the labels say, where each mark is a door to its passages."""

from annotator.gui.insights.page import InsightsPage

__all__ = ["InsightsPage"]
