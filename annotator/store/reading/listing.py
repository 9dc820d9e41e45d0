"""Which articles there are, are found and in which order: by their numbers, never row by row.

An article's number is its place in the order in which articles came in.
"""

from array import array
from collections.abc import Callable, Collection, Iterable, Sequence

import msgspec

from annotator.domain.annotation import GOLD_LAYER
from annotator.domain.article import FINISHED
from annotator.domain.names import searchable
from annotator.domain.visibility import Visibility
from annotator.store.file.database import Database
from annotator.store.file.tables import among
from annotator.store.reading import queries, unit_counts
from annotator.store.reading.called import CalledArticle, articles_called
from annotator.store.reading.conditions import meta_in_words, meta_of, seen_by, sql_of
from annotator.store.reading.filtering import Query
from annotator.store.reading.unit_counts import UnitsLeft

_NUMBERS = msgspec.json.Decoder(list[int])
_AMONG = "SELECT value FROM json_each(?)"


class OfTexts(msgspec.Struct, frozen=True):
    """The number of the article that has a text, by the text's own, and of more that have it."""

    first: dict[int, int] = {}
    more: dict[int, list[int]] = {}

    def having(self, texts: Sequence[int]) -> list[int]:
        """Return the numbers of the articles that have one of these texts, in order."""
        found = [one for one in map(self.first.get, texts) if one is not None]
        for text in self.more.keys() & set(texts) if self.more else ():
            found += self.more[text]
        found.sort()
        return found


class Offered(msgspec.Struct, frozen=True):
    """What a project has of that a filter can ask for; `coders` are those of labels to be seen.

    `rounds` are their names.
    """

    outlets: frozenset[str] = frozenset()
    coders: frozenset[str] = frozenset()
    assigned: frozenset[str] = frozenset()
    rounds: frozenset[str] = frozenset()


