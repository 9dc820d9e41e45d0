"""Whose changes of what is reserved count: those made here, and those of reviewers (ADR 0036).

It follows from the union of the histories, so that it does not matter in which order files came.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

import msgspec

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.change import Change
from annotator.domain.kinds import KINDS
from annotator.domain.record import Values
from annotator.domain.settings import REVIEWERS_SETTING
from annotator.domain.undo import EXTEND, MERGE, REDO, UNDO
from annotator.domain.whose_work import is_rule
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.authors import Authors, authors_of
from annotator.store.history.whose_edits import Maker, Makers, People, Said, said_of_people

_Place = tuple[str, str]
"""Clock and id of an edit: its place in the order of the fold."""


class Unentitled(msgspec.Struct, frozen=True):
    """The `edits` of whose changes those of what is reserved don't count.

    Those that are `in_name` of somebody else came from a machine that was given to another coder,
    who is named by id.
    """

    edits: frozenset[str] = frozenset()
    in_name: Mapping[str, str] = {}


def unentitled(
    database: Database,
    rows: Sequence[log.EditRow],
    visible: Collection[str],
    undone: Callable[[Collection[str]], Collection[str]],
) -> Unentitled:
    """Return the edits of whose changes those of what is reserved don't count.

    They came in from other files and are by somebody who neither was a reviewer then nor is one
    now: not whose handle they have, but whose work it is by what the project says. As long as it
    names no reviewers, everybody is one. `undone` returns what is undone when some steps back and
    forth are left out.
    """
    merges = {row.id: row for row in rows if row.kind == MERGE}
    brought = {row.id: row for row in rows if row.via in merges and not _is_of(row, merges)}
    said = list(said_of_people(database, visible)) if brought else []
    if not any(one.reviewers for one in said):
        return Unentitled()
    authors = authors_of(database)
    outside = {edit for edit, row in brought.items() if not _is_own(authors, row, merges)}
    course = _Course(Makers(authors.by_edit, {row.id: row for row in rows}), outside)
    ever = course.of(said)
    steps = [edit for edit in outside if brought[edit].kind in (UNDO, REDO)]
    gone = undone(set(course.without_say(steps, ever)))
    now = course.of([one for one in said if one.edit not in gone])
    places = {row.id: (row.clock, row.target or row.id) for row in rows}
    people = course.makers.people(now)
    found = frozenset(_without_right(course, places, now, people))
    return Unentitled(found, dict(course.makers.given(found, people)))


def _is_of(row: log.EditRow, merges: Mapping[str, log.EditRow]) -> bool:
    """Tell whether an edit is what a merge did here itself, and none that it brought."""
    merge = merges.get(row.via or "")
    return row.kind == EXTEND and merge is not None and row.clock == merge.clock


def _is_own(authors: Authors, row: log.EditRow, merges: Mapping[str, log.EditRow]) -> bool:
    """Tell whether an edit came back as a step of who was parted from the file."""
    merge = merges.get(row.via or "")
    parted = merge is not None and merge.target is not None and bool(row.coder)
    return parted and authors.by_edit.get(row.id) == authors.by_edit.get(row.via or "")


class _Course:
    """Whose word on people counts, where edits from `outside` need a reviewer's."""

    def __init__(self, makers: Makers, outside: Collection[str]) -> None:
        self.makers = makers
        self.outside = outside

    def of(self, said: Sequence[Said]) -> list[Said]:
        """Return of what is said on people what counts, in its order.

        What is said on whose work is whose can take the right to say so from another, so that
        it is asked again until all that is left may stand.
        """
        kept = list(self._entitled(said, ()))
        while True:
            fewer = list(self._entitled(kept, kept))
            if len(fewer) == len(kept):
                return kept
            kept = fewer

    def without_say(self, edits: Iterable[str], said: Sequence[Said]) -> Iterator[str]:
        """Yield those of the edits that are by nobody who ever was a reviewer."""
        ever = frozenset[str]().union(*(one.reviewers or () for one in said))
        reviewed: dict[Maker, bool] = {}
        for edit in edits:
            maker = self.makers.of(edit)
            if maker not in reviewed:
                reviewed[maker] = self._is_among(maker, ever, said)
            if not reviewed[maker]:
                yield edit

    def _entitled(self, said: Iterable[Said], rules: Sequence[Said]) -> Iterator[Said]:
        reviewers = frozenset[str]()
        for one in said:
            may = not reviewers or one.edit not in self.outside
            if may or self._is_among(self.makers.of(one.edit), reviewers, rules):
                reviewers = reviewers if one.reviewers is None else one.reviewers
                yield one

    def _is_among(self, maker: Maker, coders: Iterable[str], rules: Sequence[Said]) -> bool:
        """Tell whether a maker is one of some coders, by the words of all others.

        Nobody gives themself a right, and what one said of oneself one can take back.
        """
        people = self.makers.people(rules, maker)
        return people.whose(maker) in people.all_now(coders)


