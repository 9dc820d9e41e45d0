"""All annotations and decisions of a project, kept in step edit by edit."""

from collections import defaultdict

from annotator.domain.annotation import Annotation, Decision
from annotator.domain.article import Article
from annotator.domain.change import Changes
from annotator.domain.kinds import R
from annotator.store.project import Project


class Labels:
    """What the lists of the review draw from; reads once, then only what an edit touched."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.annotations: dict[str, Annotation] = {}
        self.decisions: dict[str, Decision] = {}
        self.articles: dict[str, Article] = {}
        self._load()

    def _load(self) -> None:
        project = self._project
        self.annotations = {one.id: one for one in project.find(Annotation)}
        self.decisions = {one.id: one for one in project.find(Decision)}
        self.articles = {one.id: one for one in project.find(Article)}

    def follow(self, changes: Changes) -> None:
        """Take over what an edit changed; everything when it does not say what."""
        if not changes.changes:
            self._load()
            return
        _update(self._project, Annotation, self.annotations, changes)
        _update(self._project, Decision, self.decisions, changes)
        _update(self._project, Article, self.articles, changes)

    def title_of(self, annotation: Annotation) -> str:
        """Return the title of an annotation's article, on one line."""
        article = self.articles.get(annotation.article)
        return " ".join(article.title.split()) if article else ""

    def decisions_by_annotation(self) -> dict[str, list[Decision]]:
        """Return the decisions on each annotation, the last one last."""
        found: defaultdict[str, list[Decision]] = defaultdict(list)
        for decision in sorted(self.decisions.values(), key=lambda one: (one.at, one.id)):
            found[decision.annotation].append(decision)
        return found


def _update(project: Project, kind: type[R], known: dict[str, R], changes: Changes) -> None:
    for ident in changes.ids(kind):
        found = project.get(kind, ident)
        if found is None:
            known.pop(ident, None)
        else:
            known[ident] = found
