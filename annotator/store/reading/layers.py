"""Reading articles with all layers on them."""

from collections import defaultdict
from collections.abc import Collection
from typing import TypeVar

import msgspec

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.kinds import R, kind_name
from annotator.domain.layers import ArticleLayers
from annotator.domain.study import ArticleState, Settlement
from annotator.store.file import damaged, tables, texts
from annotator.store.file.database import Database
from annotator.store.reading.slim import slim_annotations

T = TypeVar("T", Annotation, Status)
_AMONG = "SELECT value FROM json_each(?)"


def layers(
    database: Database,
    articles: Collection[str] | None,
    *,
    slim: bool = False,
    with_texts: bool = True,
) -> list[ArticleLayers]:
    """Return articles with everything on them, all when none are named, as they came in.

    `slim` annotations lack what is not compared (see `slim_annotations`).
    """
    ids = None if articles is None else msgspec.json.encode(list(articles)).decode()
    own = "1" if ids is None else f"article IN ({_AMONG})"
    theirs = "1" if ids is None else f"annotation IN (SELECT id FROM annotation WHERE {own})"  # noqa: S608 - words of our own

    def read(kind: type[R], where: str) -> list[R]:
        parameters = [] if where == "1" else [ids]
        found = tables.select_where(database, kind_name(kind), where, parameters)
        return [tables.to_record(kind, values) for values in found]

    made = slim_annotations(database, own, ids) if slim else read(Annotation, own)
    annotations, statuses = _by_article(made), _by_article(read(Status, own))
    article_of = {one.id: article for article, on in annotations.items() for one in on}
    links: dict[str, list[Link]] = defaultdict(list)
    for link in read(Link, theirs):
        links[_article(article_of, "link", link.id, link.annotation)].append(link)
    decisions: dict[str, list[Decision]] = defaultdict(list)
    for word in read(Decision, theirs):
        decisions[_article(article_of, "decision", word.id, word.annotation)].append(word)
    states = {one.article: one for one in read(Settlement, own)}
    unsettled = {a for a, one in states.items() if one.state is not ArticleState.SETTLED}
    return [
        ArticleLayers(
            article=article,
            text=texts.verified(database, article.text_sha256, article.title) if with_texts else "",
            annotations=tuple(annotations[article.id]),
            links=tuple(links[article.id]),
            decisions=tuple(decisions[article.id]),
            statuses={one.coder: one.status for one in statuses[article.id]},
            gold_stands=article.id not in unsettled,
            locked=article.id in states and states[article.id].locked,
        )
        for article in read(Article, "1" if ids is None else f"id IN ({_AMONG})")
    ]


def _article(article_of: dict[str, str], kind: str, record: str, annotation: str) -> str:
    if annotation not in article_of:
        raise damaged.record(kind, record, "what it is on is lost")
    return article_of[annotation]


def _by_article(records: list[T]) -> dict[str, list[T]]:
    grouped: dict[str, list[T]] = defaultdict(list)
    for one in records:
        grouped[one.article].append(one)
    return grouped
