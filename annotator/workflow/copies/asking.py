"""Asking for near copies in a filter: `copies:yes`, `copies:again`, `copies:"Title"`."""

from collections.abc import Callable, Iterable

from msgspec import structs

from annotator.domain.draft import Progress, no_progress
from annotator.domain.names import searchable
from annotator.store.project import Project
from annotator.store.reading import filtering
from annotator.store.reading.filtering import COPIED, COPIED_AGAIN, COPIES, Query, Term, named_state
from annotator.store.reading.rows import ArticleRow
from annotator.workflow.copies.found import FoundCopies, LooksForCopies
from annotator.workflow.copies.when_wanted import CopiesWhenWanted

Names = Callable[[], Iterable[tuple[str, str]]]
"""Returns the ids and titles of all articles."""


def resolved(query: Query, found: FoundCopies, names: Names) -> Query:
    """Return a query that knows which articles its conditions on copies mean."""
    if not query.asks_copies:
        return query
    terms = (
        structs.replace(one, articles=_meant(one, found, names)) if one.key == COPIES else one
        for one in query.terms
    )
    return structs.replace(query, terms=tuple(terms))


def with_copies(
    project: Project, query: Query, copies: LooksForCopies | None, progress: Progress = no_progress
) -> Query:
    """Return a query that knows which articles are copies: they are looked for if it asks."""
    if not query.asks_copies:
        return query
    known = copies if copies is not None else CopiesWhenWanted()
    return resolved(query, known.look(project, progress), lambda: names_in(project))


def filtered(project: Project, words: str, coder: str = "") -> list[ArticleRow]:
    """Return a project's articles that a query in words asks for, in their order.

    No more of the words will be typed. Raise a `UserError` for a condition or a code that there is
    none of.
    """
    codes = project.codebook().codes
    filtering.refuse_unknown_codes(filtering.parse(words, codes).terms, codes)
    return filtering.filtered(
        project, words, coder, lambda query: with_copies(project, query, None)
    )


def names_in(project: Project) -> list[tuple[str, str]]:
    """Return the ids and titles of all articles."""
    return [(article, title) for article, title, _ in project.article_names()]


def words_for(article: str, title: str) -> str:
    """Return the filter that finds an article (id) with its copies; by its title where it can."""
    name = title if title.strip() and '"' not in title and not is_state(title) else article
    return f'{COPIES}:"{name}"'


def is_state(words: str) -> bool:
    """Tell whether `copies:` asks with these words for copies of any article, not of one."""
    return named_state(words) in (COPIED, COPIED_AGAIN)


def _meant(term: Term, found: FoundCopies, names: Names) -> frozenset[str]:
    wanted = named_state(term.value)
    if wanted == COPIED:
        return frozenset(found.leaders)
    if wanted == COPIED_AGAIN:
        return frozenset(found.leaders.keys() - found.members.keys())
    name = searchable(term.value.strip())
    called = (
        article
        for article, title in names()
        if article == term.value.strip() or searchable(title.strip()) == name
    )
    return frozenset(one for article in called for one in found.cluster_of(article))
