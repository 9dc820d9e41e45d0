"""Cutting a package: a project file for one coder, with nobody else's labels anywhere in it.

The package is a new file, not a copy with rows deleted: what is left out was never in it. It has
the part of the history that concerns its records, so that it merges like any other file.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path

import msgspec
from msgspec import structs
from sqlite_utils import Database

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.change import Change, Key
from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.domain.undo import FOUNDATION, MERGE, REDO, REST, UNDO
from annotator.store import connection, history, queries, standing, tables
from annotator.store.activity import activity

_SHARED = ("project", "actor", "code")
"""Kinds of which every package has all records."""
_NOTED = ("article", "actor")
"""Kinds that all share, and whose notes are their writer's."""
_LABEL = "Before handing out"
"""What the history calls edits of which the package has only a part."""


class Order(msgspec.Struct, frozen=True):
    """What a package is cut for: a coder's id and handle, and articles by their ids.

    `giver` is the handle of who hands out; `reviewed` puts in what was decided on the coder's
    annotations, with the gold that came of it, and the threads on them.
    """

    coder: str
    handle: str
    articles: frozenset[str]
    giver: str = ""
    reviewed: bool = False


def cut(database: Database, order: Order, path: Path, progress: Progress) -> None:
    """Write the package beside its target and into place.

    Raise a `UserError` when something is there or it can't be written.
    """
    if path.exists():
        raise UserError(f"{path.name} is already there.", remedy="Choose another name.")
    beside = path.with_name(f".{path.name}.part")
    beside.unlink(missing_ok=True)
    try:
        with connection.snapshot(database):
            _fill(database, order, beside, progress)
        beside.replace(path)
    except OSError as error:
        message = f"{path} can't be written: {error.strerror}."
        raise UserError(message, remedy="Choose another folder.") from None
    finally:
        beside.unlink(missing_ok=True)


def _fill(database: Database, order: Order, beside: Path, progress: Progress) -> None:
    records, people = _records(database, order)
    edits, changes = _history(database, records, people | {order.handle}, order)
    package = connection.create(beside)
    try:
        with connection.transaction(package):
            for done, (edit, row) in enumerate(edits.items()):
                if done % 500 == 0:
                    progress(done, len(edits))
                history.append(package, row, changes[edit])
            queries.add_texts(package, _texts(database, records))
            touched = {change.key for done in changes.values() for change in done}
            standing.refold(package, touched, activity(package).active)
    finally:
        connection.close(package)


# Which records


def _records(database: Database, order: Order) -> tuple[set[Key], set[str]]:
    """Return the records that the package has, and the handles of who decided or asked."""
    found = {(kind, v["id"]) for kind in _SHARED for v in tables.select(database, kind, {})}
    found |= {("article", article) for article in order.articles}
    own = _own_annotations(database, order)
    found |= {("annotation", one) for one in own}
    people = {order.coder}
    for kind in ("status", "assignment"):
        of_coder = tables.select(database, kind, {"coder": order.coder})
        found |= {(kind, v["id"]) for v in of_coder if v["article"] in order.articles}
    for values in tables.select(database, "comment", {}):
        if values["annotation"] in own and (order.reviewed or values["coder"] == order.coder):
            found.add(("comment", values["id"]))
            people.add(values["coder"])
    gold = _decided(database, own, found, people) if order.reviewed else set[str]()
    found |= {("annotation", one) for one in gold}
    found |= {("link", one) for ends in (own, gold) for one in _links(database, ends)}
    found |= {("coder", one) for one in people}
    handles = {v["id"]: v["handle"] for v in tables.select(database, "coder", {})}
    return found, {handles[one] for one in people if one in handles}


def _own_annotations(database: Database, order: Order) -> set[str]:
    """Return the coder's annotations on the articles, deleted ones included."""
    sql = (
        "SELECT DISTINCT record FROM change WHERE kind = 'annotation' AND before IS NULL "
        "AND json_extract(after, '$.coder') = ? AND json_extract(after, '$.layer') <> ? "
        "AND json_extract(after, '$.article') IN (SELECT value FROM json_each(?))"
    )
    articles = msgspec.json.encode(sorted(order.articles)).decode()
    found = database.conn.execute(sql, [order.coder, GOLD_LAYER, articles])
    return {record for (record,) in found}


def _decided(database: Database, own: set[str], found: set[Key], people: set[str]) -> set[str]:
    """Add the decisions on these annotations and who made them; return the gold they name."""
    words = [v for v in tables.select(database, "decision", {}) if v["annotation"] in own]
    found.update(("decision", word["id"]) for word in words)
    people.update(word["reviewer"] for word in words)
    named = {word["gold"] for word in words if word["gold"]}
    golds = [
        v for v in tables.select(database, "annotation", {"layer": GOLD_LAYER}) if v["id"] in named
    ]
    people.update(values["coder"] for values in golds)
    return {values["id"] for values in golds}


def _links(database: Database, ends: Collection[str]) -> Iterable[str]:
    """Yield the links, deleted ones included, from these annotations to these or to actors."""
    sql = "SELECT record, coalesce(after, before) FROM change WHERE kind = 'link'"
    for record, cell in database.conn.execute(sql):
        values = msgspec.json.decode(cell)
        target = values.get("target_annotation")
        if values.get("annotation") in ends and (target is None or target in ends):
            yield record


def _texts(database: Database, records: set[Key]) -> dict[str, str]:
    articles = tables.select(database, "article", {})
    wanted = {v["text_sha256"] for v in articles if ("article", v["id"]) in records}
    return {sha: queries.text(database, sha) for sha in sorted(wanted)}


# Which of their history


def _history(
    database: Database, records: set[Key], people: set[str], order: Order
) -> tuple[dict[str, history.EditRow], dict[str, list[Change]]]:
    """Return the edits on these records, and what they did to them, as the package tells it."""
    rows = {row.id: row for row in history.all_edits(database)}
    visible = activity(database).visible
    changes: dict[str, list[Change]] = defaultdict(list)
    partly: set[str] = set()
    for edit, change in history.all_changes(database):
        row = rows[edit]
        if edit not in visible or row.kind in (UNDO, REDO, MERGE):
            continue
        home = str(row.target) if row.kind == REST else edit
        if change.key in records:
            may_note = row.coder in (order.handle, order.giver)
            changes[home].append(_told(change, own_note=may_note))
        else:
            partly.add(home)
    founding = next(r.id for r in rows.values() if r.kind == FOUNDATION and r.via is None)
    wanted = changes.keys() | {founding}
    edits: dict[str, history.EditRow] = {}
    for row in sorted(rows.values(), key=lambda one: (one.clock, one.id)):
        toggles = row.kind in (UNDO, REDO) and row.target in wanted and row.id in visible
        if row.id in wanted or toggles:
            plain = row.coder in people and row.id not in partly and not toggles
            edits[row.id] = structs.replace(
                row,
                coder=row.coder if row.coder in people else "",
                label=row.label if plain else _LABEL,
                via=None if row.id == founding else founding,
            )
    return edits, changes


def _told(change: Change, *, own_note: bool) -> Change:
    """Return a change without what others wrote into shared records, or what those were before.

    A code keeps what it was: what changed in its lists follows from both sides.
    """
    before, after = change.before, change.after
    if change.kind in _NOTED and after is not None and not own_note:
        after = {name: value for name, value in after.items() if name != "note"}
    if before is not None and change.kind in (*_NOTED, "project", "coder"):
        before = dict[str, object]()
    return Change(change.kind, change.record, before, after)
