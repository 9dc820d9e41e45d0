"""Extending a codebook by what imported annotations use and it lacks."""

from collections.abc import Iterable
from typing import Any, cast

from msgspec import structs

from annotator.domain.codebook import (
    ACTOR_END,
    ANY_CODE,
    Choice,
    Code,
    Codebook,
    Field,
    LinkRule,
    Scope,
)
from annotator.domain.field_types import FREE_TYPE, is_id, suggested_type
from annotator.domain.record import Values
from annotator.formats.jsonl.lines import AnnotationPart


class Extender:
    """Adds codes, fields, choices and links: as `donor` defines them, or guessed from their use.

    What `original` defines is only added to; steps of scales and ends of links stay as they are.
    """

    def __init__(self, original: Codebook, donor: Codebook | None) -> None:
        self._original = original
        self._donor = donor or Codebook()

    def extended(self, codebook: Codebook, part: AnnotationPart) -> Codebook:
        """Return the codebook with all that one annotation uses."""
        codebook, code = self._with_code(codebook, part.code, _scope(part))
        for name, value in given_values(part, code).items():
            code = self._with_value(code, name, value)
        for link in part.links:
            if code.link_rule(link.type) is None:
                code = structs.replace(code, links=(*code.links, self._rule(code, link.type)))
        codes = tuple(code if one.id == code.id else one for one in codebook.codes)
        return structs.replace(codebook, codes=codes)

    def _with_code(self, codebook: Codebook, wanted: str, scope: Scope) -> tuple[Codebook, Code]:
        """Return the codebook with a code and those above it, and the code."""
        known = codebook.code(wanted)
        if known is not None:
            return codebook, known
        code = self._donor.code(wanted) or Code(id=wanted, name=_name(wanted), scope=scope)
        if code.parent:
            codebook, _ = self._with_code(codebook, code.parent, scope)
        position = max((one.position for one in codebook.codes), default=-1) + 1
        key = "" if codebook.by_key(code.key) else code.key
        code = structs.replace(code, position=position, key=key)
        return structs.replace(codebook, codes=(*codebook.codes, code)), code

    def _rule(self, code: Code, link_type: str) -> LinkRule:
        donor = self._donor.code(code.id)
        given = donor.link_rule(link_type) if donor else None
        return given or LinkRule(type=link_type, name=_name(link_type), ends=(ACTOR_END, ANY_CODE))

    def _with_value(self, code: Code, name: str, value: Any) -> Code:
        field = code.field(name)
        if field is None:
            donor = self._donor.code(code.id)
            field = (donor.field(name) if donor else None) or _guessed(name, value)
            if field.shown_if is not None and code.field(field.shown_if.field) is None:
                field = structs.replace(field, shown_if=None)
            code = structs.replace(code, fields=(*code.fields, field))
        taking = self._taking(code.id, field, value)
        fields = tuple(taking if one.id == name else one for one in code.fields)
        return structs.replace(code, fields=fields)

    def _taking(self, code: str, field: Field, value: Any) -> Field:
        """Return the field with the choices that the value needs; a wrong guess becomes text."""
        row = field.type.row
        if row.has_choices:
            wanted = cast("list[Any]", value) if isinstance(value, list) else [value]
            if all(map(is_id, wanted)):
                return _with_choices(field, wanted)
        original = self._original.code(code)
        guessed = original is None or original.field(field.id) is None
        if guessed and row.text_instead(value):
            return structs.replace(field, type=FREE_TYPE, choices=())
        return field


def with_parents(codebook: Codebook, wanted: Iterable[str]) -> dict[str, Code]:
    """Return the codes with these ids that there are, each after those above it."""
    found: dict[str, Code] = {}
    for code in filter(None, map(codebook.code, wanted)):
        found |= with_parents(codebook, [code.parent]) | {code.id: code}
    return found


def _scope(part: AnnotationPart) -> Scope:
    return Scope.SPAN if part.fragments or part.start is not None else Scope.ARTICLE


def given_values(part: AnnotationPart, code: Code | None = None) -> Values:
    """Return the answers of an annotation as its code's fields take them, and without null.

    Table programs fill in null where some answers are missing.
    """
    given = {name: value for name, value in part.fields.items() if value is not None}
    return {name: _ours(code.field(name) if code else None, one) for name, one in given.items()}


def _ours(field: Field | None, value: Any) -> Any:
    kind = suggested_type(value) if field is None else field.type
    return kind.row.from_json(value)


def _with_choices(field: Field, wanted: list[str]) -> Field:
    known = set(field.choice_ids())
    new = [one for one in dict.fromkeys(wanted) if one not in known]
    added = (Choice(id=one, name=_name(one)) for one in new)
    return structs.replace(field, choices=(*field.choices, *added))


def _guessed(name: str, value: Any) -> Field:
    kind = suggested_type(value)
    return Field(id=name, name=_name(name), type=kind, level=kind.row.levels[0])


def _name(slug: str) -> str:
    return slug.replace("_", " ").strip().capitalize() or slug
