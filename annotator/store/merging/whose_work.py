"""Giving work to whose it is: what is moved from one coder to another, and who is noticed as new.

Histories stay a union. What is given to somebody is an edit like others, computed from the history:
a status, a time and an assignment have ids of their coder, and so are made anew as another's.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping
from operator import itemgetter

import msgspec

from annotator.domain.change import Change, Key, difference, fold
from annotator.domain.clock import device_of
from annotator.domain.kinds import KINDS, RecordKind, id_of
from annotator.domain.names import folded
from annotator.domain.record import Values
from annotator.domain.undo import EXTEND
from annotator.domain.whose_work import WorkRule, further, kept_rules, longer, work_rules
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.authors import authors_of
from annotator.store.history.counted_edits import counted_edits
from annotator.store.merging.report import Newcomer

_GIVING = frozenset((EXTEND, "GiveWork"))
"""Kinds of edit that only say whose work is whose."""
_GIVERS = "('extend', 'GiveWork')"
_Moved = dict[Key, Values | None]
_JOINED: dict[str, Callable[[Values, Values], Values]] = {
    "status": further,
    "timing": lambda one, other: longer((one, other)),
    "assignment": lambda one, _other: one,
    "result": lambda one, other: min(one, other, key=itemgetter("at")),
    "return": lambda one, other: max(one, other, key=itemgetter("at")),
}
"""What becomes of two records on the same thing, of which both are one coder's now."""


def standing_rules(database: Database) -> list[WorkRule]:
    """Return the project's rules that name coders who are here."""
    (info,) = tables.select(database, "project", {})
    return [
        rule
        for rule in work_rules(info["settings"])
        if next(tables.select(database, "coder", {"id": rule.target}), None) is not None
    ]


def given_anew(database: Database, counted: Collection[str], merge: str) -> list[Change]:
    """Return what is to be given to whom the project's rules say, after a merge.

    What was here is given as what came in: which file was brought into which makes no difference.
    Whose work is all given is archived.
    """
    rules = standing_rules(database)
    brought = _brought_by(database, merge) if rules else frozenset[str]()
    if not brought:
        return []
    by_edit = _Edits(database, counted)
    moved: _Moved = {}
    for rule in rules:
        edits = by_edit.of(rule.coder, rule.device)
        if edits:
            others = by_edit.others(edits) if rule.device else frozenset[str]()
            moved |= _moved(database, rule, edits, others, edits)
        if not rule.device:
            for values in tables.select(database, "coder", {"id": rule.coder}):
                moved["coder", rule.coder] = {**values, "archived": True}
    return list(_as_changes(database, moved))


def given(database: Database, rule: WorkRule, author: str = "") -> dict[Key, Values | None]:
    """Return the records that giving a coder's work to another makes, None for what is no more.

    With a device, what was done there; with an `author` (id), what was theirs before.
    """
    counted = counted_edits(database).counted
    by_edit = _Edits(database, counted)
    if not rule.device and not author:
        return _moved(database, rule, by_edit.plain, frozenset(), None)
    edits = by_edit.of(author or rule.coder, rule.device)
    if not author:
        return _moved(database, rule, edits, by_edit.others(edits), None)
    (info,) = tables.select(database, "project", {})
    for one in kept_rules(info["settings"]):
        if one.device and one.target == author:  # who they were called before
            edits |= by_edit.of(one.coder, one.device)
    others = by_edit.others(edits)
    moved = _given_before(database, counted, author, rule.coder)
    moved |= _moved(database, rule, edits, others, None)
    return moved | _apart_again(database, rule, edits, others)


def _apart_again(
    database: Database, rule: WorkRule, edits: frozenset[str], others: frozenset[str]
) -> _Moved:
    """Return statuses and the like of two who were one, as what each of them said by themself."""
    moved: _Moved = {}
    given_once = log.records_of(database, _giving_edits(database))
    touched = log.records_of(database, edits)
    for kind in (one.name for one in KINDS.values() if one.author in one.id_from):
        held = {v["id"] for v in tables.select(database, kind, {"coder": rule.coder})}
        held &= {record for name, record in given_once if name == kind}
        own = _said(database, kind, held, others)
        moved |= {(kind, record): own.get(record) for record in held}
        said = _said(database, kind, {r for name, r in touched if name == kind}, edits)
        moved |= {(kind, r): v for r, v in said.items() if v.get("coder") == rule.target}
    return moved


def _giving_edits(database: Database) -> list[str]:
    sql = f"SELECT id FROM edit WHERE kind IN {_GIVERS}"  # noqa: S608 - words of our own
    return [edit for (edit,) in database.conn.execute(sql)]


