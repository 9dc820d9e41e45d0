"""The keyed conditions of a filter as SQL: each is true of the articles whose rows fulfil it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

import msgspec

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.article import WorkStatus
from annotator.domain.names import folded
from annotator.domain.record import Values
from annotator.domain.study import ArticleState
from annotator.domain.version_bounds import version_bound
from annotator.domain.visibility import Visibility
from annotator.store.file.database import Database
from annotator.store.file.tables import among
from annotator.store.reading.filtering import (
    ANYBODY,
    COPIES,
    LOCKED,
    SENT_BACK,
    UNITS,
    UNITS_ANSWERED,
    UNITS_OPEN,
    Term,
    is_from,
    is_outlet,
    is_status,
    is_to,
    named_role,
    named_state,
)
from annotator.store.reading.unit_counts import answered_whole, asking_codes

_ALL_STATUSES = tuple(WorkStatus)


class SqlCondition(msgspec.Struct, frozen=True):
    """A condition on articles `a`, and its values."""

    sql: str
    values: Sequence[object]


def sql_of(
    database: Database,
    terms: tuple[Term, ...],
    visibility: Visibility,
    only: Collection[int] | None = None,
) -> SqlCondition:
    """Return the condition that an article fulfils these: one of each key, and none with `-`.

    Labels that may not be seen fulfil none. `only` are the numbers of the articles that are asked
    about, where not all are.
    """
    wanted: dict[str, list[SqlCondition]] = {}
    every: list[SqlCondition] = []
    for term in terms:
        if term.key == UNITS:
            one = _units(database, term.value, visibility, only)
        elif term.key == COPIES:
            ids = among(sorted(term.articles))
            one = SqlCondition("a.id IN (SELECT value FROM json_each(?))", [ids])
        else:
            one = _CONDITIONS[term.key](database, term.value, visibility)
        if term.negated:
            every.append(SqlCondition(f"NOT ({one.sql})", one.values))
        else:
            wanted.setdefault(term.key, []).append(one)
    every += [_joined(several, "OR") for several in wanted.values()]
    return _joined(every, "AND") if every else SqlCondition("1", [])


def _joined(conditions: list[SqlCondition], word: str) -> SqlCondition:
    sql = f" {word} ".join(f"({one.sql})" for one in conditions)
    return SqlCondition(f"({sql})", [value for one in conditions for value in one.values])


def seen_by(visibility: Visibility, label: str) -> SqlCondition:
    """Return the condition on rows with article, coder and layer that `Visibility.sees` is."""
    exceptions = visibility.exceptions
    if visibility.sees_others_elsewhere and not exceptions:
        return SqlCondition("1", [])
    own = SqlCondition(
        f"({label}.coder = ? AND {label}.layer <> ?)", [visibility.coder, GOLD_LAYER]
    )
    if not exceptions:
        return own
    others = f"({label}.article IN (SELECT value FROM json_each(?))) <> ?"  # noqa: S608 - a name of our own
    seen = SqlCondition(others, [among(sorted(exceptions)), visibility.sees_others_elsewhere])
    return _joined([own, seen], "OR")


def meta_of(key: str) -> str:
    """Return the expression for a metadata value as JSON; nothing where an article is damaged."""
    return f"CASE WHEN json_valid(a.meta) THEN a.meta -> '$.{key}' END"


def meta_in_words(found: str | None) -> str:
    """Return in words what that expression gave."""
    value = msgspec.json.decode(found) if found is not None else None
    return "" if value is None else str(value)


def _by_meta(database: Database, key: str, holds: Callable[[Values], bool]) -> SqlCondition:
    """Return the condition that an article's metadata value is one for which something holds."""
    sql = f"SELECT DISTINCT {meta_of(key)} FROM article a"  # noqa: S608 - a key of our own
    values = [value for (value,) in database.conn.execute(sql) if value is not None]
    fitting = [one for one in values if holds({key: msgspec.json.decode(one)})]
    sql = f"coalesce({meta_of(key)} IN (SELECT value FROM json_each(?)), ?)"  # noqa: S608 - a key of our own
    return SqlCondition(sql, [among(fitting), holds({})])


def _outlet(database: Database, value: str, _by: Visibility) -> SqlCondition:
    return _by_meta(database, "outlet", lambda meta: is_outlet(meta, value))


def _from(database: Database, value: str, _by: Visibility) -> SqlCondition:
    return _by_meta(database, "published", lambda meta: is_from(meta, value))


def _to(database: Database, value: str, _by: Visibility) -> SqlCondition:
    return _by_meta(database, "published", lambda meta: is_to(meta, value))


def _status(_database: Database, value: str, visibility: Visibility) -> SqlCondition:
    wanted = [one for one in _ALL_STATUSES if is_status(one, value)]
    of = (
        "a.id IN (SELECT s.article FROM status s WHERE s.coder = ? "
        "AND s.status IN (SELECT value FROM json_each(?)))"
    )
    coder = visibility.coder
    found = SqlCondition(of, [coder, among(wanted)])
    if WorkStatus.NEW not in wanted:
        return found
    # Whoever has said nothing of an article has it new.
    unsaid = SqlCondition(f"NOT {of}", [coder, among(_ALL_STATUSES)])
    return _joined([found, unsaid], "OR")


