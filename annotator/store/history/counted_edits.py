"""Which edits count: those that are not undone, and came in by no merge that is undone."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import msgspec

from annotator.domain.undo import EXTEND, FOUNDATION, MERGE, REDO, REST, UNDO, UNFOLDED
from annotator.store.file import damaged, sums
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.entitlement import unentitled


class _Mark(msgspec.Struct, frozen=True):
    """An edit as far as counting is concerned."""

    id: str
    kind: str
    target: str | None
    via: str | None
    answers: str | None


class CountedEdits(msgspec.Struct, frozen=True):
    """The edits that are `visible` (came in and were not sent away again) and those `counted`.

    An undone edit is visible and not counted; undoing is itself an edit that is visible only.
    `undone` are the targets of undoing, merges included. What `unentitled` edits did to what is
    reserved does not count; of those in `reserved_only`, which somebody undid who may not undo
    that, only this counts. Those of the unentitled that are `in_name` of somebody else came from a
    machine that was given to another coder, who is named by id.
    """

    visible: frozenset[str]
    counted: frozenset[str]
    undone: frozenset[str]
    unentitled: frozenset[str] = frozenset()
    reserved_only: frozenset[str] = frozenset()
    in_name: Mapping[str, str] = {}

    @property
    def folded(self) -> frozenset[str]:
        """The edits of which anything counts."""
        return self.counted | self.reserved_only

    def otherwise_than(self, before: "CountedEdits") -> frozenset[str]:
        """Return the edits that count, or count in full, at one of two moments alone."""
        return (
            (self.counted ^ before.counted)
            | (self.unentitled ^ before.unentitled)
            | (self.reserved_only ^ before.reserved_only)
            | {edit for edit, _ in self.in_name.items() ^ before.in_name.items()}
        )


_AMONG = (
    "WITH wanted AS (SELECT value AS id FROM json_each(?1) "  # noqa: S608 - words of our own
    "UNION SELECT id FROM edit WHERE kind = 'merge'), "
    "concerned AS (SELECT id FROM wanted "
    "UNION SELECT t.id FROM edit t JOIN wanted w ON t.target = w.id "
    "UNION SELECT t.id FROM edit r JOIN wanted w ON r.id = w.id JOIN edit t ON t.target = r.target "
    f"WHERE r.kind IN ('{REST}', '{EXTEND}'))"
)
"""Some edits, all merges, what undoes and redoes either, or that with which an edit goes."""
_ALL = "SELECT id FROM concerned"


def counted_edits(database: Database) -> CountedEdits:
    """Return which edits of a project's history count."""
    rows = list(log.edits_where(database, "1"))
    marks = [_mark(row) for row in rows]
    found = _counted(marks, database.conn.execute('SELECT merge, edit, "sum" FROM brought'))
    visible = [mark for mark in marks if mark.id in found.visible]

    def undone(without: Collection[str]) -> set[str]:
        return _undone(mark for mark in visible if mark.id not in without)

    without_right = unentitled(database, rows, found.visible, undone)
    outside = without_right.edits
    if not outside:
        return found
    gone = undone(outside)
    whole = {m.id for m in visible if m.kind not in UNFOLDED and not gone & _names(m)}
    return msgspec.structs.replace(
        found,
        counted=found.counted - _removing_articles(database, outside),
        unentitled=outside | (found.counted - whole),
        reserved_only=frozenset(whole - found.counted - outside),
        in_name=without_right.in_name,
    )


def _removing_articles(database: Database, edits: Collection[str]) -> set[str]:
    """Return those of the edits that remove articles, with everybody's labels on them."""
    sql = (
        "SELECT DISTINCT edit FROM change WHERE kind = 'article' AND after IS NULL "
        "AND edit IN (SELECT value FROM json_each(?))"
    )
    among = [msgspec.json.encode(sorted(edits)).decode()]
    return {edit for (edit,) in database.conn.execute(sql, among)}


def counted_among(database: Database, edits: Iterable[str]) -> CountedEdits:
    """Return which of these edits count, by reading no more of the history than they need."""
    wanted = [msgspec.json.encode(list(edits)).decode()]
    marks = [_mark(row) for row in log.edits_where(database, f"id IN ({_AMONG} {_ALL})", wanted)]
    sql = f"{_AMONG} SELECT merge, edit, sum FROM brought WHERE edit IN concerned"  # noqa: S608 - words of our own
    return _counted(marks, database.conn.execute(sql, wanted))


def _mark(row: log.EditRow) -> _Mark:
    return _Mark(row.id, row.kind, row.target, row.via, row.answers)


def counted_of(rows: Iterable[log.EditRow], again: Iterable[tuple[str, str]]) -> CountedEdits:
    """Return which of these edits count; `again` are merges and edits that they showed again."""
    brought: dict[str, list[str]] = defaultdict(list)
    for merge, edit in again:
        brought[edit].append(merge)
    return _counted_of([_mark(row) for row in rows], brought)


def _counted(marks: list[_Mark], brought_again: Iterable[tuple[str, str, int]]) -> CountedEdits:
    brought: dict[str, list[str]] = defaultdict(list)
    for merge, edit, total in brought_again:
        if sums.row_sum((merge, edit)) != total:
            raise damaged.record("edit", edit, "that it came in is not as it was saved")
        brought[edit].append(merge)
    return _counted_of(marks, brought)


def _counted_of(marks: list[_Mark], brought: Mapping[str, list[str]]) -> CountedEdits:
    own = [mark for mark in marks if mark.via is None]
    undone_here = _undone(own)
    gone = {mark.id for mark in own if mark.kind == MERGE} & undone_here

    def is_visible(mark: _Mark) -> bool:
        return mark.via not in gone or any(m not in gone for m in brought.get(mark.id, ()))

    visible = [mark for mark in marks if is_visible(mark)]
    undone = _undone(visible)
    counted = {m.id for m in visible if m.kind not in UNFOLDED and not undone & _names(m)}
    seen = frozenset(mark.id for mark in visible)
    return CountedEdits(seen, frozenset(counted), frozenset(undone | undone_here))


def _names(mark: _Mark) -> set[str]:
    """Return what this edit is undone with: the rest of one goes with it, and what follows it."""
    follows = mark.kind in (REST, EXTEND) and mark.target
    return {mark.id, mark.target or ""} if follows else {mark.id}


def _undone(marks: Iterable[_Mark]) -> set[str]:
    """Return the edits of which there is an undo that no redo answers.

    This depends on what there is alone and not on its order, so that a redo is the inverse of its
    undo whatever else has come in between.
    """
    undos: set[tuple[str, str]] = set()
    answered: set[tuple[str, str]] = set()
    founding: set[str] = set()
    for mark in marks:
        if mark.kind == FOUNDATION:
            founding.add(mark.id)
        elif mark.kind == UNDO and mark.target:
            undos.add((mark.id, mark.target))
        elif mark.kind == REDO and mark.target and mark.answers:
            answered.add((mark.answers, mark.target))
    return {target for _, target in undos - answered} - founding
