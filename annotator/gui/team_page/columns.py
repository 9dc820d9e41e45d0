"""The columns of the table of coders: what stands in a cell, and what it says in words."""

from collections.abc import Callable
from functools import partial

import msgspec
from PySide6.QtCore import QLocale

from annotator.domain.timing import duration_words
from annotator.domain.wording import counted, noun
from annotator.gui.wording.dates import full_moment, short_moment
from annotator.workflow.team_progress import CoderAgreement, CoderProgress

UNKNOWN = "—"
"""What stands where there is no number."""
NAME_WIDTH = 112
"""The least width of the column of handles."""
HIDDEN = "Hidden until you have finished your articles."
_TOO_LITTLE = "Too little time is known for a pace."


class TeamRow(msgspec.Struct, frozen=True):
    """A coder's row; without an `agreement` it is not known yet, or `hidden` from who looks."""

    progress: CoderProgress
    agreement: CoderAgreement | None = None
    hidden: bool = False


class TeamColumn(msgspec.Struct, frozen=True):
    """A column: its heading, what it is about, its width, its cells, and by what it is sorted."""

    title: str
    about: str
    width: int
    cell: Callable[[TeamRow], str]
    said: Callable[[TeamRow], str]
    order: Callable[[TeamRow], float | str]
    number: bool = True


def _count(name: str, row: TeamRow) -> int:
    return getattr(row.progress, name)


def _counts(
    title: str, about: str, width: int, name: str, said: Callable[[TeamRow], str]
) -> TeamColumn:
    count = partial(_count, name)
    return TeamColumn(title, about, width, lambda row: _number(count(row)), said, count)


def _number(value: float | None, digits: int = 0) -> str:
    if value is None:
        return UNKNOWN
    return QLocale().toString(float(value), "f", digits) if digits else QLocale().toString(value)


def _known(value: float | None) -> float:
    return -1.0 if value is None else value


def _assigned(row: TeamRow) -> str:
    one = row.progress
    said = f"{counted(one.assigned, 'article')} {noun(one.assigned, 'is', 'are')} assigned"
    return f"{said} to {one.coder}, {one.left:,} of them not done yet"


def _done(row: TeamRow) -> str:
    one = row.progress
    said = f"{one.coder} has read {counted(one.done, 'article')} to the end"
    return f"{said}, {one.nothing:,} of them with nothing to code" if one.nothing else said


def _begun(row: TeamRow) -> str:
    one = row.progress
    return f"{one.coder} has begun {counted(one.begun, 'article')} and not finished"


def _per_hour(row: TeamRow) -> str:
    one = row.progress
    if one.per_hour is None:
        return _TOO_LITTLE
    return f"{one.coder} finishes {_number(one.per_hour, 1)} articles in an hour of work"


def _per_week(row: TeamRow) -> str:
    one = row.progress
    if one.per_week is None:
        return "When articles were finished is not known."
    spent = "counted from the first to the last that was finished"
    return f"{one.coder} finishes {_number(one.per_week, 1)} articles in a week, {spent}"


def _file(row: TeamRow) -> str:
    one = row.progress
    if not one.file:
        return f"No file with work of {one.coder} was brought in."
    return f"{one.file}, brought in {full_moment(one.at)}, was the last with work of {one.coder}"


def _questions(row: TeamRow) -> str:
    one = row.progress
    said = f"{counted(one.questions, 'question')} on annotations of {one.coder}"
    return f"{said} {noun(one.questions, 'waits', 'wait')} for an answer"


def _agreed(value: Callable[[CoderAgreement], float | None], row: TeamRow) -> str:
    return UNKNOWN if row.agreement is None else _number(value(row.agreement), 2)


def _agreement(row: TeamRow) -> str:
    if row.hidden:
        return HIDDEN
    if row.agreement is None or not row.agreement.said:
        return "Nothing to compare: agreement takes articles that two have read to their end."
    return f"{row.progress.coder}\n" + "\n".join(row.agreement.said)


def _agreement_column(
    title: str, about: str, value: Callable[[CoderAgreement], float | None]
) -> TeamColumn:
    def order(row: TeamRow) -> float:
        return _known(None if row.agreement is None else value(row.agreement))

    return TeamColumn(title, about, 56, partial(_agreed, value), _agreement, order)


COLUMNS = (
    TeamColumn(
        "Coder",
        "Who codes, by handle",
        NAME_WIDTH,
        lambda row: row.progress.coder,
        lambda row: ", ".join(filter(None, (row.progress.coder, row.progress.name))),
        lambda row: row.progress.coder.casefold(),
        number=False,
    ),
    _counts("Assigned", "Articles that are assigned to them", 68, "assigned", _assigned),
    _counts("Begun", "Articles in progress", 60, "begun", _begun),
    _counts("Done", "Articles read to their end, with or without labels", 60, "done", _done),
    TeamColumn(
        "Per hour",
        "Articles finished in an hour of work, of those whose time is known",
        68,
        lambda row: _number(row.progress.per_hour, 1),
        _per_hour,
        lambda row: _known(row.progress.per_hour),
    ),
    TeamColumn(
        "Per week",
        "Articles finished in a week, from the first to the last",
        68,
        lambda row: _number(row.progress.per_week, 1),
        _per_week,
        lambda row: _known(row.progress.per_week),
    ),
    TeamColumn(
        "Time",
        "How long they worked; pauses are not counted",
        100,
        lambda row: duration_words(row.progress.seconds) if row.progress.seconds else UNKNOWN,
        lambda row: f"{row.progress.coder} worked {duration_words(row.progress.seconds)}",
        lambda row: row.progress.seconds,
    ),
    TeamColumn(
        "Last file",
        "The file that was last brought in with work of theirs",
        0,
        lambda row: row.progress.file or UNKNOWN,
        _file,
        lambda row: row.progress.file.casefold(),
        number=False,
    ),
    TeamColumn(
        "Brought in",
        "When that file was brought in",
        104,
        lambda row: short_moment(row.progress.at) if row.progress.at else UNKNOWN,
        _file,
        lambda row: row.progress.at,
        number=False,
    ),
    _counts(
        "Open",
        "Questions on their annotations that wait for an answer",
        52,
        "questions",
        _questions,
    ),
    _agreement_column(
        "Gold",
        "How far they agree with gold: the F-score over all codes, from ten articles on",
        lambda one: one.gold,
    ),
    _agreement_column(
        "Others",
        "How far they agree with the others: a mean F-score over all codes, from ten articles on",
        lambda one: one.others,
    ),
)
