"""The order of annotations in a list, as SQL: all of them, or the first without the rest."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, islice

import msgspec

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.codebook import Codebook
from annotator.domain.visibility import Visibility
from annotator.store.file.database import Database
from annotator.store.file.tables import among
from annotator.store.reading.conditions import SqlCondition
from annotator.store.reading.label_conditions import WhoseSight, actor_of, labels_that
from annotator.store.reading.label_query import LabelGroup, LabelQuery, LabelSort

_NUMBERS = msgspec.json.Decoder(list[int])
_KEYS = msgspec.json.Decoder(list[str])
_START = "CAST(substr(l.fragments, 3) AS INTEGER)"
"""Where a label begins: its fragments are written as `[[12,30]]`, and none as `[]`."""
_OUTLET = "coalesce(CASE WHEN json_valid(a.meta) THEN a.meta ->> '$.outlet' END, '')"
_MOST_KEYS = 24
"""In how many groups, or of how many codes or the like, is looked for the first labels."""


class GroupCount(msgspec.Struct, frozen=True):
    """A group's key (an id, or an outlet), what it is called, and how many labels are in it."""

    key: str
    name: str
    count: int


class FoundLabels(msgspec.Struct, frozen=True):
    """The numbers of labels in their order, and the groups that they stand in, if any.

    `partial` says that there are more, and more in the last group.
    """

    numbers: Sequence[int] = ()
    groups: tuple[GroupCount, ...] = ()
    partial: bool = False


class _Group(msgspec.Struct, frozen=True):
    """What a label's key is, what a key is called, and the order of keys `i.k`."""

    key: str
    name: str
    order: str
    join: str = ""


class _Held(msgspec.Struct, frozen=True):
    """A condition on labels and its values; `indexed` if an index finds those that fulfil it."""

    sql: str
    values: Sequence[object] = ()
    indexed: bool = False


_GROUPS = {
    LabelGroup.CODE: _Group("l.code", "g.name", "g.position, i.k", "JOIN code g ON g.id = i.k"),
    LabelGroup.CODER: _Group(
        "CASE l.layer WHEN 'gold' THEN '' ELSE l.coder END",
        "coalesce(g.handle, '')",
        "i.k = '', g.handle COLLATE NOCASE, i.k",
        "LEFT JOIN coder g ON g.id = i.k",
    ),
    LabelGroup.ARTICLE: _Group("l.article", "g.title", "g.n", "JOIN article g ON g.id = i.k"),
    LabelGroup.OUTLET: _Group(_OUTLET, "i.k", "i.k = '', i.k COLLATE NOCASE, i.k"),
    LabelGroup.ACTOR: _Group(
        "",
        "coalesce(g.name, '')",
        "g.id IS NULL, g.name COLLATE NOCASE, i.k",
        "LEFT JOIN actor g ON g.id = i.k",
    ),
}
_SORTS = {
    LabelSort.PLACE: "a.n",
    LabelSort.CODE: "(SELECT c.position FROM code c WHERE c.id = l.code)",
    LabelSort.WORDS: "lower(l.texts)",
    LabelSort.OUTLET: f"lower({_OUTLET})",
    LabelSort.CODER: "(SELECT lower(w.handle) FROM coder w WHERE w.id = l.coder)",
    LabelSort.CHANGED: "l.modified",
}
_OWN = (LabelSort.WORDS, LabelSort.CHANGED)
"""What is a label's own and has too many values to be looked into one after the other."""
_EACH_OUTLET = f"SELECT DISTINCT {_OUTLET} AS k FROM article a"  # noqa: S608 - words of our own
_EVERY_KEY = {
    LabelGroup.CODE: "SELECT id AS k FROM code",
    LabelGroup.CODER: "SELECT id AS k FROM coder UNION ALL SELECT ''",
    LabelGroup.OUTLET: _EACH_OUTLET,
    LabelGroup.ACTOR: "SELECT id AS k FROM actor UNION ALL SELECT ''",
}
_SORTED_KEYS = {
    LabelSort.CODE: "SELECT id, position AS s FROM code",
    LabelSort.CODER: "SELECT id, lower(handle) AS s FROM coder",
    LabelSort.OUTLET: f"SELECT DISTINCT lower(k), lower(k) AS s FROM ({_EACH_OUTLET})",  # noqa: S608 - as above
    LabelSort.ACTOR: "SELECT id, lower(name) AS s FROM actor UNION ALL SELECT '', NULL",
}


