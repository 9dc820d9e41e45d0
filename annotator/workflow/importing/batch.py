"""What was read of foreign files: articles to take or leave, and what fails; parts put together."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

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

Ranges = tuple[tuple[int, int], ...]


class ImportItem(msgspec.Struct, frozen=True, kw_only=True):
    """One article that can come in, as a preview shows it; change it with `structs.replace`.

    `excluded` (code points) is what its file said or else what is proposed; `duplicate_of` is the
    title of an article with the same text; `take` says whether it comes in. What came with a
    duplicate (annotations, statuses) goes to the article that is there. `file` is what it is from,
    and `left_out` says how many records of which kind stay out, as only reviewers may write them.
    """

    incoming: Incoming
    sha256: str
    excluded: Ranges = ()
    duplicate_of: str | None = None
    take: bool = True
    file: SourceFile | None = None
    left_out: Mapping[str, int] = {}

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


def replaced(whole: Batch, file: SourceFile, anew: Batch) -> Batch:
    """Return a batch in which one file was read again; its articles stay where they were.

    It may be in another format now, or the first time that it could be read.
    """
    before = [one.file == file for one in whole.items]
    at = before.index(True) if any(before) else len(before)
    kept = [one for one in whole.items if one.file != file]
    failures = [one for one in whole.failures if one.file != file]
    told = [one for one in whole.told if not f"{one.where}, ".startswith(f"{file.name}, ")]
    files = [one for one in whole.files if one != file or one in anew.files]
    at_file = whole.files.index(file) if file in whole.files else len(files)
    files[at_file:at_file] = [one for one in anew.files if one not in files]
    unknown = tuple(one for one in whole.unknown if one != file)
    known_now = file.name if len(unknown) < len(whole.unknown) else None
    return structs.replace(
        whole,
        files=tuple(files),
        unknown=unknown,
        skipped=tuple(one for one in whole.skipped if one != known_now),
        items=_marked([*kept[:at], *anew.items, *kept[at:]]),
        failures=(*failures, *anew.failures),
        told=(*told, *anew.told),
        listed=(*(one for one in whole.listed if one.file != file), *anew.listed),
    )


def _marked(items: Iterable[ImportItem]) -> tuple[ImportItem, ...]:
    """Mark what has the same text as something before it, unless the project has it already."""
    return tuple(marked(items, TrialState()))
