"""Which annotations there are and in which order, by their numbers, and a page of them as rows."""

from collections.abc import Collection, Sequence

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.errors import DamageError
from annotator.domain.record import Values
from annotator.domain.visibility import Visibility
from annotator.store.file import tables, transactions
from annotator.store.file.database import Database
from annotator.store.reading.conditions import SqlCondition, meta_in_words, meta_of, seen_by
from annotator.store.reading.label_conditions import WhoseSight, actor_of, labels_that
from annotator.store.reading.label_query import LabelGroup, LabelQuery, LabelSort

_NUMBERS = msgspec.json.Decoder(list[int])
_IDS = msgspec.json.Decoder(list[str])
_AMONG = "SELECT value FROM json_each(?)"
_START = "CAST(substr(l.fragments, 3) AS INTEGER)"
"""Where a label begins: its fragments are written as `[[12,30]]`, and none as `[]`."""
_OUTLET = "coalesce(CASE WHEN json_valid(a.meta) THEN a.meta ->> '$.outlet' END, '')"


class GroupCount(msgspec.Struct, frozen=True):
    """A group's key (an id, or an outlet), what it is called, and how many labels are in it."""

    key: str
    name: str
    count: int


class FoundLabels(msgspec.Struct, frozen=True):
    """The numbers of labels in their order, and the groups that they stand in, if any."""

    numbers: Sequence[int] = ()
    groups: tuple[GroupCount, ...] = ()


class LabelRow(msgspec.Struct, frozen=True, kw_only=True):
    """A label with what stands beside it in a table; `actors` are names, each once."""

    number: int
    annotation: Annotation
    title: str = ""
    outlet: str = ""
    actors: tuple[str, ...] = ()


class _Group(msgspec.Struct, frozen=True):
    key: str
    name: str
    order: str
    join: str = ""


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


