"""Makes the one edit that imports what was read into a project."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from msgspec import structs

from annotator.domain.annotation import Annotation, Decision
from annotator.domain.article import Article, Status, WorkStatus
from annotator.domain.codebook import Codebook
from annotator.domain.draft import Draft, Progress, no_progress
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Edit, InPieces
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.edits.drafts import Drafts
from annotator.domain.edits.records import ImportRecords
from annotator.domain.ids import new_id
from annotator.domain.kinds import KINDS, id_of, kind_name
from annotator.domain.names import folded
from annotator.domain.people import Actor, Coder
from annotator.domain.placeless import place_question_id
from annotator.domain.project_info import PROJECT_ID, ProjectInfo
from annotator.domain.record import Record, Values
from annotator.domain.state import State
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.wording import counted
from annotator.formats.companion import Companion
from annotator.formats.incoming import Incoming
from annotator.workflow.importing.batch import ImportItem
from annotator.workflow.importing.identity import Clashes, Twin, Twins
from annotator.workflow.importing.listed import ListedCounts, ListedItem, Listing
from annotator.workflow.importing.reading import is_new
from annotator.workflow.importing.reserved import OnlyTheirs

_REPORT_EVERY = 100  # items
_RANKS = {
    WorkStatus.NEW: 0,
    WorkStatus.IN_PROGRESS: 1,
    WorkStatus.NOTHING: 2,
    WorkStatus.DONE: 2,
}


class TakeOver(ImportRecords, frozen=True, kw_only=True):
    """Import into a project that nothing was coded in, and take over another one's codebook."""

    codebook: Codebook

    def plan(self, draft: Draft) -> str:
        """Replace the codebook, then add articles and records."""
        ReplaceCodebook(self.codebook).plan(draft)
        return super().plan(draft)


def import_edit(
    items: Iterable[ImportItem], state: State, companions: Sequence[Companion] = ()
) -> ImportRecords:
    """Return the edit for the items to take: one step to undo.

    Coders and actors that the project has stay as they are, a coder with a known handle is the
    known one, and a status never falls back. A new project takes over the first companion's
    codebook, title, variables and settings; coders and actors come along always.
    """
    chosen = [item for item in items if item.take]
    arrival = Arrival(state, [item.incoming for item in chosen])
    arrival.take_over(companions)
    for item in chosen:
        arrival.add(item)
    return arrival.piece()


def checked_edit(
    items: Sequence[ImportItem],
    companions: Sequence[Companion],
    project: State,
    progress: Progress = no_progress,
) -> ImportRecords:
    """Return the edit for the items to take; raise a `UserError` when the ids of two clash."""
    clashes = Clashes(project)
    chosen = [item for item in items if item.take]
    for done, item in enumerate(chosen):
        if done % _REPORT_EVERY == 0:
            progress(done, len(chosen))
        refused = clashes.refusal(item.incoming)
        if refused is not None:
            raise refused
    return import_edit(chosen, project, companions)


def rehearse(edit: Edit | InPieces, state: State, progress: Progress = no_progress) -> None:
    """Raise the `UserError` with which a project would refuse the edit, and write nothing."""
    for _ in Drafts(edit, state, "", "", progress).planned(as_one=True):
        pass


