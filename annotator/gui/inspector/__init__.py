"""What can be said: of the selected annotation, and of the article as a whole."""

from annotator.gui.inspector.answer_finding import AnswerFinding
from annotator.gui.inspector.article_form import ArticleForm
from annotator.gui.inspector.panel import Inspector

__all__ = ["AnswerFinding", "ArticleForm", "Inspector"]
