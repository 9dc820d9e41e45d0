"""The rounds of a study, putting articles into them, and what coders are told of practice."""

from annotator.gui.rounds.dialog import ListedArticles, show_rounds
from annotator.gui.rounds.feedback import show_feedback

__all__ = ["ListedArticles", "show_feedback", "show_rounds"]
