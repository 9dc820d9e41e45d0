"""Answers in words."""

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code, value_words


def values_summary(code: Code, annotation: Annotation) -> str:
    """Return the answers of an annotation in the order of the code's fields, for a list.

    A flag is said by its field's name, or by yes and no where the code asks nothing else.
    """
    answers = ((field, annotation.values.get(field.id)) for field in code.fields)
    given = ((field, answer) for field, answer in answers if answer is not None)
    if len(code.fields) == 1:
        return ", ".join(value_words(field, answer) for field, answer in given)
    said = (field.type.row.summary(field, answer) for field, answer in given)
    return ", ".join(filter(None, said))