class LabelListing:
    """Answers what a list of annotations asks, each with a few statements."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def found(self, query: LabelQuery, codebook: Codebook, visibility: Visibility) -> FoundLabels:
        """Return the labels that a query asks for, of those that may be seen."""
        asked = WhoseSight(self._database, codebook, visibility)
        actor = actor_of(visibility)
        group = _GROUPS.get(query.group)
        key = SqlCondition(group.key if group else "''", [])
        if query.group == LabelGroup.ACTOR:
            key = actor
        sort = SqlCondition(_SORTS.get(query.sort, ""), [])
        if query.sort == LabelSort.ACTOR:
            name = f"(SELECT lower(o.name) FROM actor o WHERE o.id = {actor.sql})"  # noqa: S608 - words of our own
            sort = SqlCondition(name, actor.values)
        where = labels_that(asked, query.terms)
        inner = (
            f"SELECT l.n AS n, {key.sql} AS k, {sort.sql} AS s, a.n AS an, {_START} AS st "  # noqa: S608 - words of our own
            f"FROM annotation l JOIN article a ON a.id = l.article WHERE {where.sql}"
        )
        values = [*key.values, *sort.values, *where.values]
        way = " DESC" if query.descending else ""
        join, first = (group.join, f"{group.order}, ") if group else ("", "")
        order = f"{first}i.s{way}, i.an, i.st, i.n"
        numbers = (
            "SELECT json_group_array(n) FROM "  # noqa: S608 - words of our own
            f"(SELECT i.n AS n FROM ({inner}) i {join} ORDER BY {order})"
        )
        with transactions.snapshot(self._database):
            (found,) = self._database.conn.execute(numbers, values).fetchone()
            groups = self._counts(group, inner, values) if group else ()
        return FoundLabels(_NUMBERS.decode(found), groups)

    def _counts(
        self, group: _Group, inner: str, values: Sequence[object]
    ) -> tuple[GroupCount, ...]:
        sql = (
            f"SELECT i.k, {group.name}, count(*) FROM ({inner}) i {group.join} "  # noqa: S608 - words of our own
            f"GROUP BY i.k ORDER BY {group.order}"
        )
        found = self._database.conn.execute(sql, values)
        return tuple(GroupCount(str(key), str(name), count) for key, name, count in found)

    def count(self, visibility: Visibility) -> int:
        """Return how many labels there are that may be seen: from a table of counts."""
        seen = seen_by(visibility, "l")
        sql = f"SELECT coalesce(sum(l.count), 0) FROM annotation_count l WHERE {seen.sql}"  # noqa: S608 - words of our own
        return self._database.conn.execute(sql, seen.values).fetchone()[0]

    def are_more_than(self, count: int) -> bool:
        """Tell whether there may be more labels than so many: looked at, not counted."""
        (last,) = self._database.conn.execute("SELECT max(n) FROM annotation").fetchone()
        return (last or 0) > count

    def count_on(self, article: str) -> int:
        """Return how many labels are on an article (an id), whoever may see them."""
        sql = "SELECT coalesce(sum(count), 0) FROM annotation_count WHERE article = ?"
        return self._database.conn.execute(sql, [article]).fetchone()[0]

    def ids(self, numbers: Collection[int]) -> dict[int, str]:
        """Return the ids of the labels with these numbers, of those that are there."""
        sql = f"SELECT n, id FROM annotation WHERE n IN ({_AMONG})"  # noqa: S608 - words of our own
        return dict(self._database.conn.execute(sql, [_json(numbers)]).fetchall())

    def by_article(self, numbers: Collection[int]) -> list[list[str]]:
        """Return the ids of the labels with these numbers, those of each article together."""
        sql = (
            "SELECT json_group_array(id) FROM (SELECT l.id AS id, l.article AS article, a.n AS an "  # noqa: S608 - words of our own
            f"FROM annotation l JOIN article a ON a.id = l.article WHERE l.n IN ({_AMONG}) "
            "ORDER BY a.n, l.n) GROUP BY article ORDER BY an"
        )
        found = self._database.conn.execute(sql, [_json(numbers)])
        return [_IDS.decode(ids) for (ids,) in found]

    def rows(self, numbers: Collection[int], visibility: Visibility) -> dict[int, LabelRow]:
        """Return these labels as rows by their numbers; four statements for all of them.

        Those that are gone, damaged or not to be seen any more are left out.
        """
        with transactions.snapshot(self._database):
            ids = self.ids(numbers)
            labels = {k: v for k, v in self._labels(ids.values()).items() if visibility.sees(v)}
            articles = self._articles({one.article for one in labels.values()})
            actors = self._actors(labels, visibility)
        return {
            number: LabelRow(
                number=number,
                annotation=one,
                title=articles.get(one.article, ("", ""))[0],
                outlet=articles.get(one.article, ("", ""))[1],
                actors=actors.get(ident, ()),
            )
            for number, ident in ids.items()
            if (one := labels.get(ident)) is not None
        }

    def _labels(self, ids: Collection[str]) -> dict[str, Annotation]:
        try:
            found = list(tables.select_among(self._database, "annotation", ids))
        except DamageError:
            found = [values for one in ids for values in self._sound(one)]
        return {one["id"]: tables.to_record(Annotation, one) for one in found}

    def _sound(self, ident: str) -> list[Values]:
        try:
            return list(tables.select_among(self._database, "annotation", [ident]))
        except DamageError:
            return []

    def _articles(self, ids: Collection[str]) -> dict[str, tuple[str, str]]:
        sql = f"SELECT a.id, a.title, {meta_of('outlet')} FROM article a WHERE a.id IN ({_AMONG})"  # noqa: S608 - words of our own
        found = self._database.conn.execute(sql, [tables.among(ids)])
        return {one: (title, meta_in_words(outlet)) for one, title, outlet in found}

    def _actors(self, ids: Collection[str], visibility: Visibility) -> dict[str, tuple[str, ...]]:
        seen = seen_by(visibility, "h")
        sql = (
            "SELECT k.annotation, o.name FROM link k "  # noqa: S608 - words of our own
            "JOIN actor o ON o.id = k.target_actor "
            f"WHERE k.annotation IN ({_AMONG}) UNION ALL "
            "SELECT k.annotation, o.name FROM link k "
            "JOIN annotation h ON h.id = k.target_annotation "
            "JOIN link e ON e.annotation = h.id JOIN actor o ON o.id = e.target_actor "
            f"WHERE k.annotation IN ({_AMONG}) AND {seen.sql}"
        )
        these = tables.among(ids)
        found: dict[str, dict[str, None]] = {}
        for ident, name in self._database.conn.execute(sql, [these, these, *seen.values]):
            found.setdefault(ident, {})[name] = None
        return {ident: tuple(names) for ident, names in found.items()}


def _json(numbers: Collection[int]) -> str:
    return msgspec.json.encode(list(numbers)).decode()