class Arrival:
    """Articles and records on their way in, under the ids that the project knows them by.

    They are taken out again as the pieces of an edit, or as one: what a piece had is to be in the
    state when more is added. `checked` says that reading has checked the records in this state.
    """

    def __init__(
        self,
        state: State,
        incoming: Iterable[Incoming] = (),
        *,
        twins: Twins | None = None,
        checked: bool = False,
    ) -> None:
        self.has_begun = False
        """Whether anything is to come in."""
        self.annotations = 0
        """How many annotations are new, or differ from what is there."""
        self._checked = checked
        self._came = 0
        self._characters = 0
        self._state = state
        self._codebook: Codebook | None = None
        self._articles: dict[str, NewArticle] = {}
        self._listing = Listing(state)
        self._twins = twins or Twins(state, incoming)
        self._handles = {folded(one.handle): one.id for one in state.find(Coder)}
        self._coders: dict[str, str] = {}
        self._records: dict[tuple[type[Record], str], Record] = {}
        self._known: dict[tuple[type[Record], str], Record] = {}
        self._joined: set[str] = set()
        self._asked: set[str] = set()
        """The annotations that come with a question where they stand."""
        self._by_their_nature: dict[type[Record], Callable[[Any], Record | None]] = {
            Coder: self._coder,
            Actor: self._unknown,
            Annotation: self._annotation,
            Status: self._status,
            Decision: self._decision,
            Assignment: self._unknown,
        }

    def take_over(self, companions: Sequence[Companion], only: OnlyTheirs | None = None) -> None:
        """Take over what lay beside the files: all of it in a new project.

        Title and settings stay where who imports it is no reviewer.
        """
        self.has_begun = True
        if companions and is_new(self._state):
            self._codebook = companions[0].codebook
            info = _info(self._state, companions[0])
            if only is not None and not only.reviews:
                own = self._state.get(ProjectInfo, PROJECT_ID) or ProjectInfo()
                info = structs.replace(info, title=own.title, settings=own.settings)
            self._put_all([info])
        for one in companions:
            self._put_all([*one.coders, *one.runs])
            self._put_all(one.actors)

    def add(self, item: ImportItem) -> None:
        """Add an article, or only what came with it when its text is there already."""
        self.add_to(self._twins.of(item.incoming, item.sha256), item)

    def add_to(self, there: Twin | None, item: ImportItem) -> None:
        """Add an article that meets the one that is `there`, if it meets one."""
        self.has_begun = True
        if there is not None and item.incoming.records:
            article = there.id
            self._joined.add(article)
        else:
            article = self._free_id(item.article.id)
            new = structs.replace(item.article, id=article)
            self._articles[article] = self._listing.article(new)
            self._twins.add(item.sha256, Twin(article, item.article.title))
            self._came += 1
            self._characters += len(item.article.text)
        self._put_all(item.incoming.records, article)

    def list_entry(self, one: ListedItem) -> None:
        """Add what a list says of an article."""
        self._listing.shell(one.shell, self._articles)

    def end(self) -> None:
        """Let what lists say wait in the project where its article has not come in."""
        self._put_all(self._listing.waiting())

    @property
    def listed(self) -> ListedCounts:
        """How many entries of lists found their articles so far."""
        return self._listing.counts

    def holds(self, records: int, characters: int) -> bool:
        """Tell whether it is time to take out a piece: so many are in it, or so much text."""
        return len(self._records) >= records or self._characters >= characters

    def piece(self) -> ImportRecords:
        """Take out what was added since the last piece."""
        articles, records = tuple(self._articles.values()), tuple(self._records.values())
        codebook, self._codebook = self._codebook, None
        self._articles, self._records, self._known, self._characters = {}, {}, {}, 0
        label, checked = self.label(), self._checked
        besides = self._listing.take()
        edit = ImportRecords(
            articles=articles, records=records, label=label, checked=checked, **besides
        )
        if codebook is None:
            return edit
        return TakeOver(**structs.asdict(edit), codebook=codebook)

    def label(self) -> str:
        """Say what came in with all pieces so far."""
        if self._joined and not self._came:
            return f"Annotations on {counted(len(self._joined), 'article')} imported"
        if not self._came and any(structs.astuple(self._listing.counts)):
            return "List of articles imported"
        return f"{counted(self._came, 'article')} imported"

    def _free_id(self, article: str) -> str:
        taken = article in self._articles or self._state.get(Article, article) is not None
        return new_id() if taken else article

    def _put_all(self, records: Iterable[Record], article: str = "") -> None:
        every = list(records)
        # Coders first: the others refer to them.
        for coder in every:
            if isinstance(coder, Coder):
                self._put(coder)
        rest = [self._fitted(one, article) for one in every if not isinstance(one, Coder)]
        self._known = self._stored(rest)
        self._asked = {
            one.annotation
            for one in rest
            if isinstance(one, Comment) and one.id == place_question_id(one.annotation)
        }
        for record in rest:
            self._put(record)

    def _stored(self, records: Iterable[Record]) -> dict[tuple[type[Record], str], Record]:
        """Return what the project has of records of whose kind it is asked: a look for each."""
        asked: dict[type[Record], list[str]] = {}
        for record in records:
            if type(record) in self._by_their_nature:
                asked.setdefault(type(record), []).append(record.id)
        return {
            (kind, one): record
            for kind, ids in asked.items()
            for one, record in self._state.get_all(kind, ids).items()
        }

    def _put(self, record: Record) -> None:
        look = self._by_their_nature.get(type(record))
        kept = record if look is None else look(record)
        if kept is not None:
            self._records[type(kept), kept.id] = kept

    def _fitted(self, record: Record, article: str) -> Record:
        """Return a record with the coder and the article that it refers to as known here."""
        kind = KINDS[kind_name(type(record))]
        if not kind.references:
            return record
        fitted: Values = {}
        for one in kind.references:
            if one.kind == "coder":
                coder = getattr(record, one.attribute)
                fitted[one.attribute] = self._coders.get(coder, coder)
            elif one.kind == "article":
                fitted[one.attribute] = article
        if all(getattr(record, name) == value for name, value in fitted.items()):
            return record
        if not fitted.keys().isdisjoint(kind.id_from):
            fitted["id"] = id_of(kind.name, structs.asdict(record) | fitted)
        return structs.replace(record, **fitted)

    def _unknown(self, record: Record) -> Record | None:
        """Return what the project does not have yet; what it has stays as it is."""
        kind = type(record)
        known = (kind, record.id) in self._records or (kind, record.id) in self._known
        return None if known else record

    def _coder(self, coder: Coder) -> Coder | None:
        handle = folded(coder.handle)
        known = self._handles.get(handle)
        self._coders[coder.id] = known or coder.id
        if known or self._state.get(Coder, coder.id):
            return None
        self._handles[handle] = coder.id
        return coder

    def _annotation(self, annotation: Annotation) -> Annotation:
        known = self._known.get((Annotation, annotation.id))
        kept = annotation
        if isinstance(known, Annotation):
            if annotation.id in self._asked:
                # Whoever has said here where it stands has looked; the file has only guessed.
                pieces, words, context = known.fragments, known.texts, known.contexts
                kept = structs.replace(kept, fragments=pieces, texts=words, contexts=context)
            kept = _dated_as(known, kept)
        self.annotations += kept not in (known, self._records.get((Annotation, annotation.id)))
        return kept

    def _decision(self, decision: Decision) -> Decision:
        known = self._known.get((Decision, decision.id))
        # A file without gold doesn't say that none came of it.
        if isinstance(known, Decision) and known.verdict is decision.verdict and not decision.gold:
            return structs.replace(decision, gold=known.gold)
        return decision

    def _status(self, status: Status) -> Status | None:
        known = self._records.get((Status, status.id)) or self._known.get((Status, status.id))
        if isinstance(known, Status) and _RANKS[known.status] >= _RANKS[status.status]:
            return None
        return status


def _dated_as(known: Annotation, annotation: Annotation) -> Annotation:
    """Return an annotation that is there already with the dates that its file leaves open.

    Where nothing else differs, nothing is changed then, and it keeps its date.
    """
    dated = structs.replace(annotation, created=annotation.created or known.created)
    if annotation.modified:
        return dated
    return structs.replace(dated, modified=known.modified, codebook_version=known.codebook_version)


def _info(state: State, companion: Companion) -> ProjectInfo:
    """Return what a new project says of itself once it has taken over another one."""
    own, taken = state.get(ProjectInfo, PROJECT_ID) or ProjectInfo(), companion.info()
    if taken.created:  # An export says everything; a codebook file beside the data need not.
        return taken
    return structs.replace(
        taken,
        title=taken.title or own.title,
        variables=taken.variables or own.variables,
        actor_variables=taken.actor_variables or own.actor_variables,
        settings=own.settings | taken.settings,
        created=own.created,
    )
