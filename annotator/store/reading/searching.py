"""What a search of a project looks through: texts, labels, notes and actors, some at a time.

Which articles may have what is looked for is asked of the full-text index; whoever searches looks
at the texts themselves. Labels, and notes on them, come only as far as they may be seen.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import msgspec

from annotator.domain.annotation import CODER_LAYER
from annotator.domain.article import is_text_of
from annotator.domain.people import Actor
from annotator.domain.record import Fragment
from annotator.domain.visibility import Visibility
from annotator.store.file import tables, texts
from annotator.store.file.database import Database
from annotator.store.reading.conditions import meta_in_words, meta_of, seen_by

_NUMBERS = msgspec.json.Decoder(list[int])
_PAGE = 500
_AMONG = "SELECT value FROM json_each(?)"
_fragments = msgspec.json.Decoder(tuple[Fragment, ...]).decode
_strings = msgspec.json.Decoder(tuple[str, ...]).decode


class FoundArticle(NamedTuple):
    """What is said of an article beside a hit in it; `number` is its place among all."""

    number: int
    id: str
    title: str
    outlet: str
    published: str


class LabelWords(NamedTuple):
    """The words that a label stands on, where they begin (code points), and whose it is."""

    number: int
    annotation: str
    code: str
    coder: str
    layer: str
    fragments: tuple[Fragment, ...]
    texts: tuple[str, ...]


class NoteWords(NamedTuple):
    """A note: of an annotation, an article, a thread on a label, or a remark to the lead.

    `number` is the article's, 0 for none; `coder` is who wrote it (an id), where that is known.
    """

    what: str
    number: int
    annotation: str
    coder: str
    words: str
    start: int


class SearchReading:
    """Answers what a search asks, with few statements for many articles."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def numbers(self, index: str = "") -> list[int]:
        """Return the numbers of the articles whose text may have something, in order.

        `index` is what the full-text index is asked; with an empty one all may.
        """
        sql, values = "SELECT json_group_array(n) FROM article", list[object]()
        if index:
            sql = (
                "SELECT json_group_array(a.n) FROM article a "
                "JOIN text t ON t.sha256 = a.text_sha256 "
                "WHERE t.n IN (SELECT rowid FROM text_fts WHERE text_fts MATCH ?)"
            )
            values = [index]
        (found,) = self._database.conn.execute(sql, values).fetchone()
        return sorted(_NUMBERS.decode(found))

    def articles(self, numbers: Sequence[int]) -> dict[int, FoundArticle]:
        """Return what is said of these articles, by their numbers."""
        sql = (
            f"SELECT a.n, a.id, a.title, {meta_of('outlet')}, {meta_of('published')} "  # noqa: S608 - words of our own
            f"FROM article a WHERE a.n IN ({_AMONG})"
        )
        return {
            n: FoundArticle(n, ident, title, meta_in_words(outlet), meta_in_words(published))
            for n, ident, title, outlet, published in self._database.conn.execute(
                sql, [tables.among(numbers)]
            )
        }

    def texts(self, numbers: Sequence[int]) -> dict[int, str]:
        """Return the texts of these articles; raise a `DamageError` for one that is another."""
        sql = (
            "SELECT a.n, a.title, t.sha256, t.body FROM article a "  # noqa: S608 - words of our own
            f"JOIN text t ON t.sha256 = a.text_sha256 WHERE a.n IN ({_AMONG})"
        )
        found: dict[int, str] = {}
        for number, title, sha256, body in self._database.conn.execute(
            sql, [tables.among(numbers)]
        ):
            whole = is_text_of(body, sha256)
            found[number] = body if whole else texts.verified(self._database, sha256, title)
        return found

    def labels(self, numbers: Sequence[int], visibility: Visibility) -> list[LabelWords]:
        """Return the labels on words of these articles that may be seen, by article."""
        seen = seen_by(visibility, "l")
        sql = (
            "SELECT a.n, l.id, l.code, l.coder, l.layer, l.fragments, l.texts "  # noqa: S608 - words of our own
            "FROM article a JOIN annotation l ON l.article = a.id "
            f"WHERE a.n IN ({_AMONG}) AND l.fragments <> '[]' AND {seen.sql} ORDER BY a.n, l.n"
        )
        rows = self._database.conn.execute(sql, [tables.among(numbers), *seen.values])
        return [
            LabelWords(n, ident, code, coder, layer, _fragments(places), _strings(words))
            for n, ident, code, coder, layer, places, words in rows
        ]

    def notes(self, visibility: Visibility, *, all_remarks: bool) -> Iterator[list[NoteWords]]:
        """Yield the notes that may be seen, some at a time; `all_remarks` are those to the lead.

        Without it those threads come that the coder has begun.
        """
        seen = seen_by(visibility, "l")
        first = "coalesce(json_extract(l.fragments, '$[0][0]'), 0)"
        on_articles = (
            "SELECT 'note on the article', a.n, '', '', a.note, 0 FROM article a WHERE a.note <> ''"
        )
        on_labels = (
            f"SELECT 'note', a.n, l.id, l.coder, l.note, {first} FROM annotation l "  # noqa: S608 - words of our own
            f"JOIN article a ON a.id = l.article WHERE l.note <> '' AND {seen.sql}"
        )
        threads = (
            f"SELECT 'thread', a.n, l.id, c.coder, c.text, {first} FROM comment c "  # noqa: S608 - words of our own
            "JOIN annotation l ON l.id = c.annotation JOIN article a ON a.id = l.article "
            f"WHERE c.text <> '' AND {seen.sql}"
        )
        remarks = (
            "SELECT 'note to the lead', coalesce(a.n, 0), '', r.coder, r.text, 0 "
            "FROM remark r LEFT JOIN article a ON a.id = r.article "
            "WHERE r.text <> '' AND (? OR r.asker = ?)"
        )
        queries: tuple[tuple[str, Sequence[object]], ...] = (
            (on_articles, ()),
            (on_labels, seen.values),
            (threads, seen.values),
            (remarks, (all_remarks, visibility.coder)),
        )
        for sql, values in queries:
            # Looked up at once and read some at a time, so that nobody waits for the rest.
            rows = self._database.conn.execute(sql, values)
            while few := rows.fetchmany(_PAGE):
                yield [NoteWords(*row) for row in few]

    def actors(self) -> list[Actor]:
        """Return all actors, oldest first."""
        return [tables.to_record(Actor, one) for one in tables.select(self._database, "actor", {})]

    def first_naming(self, actor: str, visibility: Visibility) -> tuple[str, str] | None:
        """Return the first label, of those to be seen, that names an actor, and its article."""
        seen = seen_by(visibility, "l")
        sql = (
            "SELECT l.id, l.article FROM link k JOIN annotation l ON l.id = k.annotation "  # noqa: S608 - words of our own
            f"JOIN article a ON a.id = l.article WHERE k.target_actor = ? AND {seen.sql} "
            "ORDER BY a.n, l.n LIMIT 1"
        )
        found: Any = self._database.conn.execute(sql, [actor, *seen.values]).fetchone()
        return (found[0], found[1]) if found is not None else None

    def own_places(
        self, articles: Sequence[str], code: str, coder: str
    ) -> set[tuple[str, int, int]]:
        """Return where a coder (id) has a code on one stretch: article (id), start and end."""
        sql = (
            "SELECT article, fragments FROM annotation "  # noqa: S608 - words of our own
            f"WHERE article IN ({_AMONG}) AND code = ? AND coder = ? AND layer = ?"
        )
        values = [tables.among(articles), code, coder, CODER_LAYER]
        found: set[tuple[str, int, int]] = set()
        for article, cell in self._database.conn.execute(sql, values):
            fragments = _fragments(cell)
            if len(fragments) == 1:
                found.add((article, fragments[0].start, fragments[0].end))
        return found
