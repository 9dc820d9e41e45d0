"""What of Label Studio holds a field's answers: which tag, and how a result says them."""

from typing import Any, cast

import msgspec

from annotator.domain.codebook import Code, Codebook, Field
from annotator.domain.field_type_row import FieldTypeRow
from annotator.formats.outgoing.answer_names import AnswerNames

TEXT, LABEL, WHOLE = "text", "label", "article_codes"
"""The names of the tags for the text, for labels on it, and for codes of whole articles."""
JOINT = "."
YES, NO = "yes", "no"


class Control(msgspec.Struct, frozen=True):
    """A tag: its kind, what results of it are called, and what else it says of itself."""

    tag: str
    type: str
    more: dict[str, str] = msgspec.field(default_factory=dict[str, str])


_CHOICES = Control("Choices", "choices", {"choice": "single"})
_TEXT = Control("TextArea", "textarea", {"editable": "true", "maxSubmissions": "1"})
_NUMBER = Control("Number", "number")
_DAY = Control("DateTime", "datetime", {"only": "date", "format": "%Y-%m-%d"})


def control_of(field: Field) -> Control:
    """Return the tag for a field."""
    row = field.type.row
    if row.several:
        return Control("Choices", "choices", {"choice": "multiple"})
    if row.has_choices or row.has_steps or row.json_type == "boolean":
        return _CHOICES
    if row.is_day:
        return _DAY
    return _NUMBER if row.json_type == "integer" else _TEXT


def choices_of(field: Field) -> list[tuple[str, str]]:
    """Return what can be chosen of a field, with its names for people."""
    row: FieldTypeRow = field.type.row
    if row.has_choices:
        return [(one, field.choice_name(one)) for one in field.choice_ids()]
    if control_of(field).type == "choices":
        return [(plain(value), name) for value, name in row.as_choices(field)]
    return []


def value_of(field: Field, answer: Any) -> dict[str, Any]:
    """Return an answer as the value of a result."""
    kind = control_of(field).type
    if kind == "choices":
        given = cast("list[object]", answer) if isinstance(answer, list) else [answer]
        return {"choices": [plain(one) for one in given]}
    if kind == "textarea":
        return {"text": [plain(answer)]}
    return {kind: answer}


def plain(value: object) -> str:
    """Return an answer as choices are written."""
    if isinstance(value, bool):
        return YES if value else NO
    return str(value)


class ControlNames:
    """The names of the tags for answers: `CODE.FIELD` for codes of whole articles."""

    def __init__(self, codebook: Codebook) -> None:
        self._names = AnswerNames(codebook, JOINT, (TEXT, LABEL, WHOLE))

    def name(self, code: Code, field: Field, *, whole: bool) -> str:
        """Return the name of the tag for a code's answers to a field."""
        return f"{code.id}{JOINT}{field.id}" if whole else self._names.name(code, field)
