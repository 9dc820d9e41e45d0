"""Actors as their page lists them: which there are and in which order, with figures and passages.

Figures are those of the labels that somebody may see. They come from `actor_mention`, whose rows
are kept in step with the links; of a page's actors alone, unless actors are sorted by a figure.
"""

from collections.abc import Collection
from enum import StrEnum
from typing import Any

import msgspec

from annotator.domain.names import searchable
from annotator.domain.visibility import Visibility
from annotator.store.file import tables
from annotator.store.file.database import Database
from annotator.store.reading.queries import seen_condition

_QUOTE = "m.type = 'said_by'"
_JUDGEMENT = "m.type = 'target' AND m.polarity IS NOT NULL"


class ActorOrder(StrEnum):
    """By what actors are sorted."""

    NAME = "name"
    KIND = "kind"
    ROLE = "role"
    AFFILIATION = "affiliation"
    QUOTES = "quotes"
    JUDGEMENTS = "judgements"
    POLARITY = "polarity"
    ARTICLES = "articles"
    LAST = "last"


class WhichPassages(StrEnum):
    """Which passages of an actor are meant."""

    ANY = "any"
    QUOTES = "quotes"
    JUDGEMENTS = "judgements"
    ARTICLES = "articles"
    """The first one in each article."""
    LATEST = "latest"
    """Those in the articles of the last day on which they were seen."""


_FIGURES = {
    ActorOrder.QUOTES: f"sum({_QUOTE})",
    ActorOrder.JUDGEMENTS: f"sum({_JUDGEMENT})",
    ActorOrder.POLARITY: "avg(m.polarity)",
    ActorOrder.ARTICLES: "count(DISTINCT m.article)",
    ActorOrder.LAST: "max(m.day)",
}
_WHICH = {
    WhichPassages.ANY: "1",
    WhichPassages.QUOTES: _QUOTE,
    WhichPassages.JUDGEMENTS: _JUDGEMENT,
    WhichPassages.ARTICLES: (
        "m.annotation IN (SELECT annotation FROM (SELECT k.annotation, row_number() OVER "
        "(PARTITION BY k.article ORDER BY b.n) AS place FROM actor_mention k "
        "JOIN annotation b ON b.id = k.annotation WHERE k.actor = {actor} AND {seen}) "
        "WHERE place = 1)"
    ),
    WhichPassages.LATEST: (
        "m.day <> '' AND m.day = "
        "(SELECT max(k.day) FROM actor_mention k WHERE k.actor = {actor} AND {seen})"
    ),
}
"""Which mentions `m` are meant; the actor's id and what may be seen of others `k` are filled in."""


class ActorFilter(msgspec.Struct, frozen=True):
    """Which actors are wanted: by words of what is said of them, of a kind, archived ones too."""

    words: str = ""
    kind: str = ""
    archived: bool = False


class ActorFigures(msgspec.Struct, frozen=True):
    """How often an actor is named: passages in all, quotes, judgements with their mean, articles.

    `polarity` is the mean of the judgements' answers on their codes' first scales; `last` is the
    day (or moment, or year) of the latest article, empty where no article has one.
    """

    passages: int = 0
    quotes: int = 0
    judgements: int = 0
    polarity: float | None = None
    articles: int = 0
    last: str = ""


class ActorPassage(msgspec.Struct, frozen=True):
    """A label that names an actor: ids, its words, its article's title and day, and its answer."""

    annotation: str
    article: str
    title: str
    day: str
    code: str
    coder: str
    words: tuple[str, ...]
    polarity: float | None
    types: str


class ActorLink(msgspec.Struct, frozen=True):
    """A link that leads to an actor, with the label that it goes out from."""

    link: str
    type: str
    annotation: str
    article: str
    title: str
    code: str
    coder: str
    words: tuple[str, ...]


