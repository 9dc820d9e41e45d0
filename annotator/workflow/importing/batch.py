"""What was read of foreign files: articles to take or leave, and what fails; parts put together."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import structs

from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.errors import UserError
from annotator.domain.state import State
from annotator.formats.companion import Companion
from annotator.formats.folders import SourceFile
from annotator.formats.incoming import Incoming, Told
from annotator.formats.trial_state import TrialState
from annotator.workflow.importing.carried_codes import carrying
from annotator.workflow.importing.identity import Twin, Twins
from annotator.workflow.importing.listed import ListedItem

T = TypeVar("T")

Ranges = tuple[tuple[int, int], ...]


class Again(msgspec.Struct, frozen=True):
    """An article (id and title) that is here already with another text than the one that comes in.

    `by_id` says that it has the same id, and not only the same address: it can't come in beside it.
    """

    article: str
    title: str
    by_id: bool = False


class ImportItem(msgspec.Struct, frozen=True, kw_only=True):
    """One article that can come in, as a preview shows it; change it with `structs.replace`.

    `excluded` (code points) is what its file said or else what is proposed; `duplicate_of` is the
    title of an article with the same text; `take` says whether it comes in. What came with a
    duplicate (annotations, statuses) goes to the article that is there. `file` is what it is from,
    and `left_out` says how many records of which kind stay out, as only reviewers may write them.
    `again` is the article that is here with another text, and `correct` says that it gets this one.
    """

    incoming: Incoming
    sha256: str
    excluded: Ranges = ()
    duplicate_of: str | None = None
    take: bool = True
    file: SourceFile | None = None
    left_out: Mapping[str, int] = {}
    again: Again | None = None
    correct: bool = False

    @property
    def corrects(self) -> bool:
        """Whether it gives an article another text, and is none of its own."""
        return self.take and self.correct and self.again is not None

    def taken(self, *, take: bool) -> "ImportItem":
        """Return the item coming in, or not; what can only correct a text does that."""
        correct = take if self.again is not None and self.again.by_id else self.correct
        return structs.replace(self, take=take, correct=correct)

    def correcting(self, *, correct: bool) -> "ImportItem":
        """Return the item giving the article that is here its text, or not."""
        if self.again is None:
            return self
        take = correct or (not self.again.by_id and self.duplicate_of is None)
        return structs.replace(self, correct=correct, take=take)

    @property
    def article(self) -> NewArticle:
        """The article as it would come in."""
        return structs.replace(self.incoming.article, excluded=self.excluded)

    def with_article(self, **changed: Any) -> "ImportItem":
        """Return the item with other attributes of its article: its title, its metadata, …."""
        article = structs.replace(self.incoming.article, **changed)
        return structs.replace(self, incoming=structs.replace(self.incoming, article=article))

    def with_meta(self, key: str, value: str) -> "ImportItem":
        """Return the item with one metadata value of its article set."""
        return self.with_article(meta={**self.incoming.article.meta, key: value})


class ImportFailure(msgspec.Struct, frozen=True):
    """Why an article, a file or a source can't come in; `file` is None when there is none."""

    error: UserError
    file: SourceFile | None = None


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """What was read: articles, failures, names of files left aside, and what lay beside them.

    `told` is what is to be said of files that come in, `listed` what lists say of articles without
    their texts; `takes_over` is the codebook that comes along, as the project is new. `unknown` are
    those of the files left aside or refused that could be read once somebody has taught the program
    how they are made.
    """

    files: tuple[SourceFile, ...] = ()
    items: tuple[ImportItem, ...] = ()
    failures: tuple[ImportFailure, ...] = ()
    told: tuple[Told, ...] = ()
    listed: tuple[ListedItem, ...] = ()
    skipped: tuple[str, ...] = ()
    companions: tuple[Companion, ...] = ()
    takes_over: Codebook | None = None
    unknown: tuple[SourceFile, ...] = ()

    @property
    def errors(self) -> list[UserError]:
        """Why what fails can't come in."""
        return [one.error for one in self.failures]


