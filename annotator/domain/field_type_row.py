"""What a type of field has to say of itself, and what most types say."""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol, cast

import msgspec
from msgspec import structs

BETWEEN_CHOICES = "|"
"""What stands between several choices in a cell of CSV."""

Value = str | int | bool
Default = Value | tuple[str, ...] | None


class Level(StrEnum):
    """A field's level of measurement, which decides how agreement on it is computed."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    SET = "set"


class Choice(msgspec.Struct, frozen=True, omit_defaults=True):
    """One answer of a choice field; with `choices` of its own it is a heading of two levels.

    A `retired` one is offered no longer, with all that is below it, and stays where it is given.
    """

    id: str
    name: str
    help: str = ""
    choices: tuple["Choice", ...] = ()
    retired: bool = False

    def offering(self) -> "Choice":
        """Return the choice with those below it that are offered."""
        kept = tuple(one for one in self.choices if not one.retired)
        return self if len(kept) == len(self.choices) else structs.replace(self, choices=kept)


class ScaleStep(msgspec.Struct, frozen=True, omit_defaults=True):
    """One labelled step of a scale; a `retired` one is offered no longer."""

    value: int
    label: str = ""
    retired: bool = False


class AskedField(Protocol):
    """What a type needs to know of the field that it is the type of."""

    @property
    def name(self) -> str:
        """Its name for people."""
        ...

    @property
    def level(self) -> Level:
        """Its level of measurement in the codebook."""
        ...

    @property
    def steps(self) -> tuple[ScaleStep, ...]:
        """The steps of a scale."""
        ...

    def choice_ids(self) -> Iterator[str]:
        """Yield the ids that can be chosen."""
        ...

    def choice_name(self, choice_id: str, /) -> str:
        """Return a choice's name for people."""
        ...

    def signed(self, value: int, /) -> str:
        """Return a step of a scale as people read it."""
        ...


def plain_words(value: object) -> str:
    """Return any answer as people type it: yes or no, commas between several, nothing for None."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(plain_words, cast("Iterable[object]", value)))
    return "" if value is None else str(value)


def plain_cell(value: object) -> str | int:
    """Return a value as a cell of CSV: true or false, choices joined, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return BETWEEN_CHOICES.join(map(str, cast("Iterable[object]", value)))
    return value if isinstance(value, int) else str(value)


@dataclass(frozen=True, kw_only=True, eq=False)
class FieldTypeRow:
    """All that is particular to a type of field.

    What tells about answers (`words`, `cell`, `measured`) takes also those that the type would
    refuse: a field may have had another type when they were given.
    """

    title: str
    """The type's name for people."""
    takes: str
    """What it takes, in words that follow "It takes"."""
    example: str = ""
    """An answer as it is typed, for a type of which nothing is offered."""
    levels: tuple[Level, ...] = (Level.NOMINAL,)
    """The levels of measurement that make sense for it, the usual one first."""
    default_hint: str = "none"
    """What can be typed as its default."""
    has_choices: bool = False
    """Whether the codebook lists its answers as choices."""
    has_steps: bool = False
    """Whether the codebook lists its answers as the steps of a scale."""
    several: bool = False
    """Whether an answer is a list."""
    numeric: bool = False
    """Whether its cells hold numbers or true and false, which no spreadsheet runs."""
    is_day: bool = False
    """Whether an answer is a day of the calendar, written as 2025-05-19."""
    labels: bool = True
    """Whether few answers stand for many places; others are hardly ever given twice."""
    by_chance: bool = True
    """Whether two coders could give the same answer by chance."""
    turns_into: tuple[str, ...] = ()
    """The types that its fields can be given so that each answer stays what it was."""
    schema: Mapping[str, object] = field(default_factory=lambda: {"type": "string"})
    """The JSON Schema of an answer, with a description that follows "It is"."""

    @property
    def json_type(self) -> str:
        """The JSON type of an answer."""
        return str(self.schema["type"])

    # Reading

    def accepts(self, _field: AskedField, value: Any, /) -> bool:
        """Tell whether a JSON value is an answer to the field."""
        return isinstance(value, str)

    def expectation(self, _field: AskedField, /) -> str:
        """Say what the field takes."""
        return f"It takes {self.takes}."

    def read(self, text: str) -> Value:
        """Return one typed value; raise a `UserError` when this type has no such value."""
        return text

    def read_default(self, text: str) -> Default:
        """Return a typed default, None for none; raise a `UserError` as for a value."""
        return self.read(text.strip()) if text.strip() else None

    def from_json(self, value: Any) -> Any:
        """Return a foreign program's value as ours."""
        return value

    def suggested_by(self, _value: Any, /) -> bool:
        """Tell whether a value without a field looks like an answer of this type."""
        return False

    def text_instead(self, value: Any) -> bool:
        """Tell whether a value shows that answers taken for this type's are free text."""
        written = isinstance(value, str) and self.json_type == "string"
        return written and not self.suggested_by(value)

    # Telling

    def words(self, _field: AskedField, value: object, /) -> str:
        """Return an answer in words, for a place that names the field."""
        return plain_words(value)

    def summary(self, field: AskedField, value: object) -> str:
        """Return an answer in words that stand without the field's name; empty for no words."""
        return self.words(field, value)

    def as_typed(self, value: object) -> str:
        """Return a value as `read` takes it."""
        return plain_words(value)

    def offered(self, _field: AskedField, /) -> list[str]:
        """Return what can be picked as a value, as it is typed."""
        return []

    def as_choices(self, _field: AskedField, /) -> list[tuple[Value, str]]:
        """Return the answers that become choices, by name, where a field is given choices."""
        return []

    def cell(self, value: object) -> str | int:
        """Return an answer as a cell of CSV."""
        return plain_cell(value)

    # Comparing

    def level_of(self, field: AskedField, /) -> Level:
        """Return the level at which the field's answers can be compared."""
        return field.level

    def measured(self, _field: AskedField, answer: Any, _level: Level, /) -> Hashable | None:
        """Return what stands for an answer at a level, None when nothing can."""
        return answer
