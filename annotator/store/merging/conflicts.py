"""Where two people changed the same thing without knowing of each other."""

from collections.abc import Collection, Iterable, Iterator

import msgspec

from annotator.domain.change import Change, Key
from annotator.domain.kinds import map_attributes
from annotator.domain.record import Values, alike
from annotator.domain.undo import EXTEND
from annotator.store.file import naming, sums
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.counted_edits import CountedEdits, counted_edits
from annotator.store.history.entitlement import ReservedChanges
from annotator.store.merging.report import Conflict

EXISTENCE = "existence"
_COLUMNS = "via, kind, record, attribute, ours, theirs, kept"
_BESIDE = frozenset(
    ("modified", "created", "codebook_version", "texts", "contexts", "length", "at", "id", "codes")
)
"""Attributes that follow from others, or say only when something was done."""
_BY_WHOM = frozenset((("settlement", "reviewer"), ("return", "reviewer")))
"""Attributes, by kind, that say only who did something."""
_Words = dict[tuple[Key, str], tuple[object, int]]
"""By record and attribute, the last value that was given, and its place in the order of clocks."""


def conflicts(
    database: Database,
    touched: Collection[Key],
    before: CountedEdits,
    after: CountedEdits,
    shared: Collection[str],
) -> list[Conflict]:
    """Return what edits of ours and of theirs gave the same attributes; the later word is kept.

    Ours counted `before`, theirs do so only `after`; an edit that both files have is nobody's.
    """
    here: _Words = {}
    there: _Words = {}
    theirs = after.otherwise_than(before)
    ours = set(before.counted).difference(shared, theirs)
    reserved = ReservedChanges(database, after.unentitled, after.reserved_only, after.in_name)
    both_said = _touched_by_both(database, touched, ours, theirs)
    for place, (edit, change) in enumerate(_in_order(database, both_said)):
        words = there if edit in theirs else here if edit in ours else None
        counts = reserved.counts(edit, change)
        if words is not None and counts and change.key in both_said:
            _note(words, change, place)
    both = sorted(here.keys() & there.keys())
    return [
        _conflict(at, here[at], there[at]) for at in both if not alike(here[at][0], there[at][0])
    ]


def _conflict(
    at: tuple[Key, str], ours: tuple[object, int], theirs: tuple[object, int]
) -> Conflict:
    (kind, record), attribute = at
    kept = "ours" if ours[1] > theirs[1] else "theirs"
    return Conflict(kind, record, attribute, ours[0], theirs[0], kept)


def _touched_by_both(
    database: Database,
    touched: Collection[Key],
    ours: Collection[str],
    theirs: Collection[str],
) -> set[Key]:
    """Return those of the records that edits of both sides did something to: mostly none."""
    records = msgspec.json.encode([record for _, record in touched]).decode()
    sql = "SELECT kind, record, edit FROM change WHERE record IN (SELECT value FROM json_each(?))"
    here: set[Key] = set()
    there: set[Key] = set()
    for kind, record, edit in database.conn.execute(sql, [records]):
        if edit in theirs:
            there.add((kind, record))
        elif edit in ours:
            here.add((kind, record))
    return here & there & set(touched)


def _in_order(database: Database, touched: Iterable[Key]) -> Iterator[tuple[str, Change]]:
    records = msgspec.json.encode([record for _, record in touched]).decode()
    sql = (
        'SELECT e.id, c.kind, c.record, c.before, c.after, c."sum" FROM change c '
        "JOIN edit e ON e.id = c.edit WHERE c.record IN (SELECT value FROM json_each(?)) "
        "AND e.kind <> ? ORDER BY e.clock, e.id, c.n"
    )
    for edit, *row in database.conn.execute(sql, [records, EXTEND]):
        yield edit, log.verified_change(edit, row)


def _note(words: _Words, change: Change, place: int) -> None:
    """Note the attributes that a change gave, and whether it let the record live."""
    if not change.after or change.before is None:
        words[change.key, EXISTENCE] = change.after is not None, place
    else:  # changing what somebody deletes does not bring it back
        words.setdefault((change.key, EXISTENCE), (True, -1))
    maps = map_attributes(change.kind)
    for name, value in (change.after or {}).items():
        if name in maps:
            entries: Values = value or {}
            for entry, answer in entries.items():
                words[change.key, f"{name}.{entry}"] = answer, place
        elif name not in _BESIDE and (change.kind, name) not in _BY_WHOM:
            words[change.key, name] = value, place


def keep(database: Database, via: str, found: Iterable[Conflict]) -> None:
    """Keep the conflicts of a merge for review."""
    rows = [
        (via, c.kind, c.record, c.attribute, _json(c.ours), _json(c.theirs), c.kept) for c in found
    ]
    with sums.tallying(database, "conflict"):
        database.conn.executemany(
            f'INSERT INTO conflict ({_COLUMNS}, "sum") VALUES (?, ?, ?, ?, ?, ?, ?, ?)',  # noqa: S608 - names of our own
            ((*row, sums.row_sum(row)) for row in rows),
        )


def kept(database: Database) -> list[Conflict]:
    """Return the conflicts of all merges that count, the latest first."""
    undone = counted_edits(database).undone
    found: list[Conflict] = []
    sql = f'SELECT {_COLUMNS}, "sum" FROM conflict ORDER BY n DESC'  # noqa: S608 - names of our own
    for *row, total in database.conn.execute(sql):
        if sums.row_sum(row) != total:
            raise naming.refusal(
                database, row[1], row[2], "a conflict about it is not as it was saved"
            )
        via, kind, record, attribute, ours, theirs, whose = row
        if via not in undone:
            one = Conflict(kind, record, attribute, _value(ours), _value(theirs), whose)
            found.append(one)
    return found


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="sorted").decode()


def _value(cell: str) -> object:
    return msgspec.json.decode(cell)
