"""Answers in words."""

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, Field, FieldType


def value_words(field: Field, value: object) -> str:
    """Return an answer in words: a choice's name, a signed step, yes or no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(field.choice_name(str(one)) for one in value)  # pyright: ignore[reportUnknownVariableType, reportUnknownArgumentType]
    if field.type is FieldType.SCALE and isinstance(value, int):
        return field.signed(value)
    return field.choice_name(str(value))


def values_summary(code: Code, annotation: Annotation) -> str:
    """Return the answers of an annotation in the order of the code's fields."""
    answers = ((field, annotation.values.get(field.id)) for field in code.fields)
    return ", ".join(value_words(field, one) for field, one in answers if _says_something(one))


def _says_something(answer: object) -> bool:
    """Tell whether an answer is worth a word; 0 is, though it equals False."""
    return answer is not None and answer is not False and answer not in ("", [])
