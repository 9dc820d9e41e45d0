"""The queue of colleagues' annotations: what stands where in it, and what is on an article."""

from collections.abc import Collection, Iterator, Sequence

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Decision
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import ArticleLayers
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.review.finding import walk


class QueueEntry(msgspec.Struct, frozen=True):
    """An annotation in the queue, with what was decided on it last."""

    annotation: Annotation
    decision: Decision | None

    @property
    def row(self) -> tuple[bool, str]:
        """Whether it is decided, which come last, and whose it is."""
        return self.decision is not None, self.annotation.coder


QueueRows = tuple[str, tuple[tuple[bool, str], ...]]
"""An article's id, and what of its entries says where they stand."""


def entries_on(article: ArticleLayers, visibility: Visibility) -> list[QueueEntry]:
    """Return what waits on an article for a decision, or has one, in reading order.

    That is others' annotations, without gold and what the reviewer may not see.
    """
    words = sorted(article.decisions, key=lambda one: (one.at, one.id))
    last = {word.annotation: word for word in words}
    found = [
        QueueEntry(one, last.get(one.id))
        for one in article.annotations
        if one.layer != GOLD_LAYER and one.coder != visibility.coder and visibility.sees(one)
    ]
    return sorted(found, key=_place)


def _place(entry: QueueEntry) -> tuple[int, int, str]:
    one = entry.annotation
    return (-1, 0, one.id) if one.start is None else (one.start, -(one.end or 0), one.id)


def find_queue(
    project: Project,
    visibility: Visibility,
    articles: Sequence[str],
    progress: Progress = no_progress,
) -> Iterator[list[QueueRows]]:
    """Yield what waits on these articles (ids), a few at a time."""
    for few in walk(project, articles, progress):
        yield [
            (one.article.id, tuple(entry.row for entry in entries_on(one, visibility)))
            for one in few
        ]


def entries_of(
    project: Project, visibility: Visibility, articles: Collection[str]
) -> dict[str, list[QueueEntry]]:
    """Return what waits on some articles (ids), by them."""
    return {one.article.id: entries_on(one, visibility) for one in project.layers(articles)}


def colleagues(project: Project) -> set[str]:
    """Return the ids of those who have annotations of their own."""
    return {coder for coder, layer in project.labellers() if layer != GOLD_LAYER}