def _given_before(database: Database, counted: Container[str], giver: str, taker: str) -> _Moved:
    """Return what was once given from one coder to another, as the giver's again."""
    sql = (
        'SELECT c.edit, c.kind, c.record, c.before, c.after, c."sum" FROM change c '  # noqa: S608 - words of our own
        f"JOIN edit e ON e.id = c.edit WHERE e.kind IN {_GIVERS} "
        "AND c.before LIKE ? ORDER BY e.clock"
    )
    found: _Moved = {}
    for edit, *row in database.conn.execute(sql, [f"%{giver}%"]):
        change = log.verified_change(edit, row)
        author = KINDS[change.kind].author
        if edit not in counted or not author or (change.before or {}).get(author) != giver:
            continue
        if KINDS[change.kind].id_from:
            found[change.key] = change.before if change.after is None else None
        else:
            now = next(tables.select(database, change.kind, {"id": change.record}), None)
            if now is not None and now[author] == taker:
                found[change.key] = {**now, author: giver}
    return {key: values for key, values in found.items() if values is not None}


class Machine(msgspec.Struct, frozen=True):
    """A device from which a handle writes: how many edits, and when the first and last were."""

    device: str
    edits: int
    first: str
    last: str


def machines(database: Database, coder: str) -> list[Machine]:
    """Return the devices from which a coder (id) has written, with most edits first."""
    authors = authors_of(database).by_edit
    parted = {(r.coder, r.device): r.target for r in standing_rules(database) if r.device}
    found: dict[str, list[str]] = defaultdict(list)
    for edit, clock, at in database.conn.execute("SELECT id, clock, at FROM edit ORDER BY clock"):
        author, device = authors.get(edit, ""), device_of(clock)
        if parted.get((author, device), author) == coder:
            found[device].append(at)
    made = (Machine(one, len(at), at[0], at[-1]) for one, at in found.items())
    return sorted(made, key=lambda one: (-one.edits, one.first))


def _brought_by(database: Database, merge: str) -> frozenset[str]:
    sql = "SELECT id FROM edit WHERE via = ?1 UNION SELECT edit FROM brought WHERE merge = ?1"
    return frozenset(edit for (edit,) in database.conn.execute(sql, [merge]))


class _Edits:
    """The edits that count and say something of the work itself, by author and device."""

    def __init__(self, database: Database, counted: Container[str]) -> None:
        authors = authors_of(database).by_edit
        self._found: dict[tuple[str, str], set[str]] = defaultdict(set)
        plain: set[str] = set()
        for edit, kind, clock in database.conn.execute("SELECT id, kind, clock FROM edit"):
            if kind not in _GIVING and edit in counted:
                plain.add(edit)
                author = authors.get(edit, "")
                self._found[author, device_of(clock)].add(edit)
                self._found[author, ""].add(edit)
        self.plain = frozenset(plain)

    def of(self, author: str, device: str = "") -> frozenset[str]:
        return frozenset(self._found.get((author, device), ()))

    def others(self, edits: Collection[str]) -> frozenset[str]:
        return self.plain.difference(edits)


def _moved(
    database: Database,
    rule: WorkRule,
    edits: frozenset[str],
    others: frozenset[str],
    new: frozenset[str] | None,
) -> _Moved:
    """Return the records that become other ones: as they are then, None for what is no more.

    `edits` said what is given away, `others` what is not. Only what `new` edits touched is looked
    at if given: their word is the last then, and otherwise that which is further.
    """
    touched = None if new is None else log.records_of(database, new)
    moved: _Moved = {}
    for kind, author in _of_coders():
        if touched is not None and not any(k == kind.name for k, _ in touched):
            continue
        held = {v["id"]: v for v in tables.select(database, kind.name, {author: rule.coder})}
        if author in kind.id_from:
            ids = held.keys() if touched is None else {r for k, r in touched if k == kind.name}
            theirs = _said(database, kind.name, ids, edits)
            if not (others or rule.device):  # all of it is given, whoever said it
                theirs |= {one: values for one, values in held.items() if one in ids}
            ours = _said(database, kind.name, ids, others) if others else {}
            moved |= _of_derived(database, kind.name, rule, theirs, ours)
        else:
            ids = held.keys() if touched is None else {r for k, r in touched if k == kind.name}
            made = _made_by(database, ids & held.keys(), edits)
            for one in made:
                values = moved.get((kind.name, one)) or held[one]
                moved[kind.name, one] = {**values, author: rule.target}
    if rule.device:
        moved |= _assigned_as_well(database, rule, moved)
    return moved


def _of_coders() -> Iterator[tuple[RecordKind, str]]:
    """Yield the attributes that name coders, with the kinds of record that have them."""
    for kind in KINDS.values():
        yield from ((kind, one.attribute) for one in kind.references if one.kind == "coder")


def _made_by(database: Database, ids: Collection[str], edits: Container[str]) -> list[str]:
    sql = (
        "SELECT edit, record FROM change WHERE before IS NULL AND after IS NOT NULL "
        "AND record IN (SELECT value FROM json_each(?))"
    )
    found = database.conn.execute(sql, [tables.among(ids)])
    return sorted({record for edit, record in found if edit in edits})


