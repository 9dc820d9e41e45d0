"""The codebook: codes with their fields, link rules and guidelines."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Any, cast

import msgspec
from msgspec import structs

from annotator.domain.field_type_row import (
    Choice,
    Default,
    Level,
    ScaleStep,
    Value,
    plain_words,
)
from annotator.domain.field_types import YES_OR_NO, FieldType
from annotator.domain.record import Record, Values

ACTOR_END = "actor"
"""The end of a link that is an actor instead of an annotation of some code."""
ANY_CODE = "*"
"""The end of a link that is an annotation, whatever its code."""
NONE = "none"
"""The name of the answer that a code does not apply to a unit; no field can have it as its id."""


class Scope(StrEnum):
    """What a code is applied to."""

    SPAN = "span"
    ARTICLE = "article"


class AskedUnit(StrEnum):
    """Of what a code asks for an answer each: of free stretches it asks for none."""

    FREE = "free"
    PARAGRAPH = "paragraph"
    SENTENCE = "sentence"
    ARTICLE = "article"

    @property
    def scope(self) -> Scope | None:
        """What a code that asks this applies to; either where it asks of nothing in particular."""
        if self is AskedUnit.FREE:
            return None
        return Scope.ARTICLE if self is AskedUnit.ARTICLE else Scope.SPAN


class CodeState(StrEnum):
    """Whether a code can still be applied; a retired one stays on what has it."""

    ACTIVE = "active"
    RETIRED = "retired"


class Condition(msgspec.Struct, frozen=True):
    """A field is shown only if another field of the code has one of these values."""

    field: str
    values: tuple[str | int | bool, ...]

    def met(self, answers: Values) -> bool:
        """Tell whether an annotation's answers fulfil it; of several choices one is enough."""
        answer: Any = answers.get(self.field)
        if isinstance(answer, list):
            return any(one in self.values for one in answer)  # pyright: ignore[reportUnknownVariableType] - a JSON value
        return answer is not None and answer in self.values


