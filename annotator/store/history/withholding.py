"""Keeping the tables at what can stand of the folded history, and the rest withheld beside it."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial

import msgspec

from annotator.domain.carrying import TextOf
from annotator.domain.change import Change, Key, applied, difference, fold
from annotator.domain.draft import Progress, no_progress, reporting
from annotator.domain.kinds import KINDS, references, referring_to
from annotator.domain.record import Values
from annotator.domain.standing_records import Records, standing_records
from annotator.domain.undo import MERGE
from annotator.domain.without_collecting import without_collecting
from annotator.store.file import naming, sums, tables, texts
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.counted_edits import CountedEdits, counted_edits
from annotator.store.history.folding import to_fold

_FEW = 2000
"""Up to how many records are looked at by themselves, if nothing else depends on them."""
_PART = 3
"""So are more, if they are less than this part of the project."""
_PLACES = {"annotation": "fragments", "refusal": "fragments", "layout": "stretches"}
"""What says where something stands in its article's text, by the kinds that do."""


def withheld(database: Database) -> dict[Key, Values]:
    """Return the folded values of the records that don't stand as they are."""
    return _read(database, "")


def withheld_among(database: Database, kind: str, ids: Iterable[str]) -> dict[str, Values]:
    """Return the folded values of those of these records that don't stand as they are."""
    where = "WHERE kind = ? AND record IN (SELECT value FROM json_each(?))"
    found = _read(database, where, kind, tables.among(ids))
    return {record: values for (_, record), values in found.items()}


def _read(database: Database, where: str, *parameters: str) -> dict[Key, Values]:
    found: dict[Key, Values] = {}
    sql = f'SELECT kind, record, "values", "sum" FROM withheld {where}'  # noqa: S608 - words of our own
    for *row, total in database.conn.execute(sql, parameters):
        if sums.row_sum(row) != total:
            raise naming.refusal(
                database, row[0], row[1], "what is withheld of it is not as it was saved"
            )
        found[row[0], row[1]] = msgspec.json.decode(row[2])
    return found


def text_of(database: Database) -> TextOf:
    """Return what returns the text with a fingerprint, or raises `KeyError`."""
    return partial(texts.text, database)


def in_tables(database: Database, changes: Sequence[Change]) -> Sequence[Change]:
    """Return those of the changes that are not of records which are withheld altogether."""
    found = database.conn.execute("SELECT kind, record FROM withheld").fetchall()
    waiting = set(found) & {change.key for change in changes}
    there = {(kind, values["id"]) for kind, values in _stored(database, waiting)}
    return [one for one in changes if one.key not in waiting or one.key in there]


def is_other_text(change: Change) -> bool:
    """Tell whether a change gives an article another text."""
    return change.before is not None and "text_sha256" in (change.after or {})


def _on_another_text(database: Database, changes: Iterable[Change]) -> dict[Key, Values | None]:
    """Return what was given a place in another text than its article's."""
    given: dict[str, list[str]] = {}
    for change in changes:
        if change.kind in _PLACES and "on_text" in (change.after or {}):
            given.setdefault(change.kind, []).append(change.record)
    found: dict[Key, Values | None] = {}
    for kind, ids in given.items():
        sql = (
            f"SELECT l.id FROM {kind} l JOIN article a ON a.id = l.article "  # noqa: S608 - names of our own
            f"WHERE l.id IN (SELECT value FROM json_each(?)) AND l.{_PLACES[kind]} <> '[]' "
            "AND l.on_text <> "
            "CASE WHEN a.first_text IN ('', a.text_sha256) THEN '' ELSE a.text_sha256 END"
        )
        there = [record for (record,) in database.conn.execute(sql, [tables.among(ids)])]
        for values in tables.select_among(database, kind, there) if there else ():
            found[kind, values["id"]] = values
    return found


def _on_other_texts(
    database: Database, folded: Mapping[Key, Values | None], waiting: Mapping[Key, Values]
) -> dict[Key, Values | None]:
    """Return what stands on the articles among these whose texts become other ones."""
    now = {record: values for (kind, record), values in folded.items() if kind == "article"}
    before = {v["id"]: v["text_sha256"] for v in tables.select_among(database, "article", now)}
    other = [
        record
        for record, values in now.items()
        if values is not None and before.get(record, values["text_sha256"]) != values["text_sha256"]
    ]
    return _on_articles(database, other, waiting) if other else {}


def _on_articles(
    database: Database, articles: Iterable[str], waiting: Mapping[Key, Values]
) -> dict[Key, Values | None]:
    """Return articles with all that is on them, and on that, as the history has it."""
    found: dict[Key, Values | None] = {}
    at_hand = [("article", values) for values in _values(database, "article", "id", articles)]
    while at_hand:
        layer: dict[str, list[str]] = {}
        for kind, values in at_hand:
            key = kind, str(values["id"])
            if key not in found:
                found[key] = waiting.get(key, values)
                layer.setdefault(kind, []).append(key[1])
        at_hand = [
            (other.name, values)
            for kind, ids in layer.items()
            for other, one in referring_to(kind)
            if one.owns
            for values in (
                *_values(database, other.name, one.attribute, ids),
                *_waiting_on(waiting, other.name, one.attribute, ids),
            )
        ]
    return found


