"""Where actors are named: a row for each link that leads to one, kept in step with the links.

A quote whose source *is* an actor names it as well. What figures need stands in the row: whose
label it is, on which article and of which day, and the answer on the code's first scale.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from annotator.store.file.database import Database

TABLE = "actor_mention"
_COLUMNS = "actor, annotation, type, article, coder, layer, code, polarity, day"
_IDENTITY = "is"
"""The type of the links that say who the source of a quote is."""
_JUDGING = "target"
"""The type of the links whose annotation's scale is about the actor."""
_DAY = (
    "CASE WHEN CAST(r.meta ->> 'published' AS TEXT) GLOB '[0-9][0-9][0-9][0-9]*' "
    "THEN substr(CAST(r.meta ->> 'published' AS TEXT), 1, 10) ELSE '' END"
)
_ANSWER = (
    "(SELECT json_extract(a.\"values\", '$.\"' || (f.value ->> 'id') || '\"') "
    "FROM code c, json_each(c.fields) f WHERE c.id = a.code AND f.value ->> 'type' = 'scale' "
    "ORDER BY f.key LIMIT 1)"
)
_POLARITY = (
    f"CASE WHEN {{type}} = '{_JUDGING}' AND typeof({_ANSWER}) IN ('integer', 'real') "
    f"THEN CAST({_ANSWER} AS REAL) END"
)
_OF_ANNOTATION = ("article", "code", "coder", "layer", "values")
"""The attributes of an annotation that a row follows from."""


def _wanted(among: str) -> str:
    """Return the statement that gives the rows; `among` is a condition on links `l`."""
    polarity = _POLARITY.format(type="x.type")
    return (
        f"SELECT x.actor, x.annotation, x.type, a.article, a.coder, a.layer, a.code, {polarity}, "  # noqa: S608 - words of our own
        f"{_DAY} FROM ("
        "SELECT l.target_actor AS actor, l.annotation, l.type FROM link l "
        f"WHERE l.target_actor IS NOT NULL AND {among} "
        "UNION SELECT m.target_actor, l.annotation, l.type FROM link l "
        f"JOIN link m ON m.annotation = l.target_annotation AND m.type = '{_IDENTITY}' "
        f"AND m.target_actor IS NOT NULL WHERE {among}"
        ") x JOIN annotation a ON a.id = x.annotation JOIN article r ON r.id = a.article"
    )


def concerned(kind: str, names: Sequence[str], rows: Iterable[Sequence[Any]]) -> set[str]:
    """Return the annotations (ids) whose rows follow from these records, by their cells."""
    if kind not in ("link", "annotation"):
        return set()
    place = names.index("annotation" if kind == "link" else "id")
    return {row[place] for row in rows}


def concerned_by(database: Database, kind: str, ids: Sequence[str]) -> set[str]:
    """Return the annotations (ids) whose rows follow from these records, which are there still."""
    if kind == "annotation":
        return set(ids)
    if kind != "link":
        return set()
    sql = "SELECT annotation FROM link WHERE id IN (SELECT value FROM json_each(?))"
    return {one for (one,) in database.conn.execute(sql, [_json(ids)])}


def add_links(database: Database, kind: str, names: Sequence[str], rows: Sequence[Any]) -> None:
    """Follow records that were written just now; an annotation that is new has no link yet."""
    if kind == "link":
        follow(database, concerned(kind, names, rows))


def replace(
    database: Database,
    kind: str,
    names: Sequence[str],
    before: Sequence[Sequence[Any]],
    after: Sequence[Sequence[Any]],
) -> None:
    """Follow records that were rewritten just now; the cells are in the same order."""
    pairs = list(zip(before, after, strict=True))
    ident = names.index("id")
    if kind == "annotation":
        places = [names.index(name) for name in _OF_ANNOTATION]
        changed = [new for old, new in pairs if any(old[n] != new[n] for n in places)]
        follow(database, concerned(kind, names, changed))
    elif kind == "link":
        follow(database, concerned(kind, names, [*before, *after]))
    elif kind == "article":
        meta = names.index("meta")
        _date_anew(database, [new[ident] for old, new in pairs if old[meta] != new[meta]])
    elif kind == "code":
        fields = names.index("fields")
        asks_anew = (
            new[ident]
            for old, new in pairs
            if old[fields] != new[fields] and _first_scale(old[fields]) != _first_scale(new[fields])
        )
        _judge_anew(database, list(asks_anew))


def follow(database: Database, annotations: Iterable[str]) -> None:
    """Make the rows of annotations (ids) anew, and of those that are linked to them."""
    touched = sorted(annotations)
    if not touched:
        return
    sql = "SELECT annotation FROM link WHERE target_annotation IN (SELECT value FROM json_each(?))"
    leading = {one for (one,) in database.conn.execute(sql, [_json(touched)])}
    among = [_json(sorted(leading.union(touched)))]
    ids = "annotation IN (SELECT value FROM json_each(?1))"
    database.conn.execute(f"DELETE FROM {TABLE} WHERE {ids}", among)  # noqa: S608 - a name of our own
    sql = f"INSERT INTO {TABLE} ({_COLUMNS}) {_wanted(f'l.{ids}')}"
    database.conn.execute(sql, among)


def _date_anew(database: Database, articles: Sequence[str]) -> None:
    if articles:
        sql = (
            f"UPDATE {TABLE} SET day = (SELECT {_DAY} FROM article r WHERE r.id = article) "  # noqa: S608 - words of our own
            "WHERE article IN (SELECT value FROM json_each(?))"
        )
        database.conn.execute(sql, [_json(articles)])


def _first_scale(fields: str) -> str:
    """Return the id of the first scale among a code's fields; empty where it has none."""
    scales = (one["id"] for one in msgspec.json.decode(fields) if one["type"] == "scale")
    return next(scales, "")


def _judge_anew(database: Database, codes: Sequence[str]) -> None:
    """Take the answers on another scale, where the codes ask for another one first."""
    if codes:
        polarity = _POLARITY.format(type="type")
        sql = (
            f"UPDATE {TABLE} SET polarity = "  # noqa: S608 - words of our own
            f"(SELECT {polarity} FROM annotation a WHERE a.id = annotation) "
            "WHERE code IN (SELECT value FROM json_each(?))"
        )
        database.conn.execute(sql, [_json(codes)])


def derive(database: Database) -> None:
    """Make the table anew from the links."""
    database.conn.execute(f"DELETE FROM {TABLE}")  # noqa: S608 - a name of our own
    database.conn.execute(f"INSERT INTO {TABLE} ({_COLUMNS}) {_wanted('1')}")


def differs(database: Database) -> bool:
    """Tell whether the table is not what follows from the links."""
    kept = f"SELECT {_COLUMNS} FROM {TABLE}"  # noqa: S608 - names of our own
    wanted = f"SELECT * FROM ({_wanted('1')})"  # noqa: S608 - words of our own
    # A statement that is left before its end holds the file for as long as an error does.
    return any(
        database.conn.execute(f"SELECT * FROM ({one} EXCEPT {other}) LIMIT 1").fetchall()  # noqa: S608 - statements of our own
        for one, other in ((kept, wanted), (wanted, kept))
    )


def _json(ids: Iterable[str]) -> str:
    return msgspec.json.encode(list(ids)).decode()
