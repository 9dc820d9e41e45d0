"""The conditions on annotations as SQL, one row for each key; `l` is the label, `a` its article."""

import re
from collections.abc import Callable, Iterable, Mapping

import msgspec

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.codebook import Code, Codebook, Field
from annotator.domain.names import folded, searchable
from annotator.domain.visibility import Visibility
from annotator.store.file.database import Database
from annotator.store.file.tables import among
from annotator.store.reading.conditions import SqlCondition, coded_by_version, seen_by, sql_of
from annotator.store.reading.filtering import Term
from annotator.store.reading.label_query import ANY, KNOWN, fields_called

_WHOLE = re.compile(r"[+-]?[0-9]{1,18}")
_THESE = "SELECT value FROM json_each(?)"


class WhoseSight(msgspec.Struct, frozen=True):
    """What a condition can ask of the project, and for whose eyes."""

    database: Database
    codebook: Codebook
    visibility: Visibility


def labels_that(asked: WhoseSight, terms: Iterable[Term]) -> SqlCondition:
    """Return the condition on labels that may be seen: one of each key, all words, none with `-`.

    What may not be seen fulfils none.
    """
    wanted: dict[str, list[SqlCondition]] = {}
    every = [seen_by(asked.visibility, "l")]
    for term in terms:
        one = _condition(asked, term)
        if term.negated:
            every.append(SqlCondition(f"NOT ({one.sql})", one.values))
        elif term.key:
            wanted.setdefault(term.key, []).append(one)
        else:
            every.append(one)
    every += [_joined(several, "OR") for several in wanted.values()]
    return _joined(every, "AND")


def actor_of(visibility: Visibility) -> SqlCondition:
    """Return the expression for the first actor (id) of a label, empty where it has none.

    That is who its links end at, or who those of the labels at their ends do, of those to be seen.
    """
    seen = seen_by(visibility, "h")
    sql = (
        "coalesce((SELECT k.target_actor FROM link k WHERE k.annotation = l.id "  # noqa: S608 - words of our own
        "AND k.target_actor IS NOT NULL ORDER BY k.n LIMIT 1), "
        "(SELECT e.target_actor FROM link k JOIN annotation h ON h.id = k.target_annotation "
        "JOIN link e ON e.annotation = h.id WHERE k.annotation = l.id "
        f"AND e.target_actor IS NOT NULL AND {seen.sql} ORDER BY k.n, e.n LIMIT 1), '')"
    )
    return SqlCondition(sql, seen.values)


def _joined(conditions: list[SqlCondition], word: str) -> SqlCondition:
    sql = f" {word} ".join(f"({one.sql})" for one in conditions)
    return SqlCondition(f"({sql})", [value for one in conditions for value in one.values])


def _condition(asked: WhoseSight, term: Term) -> SqlCondition:
    if not term.key:
        return _has_words(asked.database, "l.texts", term.value)
    if term.key in CONDITIONS:
        return CONDITIONS[term.key](asked, term.value)
    if term.key in KNOWN:  # what is asked of articles
        return sql_of(asked.database, (Term(term.key, term.value),), asked.visibility)
    fields = fields_called(term.key, asked.codebook.codes)
    every = [_answer(asked.database, code, ident, term.value) for code, ident in fields]
    return _joined(every, "OR") if every else SqlCondition("0", [])


def _has_words(database: Database, column: str, words: str) -> SqlCondition:
    """Return whether a column has these words, whatever their case and accents.

    What is plain ASCII needs no more than SQLite itself.
    """
    database.conn.create_function("searchable", 1, searchable, deterministic=True)
    escaped = "".join(f"\\{one}" if one in "\\%_" else one for one in words)
    if not words.isascii():
        return SqlCondition(f"instr(searchable({column}), ?)", [searchable(words)])
    with_accents = f"length(CAST({column} AS BLOB)) <> length({column})"
    sql = f"{column} LIKE ? ESCAPE '\\' OR ({with_accents} AND instr(searchable({column}), ?))"
    return SqlCondition(sql, [f"%{escaped}%", searchable(words)])


def _code(asked: WhoseSight, value: str) -> SqlCondition:
    wanted = searchable(value)
    ids = [
        code.id
        for code in asked.codebook.codes
        if wanted in (searchable(code.id), searchable(code.name))
    ]
    return SqlCondition(f"l.code IN ({_THESE})", [among(ids)])


