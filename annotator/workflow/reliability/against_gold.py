"""Coders against gold on a project: on which articles, and the matrices beside the figures."""

from collections.abc import Collection, Iterator

import msgspec

from annotator.analysis.agreement import (
    Confusion,
    GoldReporting,
    Options,
    PairConfusion,
    code_confusion,
)
from annotator.domain.codebook import Code, Codebook, Scope
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.workflow.reliability.figures import Study


class GoldMatrix(msgspec.Struct, frozen=True):
    """Gold's codes or answers (rows) against those of a coder (a handle; columns).

    Without a code it is which codes both gave to spans; without a field, whether they gave a code
    to the article.
    """

    coder: str
    code: str
    field: str
    confusion: Confusion


def judged_articles(study: Study, articles: Collection[str] | None = None) -> list[ArticleLayers]:
    """Return the articles on which coders are compared with gold.

    They are all that have gold; or of these only some, by their ids: those that count as settled,
    say. What is undecided elsewhere would be taken for "nothing there".
    """
    return [
        one
        for one in study.articles
        if one.has_read(GOLD) and (articles is None or one.article.id in articles)
    ]


def gold_reporting(
    study: Study, options: Options, articles: Collection[str] | None = None
) -> GoldReporting:
    """Return what makes the figures of the study's coders against gold; see `judged_articles`."""
    judged = judged_articles(study, articles)
    return GoldReporting(judged, study.codebook, study.coders, options)


def need_gold(study: Study, articles: Collection[str] | None = None) -> None:
    """Raise a `UserError` if no coder has finished an article that has gold."""
    judged = judged_articles(study, articles)
    if not any(one.has_read(coder) for one in judged for coder in study.coders if coder != GOLD):
        raise UserError(
            "There is no article with gold that one of the coders has finished.",
            remedy="Settle some articles in the review first.",
        )


def gold_matrices(
    study: Study,
    options: Options,
    articles: Collection[str] | None = None,
    progress: Progress = no_progress,
) -> list[GoldMatrix]:
    """Return for each coder the matrices of codes and of answers that are chosen, gold's first."""
    judged = judged_articles(study, articles)
    coders = {coder: handle for coder, handle in study.coders.items() if coder != GOLD}
    made: list[GoldMatrix] = []
    for done, (coder, handle) in enumerate(coders.items()):
        progress(done, len(coders))
        both = [one for one in judged if one.has_read(coder)]
        pair = GOLD, coder
        answers = PairConfusion(both, study.codebook, pair, options.threshold)
        found = [
            GoldMatrix(handle, code, field, answers.of(code, field))
            for code, field in _compared(study.codebook, options)
        ]
        if not options.fields:
            codes = code_confusion(both, study.codebook, pair, options.threshold)
            found.append(GoldMatrix(handle, "", "", codes))
        made += [one for one in found if any(map(any, one.confusion.matrix))]
    progress(len(coders), len(coders))
    return made


def _compared(codebook: Codebook, options: Options) -> Iterator[tuple[str, str]]:
    """Yield article-level codes, and fields whose answers are chosen from some."""
    for code in codebook.codes:
        if code.group or (options.codes and code.id not in options.codes):
            continue
        if (code.scope is Scope.ARTICLE or code.is_of_units) and not options.fields:
            yield code.id, ""
        yield from ((code.id, field) for field in _chosen(code, options))


def _chosen(code: Code, options: Options) -> Iterator[str]:
    for field in code.fields:
        if field.type.row.by_chance and (not options.fields or field.id in options.fields):
            yield field.id
