"""Which annotations there are and in which order, by their numbers, and a page of them as rows."""

from collections.abc import Collection

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation
from annotator.domain.codebook import Codebook
from annotator.domain.errors import DamageError
from annotator.domain.record import Values
from annotator.domain.visibility import Visibility
from annotator.store.file import tables, transactions
from annotator.store.file.database import Database
from annotator.store.reading.conditions import meta_in_words, meta_of, seen_by, sql_of
from annotator.store.reading.filtering import Term
from annotator.store.reading.label_conditions import CONDITIONS, WhoseSight, labels_that
from annotator.store.reading.label_order import FoundLabels, LabelOrder
from annotator.store.reading.label_query import KNOWN, LabelQuery

_IDS = msgspec.json.Decoder(list[str])
_NUMBERS = msgspec.json.Decoder(list[int])
_AMONG = "SELECT value FROM json_each(?)"
FIRST = 200
"""How many labels are the first ones."""


class LabelRow(msgspec.Struct, frozen=True, kw_only=True):
    """A label with what stands beside it in a table; `actors` are names, each once."""

    number: int
    annotation: Annotation
    title: str = ""
    outlet: str = ""
    actors: tuple[str, ...] = ()


class LabelListing:
    """Answers what a list of annotations asks, each with a few statements."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def found(self, query: LabelQuery, codebook: Codebook, visibility: Visibility) -> FoundLabels:
        """Return the labels that a query asks for, of those that may be seen."""
        order = LabelOrder(self._database, query, codebook, visibility)
        with transactions.snapshot(self._database):
            return order.all()

    def that(
        self, terms: Collection[Term], codebook: Codebook, visibility: Visibility
    ) -> list[int]:
        """Return the numbers of the labels that fulfil these conditions, of those to be seen."""
        of_articles = tuple(one for one in terms if one.key in KNOWN and one.key not in CONDITIONS)
        others = [one for one in terms if one not in of_articles]
        where = labels_that(WhoseSight(self._database, codebook, visibility), others)
        on = sql_of(self._database, of_articles, visibility)  # each article is asked once
        sql = (
            "SELECT json_group_array(l.n) FROM annotation l JOIN article a ON a.id = l.article "  # noqa: S608 - words of our own
            f"WHERE {where.sql} AND l.article IN (SELECT a.id FROM article a WHERE {on.sql})"
        )
        (found,) = self._database.conn.execute(sql, [*where.values, *on.values]).fetchone()
        return _NUMBERS.decode(found)

    def first(
        self, query: LabelQuery, codebook: Codebook, visibility: Visibility, limit: int = 0
    ) -> FoundLabels:
        """Return the first labels of what `found` returns, looking at few of the others.

        What is `partial` lacks some; anything else is all there is.
        """
        order = LabelOrder(self._database, query, codebook, visibility)
        with transactions.snapshot(self._database):
            return order.first(limit or FIRST)

    def count(self, visibility: Visibility) -> int:
        """Return how many labels there are that may be seen: from a table of counts.

        Those on the articles where it is otherwise than elsewhere are counted apart: an index
        finds them.
        """
        conn, coder = self._database.conn, visibility.coder
        own = "l.coder = ? AND l.layer <> ?"
        count = "SELECT coalesce(sum(l.count), 0) FROM annotation_count l"
        elsewhere = visibility.sees_others_elsewhere
        sql, values = (count, []) if elsewhere else (f"{count} WHERE {own}", [coder, GOLD_LAYER])
        (found,) = conn.execute(sql, values).fetchone()
        if visibility.exceptions:
            sql = f"{count} WHERE l.article IN ({_AMONG}) AND NOT ({own})"
            among = tables.among(sorted(visibility.exceptions))
            (otherwise,) = conn.execute(sql, [among, coder, GOLD_LAYER]).fetchone()
            found += -otherwise if elsewhere else otherwise
        return found

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
        return dict(self._database.conn.execute(sql, [tables.among(numbers)]).fetchall())

    def by_article(self, numbers: Collection[int]) -> list[list[str]]:
        """Return the ids of the labels with these numbers, those of each article together."""
        sql = (
            "SELECT json_group_array(id) FROM (SELECT l.id AS id, l.article AS article, a.n AS an "  # noqa: S608 - words of our own
            f"FROM annotation l JOIN article a ON a.id = l.article WHERE l.n IN ({_AMONG}) "
            "ORDER BY a.n, l.n) GROUP BY article ORDER BY an"
        )
        found = self._database.conn.execute(sql, [tables.among(numbers)])
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
