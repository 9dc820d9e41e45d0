"""A codebook as instructions for a language model, and the JSON Schema of answers that come in."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.domain.codebook import ACTOR_END, ANY_CODE, Code, Codebook, Field, LinkRule, Scope
from annotator.domain.field_type_row import Choice
from annotator.formats.files.atomic import written_beside

SCHEMA_SUFFIX = ".schema.json"
"""How the name of the file with the schema ends, which stands beside the instructions."""
_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TASK = """\
You code news articles: you mark stretches of an article with the codes below and answer their
fields. You get one article with its id.

- Copy words letter for letter from the article, with its quotation marks and spelling. Never
  shorten, correct or translate them. Where a passage is interrupted, put … between its pieces.
- Give the labels in the order in which they stand in the article.
- Where the same words stand in the article more than once, give a few words right before or right
  after them (`before`, `after`), or the number of the paragraph, counted from 1.
- Mark only what the codes ask for. An article in which nothing is to be marked gets an empty list.
- Answer a field with one of its ids. Leave a field out if the article does not tell.
- `score` says how sure you are of a label, from 0 to 1, and `reason` in one sentence why.
"""
_ANSWER = """\
Answer with JSON alone, without any word before or after it: one object for the article, as the JSON
Schema below says.
"""


def schema_path(path: Path) -> Path:
    """Return where the schema stands whose instructions are in a file: prompt.schema.json."""
    return path.with_name(f"{path.stem}{SCHEMA_SUFFIX}")


def write_prompt(codebook: Codebook, path: Path) -> Path:
    """Write the instructions to a file and the schema beside it; return where that is.

    Raise a `UserError` when that can't be.
    """
    beside = schema_path(path)
    schema = json.dumps(answer_schema(codebook), ensure_ascii=False, indent=2)
    with written_beside(path, beside) as files:
        for file, text in zip(files, (prompt_of(codebook), schema), strict=True):
            file.write(f"{text.rstrip()}\n".encode())
    return beside


def prompt_of(codebook: Codebook) -> str:
    """Return the instructions: the task, each code with its fields, and what an answer is like."""
    schema = json.dumps(answer_schema(codebook), ensure_ascii=False, indent=1)
    parts = [
        f"# {codebook.title or 'Codebook'}",
        codebook.description.strip(),
        _TASK.strip(),
        "## Codes",
        *(_code_words(one.offering(), codebook) for one in codebook.usable()),
        "## Answer",
        _ANSWER.strip(),
        f"```json\n{schema}\n```",
    ]
    return "\n\n".join(one for one in parts if one) + "\n"


def answer_schema(codebook: Codebook) -> dict[str, Any]:
    """Return the JSON Schema of an answer for one article."""
    labels = [_label(one.offering(), codebook) for one in codebook.usable()]
    return {
        "$schema": _DRAFT,
        "title": "Labels of one article",
        "type": "object",
        "additionalProperties": False,
        "required": ["article_id", "labels"],
        "properties": {
            "article_id": {"type": "string", "description": "The article’s id, as it was given."},
            "labels": {"type": "array", "items": {"anyOf": labels} if labels else {}},
        },
    }


# The schema


def _label(code: Code, codebook: Codebook) -> dict[str, Any]:
    is_span = code.scope is Scope.SPAN
    properties: dict[str, Any] = {"code": {"const": code.id}}
    if is_span:
        properties |= _PLACE
    properties |= _fields(code)
    for rule in code.links:
        properties[rule.type] = _end(rule, codebook)
    properties |= _SURENESS
    return {
        "title": code.name,
        "type": "object",
        "additionalProperties": False,
        "required": ["code", "text"] if is_span else ["code"],
        "properties": properties,
    }


_PLACE: dict[str, Any] = {
    "text": {"type": "string", "description": "The words, letter for letter."},
    "before": {"type": "string", "description": "A few words right before them."},
    "after": {"type": "string", "description": "A few words right after them."},
    "paragraph": {"type": "integer", "minimum": 1},
}
_SURENESS: dict[str, Any] = {
    "score": {"type": "number", "minimum": 0, "maximum": 1},
    "reason": {"type": "string"},
}


def _end(rule: LinkRule, codebook: Codebook) -> dict[str, Any]:
    """Return what a link can end at: another stretch of the text, or somebody by name."""
    ends = [code for end in rule.ends if (code := codebook.code(end)) is not None]
    if ends:
        one: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "required": ["text"],
            "properties": {**_PLACE, **_fields(ends[0])},
        }
    else:
        one = {"type": "string"}
    several = rule.maximum is None or rule.maximum > 1
    return {"anyOf": [one, {"type": "array", "items": one}]} if several else one


def _fields(code: Code) -> dict[str, Any]:
    if not code.fields:
        return {}
    needed = [one.id for one in code.fields if one.required and one.shown_if is None]
    properties = {one.id: _answer(one) for one in code.fields}
    fields: dict[str, Any] = {"type": "object", "additionalProperties": False}
    return {"fields": {**fields, "required": needed, "properties": properties}}


def _answer(field: Field) -> dict[str, Any]:
    row = field.type.row
    if row.has_choices:
        one: dict[str, Any] = {"enum": list(field.choice_ids())}
        return {"type": "array", "items": one} if row.several else one
    if row.has_steps:
        return {"enum": [step.value for step in field.steps]}
    return {key: value for key, value in row.schema.items() if key != "description"}


# The words


def _code_words(code: Code, codebook: Codebook) -> str:
    what = "a stretch of the text" if code.scope is Scope.SPAN else "the article as a whole"
    lines = [f"### {code.name} (`{code.id}`)", f"Applied to {what}."]
    for heading, said in (
        ("", code.definition),
        ("Include: ", code.include),
        ("Exclude: ", code.exclude),
        ("An example: ", code.positive_example),
        ("Not an example: ", code.negative_example),
    ):
        if said.strip():
            lines.append(f"{heading}{said.strip()}")
    listed = [*_field_lines(code), *_link_lines(code, codebook)]
    return "\n\n".join(lines) + ("\n\n" + "\n".join(listed) if listed else "")


def _field_lines(code: Code) -> Iterator[str]:
    for field in code.fields:
        helped = f": {field.help.strip()}" if field.help.strip() else ""
        needed = " (always)" if field.required else ""
        takes = field.type.row.takes
        yield f"- field `{field.id}`, {field.name}{needed}{helped} It takes {takes}."
        for choice in field.choices:
            yield from _choice_lines(choice, 1)
        for step in field.steps:
            yield f"  - {step.value}{f': {step.label}' if step.label else ''}"


def _choice_lines(choice: Choice, depth: int) -> Iterator[str]:
    helped = f": {choice.help.strip()}" if choice.help.strip() else ""
    yield f"{'  ' * depth}- `{choice.id}`, {choice.name}{helped}"
    for below in choice.choices:
        yield from _choice_lines(below, depth + 1)


def _link_lines(code: Code, codebook: Codebook) -> Iterator[str]:
    for rule in code.links:
        ends = [codebook.code(end) for end in rule.ends if end not in (ACTOR_END, ANY_CODE)]
        names = [end.name for end in ends if end is not None]
        if names:
            yield f"- `{rule.type}`, {rule.name}: the words of the {names[0]} that it belongs to."
        else:
            yield f"- `{rule.type}`, {rule.name}: the name of a person or organisation."
