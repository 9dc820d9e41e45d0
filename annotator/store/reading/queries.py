"""Questions to a project file that no single record answers."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Placed
from annotator.domain.article import FINISHED, Article, WorkStatus
from annotator.domain.change import Changes
from annotator.domain.kinds import KINDS, kind_name
from annotator.domain.layout import StretchRole
from annotator.domain.names import searchable
from annotator.domain.record import Fragment, Values
from annotator.domain.study import ArticleState, RoundKind
from annotator.domain.visibility import Visibility
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.reading.rows import ArticleRow

_Counts = dict[str, int]
_STATUSES = frozenset(WorkStatus)
_STATES = frozenset(ArticleState)
_OPEN = ArticleState.OPEN, False
_KINDS = frozenset(RoundKind)
_ARTICLE = kind_name(Article)
T = TypeVar("T")


def article_rows(database: Database, only: Collection[str] | None = None) -> list[ArticleRow]:
    """Return a summary of every article, or `only` of these, in the order in which they came in."""
    ids = None if only is None else tables.among(sorted(only))
    layers = _layers(database, ids)
    statuses: dict[str, dict[str, WorkStatus]] = defaultdict(dict)
    sql = "SELECT s.article, c.handle, s.status FROM status s JOIN coder c ON c.id = s.coder"
    for article, handle, status in _among(database, sql, "s.article", ids):
        if status in _STATUSES:  # what is damaged is refused with its article
            statuses[article][handle] = WorkStatus(status)
    assigned: dict[str, set[str]] = defaultdict(set)
    sql = "SELECT a.article, c.handle FROM assignment a JOIN coder c ON c.id = a.coder"
    for article, handle in _among(database, sql, "a.article", ids):
        assigned[article].add(handle)
    states = _states(database, ids)
    sent_back, versions = _sent_back(database, ids), _versions(database, ids)
    rounds: dict[str, dict[str, RoundKind]] = defaultdict(dict)
    sql = "SELECT i.article, r.name, r.kind FROM inclusion i JOIN round r ON r.id = i.round"
    for article, name, kind in _among(database, sql, "i.article", ids):
        if kind in _KINDS:
            rounds[article][name] = RoundKind(kind)
    stretches = "(SELECT stretches FROM layout l WHERE l.article = article.id)"
    sql = f"SELECT id, title, length, text_sha256, meta, excluded, {stretches} FROM article"  # noqa: S608 - words of our own
    return [
        ArticleRow(
            id=article,
            title=title,
            length=length,
            text_sha256=sha256,
            meta=_read(meta, Values) or {},
            excluded=_read(excluded, tuple[Fragment, ...]) or (),
            annotations=_coders(layers.get(article, {})),
            codes=_codes(layers.get(article, {})),
            statuses=statuses.get(article, {}),
            layers=layers.get(article, {}),
            assigned=frozenset(assigned.get(article, ())),
            state=states.get(article, _OPEN)[0],
            locked=states.get(article, _OPEN)[1],
            sent_back=sent_back.get(article, {}),
            rounds=rounds.get(article, {}),
            versions=versions.get(article, {}),
            roles=frozenset(one for one in StretchRole if f'"{one}"' in (laid_out or "")),
        )
        for article, title, length, sha256, meta, excluded, laid_out in _among(
            database, sql, "id", ids, "ORDER BY n"
        )
    ]


def _states(database: Database, ids: str | None) -> dict[str, tuple[ArticleState, bool]]:
    """Return how far review has come with articles, and whether they are locked."""
    sql = "SELECT article, state, locked FROM settlement"
    found = _among(database, sql, "article", ids)
    return {
        article: (ArticleState(state), bool(locked))
        for article, state, locked in found
        if state in _STATES
    }


def _sent_back(database: Database, ids: str | None) -> dict[str, dict[str, tuple[str, str]]]:
    """Return to whom (handles) articles went back, by whom and why."""
    found: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    sql = (
        "SELECT r.article, c.handle, l.handle, r.reason, s.status FROM return r "
        "JOIN coder c ON c.id = r.coder JOIN coder l ON l.id = r.reviewer "
        "LEFT JOIN status s ON s.article = r.article AND s.coder = r.coder"
    )
    for article, coder, reviewer, reason, status in _among(database, sql, "r.article", ids):
        if status not in FINISHED:  # they may have finished it in a file of before
            found[article][coder] = reviewer, reason
    return found


def labelling(database: Database) -> list[tuple[str, str, str]]:
    """Return article, layer and coder wherever there are annotations, each once."""
    sql = "SELECT DISTINCT article, layer, coder FROM annotation_count"
    return database.conn.execute(sql).fetchall()


def label_counts(database: Database, articles: Collection[str]) -> dict[str, int]:
    """Return how many annotations there are on each of these articles that has any."""
    sql = (
        "SELECT article, sum(count) FROM annotation_count "
        "WHERE article IN (SELECT value FROM json_each(?)) GROUP BY article"
    )
    return dict(database.conn.execute(sql, [tables.among(articles)]).fetchall())


def article_names(database: Database) -> list[tuple[str, str, str]]:
    """Return id, title and outlet of every article, in the order in which they came in."""
    sql = "SELECT id, title, CAST(coalesce(meta ->> 'outlet', '') AS TEXT) FROM article ORDER BY n"
    return database.conn.execute(sql).fetchall()


def _among(
    database: Database, sql: str, column: str, ids: str | None, end: str = ""
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement of our own, all or those whose article is among the ids."""
    if ids is None:
        return database.conn.execute(f"{sql} {end}")
    where = f"WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608 - a name of our own
    return database.conn.execute(f"{sql} {where} {end}", [ids])


