"""Whether articles have their texts, and annotations stand where they should."""

from collections.abc import Iterator

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article, is_text_of
from annotator.domain.errors import DamageError
from annotator.domain.record import Values
from annotator.store.check.problem import Problem, problem_of
from annotator.store.file import tables, texts
from annotator.store.file.database import Database


def article_problems(database: Database, article: str) -> list[Problem]:
    """Return what is wrong with one article's text and with the anchors in it."""
    try:
        found = list(tables.select(database, "article", {"id": article}))
    except DamageError as error:
        return [problem_of(error).named(database)]
    return [
        problem.named(database)
        for values in found
        for problem in (*_text(database, values), *_anchors_in(database, values))
    ]


def text_problems(database: Database) -> Iterator[Problem]:
    """Yield the texts that are not what their fingerprints say."""
    for sha256, body in database.conn.execute("SELECT sha256, body FROM text"):
        if not is_text_of(body, sha256):
            yield _altered(sha256)


def anchor_problems(database: Database) -> Iterator[Problem]:
    """Yield the articles without text, and the annotations that stand elsewhere."""
    for values in tables.select(database, "article", {}):
        yield from _anchors_in(database, values)


def _text(database: Database, values: Values) -> Iterator[Problem]:
    sha256 = tables.to_record(Article, values).text_sha256
    try:
        intact = is_text_of(texts.text(database, sha256), sha256)
    except KeyError:
        return  # what has lost its text is named with the anchors
    if not intact:
        yield _altered(sha256)


def _altered(sha256: str) -> Problem:
    return Problem("text", sha256, "is not the text that it was")


def _anchors_in(database: Database, values: Values) -> Iterator[Problem]:
    article = tables.to_record(Article, values)
    try:
        body = texts.text(database, article.text_sha256)
    except KeyError:
        yield Problem("article", article.id, "has lost its text")
        return
    if len(body) != article.length:
        yield Problem("article", article.id, "is not as long as its text")
    try:
        for found in tables.select(database, "annotation", {"article": article.id}):
            annotation = tables.to_record(Annotation, found)
            if not annotation.stands_in(body):
                yield Problem("annotation", annotation.id, "is not where its text stands")
    except DamageError as error:
        yield problem_of(error)
