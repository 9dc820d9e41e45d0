"""Coders' answers to a field as values at the field's level of measurement."""

from collections.abc import Callable, Hashable, Iterable
from datetime import date
from typing import Any, cast

import msgspec

from annotator.analysis.agreement.nominal import Scale, scale_of
from annotator.analysis.agreement.values import Level, comparable, number_rows
from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Field, FieldType
from annotator.domain.codebook import Level as FieldLevel

_WORDS = {True: "yes", False: "no"}


class Variable(msgspec.Struct, frozen=True):
    """A field's values that occur, numbered, and each annotation's number by its id."""

    values: list[Any]
    names: list[str]
    of_annotation: dict[str, int]
    scale: Scale

    @property
    def level(self) -> Level:
        """The level at which the values are compared."""
        return self.scale.level


def variable(field: Field, annotations: Iterable[Annotation]) -> Variable:
    """Return the answers that annotations have to a field; those without one are left out."""
    level = level_of(field)
    given = {one.id: _frozen(one.values.get(field.id)) for one in annotations}
    answers = sorted(dict.fromkeys(given.values()), key=_order(field))
    values = {
        answer: value for answer in answers if (value := _value(field, level, answer)) is not None
    }
    rows = number_rows([list(values.values())], level)
    numbers = dict(zip(values, map(int, rows.codes[0]), strict=True))
    names = {number: answer_name(answer) for answer, number in numbers.items()}
    return Variable(
        values=rows.values,
        names=[names[number] for number in sorted(names)],
        of_annotation={i: numbers[answer] for i, answer in given.items() if answer in numbers},
        scale=scale_of(rows.values, level),
    )


def _frozen(answer: Any) -> Hashable:
    """Return an answer so that equal ones can be told; several choices are a set."""
    return frozenset(cast("list[str]", answer)) if isinstance(answer, list | tuple) else answer


def level_of(field: Field) -> Level:
    """Return the level at which a field's answers can be compared.

    It is the codebook's, but for free text, which is nominal, and several choices, which are sets
    whatever order is asked for.
    """
    if field.type is FieldType.TEXT:
        return "nominal"
    if field.type is FieldType.MULTI_CHOICE and field.level is not FieldLevel.NOMINAL:
        return "set"
    return field.level.value


def _order(field: Field) -> Callable[[Any], tuple[float, str]]:
    """Return what sorts answers: the codebook's order, numbers by size, the rest by name."""
    places = {choice: float(place) for place, choice in enumerate(field.choice_ids())}

    def key(answer: Any) -> tuple[float, str]:
        if isinstance(answer, str):
            return places.get(answer, 0.0), answer
        return (answer, "") if isinstance(answer, int | float) else (0.0, answer_name(answer))

    return key


def _value(field: Field, level: Level, answer: Any) -> Hashable | None:
    if answer is None or answer in (frozenset(), ""):
        return None
    if level in {"ordinal", "interval"} and field.type is FieldType.CHOICE:
        return _position(field, answer)
    if level == "interval" and field.type is FieldType.DATE:
        return _day(answer)
    return comparable(answer, level)


def _position(field: Field, choice: str) -> float | None:
    """Return a choice's place in the codebook, which is what orders it."""
    places = list(field.choice_ids())
    return float(places.index(choice)) if choice in places else None


def _day(answer: str) -> float | None:
    try:
        return float(date.fromisoformat(answer[:10]).toordinal())
    except ValueError:
        return None


def answer_name(answer: Any) -> str:
    """Return an answer as one string; several choices are sorted and joined by " + "."""
    if isinstance(answer, bool):
        return _WORDS[answer]
    if isinstance(answer, list | tuple | frozenset):
        return " + ".join(sorted(map(str, cast("Iterable[Any]", answer))))
    return str(answer)
