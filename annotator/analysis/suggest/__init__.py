"""Proposes quotes with their cues and sources: by rules from the first minute, and by learning."""

from annotator.analysis.suggest.found import Rule
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.analysis.suggest.rules import RULES, quotes

__all__ = ["RULES", "Quote", "QuoteType", "Rule", "quotes"]
