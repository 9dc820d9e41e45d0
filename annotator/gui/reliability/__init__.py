"""Reliability: figures of agreement, plots, and the sentences for a report."""

from annotator.gui.reliability.page import ReliabilityPage

__all__ = ["ReliabilityPage"]