def _values(database: Database, kind: str, attribute: str, ids: Iterable[str]) -> Iterator[Values]:
    return tables.select_having(database, kind, attribute, list(ids))


def _waiting_on(
    waiting: Mapping[Key, Values], kind: str, attribute: str, ids: Collection[str]
) -> Iterator[Values]:
    found = (values for (name, _), values in waiting.items() if name == kind)
    return (values for values in found if values.get(attribute) in ids)


@without_collecting()
def refold(
    database: Database,
    touched: Collection[Key],
    counting: CountedEdits,
    progress: Progress = no_progress,
) -> list[Change]:
    """Fold the history of these records anew and return what changed in the tables by it."""
    found = to_fold(database, counting, {record for _, record in touched})
    folded = fold(
        change for change in reporting(found, progress, len(touched)) if change.key in touched
    )
    return _withhold_anew(database, {key: folded.get(key) for key in touched})


def toggled(
    database: Database, before: CountedEdits, progress: Progress = no_progress
) -> list[Change]:
    """Fold anew what no longer counts, or counts again; `before` says what counted."""
    after = counted_edits(database)
    touched = log.records_of(database, after.otherwise_than(before))
    return refold(database, touched, after, progress)


def follow(database: Database, changes: Iterable[Change]) -> list[Change]:
    """Let withheld records stand that can after these changes, which were checked, and are done.

    Return what changed by it.
    """
    waiting = withheld(database)
    done = {change.key: change for change in changes}
    corrected = [r for (kind, r), one in done.items() if kind == "article" and is_other_text(one)]
    if corrected:
        # What the edit itself carried stands; the words of the rest are gone.
        here = _on_articles(database, corrected, waiting)
        known = {key: applied(one, waiting[key]) for key, one in done.items() if key in waiting}
        return _withhold_anew(database, {**here, **known})
    if elsewhere := _on_another_text(database, done.values()):
        # Such a one can't stand as it is: taking back that it was placed makes it wait again.
        known = {key: applied(one, waiting[key]) for key, one in done.items() if key in waiting}
        return _withhold_anew(database, {**elsewhere, **known})
    kinds = {kind for kind, _ in done}
    codes = "code" in kinds and has_merged(database)
    handles = "coder" in kinds and any(kind == "coder" for kind, _ in waiting)
    if not codes and not handles and not _concerns(waiting, done.keys()):
        return []
    known = {key: applied(change, waiting[key]) for key, change in done.items() if key in waiting}
    return _withhold_anew(database, known, everything=True)


def has_merged(database: Database) -> bool:
    """Tell whether anything of the history came from another file."""
    sql = "SELECT EXISTS (SELECT 1 FROM edit WHERE kind = ? OR via IS NOT NULL)"
    return bool(database.conn.execute(sql, [MERGE]).fetchone()[0])


def _concerns(waiting: Mapping[Key, Values], touched: AbstractSet[Key]) -> bool:
    """Tell whether something withheld is touched, or refers to what is."""
    return any(
        key in touched or not touched.isdisjoint(_referred_to(key[0], values))
        for key, values in waiting.items()
    )


def _withhold_anew(
    database: Database, folded: Mapping[Key, Values | None], *, everything: bool = False
) -> list[Change]:
    """Bring the tables to what can stand and return what changed in them.

    `folded` has the new folded values of some records, None for those that are no more; those of
    the others are what the tables have, or what is withheld. Where nothing else can depend on
    them, only they are looked at.
    """
    waiting = withheld(database)
    folded = {**_on_other_texts(database, folded, waiting), **folded}
    few = not everything and _are_few(database, folded)
    few = few and not _reaches_out(database, folded, waiting)
    stored = _around(database, folded) if few else _all(database)
    now: dict[Key, Values | None] = {**({} if few else waiting), **folded}
    raw: Records = {kind: dict(records) for kind, records in stored.items()}
    for (kind, record), values in now.items():
        if values is None:
            raw[kind].pop(record, None)
        else:
            raw[kind][record] = values
    standing = standing_records(raw, text_of(database))
    changes = list(_differences(stored, standing))
    if few and _leave_hanging(database, changes, folded.keys()):
        return _withhold_anew(database, folded, everything=True)
    _write(database, changes, standing)
    _keep_withheld(database, now, held(raw, standing))
    return changes


def held(raw: Records, standing: Records) -> dict[Key, Values]:
    """Return the folded values of the records that don't stand as they are."""
    return {
        (kind, record): values
        for kind, records in raw.items()
        for record, values in records.items()
        if standing[kind].get(record) is not values
    }


