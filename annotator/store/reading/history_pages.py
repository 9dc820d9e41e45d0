"""The history page by page, newest first: whichever edits are asked for, never all of them."""

from collections.abc import Iterator

import msgspec

from annotator.domain.undo import EXTEND, REST
from annotator.store.file.database import Database
from annotator.store.file.history_indexes import (
    ANNOTATION,
    ARTICLE,
    CODE,
    OF_ANNOTATIONS,
    ON_ANNOTATIONS,
    ON_ARTICLES,
    as_indexed,
    indexed,
)
from annotator.store.history import log
from annotator.store.history.counted_edits import counted_among

_FEW = 2000
"""Up to how many records of a code its edits are looked up; those of more are met anyway."""
_MOST_LOOKED_AT = 60
"""How many changes of an edit are looked at for where it was done."""
_MOST_WALKED = 20_000
"""How many edits are looked at for one page where no index leads to those that are wanted."""
_AFTER_ALL = "~"
HistoryMark = tuple[str, str]
"""Clock and id of an edit: its place in the history of all files together."""


class HistoryFilter(msgspec.Struct, frozen=True):
    """Which edits are wanted: on an article, by a coder (handle), on a code, with words."""

    article: str = ""
    coder: str | None = None
    code: str = ""
    words: str = ""


class EditPlace(msgspec.Struct, frozen=True):
    """One record that an edit touched: what it is, and on which article and annotation."""

    kind: str
    record: str
    article: str = ""
    annotation: str = ""


class ListedEdit(log.EditRow, frozen=True, kw_only=True):
    """An edit as a list shows it.

    `undone` says that it does not count now; `own`, that it was done in this file. `places` are
    the first records that it touched, of `touched` in all.
    """

    undone: bool
    own: bool
    places: tuple[EditPlace, ...]
    touched: int

    @property
    def mark(self) -> HistoryMark:
        """Its place in the history."""
        return self.clock, self.id


class EditsPage(msgspec.Struct, frozen=True):
    """Some edits, newest first, and after which to look for older ones: None at the end."""

    edits: list[ListedEdit]
    older: HistoryMark | None


def history_page(
    database: Database,
    wanted: HistoryFilter,
    before: HistoryMark | None = None,
    limit: int = 200,
) -> EditsPage:
    """Return the next edits that are wanted, newest first, older than `before` if it is given.

    So much is looked through and no more: there may be older ones though none was found.
    """
    where, parameters = f"kind NOT IN ('{REST}', '{EXTEND}')", list[str | int]()
    if before is not None:
        where, parameters = f"{where} AND (clock, id) < (?, ?)", [*before]
    floor: HistoryMark | None = None
    for condition in _conditions(database, wanted):
        where = f"{where} AND {condition.sql}"
        parameters += condition.values
        if condition.walks and floor is None:
            floor = _floor(database, before)
    if floor is not None:
        where, parameters = f"{where} AND (clock, id) >= (?, ?)", [*parameters, *floor]
    where = f"{where} ORDER BY clock DESC, id DESC LIMIT ?"
    rows = list(log.edits_where(database, where, [*parameters, limit]))
    counting = counted_among(database, (row.id for row in rows))
    edits = [_listed(database, row, counting.visible, counting.undone) for row in rows]
    return EditsPage(edits, edits[-1].mark if len(edits) == limit else floor)


def _floor(database: Database, before: HistoryMark | None) -> HistoryMark | None:
    """Return the last edit to look at on one page, if there are more than so many."""
    sql = (
        "SELECT clock, id FROM edit WHERE (clock, id) < (?, ?) "
        "ORDER BY clock DESC, id DESC LIMIT 1 OFFSET ?"
    )
    row = database.conn.execute(sql, [*(before or (_AFTER_ALL, "")), _MOST_WALKED]).fetchone()
    return None if row is None else (row[0], row[1])


def history_coders(database: Database) -> list[str]:
    """Return the handles under which edits were made, in the order of the alphabet."""
    found = database.conn.execute("SELECT DISTINCT coder FROM edit")
    return sorted((coder for (coder,) in found if coder), key=str.casefold)


def _listed(
    database: Database, row: log.EditRow, visible: frozenset[str], undone: frozenset[str]
) -> ListedEdit:
    return ListedEdit(
        **msgspec.structs.asdict(row),
        undone=row.id in undone or row.id not in visible,
        own=row.via is None,
        places=tuple(_places(database, row.id)),
        touched=log.size_of(database, row.id),
    )


def _places(database: Database, edit: str) -> Iterator[EditPlace]:
    sql = f"SELECT kind, record, {_SAID} FROM change WHERE edit = ? ORDER BY n LIMIT ?"  # noqa: S608 - words of our own
    for kind, record, article, annotation in database.conn.execute(sql, [edit, _MOST_LOOKED_AT]):
        yield _place(database, kind, record, str(article or ""), str(annotation or ""))


