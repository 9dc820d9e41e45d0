"""Articles by a few letters of what they are called: of their titles and outlets."""

import heapq
from collections.abc import Iterator, Sequence

import msgspec

from annotator.store.file.database import Database

_OUTLET = "CASE WHEN json_valid(a.meta) THEN coalesce(a.meta ->> 'outlet', '') ELSE '' END"


class CalledArticle(msgspec.Struct, frozen=True):
    """An article as it is called."""

    id: str
    title: str
    outlet: str


def matches_words(title: str, hint: str, words: str) -> bool:
    """Tell whether a title, with what is said beside it, has every word or beginning of one."""
    said = f"{title} {hint}".casefold()
    return all(word in said for word in words.casefold().split())


def rank_of(title: str, words: str) -> int:
    """Return how well a title fits: the better, the less."""
    title, start = title.casefold(), words.casefold().strip()
    if title.startswith(start):
        return 0
    return 1 if f" {start}" in title else 2


def articles_called(database: Database, words: str, most: int) -> list[CalledArticle]:
    """Return the articles that match, at most so many: those that fit best, as they came in."""
    plain = words.isascii() and words.isprintable()
    found = _plainly(database, words, most) if plain else _in_any_script(database, words)
    fitting = (one for one in found if matches_words(one.title, one.outlet, words))
    return heapq.nsmallest(most, fitting, key=lambda one: rank_of(one.title, words))


def _plainly(database: Database, words: str, most: int) -> Iterator[CalledArticle]:
    """Yield those that fit best; SQLite itself knows capitals of the letters from A to Z alone."""
    start = _escaped(words.strip())
    rank = (
        "CASE WHEN a.title LIKE ? ESCAPE '\\' THEN 0 WHEN a.title LIKE ? ESCAPE '\\' THEN 1 "
        "ELSE 2 END, a.n LIMIT ?"
    )
    yield from _read(database, words.split(), rank, [f"{start}%", f"% {start}%", most])


def _in_any_script(database: Database, words: str) -> Iterator[CalledArticle]:
    """Yield all that have the words as far as SQLite can tell."""
    plain = [word for word in words.split() if word.isascii() and word.isprintable()]
    yield from _read(database, plain, "a.n", [])


def _read(
    database: Database, words: Sequence[str], order: str, values: Sequence[object]
) -> Iterator[CalledArticle]:
    has = f"(a.title LIKE ? ESCAPE '\\' OR {_OUTLET} LIKE ? ESCAPE '\\')"
    where = " AND ".join([has] * len(words)) or "1"
    sql = f"SELECT a.id, a.title, {_OUTLET} FROM article a WHERE {where} ORDER BY {order}"  # noqa: S608 - words of our own
    likes = [like for word in words for like in [f"%{_escaped(word)}%"] * 2]
    for ident, title, outlet in database.conn.execute(sql, [*likes, *values]):
        yield CalledArticle(ident, title, str(outlet))


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
