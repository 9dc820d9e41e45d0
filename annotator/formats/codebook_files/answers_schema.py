"""The JSON Schema (Draft 2020-12) of what an annotation answers, code by code.

An annotation of our JSONL fits it: it has its `code` and, in `values`, the answers.
"""

import json
from typing import Any, BinaryIO

from annotator.domain.codebook import Code, Codebook, CodeState, Field
from annotator.domain.field_type_row import Choice, ScaleStep
from annotator.domain.record import Values

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def losses(_codebook: Codebook) -> list[str]:
    """Return what the schema leaves out, whatever the codebook."""
    return [
        "keys, colours and the order of codes",
        "links",
        "rules and examples (definitions are kept as descriptions)",
        "conditions for a field to be shown, but where it is required",
    ]


def write(codebook: Codebook, file: BinaryIO) -> None:
    """Write the schema; the same codebook gives the same bytes."""
    text = json.dumps(answers_schema(codebook), ensure_ascii=False, indent=2)
    file.write(f"{text}\n".encode(errors="replace"))


def answers_schema(codebook: Codebook) -> Values:
    """Return the schema of an annotation: its code, and answers that fit the code's fields."""
    codes = codebook.without_headings()
    rules: list[dict[str, Values]] = [
        {
            "if": {"properties": {"code": {"const": code.id}}},
            "then": {"properties": {"values": {"$ref": f"#/$defs/{code.id}"}}},
        }
        for code in codes
    ]
    needed = [code for code in codes if any(one.required for one in code.fields)]
    for rule, code in zip(rules, codes, strict=True):
        if code in needed:
            rule["then"]["required"] = ["values"]
    about = {"title": codebook.title, "description": codebook.description}
    schema: Values = {
        "$schema": DRAFT,
        "$comment": f"Codebook version {codebook.version}.",
        **_said(about),
        "type": "object",
        "required": ["code"],
        "properties": {"code": {"enum": [code.id for code in codes]}},
        "$defs": {code.id: _answers(code) for code in codes},
    }
    return schema | ({"allOf": rules} if rules else {})


def _answers(code: Code) -> Values:
    schema: Values = {
        **_said({"title": code.name, "description": code.definition}),
        "type": "object",
        "additionalProperties": False,
        "properties": {field.id: _answer(field) for field in code.fields},
    }
    if code.state is CodeState.RETIRED:
        schema["deprecated"] = True
    needed = [one.id for one in code.fields if one.required and one.shown_if is None]
    shown = [_if_shown(code, one) for one in code.fields if one.required and one.shown_if]
    return schema | ({"required": needed} if needed else {}) | ({"allOf": shown} if shown else {})


def _if_shown(code: Code, field: Field) -> Values:
    """Return the rule for a field that must be answered where another one makes it appear."""
    shown = field.shown_if
    if shown is None:
        raise LookupError(f"{field.id} is shown always")
    other = code.field(shown.field)
    one: Values = {"enum": list(shown.values)}
    several = other is not None and other.type.row.several
    met = {"contains": one} if several else one
    return {
        "if": {"properties": {shown.field: met}, "required": [shown.field]},
        "then": {"required": [field.id]},
    }


def _answer(field: Field) -> Values:
    row = field.type.row
    said = _said({"title": field.name, "description": field.help}) | _deprecated(field.retired)
    if field.default is not None:
        said["default"] = field.default
    if row.has_choices:
        one: Values = {"oneOf": [_choice(choice) for choice in _flat(field.choices)]}
        return said | ({"type": "array", "uniqueItems": True, "items": one} if row.several else one)
    if row.has_steps:
        return said | {"oneOf": [_step(step) for step in field.steps]}
    kind = {key: value for key, value in row.schema.items() if key != "description"}
    return said | kind


def _flat(choices: tuple[Choice, ...]) -> list[Choice]:
    return [one for choice in choices for one in (choice, *choice.choices)]


def _choice(choice: Choice) -> Values:
    said = _said({"title": choice.name, "description": choice.help})
    return {"const": choice.id} | said | _deprecated(choice.retired)


def _step(step: ScaleStep) -> Values:
    return {"const": step.value} | _said({"title": step.label}) | _deprecated(step.retired)


def _deprecated(retired: bool) -> Values:  # noqa: FBT001 - an attribute's value
    return {"deprecated": True} if retired else {}


def _said(words: dict[str, str]) -> dict[str, Any]:
    return {name: text for name, text in words.items() if text.strip()}
