"""What an export would take of a project, counted where it lies: no label is read for it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Placed
from annotator.domain.errors import DamageError
from annotator.domain.kinds import kind_name
from annotator.store.file import damaged, tables
from annotator.store.file.database import Database
from annotator.store.file.tables import among

_KIND = kind_name(Annotation)
_AMONG = "IN (SELECT value FROM json_each({}))"
_decode_pieces = msgspec.json.Decoder(list[Placed]).decode


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """Which annotations are exported; None is all there are.

    They are those on `articles`, or on all `but` some (ids); of the coders (ids) whose own layers
    are named, and the gold, except on the articles `without_gold`.
    """

    articles: frozenset[str] | None = None
    but: frozenset[str] = frozenset()
    coders: frozenset[str] | None = None
    gold: bool = True
    without_gold: frozenset[str] = frozenset()

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not self.chooses_articles and self.coders is None and not self.without_gold

    @property
    def chooses_articles(self) -> bool:
        """Whether some articles are left out with all that is on them."""
        return self.articles is not None or bool(self.but)


class LabelFigures(msgspec.Struct, frozen=True):
    """How many labels are exported, and how many of them are in pieces, without any, with a note.

    `answers` counts the answers to fields on all of them.
    """

    labels: int
    in_pieces: int
    whole_article: int
    notes: int
    answers: int


class LinkFigures(msgspec.Struct, frozen=True):
    """How many links go out from exported labels to actors, and to labels that are exported.

    The latter are `among` them: to labels of another layer, from a label to itself, and, of the
    others, from or to labels of whole articles.
    """

    to_actors: int
    among: int
    to_others: int
    to_itself: int
    of_whole: int


class ExportedLabels:
    """What is exported of a project, and on what it depends, by counts of SQLite's own."""

    def __init__(self, database: Database, taken: Taken) -> None:
        self._database = database
        self._taken = taken
        lists = {
            "articles": taken.articles,
            "but": taken.but,
            "coders": taken.coders,
            "without_gold": taken.without_gold,
        }
        self._values: Mapping[str, str] = {"gold": GOLD_LAYER} | {
            name: among(sorted(ids or ())) for name, ids in lists.items()
        }

    # Labels

    def figures(self) -> LabelFigures:
        """Count the labels and what is in them."""
        answers = '(SELECT count(*) FROM json_each(a."values"))'
        sql = (
            "SELECT count(*), total(instr(a.fragments, '],[') > 0), total(a.fragments = '[]'), "  # noqa: S608 - words of our own
            f"total(a.note <> ''), total(CASE a.\"values\" WHEN '{{}}' THEN 0 ELSE {answers} END) "
            f"FROM annotation a WHERE {self._on('a')}"
        )
        return LabelFigures(*map(int, self._row(sql)))

    def gold(self) -> int:
        """Count those that are gold."""
        sql = f"SELECT count(*) FROM annotation a WHERE a.layer = :gold AND {self._on('a')}"  # noqa: S608 - words of our own
        return self._count(sql)

    def answers_to(self, columns: Iterable[str]) -> int:
        """Count the answers to some fields, each given as "code.field"."""
        sql = (
            'SELECT count(*) FROM annotation a, json_each(a."values") v '  # noqa: S608 - words of our own
            f"WHERE a.code || '.' || v.key {_AMONG.format(':columns')} AND {self._on('a')}"
        )
        return self._count(sql, columns=among(sorted(columns)))

    def articles(self) -> int:
        """Count the articles that have any."""
        sql = f"SELECT count(DISTINCT a.article) FROM annotation_count a WHERE {self._on('a')}"  # noqa: S608 - words of our own
        return self._count(sql)

    def placed(self, articles: Collection[str], layer: str = "") -> dict[str, list[Placed]]:
        """Return where those on some articles stand, by article; of one layer or of all."""
        sql = (
            "SELECT a.article, '[' || group_concat(json_array(a.id, a.code, a.coder, a.layer, "  # noqa: S608 - words of our own
            "json(a.fragments))) || ']' FROM annotation a "
            f"WHERE a.article {_AMONG.format(':among')} AND (:layer = '' OR a.layer = :layer) "
            f"AND {self._on('a')} GROUP BY a.article"
        )
        values = {**self._values, "among": among(articles), "layer": layer}
        found = self._database.conn.execute(sql, values).fetchall()
        try:
            return {article: _decode_pieces(cell) for article, cell in found}
        except (msgspec.MsgspecError, RecursionError):
            raise self._damage_on(articles) from None

    def several_gold(self) -> list[str]:
        """Return the articles (ids) that have several gold labels of one code."""
        sql = "SELECT EXISTS (SELECT 1 FROM code_count WHERE layer = :gold)"
        if not self._count(sql):
            return []
        sql = (
            "SELECT DISTINCT article FROM (SELECT article, code FROM annotation_count a "  # noqa: S608 - words of our own
            f"WHERE a.layer = :gold AND {self._on('a')} "
            "GROUP BY article, code HAVING sum(count) > 1)"
        )
        return [one for (one,) in self._rows(sql)]

    # Links

    def link_types(self) -> dict[str, int]:
        """Count the links of each type that go out from them, wherever these end."""
        sql = f"SELECT l.type, count(*) FROM link l {self._of('l')} GROUP BY 1"  # noqa: S608 - words of our own
        return dict(self._rows(sql))

    def link_figures(self) -> LinkFigures:
        """Count the links by where they lead."""
        to_actors = f"SELECT count(*) FROM link l {self._of('l')} AND l.target_actor IS NOT NULL"  # noqa: S608 - words of our own
        itself = "a.id = e.id"
        apart = "(a.layer <> e.layer OR (a.layer <> :gold AND a.coder <> e.coder))"
        whole = f"NOT {itself} AND NOT {apart} AND '[]' IN (a.fragments, e.fragments)"
        among_them = (
            f"SELECT count(*), total({apart}), total({itself}), total({whole}) FROM link l "  # noqa: S608 - words of our own
            "JOIN annotation a ON a.id = l.annotation JOIN annotation e ON e.id = "
            f"l.target_annotation WHERE {self._on('a')} AND {self._on('e')}"
        )
        return LinkFigures(self._count(to_actors), *map(int, self._row(among_them)))

    def severed_links(self) -> int:
        """Count the links that go out from them and end at annotations that are not exported."""
        if self._taken.is_all:
            return 0
        sql = (
            f"SELECT count(*) FROM link l {self._of('l')} AND l.target_annotation IS NOT NULL "  # noqa: S608 - words of our own
            "AND NOT EXISTS (SELECT 1 FROM annotation e WHERE e.id = l.target_annotation "
            f"AND {self._on('e')})"
        )
        return self._count(sql)

    def nameless(self, kind: str, naming: str) -> int:
        """Count the links of a type to annotations from which no link goes on that names them."""
        sql = (
            f"SELECT count(*) FROM link l {self._of('l')} AND l.type = :kind "  # noqa: S608 - words of our own
            "AND l.target_annotation IS NOT NULL AND NOT EXISTS (SELECT 1 FROM link o "
            "WHERE o.annotation = l.target_annotation AND o.type = :naming)"
        )
        return self._count(sql, kind=kind, naming=naming)

    def unreached(
        self, naming: str, reaching: Collection[str], most: int
    ) -> tuple[int, Sequence[tuple[str, str]]]:
        """Count the links that name an actor and start where no link of a type that is `reaching`.

        With the first of them, as annotation and actor (ids).
        """
        sql = (
            f"FROM link l {self._of('l')} AND l.type = :naming AND l.target_actor IS NOT NULL "  # noqa: S608 - words of our own
            f"AND NOT EXISTS (SELECT 1 FROM link r {self._of('r', 'o')} "
            f"AND r.target_annotation = l.annotation AND r.type {_AMONG.format(':reaching')})"
        )
        values = {"naming": naming, "reaching": among(reaching)}
        count = self._count(f"SELECT count(*) {sql}", **values)
        if not count:
            return 0, ()
        first = (
            f"SELECT l.annotation, l.target_actor {sql} ORDER BY "  # noqa: S608 - words of our own
            f"(SELECT n FROM annotation s WHERE s.id = l.annotation), l.n LIMIT {most:d}"
        )
        return count, self._rows(first, **values)

    # What is said of them

    def decisions(self) -> tuple[int, int]:
        """Count the decisions on them, and on how many there are any."""
        sql = f"SELECT count(*), count(DISTINCT d.annotation) FROM decision d {self._of('d')}"  # noqa: S608 - words of our own
        every, labels = self._row(sql)
        return every, labels

    def reasons(self) -> int:
        """Count the decisions on them that give a reason."""
        return self._count(f"SELECT count(*) FROM decision d {self._of('d')} AND d.reason <> ''")  # noqa: S608 - words of our own

    def score_reasons(self) -> int:
        """Count what programs gave as their reasons for them."""
        return self._count(f"SELECT count(*) FROM score s {self._of('s')} AND s.reason <> ''")  # noqa: S608 - words of our own

    def severed_decisions(self) -> int:
        """Count the decisions on them that name gold which is not exported."""
        sql = (
            f"SELECT count(*) FROM decision d {self._of('d')} AND d.gold <> '' "  # noqa: S608 - words of our own
            f"AND NOT EXISTS (SELECT 1 FROM annotation e WHERE e.id = d.gold AND {self._on('e')})"
        )
        return self._count(sql)

    def gold_came_of_decisions(self) -> bool:
        """Tell whether any gold among them came of a decision on another label."""
        sql = (
            "SELECT EXISTS (SELECT 1 FROM decision d JOIN annotation a ON a.id = d.gold "  # noqa: S608 - words of our own
            "WHERE d.gold <> '' AND d.gold <> d.annotation AND a.layer = :gold "
            f"AND {self._on('a')})"
        )
        return bool(self._count(sql))

    def comments(self) -> int:
        """Count the comments on them."""
        return self._count(f"SELECT count(*) FROM comment c {self._of('c')}")  # noqa: S608 - words of our own

    # What is on the articles

    def assignments(self) -> int:
        """Count the assignments of the articles to the coders whose layers are exported."""
        sql = f"SELECT count(*) FROM assignment a WHERE {self._on_article('a')} AND {self._by('a')}"  # noqa: S608 - words of our own
        return self._count(sql)

    def timed(self) -> int:
        """Count the articles of which it is known how long those coders worked."""
        where = f"{self._on_article('a')} AND {self._by('a')}"
        return self._count(f"SELECT count(DISTINCT a.article) FROM timing a WHERE {where}")  # noqa: S608 - words of our own

    def laid_out(self) -> int:
        """Count the articles of which it is known what some stretches are."""
        where = f"{self._on_article('a')} AND a.stretches <> '[]'"
        return self._count(f"SELECT count(DISTINCT a.article) FROM layout a WHERE {where}")  # noqa: S608 - words of our own

    # Conditions

    def _damage_on(self, articles: Collection[str]) -> DamageError:
        """Return the refusal of the first label there that is not what was written."""
        try:
            for values in tables.select_having(self._database, _KIND, "article", articles):
                tables.to_record(Annotation, values)
        except DamageError as error:
            return error
        return damaged.file("The project", damaged.UNREADABLE)

    def _of(self, on: str, labels: str = "a") -> str:
        """Return the join of what is on labels to those that are exported, with its condition."""
        if self._taken.is_all:
            return "WHERE 1"
        return f"JOIN annotation {labels} ON {labels}.id = {on}.annotation WHERE {self._on(labels)}"

    def _on(self, rows: str) -> str:
        """Return the condition on rows with article, coder and layer."""
        parts = [self._on_article(rows)]
        if self._taken.coders is not None:
            own = f"({rows}.layer <> :gold AND {self._by(rows)})"
            parts.append(f"({rows}.layer = :gold OR {own})" if self._taken.gold else own)
        if self._taken.without_gold:
            without = f"{rows}.article {_AMONG.format(':without_gold')}"
            parts.append(f"NOT ({rows}.layer = :gold AND {without})")
        return " AND ".join(parts)

    def _on_article(self, rows: str) -> str:
        if self._taken.articles is not None:
            return f"{rows}.article {_AMONG.format(':articles')}"
        return f"{rows}.article NOT {_AMONG.format(':but')}" if self._taken.but else "1"

    def _by(self, rows: str) -> str:
        return "1" if self._taken.coders is None else f"{rows}.coder {_AMONG.format(':coders')}"

    def _rows(self, sql: str, **more: str) -> list[Any]:
        return self._database.conn.execute(sql, self._used(sql, more)).fetchall()

    def _row(self, sql: str) -> Sequence[int]:
        return self._database.conn.execute(sql, self._used(sql, {})).fetchone()

    def _count(self, sql: str, **more: str) -> int:
        return self._database.conn.execute(sql, self._used(sql, more)).fetchone()[0]

    def _used(self, sql: str, more: Mapping[str, str]) -> Mapping[str, str]:
        return {
            name: value for name, value in {**self._values, **more}.items() if f":{name}" in sql
        }
