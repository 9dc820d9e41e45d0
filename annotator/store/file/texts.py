"""The texts of articles: each is kept once, under its SHA-256, for ever."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from annotator.domain.article import is_text_of
from annotator.domain.change import Change
from annotator.domain.errors import DamageError
from annotator.store.file import sums
from annotator.store.file.database import Database

NAMING = ("text_sha256", "first_text", "on_text", "excluded_on")
"""The attributes of records that name a text."""


def text(database: Database, sha256: str) -> str:
    """Return the text with this fingerprint; raise `KeyError` when there is none."""
    row = database.conn.execute("SELECT body FROM text WHERE sha256 = ?", [sha256]).fetchone()
    if row is None:
        raise KeyError(sha256)
    return row[0]


def article_text(database: Database, article: str) -> str:
    """Return an article's text; raise `KeyError` when there is no such article."""
    sql = "SELECT t.body FROM article a JOIN text t ON t.sha256 = a.text_sha256 WHERE a.id = ?"
    row = database.conn.execute(sql, [article]).fetchone()
    if row is None:
        raise KeyError(article)
    return row[0]


def verified(database: Database, sha256: str, article: str = "") -> str:
    """Return the text with this fingerprint; raise a `DamageError` when it is lost or another.

    `article` is the title of the one that it is of.
    """
    where = f"“{article}”" if article else f"the text {sha256[:12]}"
    try:
        found = text(database, sha256)
    except KeyError:
        raise _damage(sha256, f"The text of {where} is not in the file any more.") from None
    if not is_text_of(found, sha256):
        raise _damage(sha256, f"The text of {where} is not the one that was imported.")
    return found


def verified_all(database: Database, wanted: Mapping[str, str]) -> dict[str, str]:
    """Return the texts with these fingerprints by them, with one look for all of them.

    Each fingerprint comes with the title of the article that it is of. Raise a `DamageError` when
    one is lost or another.
    """
    sql = "SELECT sha256, body FROM text WHERE sha256 IN (SELECT value FROM json_each(?))"
    asked = msgspec.json.encode(list(wanted)).decode()
    found = dict(database.conn.execute(sql, [asked]).fetchall())
    for sha256, article in wanted.items():
        if sha256 not in found or not is_text_of(found[sha256], sha256):
            found[sha256] = verified(database, sha256, article)
    return found


def _damage(sha256: str, message: str) -> DamageError:
    error = DamageError(message)
    error.kind, error.record, error.detail = "text", sha256, "it is not the one that was imported"
    return error


def add_texts(database: Database, texts: Mapping[str, str]) -> None:
    """Keep and index texts under their SHA-256; one that is there already stays."""
    (last,) = database.conn.execute("SELECT coalesce(max(n), 0) FROM text").fetchone()
    sql = "INSERT INTO text (sha256, body) VALUES (?, ?) ON CONFLICT (sha256) DO NOTHING"
    database.conn.executemany(sql, texts.items())
    sql = "INSERT INTO text_fts (rowid, body) SELECT n, body FROM text WHERE n > ?"
    database.conn.execute(sql, [last])
    new = database.conn.execute("SELECT sha256 FROM text WHERE n > ?", [last]).fetchall()
    if new:
        sums.add_to_tally(database, "text", len(new), sum(sums.row_sum(row) for row in new))


def titles_by_text(database: Database, fingerprints: Iterable[str]) -> dict[str, str]:
    """Return the titles of articles that have these texts, by SHA-256."""
    sql = (
        "SELECT text_sha256, title FROM article "
        "WHERE text_sha256 IN (SELECT value FROM json_each(?))"
    )
    wanted = msgspec.json.encode(list(fingerprints)).decode()
    return dict(database.conn.execute(sql, [wanted]).fetchall())


def named_by(change: Change) -> Iterator[str]:
    """Yield the fingerprints of the texts that a change gives an article, or counts places in."""
    for name in NAMING:
        sha256 = (change.after or {}).get(name)
        if isinstance(sha256, str) and sha256:
            yield sha256


def named_in(database: Database, done: Iterable[Iterable[Change]]) -> dict[str, str]:
    """Return the texts that changes name, by SHA-256; a `DamageError` for one that is another."""
    wanted = dict.fromkeys(sha for changes in done for one in changes for sha in named_by(one))
    return {sha: verified(database, sha) for sha in sorted(wanted)}


def texts_of(database: Database, changes: Iterable[Change]) -> dict[str, str]:
    """Return the texts of the articles that these changes made, by SHA-256."""
    made = (c.after for c in changes if c.kind == "article" and c.after is not None)
    wanted = [values["text_sha256"] for values in made if "text_sha256" in values]
    return {sha256: text(database, sha256) for sha256 in wanted}