def marked(items: Iterable[ImportItem], state: State) -> Iterator[ImportItem]:
    """Yield the items, those marked that have the same text as an article known before them.

    They stay out unless something came with them, which then goes to the article that is there.
    What is marked already stays as it is. Each item has the codes that it needs of those that items
    before it bring, as these may be left out.
    """
    items = list(items)
    carried = carrying([one.incoming for one in items])
    items = [
        structs.replace(item, incoming=one) if one is not item.incoming else item
        for item, one in zip(items, carried, strict=True)
    ]
    twins = Twins(state, [item.incoming for item in items])
    for item in items:
        twin = twins.of(item.incoming, item.sha256)
        if item.duplicate_of is not None:
            yield item
        elif twin is None:
            article = item.incoming.article
            twins.add(item.sha256, Twin(article.id, article.title))
            yield item
        else:
            take = bool(item.incoming.records)
            yield structs.replace(item, duplicate_of=twin.title, take=take)


def joined(*parts: Batch) -> Batch:
    """Return several batches as one, with the same text marked wherever it comes again."""
    return Batch(
        files=tuple(one for part in parts for one in part.files),
        items=_marked(one for part in parts for one in part.items),
        failures=tuple(one for part in parts for one in part.failures),
        told=tuple(dict.fromkeys(one for part in parts for one in part.told)),
        listed=tuple(one for part in parts for one in part.listed),
        skipped=tuple(one for part in parts for one in part.skipped),
        companions=tuple(one for part in parts for one in part.companions),
        takes_over=next((one.takes_over for one in parts if one.takes_over), None),
        unknown=tuple(one for part in parts for one in part.unknown),
    )


def replaced(whole: Batch, anew: Sequence[tuple[SourceFile, Batch]]) -> Batch:
    """Return a batch in which files were read again; their articles stay where they were.

    They may be in another format now, or the first time that they could be read.
    """
    found = {file.path: batch for file, batch in anew}
    known_now = {one.name for one in whole.unknown if one.path in found}
    names = {file.name for file, _ in anew}
    return structs.replace(
        whole,
        files=tuple(_in_place(whole.files, found, lambda one: one.path, lambda one: one.files)),
        unknown=tuple(one for one in whole.unknown if one.path not in found),
        skipped=tuple(one for one in whole.skipped if one not in known_now),
        items=_marked(
            _in_place(
                whole.items,
                found,
                lambda one: one.file.path if one.file is not None else None,
                lambda one: one.items,
            )
        ),
        failures=(*_others(whole.failures, found), *_each(found, "failures")),
        told=(
            *(one for one in whole.told if not _is_of(one.where, names)),
            *_each(found, "told"),
        ),
        listed=(*_others(whole.listed, found), *_each(found, "listed")),
    )


def _in_place(
    every: Iterable[T],
    found: Mapping[Path, Batch],
    path_of: Callable[[T], Path | None],
    of: Callable[[Batch], Iterable[T]],
) -> Iterator[T]:
    """Yield all, what was read again where it stood before; what is new comes last."""
    waiting = dict(found)
    for one in every:
        path = path_of(one)
        if path is None or path not in found:
            yield one
        elif path in waiting:
            yield from of(waiting.pop(path))
    for batch in waiting.values():
        yield from of(batch)


def _others(every: Iterable[Any], found: Mapping[Path, Batch]) -> Iterator[Any]:
    return (one for one in every if one.file is None or one.file.path not in found)


def _each(found: Mapping[Path, Batch], attribute: str) -> Iterator[Any]:
    return (one for batch in found.values() for one in getattr(batch, attribute))


def _is_of(where: str, names: Collection[str]) -> bool:
    """Tell whether a place is in one of these files: their names, and what stands behind them."""
    ends = [n for n, sign in enumerate(where) if sign in ",:"]
    return where in names or any(where[:end] in names for end in ends)


def _marked(items: Iterable[ImportItem]) -> tuple[ImportItem, ...]:
    """Mark what has the same text as something before it, unless the project has it already."""
    return tuple(marked(items, TrialState()))
