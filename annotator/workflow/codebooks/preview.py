"""What splitting and merging would do to labels, counted before it is done."""

import msgspec

from annotator.domain.codebook import Code, Field, value_words
from annotator.domain.people import Coder
from annotator.domain.visibility import Visibility
from annotator.domain.wording import counted, noun
from annotator.store.readable import ReadableProject

Answer = str | int | bool


class FieldUse(msgspec.Struct, frozen=True):
    """An answer that a field can have, or has: in words, with how many labels have it.

    `below` says of a choice that it stands below another one.
    """

    answer: Answer
    words: str
    count: int
    below: bool = False


def uses(project: ReadableProject, code: Code, field: Field, seen_by: Visibility) -> list[FieldUse]:
    """Return the answers of a field in its order, unused ones too, with how often each stands."""
    found = project.answers_in_use(code.id, [field.id], seen_by)
    counts = {(type(one.answer), one.answer): one.count for one in found}
    offered: list[Answer] = [*field.choice_ids(), *(step.value for step in field.steps)]
    if not offered:
        offered = [one.answer for one in found]
    below = {one.id for choice in field.choices for one in choice.choices}
    return [
        FieldUse(one, value_words(field, one), counts.get((type(one), one), 0), one in below)
        for one in offered
    ]


def others_too(project: ReadableProject, seen_by: Visibility) -> str:
    """Say that labels change that aren't counted, where there may be some."""
    sees_all = seen_by.sees_others_elsewhere and not seen_by.exceptions
    if sees_all or all(one.id == seen_by.coder for one in project.find(Coder)):
        return ""
    return "Labels of others that you don’t see yet aren’t counted; they change as well."


def labels_change(count: int, how: str) -> str:
    """Say how many labels change, and how."""
    return f"{counted(count, 'label')} {noun(count, 'gets', 'get')} {how}."


def labels_stay(count: int, name: str) -> str:
    """Say how many labels keep a code."""
    return f"{counted(count, 'label')} {noun(count, 'stays', 'stay')} {name}." if count else ""


def to_be_answered(count: int) -> str:
    """Say how many labels lose their answer, so that somebody has to give one."""
    return f"{counted(count, 'label')} {noun(count, 'is', 'are')} to be answered again."


def keep_answers(count: int, kind: str) -> str:
    """Say how many answers there are to a field that gets another type."""
    return f"{counted(count, 'answer')} {noun(count, 'stays', 'stay')} the same, as {kind}."


def are_dropped(count: int, field: str) -> str:
    """Say how many answers to a field are dropped."""
    return f"{field}: {counted(count, 'answer')} {noun(count, 'is', 'are')} dropped."
