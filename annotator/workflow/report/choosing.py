"""The questions that a report answers: the usual ones, or views as somebody writes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any, cast

import msgspec

from annotator.analysis.insights.attributes import ATTRIBUTES
from annotator.analysis.insights.question import InsightQuestion
from annotator.analysis.insights.views import VIEWS, view_called
from annotator.domain.errors import UserError
from annotator.domain.wording import enumerated
from annotator.workflow.insights.idle import is_idle
from annotator.workflow.insights.questions import OPTIONS, question_said
from annotator.workflow.report.choice import ReportChoice

_LISTS = ("codes",)
_LEFT_OUT = ("wanted",)
"""What is no option of a view in a report: a benchmark's shares are too many for a line."""


USUAL_VIEWS: tuple[str, ...] = (
    "voice",
    "voice:rows=month",
    "named",
    "frames",
    "tones",
    "sentiment:most=8",
    "topics:most=10",
    "network",
)
"""The views of a report where nobody chooses; those that have nothing to say are named alone."""


def usual_questions(*, sampled: bool = False) -> list[InsightQuestion]:
    """Return the questions that a report answers where nobody chooses."""
    known = {one.id for one in VIEWS}
    usual = [one for one in USUAL_VIEWS if one.partition(":")[0] in known]
    return [question_of(one, sampled=sampled) for one in usual]


def questions_of(choice: ReportChoice, *, sampled: bool = False) -> list[InsightQuestion]:
    """Return the questions that a report answers; raise a `UserError` for what there is none of.

    Where articles are `sampled`, figures have intervals unless it is said that they have none.
    """
    if not choice.views and not choice.asked:
        return usual_questions(sampled=sampled)
    return [question_of(one, sampled=sampled) for one in dict.fromkeys(choice.views)]


def question_of(said: str, *, sampled: bool = False) -> InsightQuestion:
    """Return the question that is written as `voice:rows=month,by=words`.

    It has intervals where it says so, or says nothing of it and articles are `sampled`. Raise a
    `UserError` for a view or an option that there is none of, or a value that is none.
    """
    name, _, rest = said.partition(":")
    view = view_called(name.strip())
    values: dict[str, Any] = {"sampled": sampled and not is_idle("sampled", view.id)}
    for part in filter(None, (one.strip() for one in rest.split(","))):
        option, sign, value = (one.strip() for one in part.partition("="))
        if not sign or option not in _options():
            remedy = f"There are {', '.join(_options())}: {view.id}:rows=month,by=words."
            message = f"“{part}” is no option of a view."
            raise UserError(message, where=said, remedy=remedy)
        values[option] = [one for one in value.split("+") if one] if option in _LISTS else value
    try:
        return question_said(view.id, values)
    except UserError as error:
        raise UserError(error.message, where=said, remedy=error.remedy) from error


def written(question: InsightQuestion) -> str:
    """Return a question as one writes it: the view, and what is not as usual."""
    usual = msgspec.to_builtins(InsightQuestion(view=question.view))
    own: Mapping[str, Any] = msgspec.to_builtins(question)
    options = [f"{name}={_written(own[name])}" for name in _options() if own[name] != usual[name]]
    return ":".join(filter(None, (question.view, ",".join(options))))


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "+".join(cast("Sequence[str]", value)) if isinstance(value, tuple) else str(value)


def _options() -> list[str]:
    return [one for one in OPTIONS if one not in _LEFT_OUT]


def offered_questions(remembered: Iterable[str] = ()) -> list[tuple[InsightQuestion, str]]:
    """Return the questions that a report is offered with, and what they are called.

    They are the usual ones, every other view, and those that were chosen before; what there is none
    of any more is left out, and what asks for nothing else than a view that is there already.
    """
    usual = usual_questions()
    seen = {one.view for one in usual}
    others = [InsightQuestion(view=one.id) for one in VIEWS if one.id not in seen]
    found = {written(one): one for one in (*usual, *others)}
    for said in remembered:
        with suppress(UserError):
            one = question_of(said)
            if one.view not in seen or one != InsightQuestion(view=one.view):
                found.setdefault(written(one), one)
    return [(one, _called(one)) for one in found.values()]


def _called(question: InsightQuestion) -> str:
    """Name a question: its view, and what that is by where it is not as usual."""
    titles = {one.id: one.title for one in ATTRIBUTES}
    by = [
        titles.get(one, one.rpartition(".")[2]).lower()
        for one in (question.rows, question.columns)
        if one
    ]
    title = view_called(question.view).title
    how = ", ".join(_how(question))
    return f"{title}{f' by {enumerated(by)}' if by else ''}{f' ({how})' if how else ''}"


def _how(question: InsightQuestion) -> Iterator[str]:
    """Say what else of a question is not as usual."""
    usual = InsightQuestion(view=question.view)
    for name in ("by", "copies", "network", "polarity", "once", "normalisation"):
        if getattr(question, name) != getattr(usual, name):
            yield str(getattr(question, name).value)
    if question.codes:
        yield enumerated(question.codes)
    if question.target:
        yield "toward one actor"
