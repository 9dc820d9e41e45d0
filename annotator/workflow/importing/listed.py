"""Brings together what lists say of articles and the articles, whichever comes first."""

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import structs

from annotator.domain.article import Article
from annotator.domain.bounds import check_bounds
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.record import Values
from annotator.domain.shells import (
    ArticleMarks,
    ArticleShell,
    Mark,
    filled,
    marks_of,
    shell_of,
    surest,
)
from annotator.domain.state import State
from annotator.domain.wording import counted, noun
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import ReadOptions, Shell


class ListedItem(msgspec.Struct, frozen=True):
    """What a list says of an article, as it can come in, and the file with the list."""

    where: str
    shell: ArticleShell
    file: SourceFile | None = None


def listed_item(found: Shell, file: SourceFile, options: ReadOptions) -> ListedItem | UserError:
    """Return an entry of a list as it can come in, or why it can't."""
    meta = found.meta | dict(options.meta)
    shell = shell_of(found.title, meta)
    if shell is None:
        message = "Nothing in the entry tells which article it is about."
        remedy = "It takes an address, a DOI, or a title and a day."
        return UserError(message, where=found.where, remedy=remedy)
    try:
        check_bounds({"title": shell.title, "meta": meta}, found.where)
    except UserError as error:
        return error
    return ListedItem(found.where, shell, file)


class ListedCounts(msgspec.Struct, frozen=True):
    """How many entries of lists found their articles, and how many wait for their texts."""

    met: int = 0
    waiting: int = 0

    def __str__(self) -> str:
        """Say it in sentences; nothing where there were no lists."""
        met, waiting = self.met, self.waiting
        entries = [counted(one, "entry", "entries") for one in (met, waiting)]
        said = [
            f"{entries[0]} of lists went to {noun(met, 'its article', 'their articles')}."
            if met
            else "",
            f"{entries[1]} of lists {noun(waiting, 'waits for its text', 'wait for their texts')}."
            if waiting
            else "",
        ]
        return " ".join(filter(None, said))


class Listing:
    """The shells and the articles of one import, and of the project that it goes into.

    An article takes what lists say of it, be they read before it or after it.
    """

    def __init__(self, state: State) -> None:
        self._state = state
        self._shells: dict[str, ArticleShell] = {}
        self._met: set[str] = set()
        self._gone: set[str] = set()
        self._shells_by: dict[Mark, dict[str, None]] = {}
        self._own: dict[Mark, dict[str, None]] = {}
        self._filled: dict[str, Article] = {}

    @property
    def counts(self) -> ListedCounts:
        """How it went so far."""
        return ListedCounts(len(self._met), len(self.waiting()))

    def article(self, new: NewArticle) -> NewArticle:
        """Return an article that comes in with what lists say of it."""
        marks = marks_of(new.title, new.meta)
        for mark in marks.named():
            self._own.setdefault(mark, {})[new.id] = None
        for shell in self._shells_on(marks, new.meta):
            new = structs.replace(new, meta=filled(new.meta, shell))
            self._meet(shell)
        return new

    def shell(self, shell: ArticleShell, arriving: dict[str, NewArticle]) -> None:
        """Take an entry of a list; `arriving` are the articles that are yet to be written.

        What another entry on the same article said stays, and takes what this one says beside it.
        """
        known = self._shells.get(shell.id) or self._state.get(ArticleShell, shell.id)
        if known is not None:
            shell = structs.replace(known, meta=filled(known.meta, shell))
        self._shells[shell.id] = shell
        marks = ArticleMarks(shell.address, shell.doi, shell.heading)
        for mark in marks.named():
            self._shells_by.setdefault(mark, {})[shell.id] = None
        for ident, meta in self._articles_on(shell, marks, arriving).items():
            completed = filled(meta, shell)
            self._meet(shell)
            if ident in arriving:
                arriving[ident] = structs.replace(arriving[ident], meta=completed)
            elif completed != meta:
                there = self._there(ident)
                if there is not None:
                    self._filled[ident] = structs.replace(there, meta=completed)

    def take(self) -> dict[str, Any]:
        """Return what a piece of an edit is to do besides: articles filled, and shells met."""
        done = {"filled": tuple(self._filled.values()), "met": tuple(self._gone)}
        self._filled, self._gone = {}, set()
        return done

    def waiting(self) -> list[ArticleShell]:
        """Return the entries that found no article, once all have come in."""
        return [one for one in self._shells.values() if one.id not in self._met]

    def _meet(self, shell: ArticleShell) -> None:
        self._met.add(shell.id)
        self._gone.add(shell.id)

    def _there(self, article: str) -> Article | None:
        return self._filled.get(article) or self._state.get(Article, article)

    def _shells_on(self, marks: ArticleMarks, meta: Mapping[str, Any]) -> list[ArticleShell]:
        """Return what lists say of an article with these marks, those of the project among it."""
        found: dict[str, ArticleShell] = {}
        for name, mark in marks.named():
            for one in self._state.find(ArticleShell, **{name: mark}):
                found[one.id] = one
            found |= {one: self._shells[one] for one in self._shells_by.get((name, mark), ())}
        return surest(marks, meta, found.values(), _marks_of_shell, lambda one: one.meta)

    def _articles_on(
        self, shell: ArticleShell, marks: ArticleMarks, arriving: Mapping[str, NewArticle]
    ) -> dict[str, Values]:
        """Return the metadata of the articles, by their ids, that an entry is about."""
        ids = {one for mark in marks.named() for one in self._own.get(mark, ())}
        known = self._state.known_by(list(marks.named()))
        ids |= {one for there in known.values() for one in there}
        every = {one: arriving.get(one) or self._there(one) for one in sorted(ids)}
        found = [(one, article) for one, article in every.items() if article is not None]
        sure = surest(
            marks,
            shell.meta,
            found,
            lambda one: marks_of(one[1].title, one[1].meta),
            lambda one: one[1].meta,
        )
        return {ident: article.meta for ident, article in sure}


def _marks_of_shell(shell: ArticleShell) -> ArticleMarks:
    return ArticleMarks(shell.address, shell.doi, shell.heading)
