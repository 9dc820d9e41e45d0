"""What came with articles and labels: roles, runs of programs and their scores, and draws."""

from functools import cached_property

from annotator.domain.annotation import Annotation
from annotator.domain.draws import DrawnArticle
from annotator.domain.layout import ArticleLayout, RoleStretch
from annotator.domain.runs import Run, Score
from annotator.formats.ahead import Ahead
from annotator.store.project import Project


class AsItCame:
    """All of it, for the articles that are being walked through."""

    def __init__(self, project: Project, ahead: Ahead) -> None:
        self._project = project
        self._ahead = ahead

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of programs, by whom they are known."""
        return self._project.find(Run)

    def said(self, annotation: str) -> Score | None:
        """Return what a program said of its label (id), the last word where there are several."""
        found = self._ahead.on_label(Score, annotation)
        return found[-1] if found else None

    def drawn(self, annotation: Annotation) -> DrawnArticle | None:
        """Return how its article was drawn for its coder; None where it was not."""
        for one in self._ahead.on_article(DrawnArticle, annotation.article):
            if one.coder == annotation.coder:
                return one
        return None

    def stretches(self, article: str) -> tuple[RoleStretch, ...]:
        """Return of which stretches of an article (id) it is known what they are."""
        found = self._layout(article)
        return found.stretches if found is not None else ()

    def role(self, annotation: Annotation) -> str:
        """Return what the words are in which an annotation starts; nothing where it isn't known."""
        found = self._layout(annotation.article)
        if found is None or annotation.start is None:
            return ""
        return found.role_at(annotation.start).value

    def score(self, annotation: Annotation) -> float | None:
        """Return how sure a program was of its label, 0 to 1."""
        found = self.said(annotation.id)
        return found.score if found is not None else None

    def reason(self, annotation: Annotation) -> str:
        """Return the reason that a program gave for its label."""
        found = self.said(annotation.id)
        return found.reason if found is not None else ""

    def suggested_by(self, annotation: Annotation) -> str:
        """Return which rules or model suggested what became an annotation; empty for others."""
        found = self.said(annotation.id)
        return found.by if found is not None else ""

    def suggested_rule(self, annotation: Annotation) -> str:
        """Return the id of the rule that suggested it; empty for others."""
        found = self.said(annotation.id)
        return found.rule if found is not None else ""

    def _layout(self, article: str) -> ArticleLayout | None:
        found = self._ahead.on_article(ArticleLayout, article)
        return found[-1] if found else None