def _of_derived(
    database: Database,
    kind: str,
    rule: WorkRule,
    theirs: Mapping[str, Values],
    ours: Mapping[str, Values],
) -> _Moved:
    """Return statuses and the like, each as what either side said of it by itself."""
    moved: _Moved = {}
    for ident, values in theirs.items():
        if values.get("coder") != rule.coder:
            continue
        given_values = {**values, "coder": rule.target}
        given_values["id"] = record = id_of(kind, given_values)
        known = next(tables.select(database, kind, {"id": record}), None)
        if known is not None and not (rule.device and kind == "status"):
            given_values = _JOINED[kind](known, given_values)
        moved[kind, record] = {**given_values, "id": record}
        moved[kind, ident] = ours.get(ident)
    return moved


def _said(
    database: Database, kind: str, ids: Collection[str], edits: Container[str]
) -> dict[str, Values]:
    """Return what some edits alone say of records; what others made is as they made it."""
    told = ((home, change) for _, home, change in log.in_clock_order(database, edits, ids))
    changes = list(log.made_whole(told))
    begun = {c.record for c in changes if c.before is None and c.after is not None}
    lacking = {c.record for c in changes if c.kind == kind} - begun
    first = _first_values(database, kind, lacking)
    made = [Change(kind, record, None, values) for record, values in first.items()]
    of_kind = (c for c in changes if c.kind == kind)
    return {record: values for (_, record), values in fold((*made, *of_kind)).items()}


def _first_values(database: Database, kind: str, ids: Collection[str]) -> dict[str, Values]:
    sql = (
        'SELECT edit, kind, record, before, after, "sum" FROM change WHERE kind = ? '
        "AND before IS NULL AND record IN (SELECT value FROM json_each(?)) ORDER BY n DESC"
    )
    rows = database.conn.execute(sql, [kind, tables.among(ids)]) if ids else ()
    found = (log.verified_change(edit, row) for edit, *row in rows)
    return {one.record: one.after for one in found if one.after is not None}


def _assigned_as_well(database: Database, rule: WorkRule, moved: _Moved) -> _Moved:
    """Return assignments for what somebody has worked on that was assigned to their namesake."""
    articles = {v["article"] for (kind, _), v in moved.items() if kind == "status" and v}
    found: _Moved = {}
    for values in tables.select_having(database, "assignment", "article", articles):
        if values["coder"] == rule.coder:
            made = {**values, "coder": rule.target}
            made["id"] = id_of("assignment", made)
            if next(tables.select(database, "assignment", {"id": made["id"]}), None) is None:
                found["assignment", made["id"]] = made
    return found


def _as_changes(database: Database, moved: Mapping[Key, Values | None]) -> Iterator[Change]:
    for (kind, record), values in moved.items():
        before = next(tables.select(database, kind, {"id": record}), None)
        change = difference(kind, record, before, values)
        if change is not None:
            yield change


# Who is noticed


def newcomers(
    database: Database,
    edits: Mapping[str, log.EditRow],
    known: Container[str],
    coders: Iterable[tuple[str, str]],
) -> tuple[Newcomer, ...]:
    """Return the handles in a file that are nobody's here, or that write from another device.

    `edits` are the file's, `known` those of them that are here, and `coders` the ids and handles
    of its coders.
    """
    new: dict[str, list[log.EditRow]] = defaultdict(list)
    for edit, row in edits.items():
        if row.coder and edit not in known:
            new[folded(row.coder)].append(row)
    if not new:
        return ()
    ids = {folded(handle): ident for ident, handle in coders}
    here = {v["id"]: v["handle"] for v in tables.select(database, "coder", {})}
    handles = {folded(handle): ident for ident, handle in here.items()}
    named = {rule.name for rule in standing_rules(database)}
    devices = _devices_here(database, new)
    found: list[Newcomer] = []
    for name, rows in sorted(new.items()):
        ident = handles.get(name) or ids.get(name, "")
        if not ident or WorkRule(coder=ident, target="").name in named:
            continue
        others = sorted({device_of(row.clock) for row in rows} - devices[name])
        others = [d for d in others if WorkRule(coder=ident, target="", device=d).name not in named]
        stranger = ident not in here
        if stranger or (devices[name] and others):
            at = [row for row in rows if stranger or device_of(row.clock) in others]
            found.append(
                Newcomer(
                    handle=here.get(ident, rows[0].coder),
                    coder=ident,
                    known=not stranger,
                    devices=tuple(others),
                    edits=len(at),
                )
            )
    return tuple(found)


def _devices_here(database: Database, names: Container[str]) -> dict[str, set[str]]:
    """Return the devices from which these handles (folded) write, as far as it is known here."""
    found: dict[str, set[str]] = defaultdict(set)
    sql = "SELECT DISTINCT coder, substr(clock, -8) FROM edit WHERE coder <> ''"
    for coder, device in database.conn.execute(sql):
        if folded(coder) in names:
            found[folded(coder)].add(device)
    return found