class LabelOrder:
    """One query's labels in their order, of those that somebody may see."""

    def __init__(
        self, database: Database, query: LabelQuery, codebook: Codebook, visibility: Visibility
    ) -> None:
        self._conn = database.conn
        self._query = query
        self._group = _GROUPS.get(query.group)
        self._way = " DESC" if query.descending else ""
        self._actor = actor_of(visibility)
        self._where = labels_that(WhoseSight(database, codebook, visibility), query.terms)
        if query.picked is not None:
            picked = f"l.id IN (SELECT value FROM json_each(?)) AND {self._where.sql}"  # noqa: S608 - words of our own
            values = [among(query.picked.ids), *self._where.values]
            self._where = SqlCondition(picked, values)
        self._sort = SqlCondition(_SORTS.get(query.sort, ""), [])
        if query.sort == LabelSort.ACTOR:
            name = f"(SELECT lower(o.name) FROM actor o WHERE o.id = {self._actor.sql})"  # noqa: S608 - words of our own
            self._sort = SqlCondition(name, self._actor.values)

    # All of them

    def all(self) -> FoundLabels:
        """Return all labels: each is looked at once."""
        key = SqlCondition(self._group.key if self._group else "''", [])
        if self._query.group == LabelGroup.ACTOR:
            key = self._actor
        inner = (
            f"SELECT l.n AS n, {key.sql} AS k, {self._sort.sql} AS s, a.n AS an, {_START} AS st "  # noqa: S608 - words of our own
            f"FROM annotation l JOIN article a ON a.id = l.article WHERE {self._where.sql}"
        )
        keys = "json_group_array(k)" if self._group else "'[]'"
        by_key = "i.k, " if self._group else ""
        sql = (
            f"SELECT json_group_array(n), {keys} FROM (SELECT i.n AS n, i.k AS k "  # noqa: S608 - words of our own
            f"FROM ({inner}) i ORDER BY {by_key}i.s{self._way}, i.an, i.st, i.n)"
        )
        values = [*key.values, *self._sort.values, *self._where.values]
        numbers, kept = self._conn.execute(sql, values).fetchone()
        found = _NUMBERS.decode(numbers)
        return self._in_groups(found, _KEYS.decode(kept)) if self._group else FoundLabels(found)

    def _in_groups(self, numbers: Sequence[int], keys: Sequence[str]) -> FoundLabels:
        """Put the groups into their order, of labels that stand in that of the groups' keys."""
        parts: dict[str, Sequence[int]] = {}
        end = 0
        for key, same in groupby(keys):
            first, end = end, end + sum(1 for _ in same)
            parts[key] = numbers[first:end]
        named = self._named(list(parts))
        groups = tuple(GroupCount(key, name, len(parts[key])) for key, name in named)
        return FoundLabels(list(chain.from_iterable(parts[one.key] for one in groups)), groups)

    def _named(self, keys: Sequence[str]) -> list[tuple[str, str]]:
        return self._keys_in_order("SELECT value AS k FROM json_each(?)", [among(keys)])

    def _keys_in_order(self, keys: str, values: Sequence[object] = ()) -> list[tuple[str, str]]:
        group = self._group or _GROUPS[LabelGroup.CODE]
        sql = f"SELECT i.k, {group.name} FROM ({keys}) i {group.join} ORDER BY {group.order}"  # noqa: S608 - words of our own
        return [(str(key), str(name)) for key, name in self._conn.execute(sql, values)]

    # The first of them

    def first(self, limit: int) -> FoundLabels:
        """Return the first labels, at most so many: as few as can be are looked at for that.

        Group after group is looked into, or code after code where codes are sorted by. Where
        these have hardly any of the wanted ones, fewer come, or none. Of those with the same
        words, or changed at the same time, those that came in first are taken.
        """
        by_article = self._query.group == LabelGroup.ARTICLE
        if by_article or not (self._group or self._is_keyed):
            rows = list(self._in_order(_Held("1"), limit))
            names = {article: title for _, article, title in rows} if by_article else {}
            counts = Counter(article for _, article, _ in rows)
            groups = [GroupCount(key, name, counts[key]) for key, name in names.items()]
            return FoundLabels([one[0] for one in rows], tuple(groups), partial=len(rows) >= limit)
        found, groups = list[int](), list[GroupCount]()
        for key, name in islice(self._walked(), _MOST_KEYS):
            few = [n for n, *_ in self._in_order(self._held(key), limit - len(found))]
            if few:
                found += few
                groups.append(GroupCount(key, name, len(few)))
            if len(found) >= limit:
                break
        return FoundLabels(found, tuple(groups) if self._group else (), partial=True)

    @property
    def _is_keyed(self) -> bool:
        """Whether it is not grouped but sorted by something of which there are few."""
        return self._group is None and self._query.sort in _SORTED_KEYS

    def _walked(self) -> Iterator[tuple[str, str]]:
        """Yield the keys one after the other, with what they are called."""
        if self._group is not None:
            yield from self._keys_in_order(_EVERY_KEY[self._query.group])
            return
        keys = f"{_SORTED_KEYS[self._query.sort]} ORDER BY s{self._way}"
        for key, _ in self._conn.execute(keys).fetchall():
            yield key, ""

    def _held(self, key: str) -> _Held:
        """Return the condition that labels have a key."""
        by = self._query.group or LabelGroup(self._query.sort.value)
        if by == LabelGroup.CODE:
            return _Held("l.code = ?", [key], indexed=True)
        if by == LabelGroup.OUTLET:
            return _Held(f"{_OUTLET if self._group else f'lower({_OUTLET})'} = ?", [key])
        if by == LabelGroup.CODER:
            if self._group is None:
                return _Held("l.coder = ?", [key], indexed=True)
            gold = _Held("l.layer = ?", [GOLD_LAYER])
            own = "l.coder = ? AND l.layer <> ?"
            return _Held(own, [key, GOLD_LAYER], indexed=True) if key else gold
        is_first = f"{self._actor.sql} = ?"
        if not key:
            return _Held(is_first, [*self._actor.values, key])
        linked = (
            "l.id IN (SELECT k.annotation FROM link k WHERE k.target_actor = ? "
            "UNION SELECT k.annotation FROM link e JOIN link k "
            "ON k.target_annotation = e.annotation WHERE e.target_actor = ?)"
        )
        values = [key, key, *self._actor.values, key]
        return _Held(f"{linked} AND {is_first}", values, indexed=True)

    def _in_order(self, held: _Held, limit: int) -> Iterator[tuple[int, str, str]]:
        """Yield labels with their articles' ids and titles.

        In the order of places articles are walked, and the walk ends where there are enough.
        """
        order, sort = self._order_within()
        walks = order.startswith("a.n") and not held.indexed
        tables = "annotation l CROSS JOIN article a ON a.id = l.article"
        if walks:
            tables = "article a CROSS JOIN annotation l ON l.article = a.id"
        if self._query.sort in _OWN and not (self._group or self._query.terms):
            # Only what is first is looked at any further.
            first = f"SELECT l.n FROM annotation l WHERE {self._where.sql} ORDER BY "  # noqa: S608 - words of our own
            first += f"{self._sort.sql}{self._way}, l.n LIMIT ?"
            held = _Held(f"l.n IN ({first})", [*self._where.values, *self._sort.values, limit])
        sql = (
            f"SELECT l.n, a.id, a.title FROM {tables} WHERE {held.sql} AND {self._where.sql} "  # noqa: S608 - words of our own
            f"ORDER BY {order}, {_START}, l.n LIMIT ?"
        )
        return self._conn.execute(sql, [*held.values, *self._where.values, *sort, limit])

    def _order_within(self) -> tuple[str, Sequence[object]]:
        """Return the order of labels with one key, with its values."""
        by_article = self._query.group == LabelGroup.ARTICLE
        if self._is_keyed or (by_article and self._query.sort == LabelSort.PLACE):
            return "a.n", ()
        if self._query.sort == LabelSort.PLACE:
            return f"a.n{self._way}", ()
        order = f"{self._sort.sql}{self._way}"
        return f"a.n, {order}" if by_article else f"{order}, a.n", self._sort.values
