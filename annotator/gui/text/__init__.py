"""The article view: text with its annotations drawn on it."""

from annotator.gui.text.marks import LinkLine, Mark
from annotator.gui.text.suggested import Strength, SuggestedEnd, SuggestedMark
from annotator.gui.text.view import ArticleView

__all__ = ["ArticleView", "LinkLine", "Mark", "Strength", "SuggestedEnd", "SuggestedMark"]
