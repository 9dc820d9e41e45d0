"""The rounds of a study: their list, and putting articles into one."""

from annotator.gui.rounds.dialog import ListedArticles, show_rounds

__all__ = ["ListedArticles", "show_rounds"]