def touched_articles(database: Database, changes: Changes) -> set[str]:
    """Return the ids of the articles whose summary an edit may have changed.

    Those are the articles themselves and those that what has changed is on.
    """
    found = changes.ids(Article)
    unknown: dict[str, list[str]] = defaultdict(list)
    for change in changes:
        owner = KINDS[change.kind].owner
        if owner is None or owner.kind != _ARTICLE:
            continue
        whole = change.after if change.before is None else change.before
        on = whole.get(owner.attribute) if whole else None
        if on:
            found.add(on)
        else:
            unknown[change.kind].append(change.record)
    for kind, records in unknown.items():
        sql = f"SELECT article FROM {kind} WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - a name of our own
        ids = tables.among(records)
        # What is on no article, as a note on the codebook, touches none.
        found.update(article for (article,) in database.conn.execute(sql, [ids]) if article)
    return found


def _read(cell: str, kind: type[T]) -> T | None:
    """Return what a cell says; None where it is damaged: its article is refused when opened."""
    try:
        return msgspec.json.decode(cell, type=kind)
    except (msgspec.MsgspecError, RecursionError):
        return None


def _layers(database: Database, ids: str | None) -> dict[str, dict[str, _Counts]]:
    """Return how often each code stands in each layer of each article."""
    found: dict[str, dict[str, _Counts]] = defaultdict(lambda: defaultdict(dict))
    sql = (
        "SELECT a.article, CASE a.layer WHEN ? THEN a.layer ELSE c.handle END, a.code, "  # noqa: S608 - words of our own
        "sum(a.count) FROM annotation_count a JOIN coder c ON c.id = a.coder "
        f"{'' if ids is None else 'WHERE a.article IN (SELECT value FROM json_each(?)) '}"
        "GROUP BY 1, 2, 3"
    )
    parameters = [GOLD_LAYER] if ids is None else [GOLD_LAYER, ids]
    for article, layer, code, count in database.conn.execute(sql, parameters):
        found[article][layer][code] = count
    return found


