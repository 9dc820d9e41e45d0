"""Whose changes of what is reserved count: those made here, and those of reviewers (ADR 0036).

It follows from the union of the histories, so that it does not matter in which order files came.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.change import Change
from annotator.domain.kinds import KINDS
from annotator.domain.project_info import PROJECT_ID
from annotator.domain.record import Values
from annotator.domain.settings import REVIEWERS_SETTING, project_settings
from annotator.domain.undo import EXTEND, MERGE, REDO, UNDO
from annotator.store.file.database import Database
from annotator.store.history import log

_Place = tuple[str, str]
"""Clock and id of an edit: its place in the order of the fold."""


def unentitled(
    database: Database,
    rows: Sequence[log.EditRow],
    visible: Collection[str],
    undone: Callable[[Collection[str]], Collection[str]],
) -> frozenset[str]:
    """Return the edits of whose changes those of what is reserved don't count.

    They came in from other files and are by somebody who neither was a reviewer then nor is one
    now. As long as the project names no reviewers, everybody is one. `undone` returns what is
    undone when some steps back and forth are left out.
    """
    merges = {row.id: row for row in rows if row.kind == MERGE}
    brought = {row.id: row for row in rows if row.via in merges and not _is_of(row, merges)}
    said = list(_said_of_reviewers(database, visible)) if brought else []
    if not any(names for _, names in said):
        return frozenset()
    authors = log.authors(database)
    outside = {edit for edit, row in brought.items() if not _is_own(authors, row, merges)}
    places = {row.id: (row.clock, row.target or row.id) for row in rows}
    steps = {edit for edit in outside if brought[edit].kind in (UNDO, REDO)}
    ever = frozenset[str]().union(*(names for _, names in _course(said, outside, authors)))
    without_say = {edit for edit in steps if authors.by_edit.get(edit, "") not in ever}
    gone = undone(without_say)
    standing = [one for one in said if one[0] not in gone]
    course = [(places[edit], names) for edit, names in _course(standing, outside, authors)]
    waiting = sorted(outside, key=places.__getitem__)
    return frozenset(_without_right(waiting, places, course, authors))


def _is_of(row: log.EditRow, merges: Mapping[str, log.EditRow]) -> bool:
    """Tell whether an edit is what a merge did here itself, and none that it brought."""
    merge = merges.get(row.via or "")
    return row.kind == EXTEND and merge is not None and row.clock == merge.clock


def _is_own(authors: log.Authors, row: log.EditRow, merges: Mapping[str, log.EditRow]) -> bool:
    """Tell whether an edit came back as a step of who was parted from the file."""
    merge = merges.get(row.via or "")
    parted = merge is not None and merge.target is not None and bool(row.coder)
    return parted and authors.by_edit.get(row.id) == authors.by_edit.get(row.via or "")


def _course(
    said: Iterable[tuple[str, frozenset[str]]], outside: Collection[str], authors: log.Authors
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the edits that name reviewers and may, in their order, with whom they name."""
    reviewers = frozenset[str]()
    for edit, names in said:
        if edit not in outside or not reviewers or authors.by_edit.get(edit, "") in reviewers:
            reviewers = names
            yield edit, names


def _without_right(
    edits: Iterable[str],
    places: dict[str, _Place],
    course: Sequence[tuple[_Place, frozenset[str]]],
    authors: log.Authors,
) -> Iterator[str]:
    """Yield those of the edits, in their order, whose author was no reviewer then, nor is now."""
    step, reviewers = 0, frozenset[str]()
    now = course[-1][1] if course else reviewers
    for edit in edits:
        while step < len(course) and course[step][0] < places[edit]:
            reviewers = course[step][1]
            step += 1
        author = authors.by_edit.get(edit, "")
        if reviewers and now and author not in reviewers and author not in now:
            yield edit


def _said_of_reviewers(
    database: Database, visible: Collection[str]
) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the edits that name reviewers, in the order of their clocks, and whom they name."""
    sql = (
        'SELECT c.edit, c.kind, c.record, c.before, c.after, c."sum" FROM change c '
        "JOIN edit e ON e.id = c.edit WHERE c.record = ? AND c.kind = 'project' "
        "ORDER BY e.clock, e.id, c.n"
    )
    for edit, *row in database.conn.execute(sql, [PROJECT_ID]):
        after = log.verified_change(edit, row).after or {}
        settings: Values = after.get("settings") or {}
        if edit in visible and REVIEWERS_SETTING in settings:
            yield edit, frozenset(project_settings(settings).reviewers)


def names_reviewers(change: Change) -> bool:
    """Tell whether a change says who reviews."""
    sides: Iterable[Values] = (change.before or {}, change.after or {})
    return change.kind == "project" and any(
        REVIEWERS_SETTING in (side.get("settings") or {}) for side in sides
    )


class ReservedChanges:
    """Tells of changes, in the order in which they are folded, which are of what is reserved."""

    def __init__(
        self,
        database: Database,
        unentitled: AbstractSet[str],
        reserved_only: AbstractSet[str] = frozenset(),
    ) -> None:
        self._database = database
        self._authors: dict[str, str] | None = None
        self._unentitled = unentitled
        self._reserved_only = reserved_only
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
            return change.before is not None and change.record != self._author_of(edit)
        if change.kind == "annotation":
            is_gold = self._gold.get(change.record, False)
            return is_gold or said.get("layer") == GOLD_LAYER
        if change.kind == "link":
            return self.was_gold(str(said.get("annotation", "")))
        return KINDS[change.kind].reserved

    def _author_of(self, edit: str) -> str:
        if self._authors is None:
            self._authors = log.authors(self._database).by_edit
        return self._authors.get(edit, "")

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