class ActorReading:
    """What a page of actors reads of an open project."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def listed(
        self,
        wanted: ActorFilter,
        order: ActorOrder = ActorOrder.NAME,
        *,
        downwards: bool = False,
        seen_by: Visibility | None = None,
    ) -> list[str]:
        """Return the ids of the wanted actors in an order; of equal ones, by name."""
        conn = self._database.conn
        conn.create_function("annotator_searchable", 1, _searchable, deterministic=True)
        seen, parameters = seen_condition(seen_by, "m")
        figure = _FIGURES.get(order)
        join = (
            ""
            if figure is None
            else (
                f"LEFT JOIN (SELECT m.actor, {figure} AS figure FROM actor_mention m "  # noqa: S608 - words of our own
                f"WHERE {seen} GROUP BY m.actor) f ON f.actor = a.id"
            )
        )
        if figure is None:
            parameters = []
        where = ["1" if wanted.archived else "a.archived = 0"]
        for word in filter(None, searchable(wanted.words).split()):
            parameters.append(word)
            said = (
                "a.name || char(10) || a.aliases || char(10) || a.affiliation || char(10) || a.role"
            )
            said += " || char(10) || a.affiliations"
            where.append(f"instr(annotator_searchable({said}), ?{len(parameters)})")
        if wanted.kind:
            parameters.append(wanted.kind)
            where.append(f"a.kind = ?{len(parameters)}")
        way = "DESC" if downwards else "ASC"
        if figure is None:
            column = f"a.{order.value}"
            by = f"{column} = '', {column} COLLATE NOCASE {way}"
        else:
            by = f"f.figure IS NULL, f.figure {way}"
        sql = (
            f"SELECT a.id FROM actor a {join} WHERE {' AND '.join(where)} "  # noqa: S608 - words of our own
            f"ORDER BY {by}, a.name COLLATE NOCASE, a.n"
        )
        return [one for (one,) in conn.execute(sql, parameters)]

    def count(self) -> int:
        """Count the actors, archived ones too."""
        return self._database.conn.execute("SELECT count(*) FROM actor").fetchone()[0]

    def names(self) -> list[str]:
        """Return the names of the actors, archived ones too."""
        return [name for (name,) in self._database.conn.execute("SELECT name FROM actor")]

    def figures(
        self, actors: Collection[str], seen_by: Visibility | None = None
    ) -> dict[str, ActorFigures]:
        """Return the figures of these actors (ids), of those that are named anywhere."""
        seen, parameters = seen_condition(seen_by, "m")
        parameters.append(tables.among(actors))
        sql = (
            f"SELECT m.actor, count(DISTINCT m.annotation), sum({_QUOTE}), sum({_JUDGEMENT}), "  # noqa: S608 - words of our own
            "avg(m.polarity), count(DISTINCT m.article), max(m.day) FROM actor_mention m "
            f"WHERE m.actor IN (SELECT value FROM json_each(?{len(parameters)})) AND {seen} "
            "GROUP BY m.actor"
        )
        found = self._database.conn.execute(sql, parameters)
        return {actor: ActorFigures(*figures) for actor, *figures in found}

    def passages(
        self,
        actor: str,
        which: WhichPassages = WhichPassages.ANY,
        seen_by: Visibility | None = None,
        *,
        limit: int = 200,
        offset: int = 0,
    ) -> list[ActorPassage]:
        """Return labels that name an actor (an id), those on the latest articles first."""
        seen, parameters = seen_condition(seen_by, "m")
        parameters += [actor, limit, offset]
        n = len(parameters)
        wanted = _WHICH[which].format(actor=f"?{n - 2}", seen=seen_condition(seen_by, "k")[0])
        sql = (
            "SELECT m.annotation, m.article, r.title, m.day, m.code, m.coder, a.texts, "  # noqa: S608 - words of our own
            "max(m.polarity), group_concat(m.type, ', ') "
            "FROM actor_mention m JOIN annotation a ON a.id = m.annotation "
            f"JOIN article r ON r.id = m.article WHERE m.actor = ?{n - 2} AND {wanted} "
            f"AND {seen} GROUP BY m.annotation "
            f"ORDER BY m.day DESC, r.n, a.n LIMIT ?{n - 1} OFFSET ?{n}"
        )
        rows = self._database.conn.execute(sql, parameters)
        return [
            ActorPassage(one, article, title, day, code, coder, _words(texts), polarity, types)
            for one, article, title, day, code, coder, texts, polarity, types in rows
        ]

    def links(
        self, actor: str, seen_by: Visibility | None = None, *, limit: int = 2000
    ) -> list[ActorLink]:
        """Return the links to an actor (an id) that may be seen, at most so many."""
        seen, parameters = seen_condition(seen_by, "a")
        parameters += [actor, limit]
        n = len(parameters)
        sql = (
            "SELECT l.id, l.type, a.id, r.id, r.title, a.code, a.coder, a.texts "  # noqa: S608 - words of our own
            "FROM link l JOIN annotation a ON a.id = l.annotation "
            "JOIN article r ON r.id = a.article "
            f"WHERE l.target_actor = ?{n - 1} AND {seen} ORDER BY r.n, a.n, l.n LIMIT ?{n}"
        )
        rows = self._database.conn.execute(sql, parameters)
        return [
            ActorLink(link, kind, one, article, title, code, coder, _words(texts))
            for link, kind, one, article, title, code, coder, texts in rows
        ]

    def reach(self, actors: Collection[str], seen_by: Visibility | None = None) -> tuple[int, int]:
        """Return on how many articles links lead to actors (ids), of those that may be seen.

        And how many links lead there in all.
        """
        seen, parameters = seen_condition(seen_by, "a")
        parameters.append(tables.among(actors))
        sql = (
            "SELECT count(DISTINCT a.article) FROM link l JOIN annotation a ON a.id = l.annotation "  # noqa: S608 - words of our own
            f"WHERE l.target_actor IN (SELECT value FROM json_each(?{len(parameters)})) AND {seen}"
        )
        (articles,) = self._database.conn.execute(sql, parameters).fetchone()
        count = "SELECT count(*) FROM link WHERE target_actor IN (SELECT value FROM json_each(?))"
        (links,) = self._database.conn.execute(count, [tables.among(actors)]).fetchone()
        return articles, links

    def link_counts(
        self, actors: Collection[str], seen_by: Visibility | None = None
    ) -> dict[str, int]:
        """Return how many links lead to each of these actors, of those that may be seen."""
        seen, parameters = seen_condition(seen_by, "a")
        parameters.append(tables.among(actors))
        sql = (
            "SELECT l.target_actor, count(*) FROM link l JOIN annotation a ON a.id = l.annotation "  # noqa: S608 - words of our own
            f"WHERE l.target_actor IN (SELECT value FROM json_each(?{len(parameters)})) "
            f"AND {seen} GROUP BY 1"
        )
        return dict(self._database.conn.execute(sql, parameters).fetchall())


def _searchable(text: Any) -> str:
    return searchable(str(text))


def _words(cell: str) -> tuple[str, ...]:
    """Return a label's words; what is damaged is refused with its article."""
    try:
        return msgspec.json.decode(cell, type=tuple[str, ...])
    except (msgspec.MsgspecError, RecursionError):
        return ()