def _coder(asked: WhoseSight, value: str) -> SqlCondition:
    wanted = folded(value)
    if wanted == GOLD_LAYER:
        return SqlCondition("l.layer = ?", [GOLD_LAYER])
    found = asked.database.conn.execute("SELECT id, handle FROM coder")
    ids = [ident for ident, handle in found if folded(handle) == wanted]
    sql = f"l.layer <> ? AND l.coder IN ({_THESE})"
    return SqlCondition(sql, [GOLD_LAYER, among(ids)])


def _actor(asked: WhoseSight, value: str) -> SqlCondition:
    """Return whether a label leads to such an actor, itself or over another label that is seen.

    The actors' links are looked up, once, and not each label's.
    """
    is_one, ids = "IS NOT NULL", list[object]()
    if value != ANY:
        wanted = searchable(value)
        found = asked.database.conn.execute("SELECT id, name, aliases FROM actor")
        these = among(
            ident
            for ident, name, aliases in found
            if wanted in searchable(name) or wanted in searchable(aliases) or ident == value
        )
        is_one, ids = f"IN ({_THESE})", [these]
    seen = seen_by(asked.visibility, "h")
    sql = (
        f"l.id IN (SELECT k.annotation FROM link k WHERE k.target_actor {is_one} "  # noqa: S608 - words of our own
        "UNION SELECT k.annotation FROM link e JOIN annotation h ON h.id = e.annotation "
        f"JOIN link k ON k.target_annotation = h.id WHERE e.target_actor {is_one} AND {seen.sql})"
    )
    return SqlCondition(sql, [*ids, *ids, *seen.values])


def _article(_asked: WhoseSight, value: str) -> SqlCondition:
    sql = "a.id = ? OR a.id IN (SELECT t.article FROM article_title t WHERE instr(t.searchable, ?))"
    return SqlCondition(sql, [value, searchable(value)])


def _origin(_asked: WhoseSight, value: str) -> SqlCondition:
    return SqlCondition("l.origin = ?", [value.casefold()])


def _note(asked: WhoseSight, value: str) -> SqlCondition:
    if value == ANY:
        return SqlCondition("l.note <> ''", [])
    return _has_words(asked.database, "l.note", value)


def _version(_asked: WhoseSight, value: str) -> SqlCondition:
    return coded_by_version(value, "l")


CONDITIONS: Mapping[str, Callable[[WhoseSight, str], SqlCondition]] = {
    "code": _code,
    "coder": _coder,
    "actor": _actor,
    "article": _article,
    "origin": _origin,
    "note": _note,
    "version": _version,
}
"""The conditions on labels themselves, by key; other keys of `KNOWN` are asked of articles."""


def _answer(database: Database, code: Code, ident: str, value: str) -> SqlCondition:
    """Return whether a field of a code has an answer, which several choices may be."""
    path = f'$."{ident}"'
    of_code = 'l.code = ? AND EXISTS (SELECT 1 FROM json_each(l."values", ?) j WHERE {})'
    field = code.field(ident)
    if value == ANY or field is None:
        return SqlCondition(of_code.format("j.value IS NOT NULL"), [code.id, path])
    if field.choices or field.steps or field.type.row.numeric:
        found = among_answers(field, value)
        sql = f"j.value IN ({_THESE})"
        return SqlCondition(of_code.format(sql), [code.id, path, found])
    words = _has_words(database, "j.value", value)
    return SqlCondition(of_code.format(words.sql), [code.id, path, *words.values])


def among_answers(field: Field, value: str) -> str:
    """Return as JSON what answers a typed value means: ids of choices, steps, yes and no."""
    wanted = searchable(value.replace("\N{MINUS SIGN}", "-"))
    found = list[object]()
    for one in field.choice_ids():
        if wanted in (searchable(one), searchable(field.choice_name(one))):
            found.append(one)
    for step in field.steps:
        if wanted in (str(step.value), f"+{step.value}", searchable(step.label)):
            found.append(step.value)
    if not field.choices and not field.steps:
        if wanted in ("yes", "true"):
            found.append(1)
        elif wanted in ("no", "false"):
            found.append(0)
        elif _WHOLE.fullmatch(wanted):
            found.append(int(wanted))
    return msgspec.json.encode(found).decode()