class Moved(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an answer that a field took before has become of it; None where it was taken back."""

    was: Value
    now: Default = None


class Field(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A typed attribute of a code.

    `moved` says what became of answers that it no longer takes, so that those that come in later
    from somebody else's file become the same. A `retired` field is asked no longer.
    """

    id: str
    name: str
    type: FieldType
    level: Level = Level.NOMINAL
    choices: tuple[Choice, ...] = ()
    steps: tuple[ScaleStep, ...] = ()
    required: bool = False
    default: Default = None
    shown_if: Condition | None = None
    help: str = ""
    moved: tuple[Moved, ...] = ()
    retired: bool = False

    def offering(self) -> "Field":
        """Return the field as it is asked: with what can still be answered."""
        choices = tuple(one.offering() for one in self.choices if not one.retired)
        steps = tuple(one for one in self.steps if not one.retired)
        if (choices, steps) == (self.choices, self.steps):
            return self
        return structs.replace(self, choices=choices, steps=steps)

    def carried(self, answer: Any) -> Any:
        """Return what has become of an answer of before, as JSON; None where nothing has."""
        several = self.type.row.several
        given = cast("list[Any]", answer) if isinstance(answer, list) else [answer]
        found = list(dict.fromkeys(now for one in given for now in self._become(one)))
        if several:
            return found or None
        return found[0] if len(found) == 1 else None

    def _become(self, answer: Value, *before: Value) -> tuple[Value, ...]:
        """Return what an answer has become, and what that has become that isn't taken any more."""
        for one in self.moved:
            if _are_one(one.was, answer):
                now = one.now if isinstance(one.now, tuple) else (one.now,)
                return tuple(
                    end
                    for each in now
                    if each is not None
                    for end in self._become_further(each, *before, answer)
                )
        return (answer,)

    def _become_further(self, answer: Value, *before: Value) -> tuple[Value, ...]:
        if any(_are_one(one, answer) for one in before):
            return (answer,)
        if not any(_are_one(one.was, answer) for one in self.moved):
            return (answer,)
        row = self.type.row
        given: Any = [answer] if row.several else answer
        return (answer,) if row.accepts(self, given) else self._become(answer, *before)

    def choice_ids(self) -> Iterator[str]:
        """Yield the ids that can be chosen; a heading with choices of its own can be too."""
        for choice in self.choices:
            yield choice.id
            for below in choice.choices:
                yield below.id

    def choice_name(self, choice_id: str) -> str:
        """Return a choice's name for people, or the id itself when it is unknown."""
        for choice in self.choices:
            for one in (choice, *choice.choices):
                if one.id == choice_id:
                    return one.name
        return choice_id

    def signed(self, value: int) -> str:
        """Return a step of a scale as people read it, with a sign where it has two sides."""
        two_sided = any(step.value < 0 for step in self.steps)
        sign = "\N{MINUS SIGN}" if value < 0 else "+" if value > 0 and two_sided else ""
        return f"{sign}{abs(value)}"


NONE_FIELD = Field(id=NONE, name="None", type=YES_OR_NO)
"""What the answer "none" is an answer to, of codes that ask of each unit."""


def _are_one(one: Value, other: Value) -> bool:
    return type(one) is type(other) and one == other


def is_none(values: Values) -> bool:
    """Tell whether answers say that the code does not apply to its unit; any other answer wins."""
    return values.get(NONE) is True and len(values) == 1


def value_words(field: Field | None, value: object) -> str:
    """Return an answer in words: a choice's name, a signed step, yes or no; empty for None.

    It may be any value, and one of a field that the codebook has no more.
    """
    if field is None or value is None:
        return plain_words(value)
    return field.type.row.words(field, value)


class LinkRule(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which links go out from a code's annotations.

    Ends are code ids, `*` for annotations of any code, or `actor`.
    """

    type: str
    name: str
    ends: tuple[str, ...]
    minimum: int = 0
    maximum: int | None = None

    def admits(self, end: str) -> bool:
        """Tell whether a link may end at an annotation of this code, or at an `actor`."""
        return end in self.ends or (ANY_CODE in self.ends and end != ACTOR_END)


GUIDELINE = (
    ("definition", "Definition"),
    ("include", "Include"),
    ("exclude", "Exclude"),
    ("positive_example", "An example"),
    ("negative_example", "Not an example"),
    ("source", "Source"),
)
"""What a code's guideline consists of, in the order in which it is read, with its headings."""


class Code(Record, frozen=True, kw_only=True, omit_defaults=True):
    """A category that can be applied; its id is a slug that exports use."""

    name: str
    key: str = ""
    scope: Scope = Scope.SPAN
    colour: str = "#7F7F7F"
    parent: str = ""
    group: bool = False
    fields: tuple[Field, ...] = ()
    links: tuple[LinkRule, ...] = ()
    definition: str = ""
    include: str = ""
    exclude: str = ""
    positive_example: str = ""
    negative_example: str = ""
    source: str = ""
    state: CodeState = CodeState.ACTIVE
    position: int = 0
    unit: AskedUnit = AskedUnit.FREE

    @property
    def is_of_units(self) -> bool:
        """Whether the code asks for an answer for each unit, instead of being tagged freely."""
        return self.unit is not AskedUnit.FREE

    @property
    def is_of_stretches(self) -> bool:
        """Whether the units are paragraphs or sentences, which have places of their own."""
        return self.is_of_units and self.unit is not AskedUnit.ARTICLE

    @property
    def every_field(self) -> tuple[Field, ...]:
        """The fields that annotations can have answers to, "none" to a unit among them."""
        return (*self.fields, NONE_FIELD) if self.is_of_units else self.fields

    def field(self, field_id: str) -> Field | None:
        """Return the field with this id, if the code has it."""
        return next((f for f in self.every_field if f.id == field_id), None)

    @property
    def asked_fields(self) -> tuple[Field, ...]:
        """The fields that are still asked, each with what can be answered."""
        return tuple(field.offering() for field in self.fields if not field.retired)

    def offering(self) -> "Code":
        """Return the code as it is offered: without what is retired of it."""
        asked = self.asked_fields
        return self if asked == self.fields else structs.replace(self, fields=asked)

    def missing(self, answers: Values) -> list[Field]:
        """Return the fields that must be answered, are shown, and have no answer yet."""
        if self.is_of_units and is_none(answers):
            return []
        return [
            field
            for field in self.fields
            if field.required
            and not field.retired
            and answers.get(field.id) is None
            and (field.shown_if is None or field.shown_if.met(answers))
        ]

    def link_rule(self, link_type: str) -> LinkRule | None:
        """Return the rule for this type of link, if the code has it."""
        return next((rule for rule in self.links if rule.type == link_type), None)


class Codebook(msgspec.Struct, frozen=True, kw_only=True):
    """A project's codes in their order, with the version that rises with each change."""

    title: str = ""
    description: str = ""
    version: int = 1
    codes: tuple[Code, ...] = ()

    def code(self, code_id: str) -> Code | None:
        """Return the code with this id, retired ones included."""
        return next((code for code in self.codes if code.id == code_id), None)

    def by_key(self, key: str) -> Code | None:
        """Return the active code that this key applies, compared without case."""
        return next(
            (c for c in self.usable() if c.key and c.key.casefold() == key.casefold()), None
        )

    def without_headings(self) -> tuple[Code, ...]:
        """Return the codes, retired ones included, that are more than headings of others."""
        return tuple(code for code in self.codes if not code.group)

    def usable(self, scope: Scope | None = None) -> tuple[Code, ...]:
        """Return the codes that can be applied, of one scope or of both."""
        return tuple(
            c
            for c in self.codes
            if c.state is CodeState.ACTIVE and not c.group and scope in (None, c.scope)
        )

    def taggable(self) -> tuple[Code, ...]:
        """Return the codes that can be applied to any stretch of text: those that ask of none."""
        return tuple(code for code in self.usable(Scope.SPAN) if not code.is_of_units)