def _are_few(database: Database, folded: Collection[Key]) -> bool:
    """Tell whether looking at records by themselves is less work than looking at all there are."""
    if len(folded) <= _FEW:
        return True
    return len(folded) * _PART < sum(sums.tally(database, kind)[0] for kind in KINDS)


def _all(database: Database) -> Records:
    return {
        kind: {values["id"]: values for values in tables.select(database, kind, {})}
        for kind in KINDS
    }


def _around(database: Database, folded: Mapping[Key, Values | None]) -> Records:
    """Return these records as the tables have them, with all that they refer to."""
    around: Records = {kind: {} for kind in KINDS}
    for kind in _judged_together():
        around[kind] = {values["id"]: values for values in tables.select(database, kind, {})}
    wanted = set(folded)
    for key in folded:
        wanted.update(_referred_to(key[0], folded[key] or {}))
    asked: set[Key] = set()
    while wanted:
        asked |= wanted
        found = list(_stored(database, wanted))
        for kind, values in found:
            around[kind][values["id"]] = values
        further = (key for kind, values in found for key in _referred_to(kind, values))
        wanted = {key for key in further if key not in asked and key[1] not in around[key[0]]}
    return around


def _stored(database: Database, keys: Iterable[Key]) -> Iterator[tuple[str, Values]]:
    """Yield kind and values of these records, of those that are there: one look for each kind."""
    by_kind: dict[str, list[str]] = {}
    for kind, record in keys:
        by_kind.setdefault(kind, []).append(record)
    for kind, ids in by_kind.items():
        yield from ((kind, values) for values in tables.select_among(database, kind, ids))


def _referred_to(kind: str, values: Values) -> Iterator[Key]:
    return ((reference.kind, ident) for reference, ident in references(kind, values))


def _judged_together() -> set[str]:
    return {kind.name for kind in KINDS.values() if kind.judged_together}


def _reaches_out(
    database: Database, folded: Mapping[Key, Values | None], waiting: Mapping[Key, Values]
) -> bool:
    """Tell whether what becomes of these records can matter to others than they."""
    together = _judged_together()
    named = {kind for kind, _ in folded} & together
    others = {key: values for key, values in waiting.items() if key not in folded}
    if _concerns(others, folded.keys()) or not named.isdisjoint(kind for kind, _ in waiting):
        return True
    for (kind, record), values in folded.items():
        if kind in together:
            before = next(tables.select(database, kind, {"id": record}), None)
            if before is not None and before != values:
                return True
    return False


def _leave_hanging(
    database: Database, changes: Iterable[Change], looked_at: Collection[Key]
) -> bool:
    """Tell whether something that was not looked at stands on what changes or goes."""
    by_kind: dict[str, list[str]] = {}
    for change in changes:
        # What may refer to a record depends on what it refers to itself.
        if change.after is None or (
            change.before is not None and any(_referred_to(change.kind, change.after))
        ):
            by_kind.setdefault(change.kind, []).append(change.record)
    return any(_are_referred_to(database, kind, by_kind[kind], looked_at) for kind in by_kind)


def _are_referred_to(
    database: Database, kind: str, records: Iterable[str], besides: Collection[Key]
) -> bool:
    ids = [tables.among(records)]
    for other, reference in referring_to(kind):
        sql = (
            f'SELECT id FROM "{other.name}" '  # noqa: S608 - names of our own
            f'WHERE "{reference.attribute}" IN (SELECT value FROM json_each(?))'
        )
        if any((other.name, one) not in besides for (one,) in database.conn.execute(sql, ids)):
            return True
    return False


def _differences(before: Records, after: Records) -> Iterator[Change]:
    for kind in KINDS:
        old, new = before[kind], after[kind]
        for record in old.keys() | new.keys():
            was, is_now = old.get(record), new.get(record)
            change = None if was is is_now else difference(kind, record, was, is_now)
            if change is not None:
                yield change


def _write(database: Database, changes: list[Change], standing: Records) -> None:
    for kind in KINDS:
        of_kind = [change for change in changes if change.kind == kind]
        tables.delete(database, kind, (c.record for c in of_kind if c.after is None))
        made = [standing[kind][c.record] for c in of_kind if c.before is None]
        tables.insert(database, kind, made)
        both = [c for c in of_kind if c.before is not None and c.after is not None]
        tables.update(database, kind, (standing[kind][c.record] for c in both))


def _keep_withheld(database: Database, looked_at: Iterable[Key], kept: dict[Key, Values]) -> None:
    """Keep what can't stand as it is, and no longer what was looked at and can."""
    rows = [(*key, log.packed(values)) for key, values in kept.items()]
    with sums.tallying(database, "withheld"):
        sql = "DELETE FROM withheld WHERE kind = ? AND record = ?"
        database.conn.executemany(sql, (key for key in looked_at if key not in kept))
        sql = 'INSERT OR REPLACE INTO withheld (kind, record, "values", "sum") VALUES (?, ?, ?, ?)'
        database.conn.executemany(sql, ((*row, sums.row_sum(row)) for row in rows))
