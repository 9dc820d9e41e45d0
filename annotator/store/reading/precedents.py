"""How passages like some words were coded before: ranked by SQLite's full-text search (FTS5).

A code's newest annotations are indexed in memory for one question: what the project's own index
holds are whole articles, and of what is asked here no index has to be kept in step.
"""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing

import msgspec

from annotator.domain.annotation import JOINT, Placed
from annotator.store.file.database import Database

_NEWEST = 1000
"""So many of a code's annotations, the newest, can be precedents."""
_LONGEST = 2000
"""So many characters of each are compared."""
_INDEX = "CREATE VIRTUAL TABLE alike USING fts5(words, tokenize='unicode61 remove_diacritics 2')"
_texts = msgspec.json.Decoder(tuple[str, ...]).decode
Seen = Callable[[Placed, str], bool]
"""Tells whether an annotation on an article (an id) may be looked at."""


def precedents(
    database: Database, code: str, words: Sequence[str], seen: Seen, most: int
) -> list[tuple[int, str]]:
    """Return a code's annotations that share words with a passage and have answers, best first.

    As their places in time, 0 for the newest, and their ids; how good one is, is BM25. `words` are
    those that the passage is looked up by.
    """
    sql = (
        "SELECT article, texts, id, code, coder, layer FROM "
        '(SELECT *, "values" AS answers FROM annotation WHERE code = ? ORDER BY n DESC LIMIT ?) '
        "WHERE answers <> '{}' ORDER BY n DESC"
    )
    rows = database.conn.execute(sql, [code, _NEWEST]).fetchall()
    found = [
        (placed[0], JOINT.join(_read(texts))[:_LONGEST])
        for article, texts, *placed in rows
        if seen(Placed(*placed, fragments=()), article)
    ]
    if not found or not words:
        return []
    best = _most_alike([text for _, text in found], words, most)
    return [(place, found[place][0]) for place in best]


def _most_alike(texts: Sequence[str], words: Sequence[str], most: int) -> list[int]:
    """Return the places of the texts that are most like some words."""
    asked = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(_INDEX)
        memory.executemany("INSERT INTO alike (rowid, words) VALUES (?, ?)", enumerate(texts))
        sql = "SELECT rowid FROM alike WHERE alike MATCH ? ORDER BY rank, rowid LIMIT ?"
        return [place for (place,) in memory.execute(sql, [asked, most])]


def _read(texts: str) -> tuple[str, ...]:
    """Return an annotation's texts; none where they are damaged: it is named when it is opened."""
    try:
        return _texts(texts)
    except msgspec.MsgspecError:
        return ()
