"""What a validation says, as tables: figures per value, and units for design-based correction.

Design-based supervised learning (Egami, Hinck, Stewart & Wei 2023, NeurIPS 36) corrects estimates
on a program's labels by those of experts: it takes of each unit the surrogate label, the expert's
where the unit was sampled, and the probability with which it was.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD, ArticleLayers
from annotator.domain.names import folded
from annotator.domain.runs import Run
from annotator.domain.settings import project_settings
from annotator.store.project import Project
from annotator.workflow.csv_tables import write_table
from annotator.workflow.runs import people_of
from annotator.workflow.validation.drawing import ValidationDraw, last_drawn, pool, scores_of
from annotator.workflow.validation.figures import ValueFigures, coded_articles, value_figures
from annotator.workflow.validation.units import (
    Asked,
    asked_of,
    counts,
    everything,
    expert_on,
    stratum,
)

ESTIMATES = ("precision", "recall", "f1", "agreement", "kappa")
FIGURES = (
    *("code", "field", "value", "articles", "run", "people", "both"),
    *(f"{name}{end}" for name in ESTIMATES for end in ("", "_low", "_high")),
)
"""The columns of the figures, in their order."""
UNITS = (
    *("article_id", "article_title", "code", "field", "value", "surrogate", "expert", "score"),
    *("stratum", "sampled", "probability", "coded_by"),
)
"""The columns of the units, in their order."""


class Validation(msgspec.Struct, frozen=True, kw_only=True):
    """A run held against people: on which articles, how they were drawn, and what came of it.

    `open_articles` are drawn and not coded by anybody yet.
    """

    run: Run
    articles: Sequence[ArticleLayers]
    experts: Mapping[str, str]
    handles: Mapping[str, str]
    drawn: ValidationDraw | None
    asked: Asked | None
    figures: Sequence[ValueFigures]
    scores: Mapping[str, float]
    open_articles: int = 0


def validation(
    project: Project,
    run: Run,
    *,
    code: str = "",
    field: str = "",
    against: str = "",
    resamples: int = 1000,
    seed: int = 1,
) -> Validation:
    """Return a run's figures on the sample that was drawn last, or on all that people have coded.

    `against` names one layer, `gold` or a handle; otherwise gold counts where it stands, and else
    who has finished an article. Raise a `UserError` when nobody has coded any of it.
    """
    drawn, book = last_drawn(project, run), project.codebook()
    people = {one.id: one.handle for one in people_of(project)}
    layer = _layer(people, against)
    articles, scores = pool(project), scores_of(project)
    chances = drawn.chances if drawn else {one.article.id: 1.0 for one in articles}
    experts = {
        one.article.id: expert_on(one, people, layer)
        for one in articles
        if one.article.id in chances
    }
    asked = asked_of(book, code, field) if code else None
    if asked is None and drawn is not None and book.code(drawn.code) is not None:
        asked = asked_of(book, drawn.code, drawn.field)
    strata = _strata(articles, run, asked, scores)
    coded = coded_articles(articles, experts, chances, strata)
    if not coded:
        message = "Nobody has coded an article of the sample to its end."
        message = message if drawn else "Nobody has coded an article to its end."
        raise UserError(message, remedy="Draw a sample with “annotator runs sample”.")
    threshold = project_settings(project.info().settings).pairing_threshold
    figures = [
        one
        for each in ([asked] if code and asked else everything(book))
        for one in value_figures(coded, run.coder, each, threshold, resamples=resamples, seed=seed)
    ]
    return Validation(
        run=run,
        articles=articles,
        experts=experts,
        handles={**people, GOLD: GOLD},
        drawn=drawn,
        asked=asked,
        figures=figures,
        scores=scores,
        open_articles=sum(not who for who in experts.values()) if drawn else 0,
    )


def figure_rows(found: Validation) -> list[dict[str, Any]]:
    """Return the figures as rows with the keys of `FIGURES`; what is not known is None."""
    rows: list[dict[str, Any]] = []
    for one in found.figures:
        row: dict[str, Any] = {
            "code": one.asked.code.id,
            "field": one.asked.field.id if one.asked.field else "",
            "value": one.value,
            "articles": one.articles,
            "run": one.run,
            "people": one.people,
            "both": one.both,
        }
        for name in ESTIMATES:
            estimate = getattr(one, name)
            row[name] = estimate.value
            row[f"{name}_low"], row[f"{name}_high"] = estimate.low, estimate.high
        rows.append(row)
    return rows


def write_figures(path: Path, found: Validation) -> None:
    """Write the figures as CSV; raise a `UserError` when that can't be."""
    rows = [[_cell(row[name]) for name in FIGURES] for row in figure_rows(found)]
    write_table(path, [FIGURES, *rows])


def write_units(path: Path, found: Validation) -> int:
    """Write the units as CSV, and return how many there are; raise a `UserError`."""
    rows = list(_unit_rows(found))
    write_table(path, [UNITS, *rows])
    return len(rows)


def _unit_rows(found: Validation) -> Iterator[list[Any]]:
    """Yield a row for each article and value: how often the run has it, and people do."""
    asked = found.asked
    if asked is None:
        remedy = "Name it: --code CODE, and --field FIELD for its values."
        raise UserError("The units are of one code.", remedy=remedy)
    values = sorted({one.value for one in found.figures if one.asked.name == asked.name})
    for article in found.articles:
        ident = article.article.id
        name, mean = stratum(article, found.run.coder, asked, found.scores)
        ours = counts(article, found.run.coder, asked)
        who = found.experts.get(ident, "")
        theirs = counts(article, who, asked) if who else None
        sampled = found.drawn is not None and ident in found.drawn.chances
        for value in values:
            yield [
                ident,
                article.article.title,
                asked.code.id,
                asked.field.id if asked.field else "",
                value,
                ours.get(value, 0),
                "" if theirs is None else theirs.get(value, 0),
                "" if mean is None else round(mean, 6),
                name,
                int(sampled),
                _cell(_chance(found.drawn, ident, name)),
                found.handles.get(who, ""),
            ]


def _chance(drawn: ValidationDraw | None, article: str, stratum_name: str) -> float | None:
    """Return with which probability an article was sampled, or would have been."""
    if drawn is None:
        return None
    if article in drawn.chances:
        return drawn.chances[article]
    taken, of = drawn.strata.get(stratum_name, (0, 0))
    return round(taken / of, 9) if of else None


def _strata(
    articles: Sequence[ArticleLayers], run: Run, asked: Asked | None, scores: Mapping[str, float]
) -> dict[str, str]:
    if asked is None:
        return {}
    return {one.article.id: stratum(one, run.coder, asked, scores)[0] for one in articles}


def _layer(people: Mapping[str, str], against: str) -> str:
    if not against or folded(against) == GOLD:
        return GOLD if against else ""
    for ident, handle in people.items():
        if folded(handle) == folded(against):
            return ident
    known = ", ".join((*people.values(), GOLD))
    raise UserError(f"There is no coder “{against}”.", remedy=f"There are {known}.")


def _cell(value: Any) -> Any:
    return "" if value is None else value