def _without_right(
    course: _Course, places: Mapping[str, _Place], said: Sequence[Said], people: People
) -> Iterator[str]:
    """Yield those of the edits from outside whose author was no reviewer then, nor is now."""
    named = [(places[one.edit], one.reviewers) for one in said if one.reviewers is not None]
    step, reviewers = 0, frozenset[str]()
    now = people.all_now(named[-1][1] if named else ())
    for edit in sorted(course.outside, key=places.__getitem__):
        while step < len(named) and named[step][0] < places[edit]:
            reviewers = people.all_now(named[step][1])
            step += 1
        if reviewers and now:
            author = course.makers.whose(edit, people)
            if author not in reviewers and author not in now:
                yield edit


def names_people(change: Change) -> bool:
    """Tell whether a change says who reviews, or whose work is whose."""
    return REVIEWERS_SETTING in _settings_in(change) or gives_work(change)


def gives_work(change: Change) -> bool:
    """Tell whether a change says whose work is whose."""
    return any(map(is_rule, _settings_in(change)))


def _settings_in(change: Change) -> set[str]:
    """Return the names of the project's settings that a change gives."""
    if change.kind != "project":
        return set()
    sides: Iterable[Values] = (change.before or {}, change.after or {})
    return {str(name) for side in sides for name in side.get("settings") or ()}


class ReservedChanges:
    """Tells of changes, in the order in which they are folded, which are of what is reserved."""

    def __init__(
        self,
        database: Database,
        unentitled: AbstractSet[str],
        reserved_only: AbstractSet[str] = frozenset(),
        in_name: Collection[str] = (),
    ) -> None:
        self._database = database
        self._authors: dict[str, str] | None = None
        self._unentitled = unentitled
        self._reserved_only = reserved_only
        self._in_name = in_name
        self._gold: dict[str, bool] = {}
        self._ever: dict[str, bool] = {}

    def counts(self, edit: str, change: Change) -> bool:
        """Tell whether a change counts."""
        if not self._unentitled:
            return True
        if edit in self._unentitled or edit in self._reserved_only:
            counts = self._is_reserved(edit, change) == (edit in self._reserved_only)
        else:
            counts = True
        if counts and change.kind == "annotation" and "layer" in (change.after or {}):
            self._gold[change.record] = (change.after or {})["layer"] == GOLD_LAYER
        return counts

    def _is_reserved(self, edit: str, change: Change) -> bool:
        said = change.after or change.before or {}
        if change.kind == "coder":
            own = change.record == self._author_of(edit) and edit not in self._in_name
            return change.before is not None and not own
        if change.kind == "annotation":
            is_gold = self._gold.get(change.record, False)
            return is_gold or said.get("layer") == GOLD_LAYER
        if change.kind == "link":
            return self.was_gold(str(said.get("annotation") or self._linked(change.record)))
        return KINDS[change.kind].reserved

    def _author_of(self, edit: str) -> str:
        if self._authors is None:
            self._authors = authors_of(self._database).by_edit
        return self._authors.get(edit, "")

    def _linked(self, link: str) -> str:
        """Return the annotation (id) of a link of which it is only said that it is there."""
        sql = (
            "SELECT json_extract(after, '$.annotation') FROM change "
            "WHERE record = ? AND kind = 'link' AND before IS NULL"
        )
        return next((str(one) for (one,) in self._database.conn.execute(sql, [link])), "")

    def was_gold(self, annotation: str) -> bool:
        """Tell whether an annotation was made in gold, which no later file can change."""
        if annotation not in self._ever:
            sql = (
                "SELECT EXISTS (SELECT 1 FROM change WHERE record = ? AND kind = 'annotation' "
                "AND before IS NULL AND json_extract(after, '$.layer') = ?)"
            )
            found = self._database.conn.execute(sql, [annotation, GOLD_LAYER]).fetchone()
            self._ever[annotation] = bool(found[0])
        return self._ever[annotation]
