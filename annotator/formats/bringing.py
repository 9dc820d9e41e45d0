"""Makes the one edit that brings what was read into a project."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import structs

from annotator.domain.annotation import Annotation, Decision
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.codebook import Code
from annotator.domain.draft import Draft
from annotator.domain.edits.articles import NewArticle, status_id
from annotator.domain.edits.records import BringIn
from annotator.domain.ids import new_id
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Record
from annotator.domain.state import State
from annotator.formats.companion import Companion
from annotator.formats.importing import Item

_RANKS = {
    WorkStatus.NEW: 0,
    WorkStatus.IN_PROGRESS: 1,
    WorkStatus.NOTHING: 2,
    WorkStatus.DONE: 2,
}


def edit_for(items: Iterable[Item], state: State, companions: Sequence[Companion] = ()) -> BringIn:
    """Return the edit for the items to take: one step to undo.

    Coders and actors that the project has stay as they are, a coder with a known handle is the
    known one, and a status never falls back. The first companion's codebook comes along when
    the project has none; its coders and actors always do.
    """
    arrival = _Arrival(state)
    arrival.take_over(companions)
    for item in items:
        if item.take:
            arrival.add(item)
    return arrival.edit()


def rehearse(edit: BringIn, state: State) -> None:
    """Raise the `UserError` with which a project would refuse the edit, and write nothing."""
    draft = Draft(state, coder="", now="")
    edit.plan(draft)
    draft.changes()


class _Arrival:
    """Articles and records on their way in, under the ids that the project knows them by."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._articles: dict[str, NewArticle] = {}
        self._by_text: dict[str, str] = {}
        self._handles = {one.handle.casefold(): one.id for one in state.find(Coder)}
        self._coders: dict[str, str] = {}
        self._records: dict[tuple[type[Record], str], Record] = {}
        self._joined: set[str] = set()

    def take_over(self, companions: Sequence[Companion]) -> None:
        if companions and not self._state.find(Code):
            self._put_all(_codebook_records(self._state, companions[0]))
        for one in companions:
            self._put_all(one.coders)
            self._put_all(one.actors)

    def add(self, item: Item) -> None:
        """Add an article, or only what came with it when its text is there already."""
        there = self._standing(item.sha256)
        if there is not None and item.incoming.records:
            article = there
            self._joined.add(article)
        else:
            article = self._free_id(item.article.id)
            self._articles[article] = structs.replace(item.article, id=article)
            self._by_text.setdefault(item.sha256, article)
        self._put_all(item.incoming.records, article)

    def edit(self) -> BringIn:
        joined = len(self._joined - self._articles.keys())
        label = (
            "" if self._articles or not joined else f"Annotations on {_counted(joined)} brought in"
        )
        return BringIn(
            articles=tuple(self._articles.values()),
            records=tuple(self._records.values()),
            label=label,
        )

    def _standing(self, sha256: str) -> str | None:
        if sha256 not in self._by_text:
            found = self._state.find(Article, text_sha256=sha256)
            if found:
                self._by_text[sha256] = found[0].id
        return self._by_text.get(sha256)

    def _free_id(self, article: str) -> str:
        taken = article in self._articles or self._state.get(Article, article) is not None
        return new_id() if taken else article

    def _put_all(self, records: Iterable[Record], article: str = "") -> None:
        # Coders first: the others refer to them.
        for record in sorted(records, key=lambda one: not isinstance(one, Coder)):
            self._put(record, article)

    def _put(self, record: Record, article: str) -> None:
        fits: dict[type[Record], Callable[[Any, str], Record | None]] = {
            Coder: self._coder,
            Actor: self._actor,
            Annotation: self._annotation,
            Status: self._status,
            Decision: self._decision,
        }
        fit = fits.get(type(record))
        kept = fit(record, article) if fit else record
        if kept is not None:
            self._records[type(kept), kept.id] = kept

    def _coder(self, coder: Coder, _article: str) -> Coder | None:
        handle = coder.handle.casefold()
        known = self._handles.get(handle)
        self._coders[coder.id] = known or coder.id
        if known or self._state.get(Coder, coder.id):
            return None
        self._handles[handle] = coder.id
        return coder

    def _actor(self, actor: Actor, _article: str) -> Actor | None:
        known = (Actor, actor.id) in self._records or self._state.get(Actor, actor.id)
        return None if known else actor

    def _annotation(self, annotation: Annotation, article: str) -> Annotation:
        coder = self._coders.get(annotation.coder, annotation.coder)
        return structs.replace(annotation, article=article, coder=coder)

    def _decision(self, decision: Decision, _article: str) -> Decision:
        reviewer = self._coders.get(decision.reviewer, decision.reviewer)
        return structs.replace(decision, reviewer=reviewer)

    def _status(self, status: Status, article: str) -> Status | None:
        coder = self._coders.get(status.coder, status.coder)
        record = status_id(article, coder)
        known = self._records.get((Status, record)) or self._state.get(Status, record)
        if isinstance(known, Status) and _RANKS[known.status] >= _RANKS[status.status]:
            return None
        return Status(id=record, article=article, coder=coder, status=status.status)


def _codebook_records(state: State, companion: Companion) -> tuple[Record, ...]:
    """Return a codebook's codes, with the version that their annotations name."""
    book = companion.codebook
    codes = [structs.replace(code, position=n) for n, code in enumerate(book.codes)]
    info = state.get(ProjectInfo, PROJECT_ID) or ProjectInfo()
    variables = info.variables or companion.project.variables
    taken = structs.replace(
        info,
        codebook_title=book.title,
        codebook_description=book.description,
        codebook_version=book.version,
        variables=variables,
    )
    return (*codes, taken)


def _counted(count: int) -> str:
    return f"{count} {'article' if count == 1 else 'articles'}"
