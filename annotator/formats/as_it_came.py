"""What came with articles and labels: roles, runs of programs and their scores, and draws."""

from collections.abc import Mapping
from functools import cached_property

from annotator.domain.annotation import Annotation
from annotator.domain.draws import DrawnArticle, drawn_id
from annotator.domain.layout import ArticleLayout, RoleStretch
from annotator.domain.runs import Run, Score
from annotator.store.project import Project


class AsItCame:
    """All of it in a project, read once and when it is asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of programs, by whom they are known."""
        return self._project.find(Run)

    @cached_property
    def scores(self) -> Mapping[str, Score]:
        """What programs said of their labels, by annotation (id)."""
        return {one.annotation: one for one in self._project.find(Score)}

    @cached_property
    def _layouts(self) -> Mapping[str, ArticleLayout]:
        return {one.article: one for one in self._project.find(ArticleLayout)}

    @cached_property
    def _draws(self) -> Mapping[str, DrawnArticle]:
        return {one.id: one for one in self._project.find(DrawnArticle)}

    def drawn(self, annotation: Annotation) -> DrawnArticle | None:
        """Return how its article was drawn for its coder; None where it was not."""
        return self._draws.get(drawn_id(annotation.article, annotation.coder))

    def stretches(self, article: str) -> tuple[RoleStretch, ...]:
        """Return of which stretches of an article (id) it is known what they are."""
        found = self._layouts.get(article)
        return found.stretches if found is not None else ()

    def role(self, annotation: Annotation) -> str:
        """Return what the words are in which an annotation starts; nothing where it isn't known."""
        found = self._layouts.get(annotation.article)
        if found is None or annotation.start is None:
            return ""
        return found.role_at(annotation.start).value

    def score(self, annotation: Annotation) -> float | None:
        """Return how sure a program was of its label, 0 to 1."""
        found = self.scores.get(annotation.id)
        return found.score if found is not None else None

    def reason(self, annotation: Annotation) -> str:
        """Return the reason that a program gave for its label."""
        found = self.scores.get(annotation.id)
        return found.reason if found is not None else ""

    def suggested_by(self, annotation: Annotation) -> str:
        """Return which rules or model suggested what became an annotation; empty for others."""
        found = self.scores.get(annotation.id)
        return found.by if found is not None else ""

    def suggested_rule(self, annotation: Annotation) -> str:
        """Return the id of the rule that suggested it; empty for others."""
        found = self.scores.get(annotation.id)
        return found.rule if found is not None else ""
