"""What stands on each article of a state, to be compared and to be put back."""

from collections import defaultdict
from collections.abc import Collection

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.kinds import kind_name
from annotator.domain.record import Record
from annotator.domain.state import State
from annotator.domain.teamwork import Assignment, Comment

Key = tuple[str, str]
"""A record's kind and id."""
ArticleContents = dict[Key, Record]
_ON_ARTICLES = (Status, Assignment, Annotation)
_ON_ANNOTATIONS = (Link, Decision, Comment)


def contents(state: State, articles: Collection[str] | None = None) -> dict[str, ArticleContents]:
    """Return the articles (ids) with all records on them, themselves among these."""
    found: dict[str, ArticleContents] = defaultdict(dict)
    article_of: dict[str, str] = {}
    for kind in (Article, *_ON_ARTICLES, *_ON_ANNOTATIONS):
        for one in state.find(kind):
            article = _article_of(one, article_of)
            if isinstance(one, Annotation):
                article_of[one.id] = article
            if articles is None or article in articles:
                found[article][kind_name(kind), one.id] = one
    return found


def _article_of(record: Record, article_of: dict[str, str]) -> str:
    if isinstance(record, Article):
        return record.id
    if isinstance(record, Link | Decision | Comment):
        return article_of[record.annotation]
    return str(getattr(record, "article"))  # noqa: B009 - the kinds that are on articles have it
