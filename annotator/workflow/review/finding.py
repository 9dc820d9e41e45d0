"""Finding the differences of a project article by article, a few articles at a time."""

from collections.abc import Iterator, Sequence

import msgspec

from annotator.analysis.comparing.filtering import Traits, traits_of
from annotator.analysis.comparing.match import Kind
from annotator.domain.draft import Progress, no_progress
from annotator.domain.layers import ArticleLayers
from annotator.store.project import Project
from annotator.workflow.review.comparison import Compared, ComparisonRequest, matched, settled_of

_FIRST, _MOST = 4, 32
"""How many articles are read at once: at first, so that something shows soon, and later."""

DifferenceTraits = tuple[Traits, bool]
"""What filters ask of a difference, and whether it is settled."""


class Digest(msgspec.Struct, frozen=True):
    """What the layers differ in on one article: each difference's gravest kind, and its traits."""

    article: str
    title: str
    differences: tuple[tuple[Kind, DifferenceTraits], ...] = ()
    hidden: bool = False


def with_first(articles: list[str], first: str) -> list[str]:
    """Return articles (ids) with one of them, if it is among them, before all others."""
    return [first, *(one for one in articles if one != first)] if first in articles else articles


def walk(
    project: Project, articles: Sequence[str], progress: Progress = no_progress
) -> Iterator[list[ArticleLayers]]:
    """Yield articles (ids) with what is on them, a few at a time, at first very few.

    `progress` is called for each article and cancels by raising `CancelledError`.
    """
    done, few = 0, _FIRST
    while done < len(articles):
        progress(done, len(articles))
        yield project.compared_layers(articles[done : done + few], with_texts=False)
        done += few
        few = min(2 * few, _MOST)


def find_differences(
    project: Project,
    request: ComparisonRequest,
    articles: Sequence[str],
    progress: Progress = no_progress,
) -> Iterator[list[Digest]]:
    """Yield where the layers differ on these articles (ids), a few at a time."""
    known: dict[DifferenceTraits, DifferenceTraits] = {}
    total = len(articles)
    done = 0
    for few in walk(project, articles, progress):
        found: list[Digest] = []
        for one in few:
            progress(done, total)
            found.append(_digest(one, request, known))
            done += 1
        yield found


def digest_of(article: str, compared: Compared) -> Digest:
    """Return what `find_differences` says of an article that was compared."""
    if compared.hidden or not compared.rows:
        return Digest(article, "", hidden=compared.hidden)
    return Digest(
        article,
        compared.rows[0].title,
        tuple(
            (row.match.kind, (traits_of(row.match), row.settled))
            for row in compared.rows
            if row.match.kind is not None
        ),
    )


def _digest(
    article: ArticleLayers,
    request: ComparisonRequest,
    known: dict[DifferenceTraits, DifferenceTraits],
) -> Digest:
    ident, title = article.article.id, " ".join(article.article.title.split())
    if not request.visibility.sees_all_of(article):
        return Digest(ident, title, hidden=True)
    is_settled = settled_of(article)
    found: list[tuple[Kind, DifferenceTraits]] = []
    for match in matched(article, request):
        if match.kind is not None:
            traits = traits_of(match), is_settled(match)
            found.append((match.kind, known.setdefault(traits, traits)))
    return Digest(ident, title, tuple(found))
