"""What is proposed in articles of a project, whatever is coded there already: for scripts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from annotator.analysis.suggest.quote import Quote
from annotator.domain.article import Article
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.record import Fragment
from annotator.store.project import Project
from annotator.store.readable import ReadableProject
from annotator.workflow.article_annotations import ArticleAnnotations
from annotator.workflow.copies.asking import filtered
from annotator.workflow.open_article import OpenArticle
from annotator.workflow.suggesting.proposer import Proposer

_REPORT_EVERY = 20  # articles


class Proposed(NamedTuple):
    """The quotes that are proposed in an article, each with its code (id), in the text's order."""

    article: OpenArticle
    quotes: list[tuple[str, Quote]]


def asked_for(project: Project, query: str | None, coder: str = "") -> list[str]:
    """Return the ids of the articles that a query finds, all without one, as they came in.

    `coder` is the handle of whose status the query means. Raise a `UserError` where it finds none.
    """
    if query is None:
        return project.article_ids()
    found = [row.id for row in filtered(project, query, coder)]
    if not found:
        raise UserError(f"No article fits “{query}”.")
    return found


def proposed_across(
    project: ReadableProject,
    proposer: Proposer,
    articles: Iterable[str],
    above: float = 0.0,
    progress: Progress = no_progress,
) -> Iterator[Proposed]:
    """Yield what is proposed in each article, of a score of `above` or more (0 to 1).

    What is in a stretch that is not the article is left out. Of a quote that is split, all parts
    are there or none.
    """
    ids = list(articles)
    for done, ident in enumerate(ids):
        if done % _REPORT_EVERY == 0:
            progress(done, len(ids))
        article = bare(project, ident)
        found = [
            (code, one)
            for code, quotes in proposer.quotes(article.text, article.language).items()
            for one in _kept(quotes, article, above)
        ]
        yield Proposed(article, sorted(found, key=lambda pair: (pair[1].start, pair[0])))


def bare(project: ReadableProject, ident: str) -> OpenArticle:
    """Return an article with nothing that is coded in it."""
    article = project.get(Article, ident)
    if article is None:
        raise UserError(f"There is no article {ident}.")
    nothing = ArticleAnnotations({}, lambda _: {})
    text = project.text_of(article)
    return OpenArticle(article=article, text=text, annotations=nothing, links=[])


def _kept(quotes: Iterable[Quote], article: OpenArticle, above: float) -> Iterator[Quote]:
    every = list(quotes)
    out = article.article.excluded
    gone = {one.group for one in every if one.group and (one.score < above or _meets(one, out))}
    for one in every:
        if one.group not in gone and one.score >= above and not _meets(one, out):
            yield one


def _meets(quote: Quote, excluded: Iterable[Fragment]) -> bool:
    return any(one.start < quote.end and quote.start < one.end for one in excluded)
