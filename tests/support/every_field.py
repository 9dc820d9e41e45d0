"""A field of each type, with an answer to it, made from the types' own rows."""

from typing import Any

import msgspec
import pytest

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Choice, Code, Field, FieldType, ScaleStep

EVERY_TYPE = pytest.mark.parametrize("kind", FieldType)
CHOICES = (Choice("low", "Low"), Choice("high", "High", choices=(Choice("top", "Top"),)))
STEPS = (ScaleStep(-1, "against"), ScaleStep(0), ScaleStep(1, "for"))


def field_of(kind: FieldType, **more: Any) -> Field:
    """Return a field of a type with whatever such fields list, at the type's usual level."""
    field = Field(
        id=f"a_{kind}",
        name=f"A {kind.row.title}",
        type=kind,
        level=kind.row.levels[0],
        choices=CHOICES if kind.row.has_choices else (),
        steps=STEPS if kind.row.has_steps else (),
    )
    return msgspec.structs.replace(field, **more)


def typed_for(field: Field) -> str:
    """Return an answer as it is typed, the last one where some are offered."""
    row = field.type.row
    return (row.offered(field) or [row.example])[-1]


def answer_to(field: Field) -> Any:
    """Return an answer as records hold it."""
    value = field.type.row.read(typed_for(field))
    return [value] if field.type.row.several else value


def code_with_every_field() -> Code:
    """Return a code that asks for each type."""
    return Code(id="all", name="All", fields=tuple(map(field_of, FieldType)))


def answered(ident: str = "n", **more: Any) -> Annotation:
    """Return an annotation with an answer to each field of that code."""
    values = {field.id: answer_to(field) for field in code_with_every_field().fields}
    return Annotation(id=ident, article="a", code="all", coder="ana", values=values, **more)