def _code(_database: Database, value: str, visibility: Visibility) -> SqlCondition:
    seen = seen_by(visibility, "l")
    sql = f"a.id IN (SELECT l.article FROM annotation_count l WHERE l.code = ? AND {seen.sql})"  # noqa: S608 - words of our own
    return SqlCondition(sql, [value.casefold(), *seen.values])


def _coder(database: Database, value: str, visibility: Visibility) -> SqlCondition:
    coders = among(_called(database, value))
    seen = seen_by(visibility, "l")
    began = [one for one in _ALL_STATUSES if one is not WorkStatus.NEW]
    these = "SELECT value FROM json_each(?)"
    sql = (
        f"a.id IN (SELECT s.article FROM status s WHERE s.coder IN ({these}) "  # noqa: S608 - words of our own
        f"AND s.status IN ({these})) OR a.id IN (SELECT l.article FROM annotation_count l "
        f"WHERE l.coder IN ({these}) AND l.layer <> ? AND {seen.sql})"
    )
    return SqlCondition(sql, [coders, among(began), coders, GOLD_LAYER, *seen.values])


def _assigned(database: Database, value: str, _by: Visibility) -> SqlCondition:
    if value == ANYBODY:
        return SqlCondition("a.id IN (SELECT article FROM assignment)", [])
    sql = "a.id IN (SELECT article FROM assignment WHERE coder IN (SELECT value FROM json_each(?)))"
    return SqlCondition(sql, [among(_called(database, value))])


def _is(_database: Database, value: str, _by: Visibility) -> SqlCondition:
    wanted = named_state(value)
    if wanted == SENT_BACK:
        back = (
            "SELECT r.article FROM return r LEFT JOIN status s ON s.article = r.article "
            "AND s.coder = r.coder WHERE s.status IS NULL OR s.status NOT IN ('done', 'nothing')"
        )
        return SqlCondition(f"a.id IN ({back})", [])
    if wanted == LOCKED:
        return SqlCondition("a.id IN (SELECT article FROM settlement WHERE locked)", [])
    found = "a.id IN (SELECT article FROM settlement WHERE state = ?)"
    if wanted == ArticleState.OPEN:  # most have no record of it
        others = "a.id NOT IN (SELECT article FROM settlement WHERE state <> ?)"
        return SqlCondition(others, [wanted])
    return SqlCondition(found, [wanted])


def _round(database: Database, value: str, _by: Visibility) -> SqlCondition:
    if value == ANYBODY:
        return SqlCondition("a.id IN (SELECT article FROM inclusion)", [])
    wanted = folded(value)
    named = database.conn.execute("SELECT id, name FROM round")
    rounds = [ident for ident, name in named if folded(name) == wanted]
    sql = "a.id IN (SELECT article FROM inclusion WHERE round IN (SELECT value FROM json_each(?)))"
    return SqlCondition(sql, [among(rounds)])


def _has(_database: Database, value: str, _by: Visibility) -> SqlCondition:
    sql = "a.id IN (SELECT article FROM layout WHERE instr(stretches, ?))"
    return SqlCondition(sql, [f'"{named_role(value)}"'])


def coded_by_version(value: str, label: str) -> SqlCondition:
    """Return the condition that a label was coded by such a version: `<4`, `>=2` or `3`."""
    bound = version_bound(value)
    if bound is None:
        return SqlCondition("0", [])
    return SqlCondition(f"{label}.codebook_version {bound.compare} ?", [bound.version])


def _version(_database: Database, value: str, visibility: Visibility) -> SqlCondition:
    coded, seen = coded_by_version(value, "n"), seen_by(visibility, "n")
    sql = f"a.id IN (SELECT n.article FROM annotation n WHERE {coded.sql} AND {seen.sql})"  # noqa: S608 - words of our own
    return SqlCondition(sql, [*coded.values, *seen.values])


def _units(
    database: Database, value: str, visibility: Visibility, only: Collection[int] | None
) -> SqlCondition:
    """Return the condition on one's own answers for units; only begun articles are looked at."""
    wanted = named_state(value)
    asked = bool(asking_codes(database))
    if not asked or wanted not in (UNITS_OPEN, UNITS_ANSWERED):
        return SqlCondition("0", [])
    whole = among(answered_whole(database, visibility.coder, only))
    sql = "a.n IN (SELECT value FROM json_each(?))"
    return SqlCondition(sql if wanted == UNITS_ANSWERED else f"NOT {sql}", [whole])


def _called(database: Database, handle: str) -> Iterator[str]:
    """Yield the ids of the coders with this handle, however it is written."""
    wanted = folded(handle)
    for coder, name in database.conn.execute("SELECT id, handle FROM coder"):
        if folded(name) == wanted:
            yield coder


_CONDITIONS: Mapping[str, Callable[[Database, str, Visibility], SqlCondition]] = {
    "outlet": _outlet,
    "status": _status,
    "code": _code,
    "coder": _coder,
    "assigned": _assigned,
    "is": _is,
    "round": _round,
    "has": _has,
    "from": _from,
    "to": _to,
    "version": _version,
}
