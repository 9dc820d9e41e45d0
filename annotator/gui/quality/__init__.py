"""The page on how good suggestions are: figures, curves, and doors to the passages behind them."""

from annotator.gui.quality.page import QualityPage

__all__ = ["QualityPage"]
