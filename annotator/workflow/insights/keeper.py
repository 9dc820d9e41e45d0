"""The facts that insights count, kept: after an edit only what it touched is read again."""

from collections.abc import Mapping, Sequence
from threading import Lock

from annotator.analysis.insights.facts import Facts
from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article
from annotator.domain.change import Change, Changes
from annotator.domain.codebook import Code
from annotator.domain.draft import Progress, no_progress
from annotator.domain.kinds import kind_name
from annotator.domain.people import Actor, Coder
from annotator.domain.project_info import ProjectInfo
from annotator.domain.study import Inclusion, Round, Settlement
from annotator.domain.visibility import Visibility
from annotator.store.project import Project
from annotator.workflow.insights.reading import NO_LEADERS, FactReader


class FactKeeper:
    """Keeps the facts of a project for whoever looks at it.

    `follow` may be called on any thread, also while `facts` reads on another one, which takes one
    caller after the other. What nobody told of is noticed by the history, and everything is read.
    """

    def __init__(self) -> None:
        self._reading = Lock()
        self._telling = Lock()
        self._told: list[Changes] = []
        self._reader: FactReader | None = None
        self._facts: Facts | None = None
        self._leaders = NO_LEADERS
        self._last = ""
        """The id of the edit after which the project was read."""

    def follow(self, changes: Changes) -> None:
        """Take note of what an edit changed; of changes without content, anything may be."""
        with self._telling:
            self._told.append(changes)

    def facts(
        self,
        project: Project,
        visibility: Visibility,
        progress: Progress = no_progress,
        leaders: Mapping[str, str] = NO_LEADERS,
    ) -> Facts:
        """Return the facts of a project, or a connection to it, for somebody's eyes.

        `leaders` has for each article (id) with near copies which one of these leads them.
        They are the same ones as before where nothing has changed in them. When this is cancelled,
        what has been read is kept.
        """
        with self._reading:
            reader = self._in_step(project, visibility)
            if self._leaders is not leaders and self._leaders != leaders:
                self._facts = None
            if self._facts is None:
                self._facts = reader.facts(project, progress, leaders)
                self._leaders = leaders
            return self._facts

    def _in_step(self, project: Project, visibility: Visibility) -> FactReader:
        """Return a reader that has forgotten what is no longer so."""
        with self._telling:
            told, self._told = self._told, []
        try:
            if self._reader is not None:
                self._catch_up(self._reader, project, visibility, told)
            if self._reader is None:
                self._last = _newest(project, 1)[0]
                self._reader = FactReader(project, visibility)
        except BaseException:
            with self._telling:
                self._told[:0] = told  # it is caught up with the next time
            raise
        return self._reader

    def _catch_up(
        self,
        reader: FactReader,
        project: Project,
        visibility: Visibility,
        told: Sequence[Changes],
    ) -> None:
        edits = {one.edit for one in told if one.edit}
        newest = _newest(project, len(edits) + 1)
        since = newest[: newest.index(self._last)] if self._last in newest else None
        untold = since is None or not edits.issuperset(since)
        if untold or any(not one.changes for one in told):
            self._reader = self._facts = None
            return
        if reader.look_for(visibility):
            self._facts = None
        if any(_bears(change) for one in told for change in one):
            self._facts = None
            changes = Changes("", "", "", "", tuple(change for one in told for change in one))
            _look_again(reader, project, changes)
        self._last = newest[0]


def _newest(project: Project, many: int) -> list[str]:
    return project.latest_edit_ids(many) or [""]


_BEARING = frozenset(
    kind_name(one)
    for one in (
        *(Annotation, Link, Article, Actor, Coder, Code, ProjectInfo),
        *(Round, Inclusion, Settlement, Decision),
    )
)
"""The kinds of record that facts are made of."""


def _bears(change: Change) -> bool:
    return change.kind in _BEARING


def _look_again(reader: FactReader, project: Project, changes: Changes) -> None:
    """Have a reader look at what changed, and forget the labels that are others now."""
    if changes.ids(Code) or changes.ids(ProjectInfo):
        reader.look_at_codebook(project)
    if changes.ids(Coder):
        reader.look_at_coders(project)
    if articles := changes.ids(Article):
        reader.look_at_articles(project, articles)
    if changes.ids(Round) or changes.ids(Inclusion):
        reader.look_at_rounds(project)
    if any(changes.ids(kind) for kind in (Settlement, Decision, Annotation)):
        reader.look_at_review(project)
    reader.forget(_labelled_anew(project, changes))
    if actors := changes.ids(Actor):
        reader.look_at_actors(project, actors)


def _labelled_anew(project: Project, changes: Changes) -> set[str]:
    """Return the ids of the articles on which annotations or links are others than before."""
    labels = [one for one in changes if one.kind == kind_name(Annotation)]
    owners, unknown = set[str](), list[str]()
    for one in changes:
        if one.kind == kind_name(Link):
            owner = ((one.before or {}) | (one.after or {})).get("annotation")
            owners.add(owner) if owner else unknown.append(one.record)
    owners |= {one.annotation for one in project.get_all(Link, unknown).values()}
    labels += [Change(kind_name(Annotation), one, {}, {}) for one in owners]
    return project.touched_articles(Changes("", "", "", "", tuple(labels)))
