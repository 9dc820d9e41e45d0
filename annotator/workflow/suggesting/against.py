"""How good proposals or a layer are, held against another layer that is taken for right.

What was learned is measured out of sample: an article from which it has learned is proposed for by
what learned from the others alone (cross-validation by article).
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.evaluation import Evaluation, evaluate
from annotator.analysis.suggest.quote import Quote
from annotator.analysis.suggest.worker import never
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.rounds import apart_from_study
from annotator.domain.runs import Run
from annotator.domain.state import find_coder
from annotator.domain.wording import counted
from annotator.store.project import Project
from annotator.workflow.suggesting.codes import QuoteCodes, quote_codes
from annotator.workflow.suggesting.examples import Example, examples, quotes_of
from annotator.workflow.suggesting.learning import SEED
from annotator.workflow.suggesting.proposer import (
    RULES,
    InUse,
    by_rules,
    proposer_of,
    usable_model,
)
from annotator.workflow.suggesting.quality.learners import LearnersHere, Model

FOLDS = 5
LEAST = 3
"""From fewer finished articles nothing is learned for some to be measured on others."""


class Who(StrEnum):
    """Which proposer is measured."""

    RULES = "rules"
    ADAPTED = "adapted"
    LEARNED = "learned"
    IN_USE = "in-use"


class CodeFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of one code (id and name), and the way of proposing; none for a layer."""

    code: str
    name: str
    figures: Evaluation
    way: Way | None = None


