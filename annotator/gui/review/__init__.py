"""Reviewing: layers side by side, their differences, deciding, and what was decided."""

from annotator.gui.review.page import ReviewPage

__all__ = ["ReviewPage"]
