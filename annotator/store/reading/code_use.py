"""How a code's answers and links are used, counted by the index of its labels."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

import msgspec

from annotator.domain.codebook import ACTOR_END
from annotator.domain.visibility import Visibility
from annotator.store.file.database import Database
from annotator.store.file.tables import among
from annotator.store.reading.conditions import SqlCondition, seen_by


class AnswerUse(msgspec.Struct, frozen=True):
    """How many labels of a code have an answer; of several choices, each counts by itself."""

    field: str
    answer: str | int | bool
    count: int


class LinkUse(msgspec.Struct, frozen=True):
    """How many links of a type go out from a code's labels to those of a code, or to actors."""

    type: str
    end: str
    count: int


def answers_in_use(
    database: Database, code: str, fields: Iterable[str], visibility: Visibility | None
) -> list[AnswerUse]:
    """Return how often the answers to fields are given, of the labels that are seen, or of all."""
    seen = _seen(visibility)
    sql = (
        "SELECT v.key, v.type, v.value, count(*) FROM annotation n, "  # noqa: S608 - words of our own
        'json_each(n."values") v WHERE n.code = ? AND v.key IN (SELECT value FROM json_each(?)) '
        f"AND {seen.sql} GROUP BY 1, 2, 3"
    )
    counts: Counter[tuple[str, type, Any]] = Counter()
    for key, kind, value, count in database.conn.execute(sql, [code, among(fields), *seen.values]):
        for answer in _answers(kind, value):
            counts[key, type(answer), answer] += count
    return [AnswerUse(key, answer, count) for (key, _, answer), count in counts.items()]


def links_in_use(database: Database, code: str, visibility: Visibility | None) -> list[LinkUse]:
    """Return how often links go out from a code's labels, by type and what they end at."""
    seen = _seen(visibility)
    sql = (
        "SELECT l.type, coalesce(t.code, ?), count(*) FROM annotation n "  # noqa: S608 - words of our own
        "JOIN link l ON l.annotation = n.id LEFT JOIN annotation t ON t.id = l.target_annotation "
        f"WHERE n.code = ? AND {seen.sql} GROUP BY 1, 2"
    )
    found = database.conn.execute(sql, [ACTOR_END, code, *seen.values])
    return [LinkUse(*row) for row in found]


def labels_in_use(database: Database, code: str, visibility: Visibility | None) -> int:
    """Count a code's labels, those that are seen, or all."""
    seen = _seen(visibility)
    sql = f"SELECT count(*) FROM annotation n WHERE n.code = ? AND {seen.sql}"  # noqa: S608 - words of our own
    return int(database.conn.execute(sql, [code, *seen.values]).fetchone()[0])


def _seen(visibility: Visibility | None) -> SqlCondition:
    return SqlCondition("1", []) if visibility is None else seen_by(visibility, "n")


def _answers(kind: str, value: Any) -> list[Any]:
    if kind == "array":
        return msgspec.json.decode(value, type=list[Any])
    return [bool(value)] if kind in ("true", "false") else [value]
