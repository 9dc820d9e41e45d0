"""The history: every edit, what it changed, and the ways back from it."""

from annotator.gui.history.page import HistoryPage

__all__ = ["HistoryPage"]
