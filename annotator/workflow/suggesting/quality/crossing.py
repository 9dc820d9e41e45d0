"""Measuring out of sample: nothing that was learned from an article is measured on it.

Articles are dealt into folds by chance, from a seed; what is proposed in a fold was learned from
the others (cross-validation by article; Stone 1974). The curve does the same with fewer articles.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from annotator.analysis.preferring import lot
from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.quote import Quote, QuoteType
from annotator.workflow.suggesting.quality.figures import bands, figures
from annotator.workflow.suggesting.quality.learners import Learners, Model
from annotator.workflow.suggesting.quality.passages import FinishedArticle, ProposedFor, passages
from annotator.workflow.suggesting.quality.records import (
    Passage,
    Quality,
    QualityFigure,
    QualityPoint,
    ScoreBand,
)

FOLDS = 5
SEED = 1
LEAST = 3
"""From so many finished articles on it is measured what learning from the others gives."""
MOST = 200
"""Of more finished articles, so many of the last ones are measured: others would take minutes."""
SIZES = (5, 10, 30, 100)
"""After how many articles the curve has a point."""
LEARNING = (Way.ADAPTED, Way.LEARNED)
"""The ways that learn; one model has both."""
_AS_LONG = 4
"""How many articles are read in the time in which one is learned from, about."""
Progress = Callable[[int, int], object]
Found = dict[Way, list[Passage]]


class CodeArticles(msgspec.Struct, frozen=True):
    """The finished articles of one code, the newest last, and the types of quote that it is for."""

    code: str
    articles: Sequence[FinishedArticle]
    takes: frozenset[QuoteType] = frozenset(QuoteType)


class _Fold(NamedTuple):
    """Articles to learn from, in an order drawn by chance, and those to be measured on."""

    learned: Sequence[FinishedArticle]
    held_out: Sequence[FinishedArticle]


def digest_of(examples: Sequence[CodeArticles], *, seed: int = SEED, version: str = "") -> str:
    """Return the fingerprint of labels: it changes with them, and with nothing else."""
    told = {
        one.code: sorted(map(_told, one.articles), key=lambda pair: pair[0]) for one in examples
    }
    known = msgspec.msgpack.encode((version, seed, sorted(told.items())))
    return hashlib.sha256(known).hexdigest()


def _told(coded: FinishedArticle) -> tuple[str, object]:
    return coded.article, coded.document


def measured(
    examples: Sequence[CodeArticles],
    learners: Learners,
    progress: Progress,
    *,
    cancelled: Callable[[], bool] = lambda: False,
    seed: int = SEED,
    digest: str = "",
) -> Quality:
    """Measure proposers on finished articles, out of sample.

    `progress` is told how far it is, and may raise to give up; `cancelled` is asked by what learns.
    """
    some = [one for one in examples if one.articles]
    work = _Work(sum(_steps(min(len(one.articles), MOST)) for one in some), progress)
    found_figures: list[QualityFigure] = []
    found_passages: list[Passage] = []
    curve: list[QualityPoint] = []
    found_bands: list[ScoreBand] = []
    for one in some:
        own = msgspec.structs.replace(one, articles=list(one.articles)[-MOST:])
        ids = [each.article for each in own.articles]
        folds = list(_folds(own.articles, seed))
        measuring = _Measuring(own, learners, work, cancelled)
        overall: dict[Way, QualityFigure] = {}
        for way, here in measuring.across(folds).items():
            subject = ProposedFor(one.code, way)
            found = figures(subject, ids, here, seed=seed)
            overall[way] = found[0]
            found_figures += found
            found_bands += bands(subject, here)
            found_passages += here
        curve += measuring.curve(folds, overall, seed)
    return Quality(
        digest=digest or digest_of(examples, seed=seed),
        seed=seed,
        articles={one.code: min(len(one.articles), MOST) for one in some},
        figures=found_figures,
        curve=curve,
        bands=found_bands,
        passages=found_passages,
        left_out={one.code: len(one.articles) - MOST for one in some if len(one.articles) > MOST},
    )


def _folds(own: Sequence[FinishedArticle], seed: int) -> Iterator[_Fold]:
    """Deal articles into folds; the same articles and seed give the same folds."""
    if len(own) < LEAST:
        return
    dealt = sorted(own, key=lambda one: lot(one.article, seed))
    count = min(FOLDS, len(own))
    for number in range(count):
        held_out = dealt[number::count]
        out = {one.article for one in held_out}
        # Each fold learns in an order of its own: the curve takes the first ones of it.
        rest = sorted(
            (one for one in dealt if one.article not in out),
            key=lambda one: lot(one.article, seed + number + 1),
        )
        yield _Fold(rest, held_out)


def _steps(articles: int) -> int:
    """Return how much work a code is, in articles that are read."""
    if articles < LEAST:
        return articles
    count = min(FOLDS, articles)
    held_out = -(-articles // count)
    learned = articles - held_out
    points = [size for size in SIZES if size < learned]
    curve = sum(count * _AS_LONG * size + 2 * articles for size in points)
    return 3 * articles + count * _AS_LONG * learned + curve


def _point(size: int, figure: QualityFigure) -> Iterator[QualityPoint]:
    if figure.f1 is not None and figure.exact_f1 is not None:
        yield QualityPoint(
            code=figure.code,
            way=figure.way,
            articles=size,
            f1=figure.f1,
            low=figure.low,
            high=figure.high,
            exact_f1=figure.exact_f1,
        )


class _Work:
    """Counts what is done of all there is to do."""

    def __init__(self, whole: int, progress: Progress) -> None:
        self._whole, self._done, self._progress = whole, 0, progress
        progress(0, whole)

    def did(self, steps: int) -> None:
        """Tell so many more steps."""
        self._done += steps
        self._progress(min(self._done, self._whole), self._whole)


class _Measuring:
    """Measures all ways of proposing for one code."""

    def __init__(
        self, own: CodeArticles, learners: Learners, work: _Work, cancelled: Callable[[], bool]
    ) -> None:
        self._own, self._learners = own, learners
        self._work, self._cancelled = work, cancelled

    def across(self, folds: Sequence[_Fold]) -> Found:
        """Return the passages of all articles, each proposed for by what did not learn from it."""
        found: Found = defaultdict(list)
        rules = self._learners.rules
        for one in self._own.articles:
            proposed = rules.quotes(one.document.text, one.document.language)
            self._take(found, Way.RULES, one, proposed)
        for fold in folds:
            self._read(self._learn(fold.learned), fold.held_out, found)
        return found

    def curve(
        self, folds: Sequence[_Fold], overall: Mapping[Way, QualityFigure], seed: int
    ) -> Iterator[QualityPoint]:
        """Yield the points of the curve; the last one is what all folds together gave."""
        most = min((len(one.learned) for one in folds), default=0)
        ids = [one.article for one in self._own.articles]
        for size in (one for one in SIZES if one < most):
            here: Found = defaultdict(list)
            for fold in folds:
                self._read(self._learn(fold.learned[:size]), fold.held_out, here)
            for way in LEARNING:
                subject = ProposedFor(self._own.code, way)
                yield from _point(size, figures(subject, ids, here[way], seed=seed)[0])
        for way in LEARNING:
            if most and way in overall:
                yield from _point(most, overall[way])

    def _learn(self, examples: Sequence[FinishedArticle]) -> Model:
        model = self._learners.learn([one.document for one in examples], self._cancelled)
        self._work.did(_AS_LONG * len(examples))
        return model

    def _read(self, model: Model, examples: Sequence[FinishedArticle], into: Found) -> None:
        for one in examples:
            for way in LEARNING:
                text, language = one.document.text, one.document.language
                self._take(into, way, one, model.quotes(text, language, way=way))

    def _take(
        self, into: Found, way: Way, coded: FinishedArticle, proposed: Sequence[Quote]
    ) -> None:
        own = [one for one in proposed if one.type in self._own.takes]
        into[way] += passages(ProposedFor(self._own.code, way), coded, own)
        self._work.did(1)
