"""What stands on each article of a state, to be compared and to be put back."""

from collections import defaultdict
from collections.abc import Collection, Iterator

from annotator.domain.annotation import Annotation, Decision, Link
from annotator.domain.article import Article, Status
from annotator.domain.draws import DrawnArticle
from annotator.domain.kinds import kind_name
from annotator.domain.layout import ArticleLayout
from annotator.domain.record import Record
from annotator.domain.refusals import Refusal
from annotator.domain.runs import Score
from annotator.domain.study import Inclusion, PracticeResult, SentBack, Settlement
from annotator.domain.teamwork import Assignment, Comment
from annotator.domain.timing import Timing
from annotator.store.readable import ReadableProject

Key = tuple[str, str]
"""A record's kind and id."""
ArticleContents = dict[Key, Record]
_ON_ARTICLES = (
    Annotation,
    Status,
    Timing,
    Refusal,
    Assignment,
    Inclusion,
    ArticleLayout,
    PracticeResult,
    SentBack,
    Settlement,
    DrawnArticle,
)
_ON_ANNOTATIONS = (Link, Decision, Comment, Score)
_FEW = 500
"""Up to so many articles are read one by one; of more, everything is read and sorted out."""


def contents(state: ReadableProject, articles: Collection[str]) -> dict[str, ArticleContents]:
    """Return articles (ids) with all records on them, themselves among these, as they came in."""
    read = _one_by_one if len(articles) <= _FEW else _all_at_once
    found: dict[str, ArticleContents] = defaultdict(dict)
    for article, record in read(state, articles):
        found[article][kind_name(type(record)), record.id] = record
    return found


def _one_by_one(state: ReadableProject, articles: Collection[str]) -> Iterator[tuple[str, Record]]:
    for article in articles:
        itself = state.get(Article, article)
        if itself is None:
            continue
        yield article, itself
        for kind in _ON_ARTICLES:
            for one in state.find(kind, article=article):
                yield article, one
        for kind in _ON_ANNOTATIONS:
            for one in state.on_annotations_of(kind, article):
                yield article, one


def _all_at_once(state: ReadableProject, articles: Collection[str]) -> Iterator[tuple[str, Record]]:
    wanted = frozenset(articles)
    yield from ((one.id, one) for one in state.find(Article) if one.id in wanted)
    article_of: dict[str, str] = {}
    for kind in _ON_ARTICLES:
        for one in state.find(kind):
            if one.article in wanted:
                article_of[one.id] = one.article
                yield one.article, one
    for kind in _ON_ANNOTATIONS:
        for one in state.find(kind):
            if one.annotation in article_of:
                yield article_of[one.annotation], one


def touched(one: ReadableProject, other: ReadableProject) -> list[str]:
    """Return the articles on which any record differs between two states, in their order."""
    found: set[str] = set()
    article_of: dict[str, str] = {}
    order: dict[str, None] = {}
    for kind in (Article, *_ON_ARTICLES, *_ON_ANNOTATIONS):
        here, there = one.marks(kind), other.marks(kind)
        if kind is Article:
            order = dict.fromkeys((*here, *there))
        if kind is Annotation:
            article_of = {ident: on for ident, (on, _) in (here | there).items()}
        for ident in here.keys() | there.keys():
            if here.get(ident) != there.get(ident):
                on = (here.get(ident) or there[ident])[0] or ident
                found.add(article_of.get(on, on))
    return [article for article in order if article in found]
