"""Reading ahead: what is on a few articles comes with one look for each kind of record.

However large a project is, no more than a few articles' records are in memory.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Generic, cast

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.batches import batched
from annotator.domain.kinds import R
from annotator.store.project import Project

_ARTICLES = 100
_LABELS = 1_000
_CHARACTERS = 400_000
"""A few articles have no more of each; one that has more is alone."""
_ON_ARTICLE, _ON_LABEL = "article", "annotation"


def a_few(project: Project, articles: Sequence[Article]) -> Iterator[list[Article]]:
    """Yield articles in their order, a few at a time: fewer where they are long or full."""
    for some in batched(articles, _ARTICLES):
        counts = project.label_counts([one.id for one in some])
        few: list[Article] = []
        labels = characters = 0
        for one in some:
            labels += counts.get(one.id, 0)
            characters += one.length
            if few and (labels > _LABELS or characters > _CHARACTERS):
                yield few
                few, labels, characters = [], counts.get(one.id, 0), one.length
            few.append(one)
        yield few


class Few:
    """A few articles with what is on them: each kind is read when it is first asked for."""

    def __init__(self, project: Project, articles: Sequence[Article]) -> None:
        self._project = project
        self.articles = frozenset(one.id for one in articles)
        annotations = project.find_among(Annotation, _ON_ARTICLE, self.articles)
        self.labels = frozenset(one.id for one in annotations)
        self._read: dict[type, Mapping[str, Sequence[Any]]] = {
            Annotation: _grouped(annotations, _ON_ARTICLE)
        }

    def on_articles(self, kind: type[R]) -> Mapping[str, Sequence[R]]:
        """Return the records of a kind that are on these articles, by their ids, oldest first."""
        return self._known(kind, _ON_ARTICLE, self.articles)

    def on_labels(self, kind: type[R]) -> Mapping[str, Sequence[R]]:
        """Return the records of a kind that are on annotations of these articles, by their ids."""
        return self._known(kind, _ON_LABEL, self.labels)

    def _known(self, kind: type[R], on: str, ids: frozenset[str]) -> Mapping[str, Sequence[R]]:
        known = self._read.get(kind)
        if known is None:
            known = self._read[kind] = _grouped(self._project.find_among(kind, on, ids), on)
        return cast("Mapping[str, Sequence[R]]", known)


class Ahead:
    """What is on articles and annotations: quick for those of the few that one has come to."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self.few = Few(project, ())

    def on_article(self, kind: type[R], article: str) -> Sequence[R]:
        """Return the records of a kind that are on an article (id), oldest first."""
        if article not in self.few.articles:
            return self._project.find(kind, article=article)
        return self.few.on_articles(kind).get(article, ())

    def on_label(self, kind: type[R], annotation: str) -> Sequence[R]:
        """Return the records of a kind that are on an annotation (id), oldest first."""
        if annotation not in self.few.labels:
            return self._project.find(kind, annotation=annotation)
        return self.few.on_labels(kind).get(annotation, ())


class OnLabels(Generic[R]):
    """The records of a kind by the annotation (id) that they are on, in an order."""

    def __init__(
        self,
        ahead: Ahead,
        kind: type[R],
        ordered: Callable[[Sequence[R]], Sequence[R]] = tuple,
    ) -> None:
        self._ahead = ahead
        self._kind = kind
        self._ordered = ordered

    def __getitem__(self, annotation: str) -> Sequence[R]:
        """Return those on an annotation."""
        return self._ordered(self._ahead.on_label(self._kind, annotation))


def _grouped(records: Sequence[R], on: str) -> Mapping[str, Sequence[R]]:
    """Return records by what they are on."""
    grouped: dict[str, list[R]] = {}
    for one in records:
        grouped.setdefault(getattr(one, on), []).append(one)
    return grouped
