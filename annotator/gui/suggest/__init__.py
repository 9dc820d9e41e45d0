"""Suggestions beside the text: what is proposed there, deciding on it, and learning from that."""

from annotator.gui.suggest.suggesting import Suggesting

__all__ = ["Suggesting"]
