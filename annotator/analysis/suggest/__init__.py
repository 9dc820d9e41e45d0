"""Proposes quotes with their cues and sources: by rules from the first minute, and by learning."""

from annotator.analysis.suggest.quote import Quote, QuoteType

__all__ = ["Quote", "QuoteType"]