def _versions(database: Database, ids: str | None) -> dict[str, dict[str, frozenset[int]]]:
    """Return by which versions of the codebook each layer of each article was coded."""
    found: dict[str, dict[str, frozenset[int]]] = defaultdict(dict)
    sql = (
        "SELECT DISTINCT a.article, CASE a.layer WHEN ? THEN a.layer ELSE c.handle END, "  # noqa: S608 - words of our own
        "a.codebook_version FROM annotation a JOIN coder c ON c.id = a.coder "
        f"{'' if ids is None else 'WHERE a.article IN (SELECT value FROM json_each(?))'}"
    )
    parameters = [GOLD_LAYER] if ids is None else [GOLD_LAYER, ids]
    for article, layer, version in database.conn.execute(sql, parameters):
        found[article][layer] = found[article].get(layer, frozenset()) | {version}
    return found


def _coders(layers: Mapping[str, _Counts]) -> _Counts:
    return {layer: sum(codes.values()) for layer, codes in layers.items() if layer != GOLD_LAYER}


def _codes(layers: Mapping[str, _Counts]) -> _Counts:
    total: Counter[str] = Counter()
    for codes in layers.values():
        total.update(codes)
    return dict(total)


def code_counts(database: Database, seen_by: Visibility | None = None) -> dict[str, int]:
    """Return how many annotations each code has, of those that may be seen or of all."""
    if seen_by is None or seen_by.sees_others_elsewhere:
        sql = "SELECT code, sum(count) FROM code_count GROUP BY code"
        found = Counter(dict(database.conn.execute(sql).fetchall()))
    else:
        sql = "SELECT code, sum(count) FROM code_count WHERE coder = ? AND layer <> ? GROUP BY code"
        own = database.conn.execute(sql, [seen_by.coder, GOLD_LAYER])
        found = Counter(dict(own.fetchall()))
    if seen_by is not None and seen_by.exceptions:
        sign = -1 if seen_by.sees_others_elsewhere else 1
        for code, count in _of_others(database, seen_by):
            found[code] += sign * count
    return {code: count for code, count in found.items() if count}


def _of_others(database: Database, by: Visibility) -> list[tuple[str, int]]:
    """Return how many of others' annotations each code has on the articles that are exceptions."""
    sql = (
        "SELECT code, sum(count) FROM annotation_count "
        "WHERE article IN (SELECT value FROM json_each(?)) AND NOT (coder = ? AND layer <> ?) "
        "GROUP BY code"
    )
    exceptions = tables.among(sorted(by.exceptions))
    return database.conn.execute(sql, [exceptions, by.coder, GOLD_LAYER]).fetchall()


def actor_link_counts(database: Database, seen_by: Visibility | None = None) -> dict[str, int]:
    """Return how many links lead to each actor, from annotations that may be seen or from all."""
    where, parameters = seen_condition(seen_by, "a")
    sql = (
        "SELECT l.target_actor, count(*) FROM link l JOIN annotation a ON a.id = l.annotation "  # noqa: S608 - words of our own
        f"WHERE l.target_actor IS NOT NULL AND {where} GROUP BY 1"
    )
    return dict(database.conn.execute(sql, parameters).fetchall())


def seen_condition(by: Visibility | None, rows: str) -> tuple[str, list[object]]:
    """Return the condition that `Visibility.sees` is, and its parameters.

    It is one on `rows` (an alias) with an article, a coder and a layer, as annotations are.
    """
    if by is None or (by.sees_others_elsewhere and not by.exceptions):
        return "1", []
    exceptions = tables.among(sorted(by.exceptions))
    where = (
        f"(({rows}.coder = ?1 AND {rows}.layer <> ?2) "  # noqa: S608 - words of our own
        f"OR ({rows}.article IN (SELECT value FROM json_each(?3))) <> ?4)"
    )
    return where, [by.coder, GOLD_LAYER, exceptions, by.sees_others_elsewhere]