class Against(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a layer or a proposer against a layer, on so many articles.

    `out_of_sample` is whether nothing was learned from the articles that it is measured on, None
    where the program can't know; `how` says it in words. A run has no label at all on `silent` of
    the articles.
    """

    articles: int
    codes: list[CodeFigures]
    out_of_sample: bool | None
    how: str
    silent: int = 0


Ways = Mapping[str, tuple[Way | None, Sequence[Sequence[Quote]]]]
"""By code: the way, and the quotes of each article."""


def layer_against(project: Project, layer: str, against: str) -> Against:
    """Return how good a coder's layer, a run's (handles) or gold is."""
    ours, right = _layer_named(project, layer), _layer_named(project, against)
    run = next(iter(project.find(Run, coder=ours)), None)
    articles = _read_by(project, right)
    if run is None:
        articles = [one for one in articles if one.has_read(ours)]
    _refuse_none(articles, against if run is not None else f"{against} and {layer}")
    codes = quote_codes(project.codebook())
    found = {
        one.quote.id: (
            None,
            [quotes_of(each.text, one, each.layer(ours), each.links) for each in articles],
        )
        for one in codes
    }
    out, how = _known_of(project, run)
    return Against(
        articles=len(articles),
        codes=_figures(codes, articles, right, found),
        out_of_sample=out,
        how=how,
        silent=sum(not one.layer(ours) for one in articles) if run is not None else 0,
    )


_BY_RULES = "Out of sample: rules learn from no label."
_HERE = (
    "Perhaps not out of sample: the run was proposed by what was learned from labels of this "
    "project. Evaluate the proposer (--proposer) instead."
)
_UNKNOWN = "Whether the layer’s maker had seen these labels, the program can’t know."


def proposer_against(
    project: Project,
    who: Who,
    against: str,
    coder: str = "",
    progress: Progress = no_progress,
) -> Against:
    """Return how good rules are, or what was learned for a coder (id; empty is everybody)."""
    right = _layer_named(project, against)
    articles = _read_by(project, right)
    _refuse_none(articles, against)
    proposing = _Proposing(project, who, coder, articles, progress)
    found = {one.codes.quote.id: proposing.of(one) for one in proposing.in_use}
    codes = quote_codes(project.codebook())
    return Against(
        articles=len(articles),
        codes=_figures(codes, articles, right, found),
        out_of_sample=True,
        how=proposing.how,
    )


def _layer_named(project: Project, name: str) -> str:
    if name.casefold() == GOLD:
        return GOLD
    found = find_coder(project, name)
    if found is None:
        raise UserError(f"There is no coder and no run {name} in this project.")
    return found.id


def _read_by(project: Project, layer: str) -> list[ArticleLayers]:
    apart = apart_from_study(project)
    every = (one for one in project.layers() if one.article.id not in apart)
    if project.find(Run, coder=layer):
        return [one for one in every if one.layer(layer)]
    return [one for one in every if one.has_read(layer)]


def _refuse_none(articles: Collection[ArticleLayers], whose: str) -> None:
    if not articles:
        raise UserError(f"There is no article that {whose} has finished.")


def _known_of(project: Project, run: Run | None) -> tuple[bool | None, str]:
    """Say whether a run is measured out of sample, as far as the program can know."""
    made_by = run.model.split("; ") if run is not None else []
    if any(project.model_facts(one) is not None for one in made_by):
        return False, _HERE
    return (True, _BY_RULES) if made_by == [RULES] else (None, _UNKNOWN)


def _figures(
    codes: Sequence[QuoteCodes], articles: Sequence[ArticleLayers], right: str, found: Ways
) -> list[CodeFigures]:
    made: list[CodeFigures] = []
    for one in codes:
        if one.quote.id not in found:
            continue
        way, quotes = found[one.quote.id]
        documents = (_document(each, one, right) for each in articles)
        figures = evaluate(zip(documents, quotes, strict=True))
        ident, name = one.quote.id, one.quote.name
        made.append(CodeFigures(code=ident, name=name, figures=figures, way=way))
    return made


def _document(article: ArticleLayers, codes: QuoteCodes, layer: str) -> Document:
    return Document(
        text=article.text,
        language=article.article.language,
        quotes=quotes_of(article.text, codes, article.layer(layer), article.links),
        excluded=tuple((one.start, one.end) for one in article.article.excluded),
    )


class _Proposing:
    """Proposes in articles, for each by what has not learned from it."""

    def __init__(
        self,
        project: Project,
        who: Who,
        coder: str,
        articles: Sequence[ArticleLayers],
        progress: Progress,
    ) -> None:
        self._who = who
        self._articles = articles
        self._progress = progress
        self._rules = by_rules(project.codebook())
        self.in_use = proposer_of(project, coder).in_use
        self._project, self._coder = project, coder
        self._examples: list[Example] = []
        self._folds = 0
        if who is not Who.RULES:
            self._examples = examples(project, coder)
        self._learned = {one.article for one in self._examples}
        """The articles that were learned from, or may have been."""

    @property
    def how(self) -> str:
        """Say why the figures are out of sample."""
        if all(self._way(one) is Way.RULES for one in self.in_use):
            return _BY_RULES
        if not self._folds:
            return "Out of sample: nothing was learned from these articles."
        return (
            "Out of sample: what proposed in an article had learned from the others alone "
            f"({counted(self._folds, 'fold')})."
        )

    def of(self, use: InUse) -> tuple[Way, list[Sequence[Quote]]]:
        """Return in which way it is proposed for a code, and the quotes of each article."""
        code = use.codes.quote.id
        way = self._way(use)
        if way is Way.RULES:
            return way, [self._by_rules(one, code) for one in self._articles]
        found: dict[str, Sequence[Quote]] = {}
        for finder, articles in self._models(code):
            for one in articles:
                quotes = finder.quotes(one.text, one.article.language, way=way)
                found[one.article.id] = [each for each in quotes if each.type in use.codes.takes]
        return way, [found[one.article.id] for one in self._articles]

    def _way(self, use: InUse) -> Way:
        return use.way if self._who is Who.IN_USE else Way(self._who.value)

    def _by_rules(self, article: ArticleLayers, code: str) -> Sequence[Quote]:
        return self._rules.quotes(article.text, article.article.language)[code]

    def _models(self, code: str) -> Iterator[tuple[Model, list[ArticleLayers]]]:
        """Yield models, each with the articles that it is to propose in."""
        unseen = [one for one in self._articles if one.article.id not in self._learned]
        seen = [one for one in self._articles if one.article.id in self._learned]
        if unseen:
            yield self._whole(code), unseen
        if not seen:
            return
        if len(self._examples) < LEAST:
            few = counted(len(self._examples), "article")
            message = f"Too little is finished: what learns from {few} can't be measured on others."
            raise UserError(message, remedy="Evaluate the rules (--proposer rules).")
        folds = _dealt(seen)
        self._folds = max(self._folds, len(folds))
        for done, fold in enumerate(folds):
            self._progress(done, len(folds))
            out = {one.article.id for one in fold}
            yield self._learned_from(code, lambda one, out=out: one.article not in out), fold

    def _whole(self, code: str) -> Model:
        """Return what is in use; else what is learned from all that there is to learn from."""
        kept = None
        if self._who is Who.IN_USE:
            kept = self._project.model_in_use(self._coder, code)
        return usable_model(kept) or self._learned_from(code, lambda _: True)

    def _learned_from(self, code: str, taken: Callable[[Example], bool]) -> Model:
        documents = [one.document(code) for one in self._examples if taken(one)]
        if not any(one.quotes for one in documents):
            message = "There are no finished articles with such labels to learn from."
            raise UserError(message, remedy="Evaluate the rules (--proposer rules).")
        return LearnersHere(SEED).learn(documents, never)


def _dealt(articles: Sequence[ArticleLayers]) -> list[list[ArticleLayers]]:
    """Deal articles into folds; the same articles give the same folds."""
    lots = sorted(articles, key=lambda one: hashlib.sha256(one.article.id.encode()).digest())
    count = min(FOLDS, len(lots))
    return [lots[number::count] for number in range(count)]