def _place(database: Database, kind: str, record: str, article: str, annotation: str) -> EditPlace:
    """Look up what a change does not say of where its record is, since it stayed the same."""
    if kind == "article":
        return EditPlace(kind, record, article=record)
    if kind == "annotation":
        annotation = record
    elif not annotation and not article:
        _, annotation = _said_when_made(database, record)
    if not article:
        article, _ = _said_when_made(database, annotation or record)
    return EditPlace(kind, record, article, annotation)


def _said_when_made(database: Database, record: str) -> tuple[str, str]:
    """Return the article and the annotation that a record was made on, or else was when it went."""
    sql = (
        f"SELECT {_SAID} FROM change "  # noqa: S608 - words of our own
        "WHERE record = ? AND (before IS NULL OR after IS NULL) LIMIT 1"
    )
    row = database.conn.execute(sql, [record]).fetchone()
    return (str(row[0] or ""), str(row[1] or "")) if row else ("", "")


# What is wanted, as SQL


class _Condition(msgspec.Struct, frozen=True):
    """One condition; `walks` says that no index finds what meets it."""

    sql: str
    values: list[str]
    walks: bool = False


def _conditions(database: Database, wanted: HistoryFilter) -> Iterator[_Condition]:
    if wanted.coder is not None:
        yield _Condition("coder = ?", [wanted.coder])
    if wanted.article:
        yield _Condition(_ON_ARTICLE, [as_indexed(wanted.article), wanted.article])
    if wanted.code:
        many = _has_many(database, wanted.code)
        sql = _MEETS_CODE if many else _OF_CODE
        yield _Condition(sql, [wanted.code, wanted.code], walks=many)
    for word in wanted.words.split():
        like = f"%{_escaped(word)}%"
        yield _Condition(_WITH_WORD, [like, like, like], walks=True)


def _with_what_is_on(records: str) -> str:
    """Return the condition that an edit touched some records (or one more), or what is on them."""
    return (
        f"id IN (WITH here AS (SELECT record FROM change WHERE {records} = ?), "  # noqa: S608 - words of our own
        "these AS (SELECT ? AS record UNION SELECT record FROM here UNION SELECT c.record "
        f"FROM here h JOIN change c ON {ON_ANNOTATIONS} "
        f"AND {ANNOTATION} = {indexed('h.record')}) SELECT edit FROM change WHERE record IN these)"
    )


_SAID = ", ".join(
    f"CASE WHEN json_valid(coalesce(after, before)) "
    f"THEN json_extract(coalesce(after, before), '$.{name}') END"
    for name in ("article", "annotation")
)
_ON_ARTICLE = _with_what_is_on(f"{ON_ARTICLES} AND {ARTICLE}")
_OF_CODE = _with_what_is_on(f"{OF_ANNOTATIONS} AND {CODE}")
_MEETS_CODE = (
    "EXISTS (SELECT 1 FROM change c WHERE c.edit = e.id AND (c.record = ? OR EXISTS ("
    "SELECT 1 FROM change k WHERE k.record = "
    "CASE WHEN c.kind IN ('link', 'decision', 'comment') THEN coalesce("
    "json_extract(coalesce(c.after, c.before), '$.annotation'), c.record) ELSE c.record END "
    "AND k.kind = 'annotation' AND json_extract(coalesce(k.after, k.before), '$.code') = ?)))"
)
_WITH_WORD = (
    "(label LIKE ? ESCAPE '\\' OR EXISTS (SELECT 1 FROM change c WHERE c.edit = e.id "
    "AND coalesce(c.after, c.before) LIKE ? ESCAPE '\\' "
    "AND EXISTS (SELECT 1 FROM json_tree(coalesce(c.after, c.before)) t WHERE t.type = 'text' "
    "AND t.value LIKE ? ESCAPE '\\' AND (t.fullkey IN "
    "('$.note', '$.text', '$.title', '$.name', '$.reason', '$.handle') OR t.path LIKE '$.texts%' "
    "OR t.path LIKE '$.values%' OR t.path LIKE '$.meta%'))))"
)
"""Words in what people wrote, not in the names under which it is kept, nor in ids."""


def _has_many(database: Database, code: str) -> bool:
    """Tell whether a code is on so many annotations that walking back meets them soon."""
    sql = (
        "SELECT count(*) FROM (SELECT 1 FROM change "  # noqa: S608 - words of our own
        f"WHERE {OF_ANNOTATIONS} AND {CODE} = ? LIMIT {_FEW + 1})"
    )
    return database.conn.execute(sql, [code]).fetchone()[0] > _FEW


def _escaped(word: str) -> str:
    return "".join(f"\\{one}" if one in "\\%_" else one for one in word)