class ArticleListing:
    """Answers what a list of articles asks, each with a few statements."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # Numbers and ids

    def numbers(self) -> list[int]:
        """Return the numbers of all articles, in order."""
        # Of what has them all, the index of the ids is by far the least to read.
        sql = "SELECT json_group_array(n) FROM (SELECT n FROM article ORDER BY id)"
        # Made anew, they lie in order in memory, too: they are gone through often.
        return list(array("q", sorted(self._numbers(sql))))

    def numbers_of(self, ids: Iterable[str]) -> dict[str, int]:
        """Return the numbers of the articles with these ids, of those that are there."""
        sql = f"SELECT id, n FROM article WHERE id IN ({_AMONG})"  # noqa: S608 - words of our own
        return dict(self._database.conn.execute(sql, [among(ids)]).fetchall())

    def ids(self, numbers: Iterable[int]) -> dict[int, str]:
        """Return the ids of the articles with these numbers, of those that are there."""
        sql = f"SELECT n, id FROM article WHERE n IN ({_AMONG})"  # noqa: S608 - words of our own
        return dict(self._database.conn.execute(sql, [among(numbers)]).fetchall())

    def fingerprints(self) -> list[tuple[int, str, str]]:
        """Return the number, the id and the text's SHA-256 of every article, in order."""
        sql = "SELECT n, id, text_sha256 FROM article ORDER BY n"
        return self._database.conn.execute(sql).fetchall()

    # Finding

    def called(self, words: str, most: int) -> list[CalledArticle]:
        """Return the articles whose title or outlet has these words, those that fit best."""
        return articles_called(self._database, words, most)

    def found(
        self,
        query: Query,
        visibility: Visibility,
        of_texts: Callable[[], OfTexts],
        only: Sequence[int] | None = None,
    ) -> list[int] | None:
        """Return the numbers of the articles that a query asks for, in order; None for all.

        `only` are those that are asked about. `of_texts` is called where words are looked for
        among all.
        """
        if query.unknown:
            return []
        found = self._with_words(query.words, of_texts, only)
        if query.terms:
            found = _both(found, self._fulfilling(query, visibility, only))
        for words in query.without:
            without = self._with_words(words, of_texts, only)
            if found is None:
                found = sorted(only) if only is not None else self.numbers()
            left_out = frozenset(found if without is None else without)
            found = [one for one in found if one not in left_out]
        return found

    def _fulfilling(
        self, query: Query, visibility: Visibility, only: Sequence[int] | None
    ) -> list[int]:
        condition = sql_of(self._database, query.terms, visibility, only)
        sql = f"SELECT json_group_array(a.n) FROM article a WHERE {condition.sql}"  # noqa: S608 - words of our own
        values = [*condition.values]
        if only is not None:
            sql, values = f"{sql} AND a.n IN ({_AMONG})", [*values, among(only)]
        return sorted(self._numbers(sql, values))

    def _with_words(
        self, words: str, of_texts: Callable[[], OfTexts], only: Sequence[int] | None
    ) -> list[int] | None:
        found: list[int] | None = None
        for term in queries.terms(words):
            here = self._in_texts(term, of_texts()) if only is None else self._among(term, only)
            others = set(self._titled(term, only)).difference(here)
            found = _both(found, sorted([*here, *others]) if others else here)
        return found

    def _in_texts(self, term: str, of_texts: OfTexts) -> list[int]:
        sql = "SELECT json_group_array(rowid) FROM text_fts WHERE text_fts MATCH ?"
        return of_texts.having(self._numbers(sql, [queries.quoted(term)]))

    def _among(self, term: str, only: Sequence[int]) -> list[int]:
        """Return which of these articles have a term in their texts: no others are looked at."""
        sql = (
            "SELECT a.n, t.n FROM article a JOIN text t ON t.sha256 = a.text_sha256 "  # noqa: S608 - words of our own
            f"WHERE a.n IN ({_AMONG})"
        )
        text_of = dict(self._database.conn.execute(sql, [among(only)]).fetchall())
        sql = (
            "SELECT json_group_array(rowid) FROM text_fts "  # noqa: S608 - words of our own
            f"WHERE text_fts MATCH ? AND rowid IN ({_AMONG})"
        )
        texts = set(self._numbers(sql, [queries.quoted(term), among(text_of.values())]))
        return sorted(number for number, text in text_of.items() if text in texts)

    def _titled(self, term: str, only: Sequence[int] | None = None) -> list[int]:
        """Return the numbers of the articles whose title has a term."""
        sql = (
            "SELECT json_group_array(a.n) FROM article_title t JOIN article a ON a.id = t.article "
            "WHERE instr(t.searchable, ?)"
        )
        values: list[object] = [searchable(term.removesuffix("*"))]
        if only is not None:
            sql, values = f"{sql} AND a.n IN ({_AMONG})", [*values, among(only)]
        return self._numbers(sql, values)

    def of_texts(self) -> OfTexts:
        """Return which articles have which text."""
        sql = (
            "SELECT json_group_array(a.n), json_group_array(t.n) "
            "FROM article a JOIN text t ON t.sha256 = a.text_sha256"
        )
        articles, texts = self._database.conn.execute(sql).fetchone()
        pairs = zip(_NUMBERS.decode(texts), _NUMBERS.decode(articles), strict=True)
        first, more = dict[int, int](), dict[int, list[int]]()
        # What is found is found in this order: so it lies together in memory.
        for text, article in sorted(pairs):
            if first.setdefault(text, article) != article:
                more.setdefault(text, []).append(article)
        return OfTexts(first, more)

    # What a list is sorted by, and says of its articles

    def titles(self) -> dict[int, str]:
        """Return the titles of all articles by their numbers."""
        return dict(self._database.conn.execute("SELECT n, title FROM article").fetchall())

    def meta(self, key: str) -> dict[int, str]:
        """Return a metadata value of all articles by their numbers, in words."""
        sql = f"SELECT n, {meta_of(key)} FROM article a"  # noqa: S608 - a key of our own
        return {number: meta_in_words(v) for number, v in self._database.conn.execute(sql)}

    def statuses(self, coder: str) -> dict[int, str]:
        """Return a coder's (id) statuses by the numbers of the articles."""
        sql = "SELECT a.n, s.status FROM status s JOIN article a ON a.id = s.article "
        rows = self._database.conn.execute(f"{sql} WHERE s.coder = ?", [coder])
        return dict(rows.fetchall())

    def drawn_by(self, coder: str) -> dict[int, int]:
        """Return the places of the articles that were drawn for a coder (id), by their numbers.

        Those of a later batch stand behind those of the batches before.
        """
        sql = (
            "SELECT a.n, row_number() OVER (ORDER BY d.batch, d.place, d.id) "
            "FROM draw d JOIN article a ON a.id = d.article WHERE d.coder = ?"
        )
        return dict(self._database.conn.execute(sql, [coder]).fetchall())

    def next_drawn(self, coder: str, besides: str = "") -> str:
        """Return the first article (id) that was drawn for a coder (id) and that isn't finished.

        `besides` is one that isn't it; an empty text means that none is left.
        """
        sql = (
            "SELECT d.article FROM draw d LEFT JOIN status s "  # noqa: S608 - words of our own
            "ON s.article = d.article AND s.coder = d.coder WHERE d.coder = ? AND d.article <> ? "
            f"AND (s.status IS NULL OR s.status NOT IN ({_AMONG})) "
            "ORDER BY d.batch, d.place, d.id LIMIT 1"
        )
        found = self._database.conn.execute(sql, [coder, besides, among(FINISHED)]).fetchone()
        return found[0] if found is not None else ""

    def last_batch(self, coder: str) -> int:
        """Return the number of the last draw for a coder (id); 0 where there was none."""
        sql = "SELECT coalesce(max(batch), 0) FROM draw WHERE coder = ?"
        return self._database.conn.execute(sql, [coder]).fetchone()[0]

    def finished(self, coder: str) -> set[int]:
        """Return the numbers of the articles that a coder (id) is through with."""
        return {one for one, status in self.statuses(coder).items() if status in FINISHED}

    def label_counts(self, visibility: Visibility) -> dict[int, int]:
        """Return how many labels coders have on each article, of those that may be seen."""
        seen = seen_by(visibility, "l")
        sql = (
            "SELECT a.n, c.labels FROM (SELECT l.article, sum(l.count) AS labels "  # noqa: S608 - words of our own
            f"FROM annotation_count l WHERE l.layer <> ? AND {seen.sql} GROUP BY l.article) c "
            "JOIN article a ON a.id = c.article"
        )
        return dict(self._database.conn.execute(sql, [GOLD_LAYER, *seen.values]).fetchall())

    def assigned(self, coder: str | None = None) -> dict[int, str]:
        """Return whom articles are assigned to, as one text each, by their numbers.

        With a coder (id), those that are assigned to them.
        """
        where, values = ("", []) if coder is None else ("WHERE coder = ?", [coder])
        sql = (
            "SELECT a.n, group_concat(s.coder) FROM "  # noqa: S608 - words of our own
            f"(SELECT article, coder FROM assignment {where} ORDER BY article, coder) s "
            "JOIN article a ON a.id = s.article GROUP BY a.n"
        )
        return dict(self._database.conn.execute(sql, values).fetchall())

    def units_left(self, coder: str, numbers: Collection[int]) -> dict[int, UnitsLeft]:
        """Return how many units of these articles a coder (id) has left, where they have begun."""
        return unit_counts.units_left(self._database, coder, numbers)

    def round_sizes(self) -> dict[str, int]:
        """Return how many articles were put into each round, by its id."""
        sql = "SELECT round, count(*) FROM inclusion GROUP BY round"
        return dict(self._database.conn.execute(sql).fetchall())

    def has_assignments(self) -> bool:
        """Tell whether any article is assigned to anybody."""
        return bool(self._database.conn.execute("SELECT 1 FROM assignment LIMIT 1").fetchall())

    def offered(self, visibility: Visibility) -> Offered:
        """Return what a filter can be completed to."""
        conn, seen = self._database.conn, seen_by(visibility, "l")
        outlets = conn.execute(f"SELECT DISTINCT {meta_of('outlet')} FROM article a")  # noqa: S608 - words of our own
        coders = conn.execute(
            "SELECT c.handle FROM coder c WHERE EXISTS (SELECT 1 FROM annotation_count l "  # noqa: S608 - words of our own
            f"WHERE l.coder = c.id AND l.layer <> ? AND {seen.sql})",
            [GOLD_LAYER, *seen.values],
        )
        assigned = conn.execute(
            "SELECT c.handle FROM coder c WHERE c.id IN (SELECT coder FROM assignment)"
        )
        return Offered(
            frozenset(meta_in_words(value) for (value,) in outlets) - {""},
            frozenset(handle for (handle,) in coders),
            frozenset(handle for (handle,) in assigned),
            frozenset(name for (name,) in conn.execute("SELECT name FROM round")),
        )

    def _numbers(self, sql: str, values: Sequence[object] = ()) -> list[int]:
        (found,) = self._database.conn.execute(sql, values).fetchone()
        return _NUMBERS.decode(found)


def _both(some: list[int] | None, others: list[int]) -> list[int]:
    """Return the numbers that are in both, in order; None is all."""
    if some is None:
        return others
    fewer, more = sorted((some, others), key=len)
    among_fewer = frozenset(fewer)
    return [one for one in more if one in among_fewer]
