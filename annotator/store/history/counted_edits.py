"""Which edits count: those that are not undone, and came in by no merge that is undone."""

from collections import defaultdict
from collections.abc import Iterable

import msgspec
from sqlite_utils import Database

from annotator.domain.undo import FOUNDATION, MERGE, REDO, REST, UNDO
from annotator.store.file import damaged, sums

_UNFOLDED = (UNDO, REDO, MERGE)
"""Edits that only say which others count."""


class _Mark(msgspec.Struct, frozen=True):
    """An edit as far as counting is concerned."""

    id: str
    kind: str
    target: str | None
    via: str | None


class CountedEdits(msgspec.Struct, frozen=True):
    """The edits that are `visible` (came in and were not sent away again) and those `counted`.

    An undone edit is visible and not counted; undoing is itself an edit that is visible only.
    `undone` are the targets of undoing, merges included.
    """

    visible: frozenset[str]
    counted: frozenset[str]
    undone: frozenset[str]


def counted_edits(database: Database) -> CountedEdits:
    """Return which edits of a project's history count."""
    sql = "SELECT id, kind, target, via FROM edit ORDER BY clock, id"
    marks = [_Mark(*row) for row in database.conn.execute(sql)]
    brought: dict[str, list[str]] = defaultdict(list)
    for merge, edit, total in database.conn.execute('SELECT merge, edit, "sum" FROM brought'):
        if sums.row_sum((merge, edit)) != total:
            raise damaged.record("edit", edit, "the sum of its bringing in is another")
        brought[edit].append(merge)
    own = [mark for mark in marks if mark.via is None]
    undone_here = _undone(own)
    gone = {mark.id for mark in own if mark.kind == MERGE} & undone_here

    def is_visible(mark: _Mark) -> bool:
        return mark.via not in gone or any(m not in gone for m in brought.get(mark.id, ()))

    visible = [mark for mark in marks if is_visible(mark)]
    undone = _undone(visible)
    counted = {m.id for m in visible if m.kind not in _UNFOLDED and not undone & _names(m)}
    seen = frozenset(mark.id for mark in visible)
    return CountedEdits(seen, frozenset(counted), frozenset(undone | undone_here))


def _names(mark: _Mark) -> set[str]:
    """Return what is undone when this edit is: the rest of an edit goes with it."""
    return {mark.id, mark.target} if mark.kind == REST and mark.target else {mark.id}


def _undone(marks: Iterable[_Mark]) -> set[str]:
    """Return the edits whose last undo or redo, by the clock, is an undo."""
    undone: set[str] = set()
    founding: set[str] = set()
    for mark in marks:
        if mark.kind == FOUNDATION:
            founding.add(mark.id)
        elif mark.kind == UNDO and mark.target:
            undone.add(mark.target)
        elif mark.kind == REDO and mark.target:
            undone.discard(mark.target)
    return undone - founding