def search(database: Database, words: str) -> set[str]:
    """Return the ids of the articles whose title or text has every one of these words.

    The last word matches as a beginning, so that a search can run while it is typed; a phrase
    in double quotes matches as a whole. Case and accents don't count, nor do signs alone: a search
    without a letter or digit finds every article.
    """
    found: set[str] | None = None
    for term in terms(words):
        folded = searchable(term.removesuffix("*"))
        rows = database.conn.execute(_SEARCH, [quoted(term), folded])
        having = {article for (article,) in rows}
        found = having if found is None else found & having
    if found is None:
        found = {article for (article,) in database.conn.execute("SELECT id FROM article")}
    return found


_SEARCH = """
SELECT a.id FROM article a JOIN text t ON t.sha256 = a.text_sha256
  WHERE t.n IN (SELECT rowid FROM text_fts WHERE text_fts MATCH ?)
UNION SELECT article FROM article_title WHERE instr(searchable, ?)
"""


def terms(words: str) -> list[str]:
    """Return the words and phrases that are looked for; one with `*` only has to begin so."""
    parts = words.replace("\0", " ").split('"')
    terms: list[str] = []
    for n, part in enumerate(parts):
        terms.extend([part.strip()] if n % 2 else part.split())
    terms = [term for term in terms if any(c.isalnum() for c in term)]
    if terms and not words.endswith(('"', " ")):
        terms[-1] += "*"
    return terms


def quoted(term: str) -> str:
    """Return a term as the full-text index takes it."""
    return f'"{term[:-1]}"*' if term.endswith("*") else f'"{term}"'


def placed_on(database: Database, article: str, few: int) -> list[Placed] | None:
    """Return where an article's annotations stand, oldest first; None if there are only a `few`.

    Raise a `DamageError` or a `MsgspecError` where that can't be read.
    """
    sql = "SELECT count(*) FROM (SELECT 1 FROM annotation WHERE article = ? LIMIT ?)"
    (found,) = database.conn.execute(sql, [article, few + 1]).fetchone()
    if found <= few:
        return None
    # One text for all: SQLite puts it together and it is decoded at once, no row on its own.
    sql = (
        "SELECT '[' || group_concat(one) || ']' FROM ("
        "SELECT rtrim(json_array(id, code, coder, layer), ']') || ',' || fragments || "
        "CASE fragments WHEN '[]' THEN ',' || json_quote(created) || ']' ELSE ']' END AS one "
        "FROM annotation WHERE article = ? ORDER BY n)"
    )
    return _decode_placed(database.conn.execute(sql, [article]).fetchone()[0])


def on_annotations_of(database: Database, kind: str, article: str) -> list[Values]:
    """Return the values of the records of a kind that are on an article's annotations."""
    owner = KINDS[kind].owner
    if owner is None or owner.kind != "annotation":
        raise ValueError(f"no {kind} is on an annotation")
    among = "SELECT id FROM annotation WHERE article = ?"
    if _are_fewer(database, kind, article):
        # Each of the few is looked for, and no list is made.
        among += f' AND id = "{kind}".{owner.attribute}'
    where = f"{owner.attribute} IN ({among})"
    return list(tables.select_where(database, kind, where, [article]))


_MOST_COMPARED = 2000
"""Further than this nothing is counted."""
_decode_placed = msgspec.json.Decoder(list[Placed]).decode


def _are_fewer(database: Database, kind: str, article: str) -> bool:
    """Tell whether all records of a kind are fewer than the annotations of one article."""
    marked = "SELECT count(*) FROM (SELECT 1 FROM annotation WHERE article = :article LIMIT :most)"
    found = f'SELECT count(*) FROM (SELECT 1 FROM "{kind}" LIMIT ({marked}))'  # noqa: S608 - a name of our own
    places = {"article": article, "most": _MOST_COMPARED}
    return bool(database.conn.execute(f"SELECT ({found}) < ({marked})", places).fetchone()[0])
