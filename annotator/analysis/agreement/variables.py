"""Coders' answers to a field as values at the field's level of measurement."""

from collections.abc import Callable, Hashable, Iterable
from typing import Any, cast

import msgspec
import numpy as np
from msgspec import structs

from annotator.analysis.agreement.arrays import Ints
from annotator.analysis.agreement.coded import Coded
from annotator.analysis.agreement.nominal import Scale, scale_of
from annotator.analysis.agreement.values import MISSING, Level, comparable, number_rows
from annotator.domain.codebook import NONE, Field, is_none, value_words
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import FieldTypeRow, Value, plain_words
from annotator.domain.field_type_row import Level as FieldLevel

_JOINT = " + "


class Variable(msgspec.Struct, frozen=True):
    """A field's values that occur, numbered, and the number that each annotation has, in order.

    It is `MISSING` where there is none.
    """

    values: list[Any]
    names: list[str]
    numbers: Ints
    scale: Scale

    @property
    def level(self) -> Level:
        """The level at which the values are compared."""
        return self.scale.level


def variable(field: Field, coded: Coded, *, of_units: bool = False) -> Variable:
    """Return the answers that annotations have to a field.

    Of a code that asks `of_units` "none" is a category more, a set of its own where answers are
    sets, and missing where they stand on a line, on which it has no place.
    """
    level = field.type.row.level_of(field)
    if of_units and level is FieldLevel.NOMINAL:
        return _with_none(variable(field, coded), coded)
    sets = of_units and level is FieldLevel.SET
    given = [
        frozenset((NONE,)) if sets and is_none(one) else _frozen(one.get(field.id))
        for one in coded.answers
    ]
    answers = sorted(dict.fromkeys(given), key=_order(field))
    values = {
        answer: value for answer in answers if (value := _value(field, level, answer)) is not None
    }
    rows = number_rows([list(values.values())], level.value)
    numbers = dict(zip(values, map(int, rows.codes[0]), strict=True))
    names = {number: answer_name(answer) for answer, number in numbers.items()}
    return Variable(
        values=rows.values,
        names=[names[number] for number in sorted(names)],
        numbers=coded.each(np.array([numbers.get(one, MISSING) for one in given], dtype=np.intp)),
        scale=_scale(field, level, rows.values),
    )


def _with_none(answers: Variable, coded: Coded) -> Variable:
    """Return answers among which "none" is one: the last of the values."""
    nones = np.array([is_none(one) for one in coded.answers], dtype=np.bool_)
    each = coded.each(nones.astype(np.intp)) if len(nones) else answers.numbers
    scale = answers.scale
    more = structs.replace(scale, categories=scale.categories + 1) if scale.categories else scale
    return structs.replace(
        answers,
        values=[*answers.values, NONE],
        names=[*answers.names, NONE],
        numbers=np.where(each == 1, len(answers.values), answers.numbers),
        scale=more,
    )


def _scale(field: Field, level: FieldLevel, values: list[Any]) -> Scale:
    """Return how far answers differ, with the categories that the codebook offers to choose from.

    Answers that it offered once, and that still occur, are categories as well.
    """
    row = field.type.row
    read = [row.read(typed) for typed in row.offered(field)] if row.by_chance else []
    offered = [value for one in read if (value := _value(field, level, one)) is not None]
    if not offered or level is FieldLevel.SET:
        return scale_of(values, level.value)
    every = list(dict.fromkeys([*values, *offered]))
    ordered = level in (FieldLevel.ORDINAL, FieldLevel.INTERVAL)
    return structs.replace(
        scale_of(values, level.value),
        categories=len(every),
        places=np.array(every, dtype=np.float64) if ordered else None,
    )


def _frozen(answer: Any) -> Hashable:
    """Return an answer so that equal ones can be told; several choices are a set."""
    return frozenset(cast("list[str]", answer)) if isinstance(answer, list | tuple) else answer


def _order(field: Field) -> Callable[[Any], tuple[float, str]]:
    """Return what sorts answers: the codebook's order, numbers by size, the rest by name."""
    places = {choice: float(place) for place, choice in enumerate(field.choice_ids())}

    def key(answer: Any) -> tuple[float, str]:
        if isinstance(answer, str):
            return places.get(answer, 0.0), answer
        return (answer, "") if isinstance(answer, int | float) else (0.0, answer_name(answer))

    return key


def _value(field: Field, level: FieldLevel, answer: Any) -> Hashable | None:
    if answer is None or answer in (frozenset(), ""):
        return None
    return comparable(field.type.row.measured(field, answer, level), level.value)


def answer_name(answer: Any) -> str:
    """Return what exports of figures call an answer; several choices are sorted and joined."""
    if isinstance(answer, list | tuple | frozenset):
        return _JOINT.join(sorted(map(plain_words, cast("Iterable[Any]", answer))))
    return plain_words(answer)


def name_in_words(field: Field, name: str) -> str:
    """Return in words the answer that exports of figures call by this name."""
    row = field.type.row
    return value_words(field, name.split(_JOINT) if row.several else _read(row, name))


def _read(row: FieldTypeRow, name: str) -> Value:
    """Take an answer that was given when the field had another type as it stands."""
    try:
        return row.read(name)
    except UserError:
        return name
