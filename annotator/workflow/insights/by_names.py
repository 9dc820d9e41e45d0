"""Asking insights by names, as command lines and scripts do, and the labels behind their marks."""

from collections.abc import Collection, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import msgspec

from annotator.analysis.insights.facts import Category, Facts
from annotator.analysis.insights.insight import MEAN, Insight, InsightMark, InsightShape
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.views import view_called
from annotator.domain.annotation import Annotation
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import UserError
from annotator.domain.layers import GOLD
from annotator.domain.names import folded
from annotator.domain.visibility import Visibility
from annotator.domain.wording import enumerated
from annotator.store.project import Project
from annotator.workflow.insights.asking import codes_of, found_labels, insight, leaders_for
from annotator.workflow.insights.idle import refuse_idle
from annotator.workflow.insights.questions import question_said, with_ids
from annotator.workflow.insights.reading import FactReader

ALL_LABELS = Visibility(open_labels=True, reviewing=True)
"""The eyes of who has the file at hand: they see all, as in an export."""
EVERY_LAYER = "all"
"""What is said instead of layers' names for the labels of everybody, and gold."""


class AskedByNames(msgspec.Struct, frozen=True, kw_only=True):
    """An insight with what it was counted from; `layers` are the names of those that count.

    In `one_mode` a mark is a tie without a direction. `took_gold` says that nobody asked for gold:
    it is the usual layer where there is any. Of `unsettled` articles gold is left out.
    """

    facts: Facts
    insight: Insight
    layers: tuple[str, ...]
    one_mode: bool = False
    took_gold: bool = False
    unsettled: int = 0


def insights(
    project: Project | Path | str,
    view: str,
    *,
    layers: Collection[str] = (),
    query: str = "",
    **asked: Any,
) -> Insight:
    """Return what a view (its id) says of a project's labels; `records()` is what pandas takes.

    `layers` are coders' handles, `gold` or `all`: where nobody says, it is gold if there is any,
    and else all. `query` is what the filter of annotations takes. What else is `asked` is what an
    `InsightQuestion` has, by its names: `rows`, `columns`, `by`, `codes` (ids or names), `target`
    (an actor's id or name), `sampled`, `copies`, `wanted`, `sensitive`, `network`, `polarity`,
    `once`, `normalisation`, `most`. Raise a `UserError` for what there is none of.
    """
    opening = (
        nullcontext(project)
        if isinstance(project, Project)
        else Project.open(project, read_only=True)
    )
    with opening as opened:
        return asked_by_names(opened, view, layers=layers, query=query, **asked).insight


def asked_by_names(
    project: Project,
    view: str,
    *,
    layers: Collection[str] = (),
    query: str = "",
    progress: Progress = no_progress,
    **asked: Any,
) -> AskedByNames:
    """Return what `insights` does, with the facts that it was counted from."""
    said = question_said(view, asked)
    refuse_idle(said)
    numbers = found_labels(project, query, ALL_LABELS, typing=False)
    reader = FactReader(project, ALL_LABELS)
    facts = reader.facts(project, progress, leaders_for(project, [said], progress))
    question = with_ids(facts, said)
    chosen, took_gold = _layers(facts, question, layers)
    found = insight(facts, question, chosen, numbers)
    return AskedByNames(
        facts=facts,
        insight=found,
        layers=tuple(facts.coders.get(one, one) for one in chosen),
        one_mode=found.shape is InsightShape.NETWORK and said.network.is_one_mode,
        took_gold=took_gold,
        unsettled=reader.unsettled,
    )


def passages(
    project: Project, asked: AskedByNames, row: str, column: str = ""
) -> list[dict[str, Any]]:
    """Return the labels behind a mark, as plain records in the project's order.

    Row and column are ids or names; without a column it is all marks of the row. In one mode it is
    no matter which is which. Raise a `UserError` where there is no such row or column, or several
    are called so.
    """
    found = asked.insight
    rows = _category(found.rows, row, found.row_title)
    columns = _column(found, column) if column else ""
    places = sorted(
        {
            place
            for mark in found.marks
            if _is_meant(mark, rows, columns)
            or (asked.one_mode and _is_meant(mark, columns or mark.row, rows))
            for place in mark.labels
        }
    )
    facts = asked.facts
    article_of: list[int] = facts.article_of[places].tolist()
    labels = [
        (facts.articles[at], facts.labels[n]) for at, n in zip(article_of, places, strict=True)
    ]
    texts = project.get_all(Annotation, [label.id for _, label in labels])
    return [
        {
            "article": article.id,
            "title": article.title,
            "outlet": str(article.meta.get("outlet", "")),
            "published": str(article.meta.get("published", "")),
            "annotation": label.id,
            "code": label.code,
            "layer": facts.coders.get(label.layer, label.layer),
            "start": label.start if label.start >= 0 else None,
            "end": texts[label.id].end,
            "text": texts[label.id].text,
        }
        for article, label in labels
    ]


def _is_meant(mark: InsightMark, row: str, column: str) -> bool:
    return mark.row == row and column in ("", mark.column)


def _layers(
    facts: Facts, question: InsightQuestion, said: Collection[str]
) -> tuple[tuple[str, ...], bool]:
    """Return which layers count (gold, or coders' ids; none for all), and whether none was said."""
    if not said:
        codes = question.codes or codes_of(view_called(question.view), facts.codebook)
        has_gold = any(one.layer == GOLD and one.code in codes for one in facts.labels)
        return ((GOLD,), True) if has_gold else ((), False)
    if EVERY_LAYER in map(folded, said):
        return (), False
    by_name = {folded(handle): ident for ident, handle in facts.coders.items()}
    for one in said:
        if folded(one) not in by_name:
            remedy = f"There are {enumerated([*sorted(facts.coders.values()), EVERY_LAYER])}."
            raise UserError(f"There is no layer {one}.", remedy=remedy)
    return tuple(by_name[folded(one)] for one in said), False


def _column(found: Insight, said: str) -> str:
    if folded(said) == MEAN and any(mark.column == MEAN for mark in found.marks):
        return MEAN
    return _category(found.columns, said, found.column_title)


def _category(there: Sequence[Category], said: str, title: str) -> str:
    if any(one.id == said for one in there):
        return said
    named = [one.id for one in there if folded(one.name) == folded(said)]
    if not named:
        remedy = f"There are {enumerated([one.name for one in there])}." if there else ""
        raise UserError(f"There is no {said} in {title}.", remedy=remedy)
    if len(named) > 1:
        remedy = f"Give an id: {enumerated(named)}."
        raise UserError(f"Several of {title} are called {said}.", remedy=remedy)
    return named[0]
