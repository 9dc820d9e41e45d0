"""Merging two codes and splitting one, as edits, so that nothing is lost unless that is asked."""

from collections.abc import Collection, Mapping, Sequence

from msgspec import structs

from annotator.domain.codebook import Choice, Code, Codebook, Condition, Field
from annotator.domain.edits.reshaping import MergeCodes, SplitCode, rules_together
from annotator.domain.errors import UserError
from annotator.workflow.codebook_text import free_slug


def merge_codes(book: Codebook, code: str, into: str, dropping: Collection[str] = ()) -> MergeCodes:
    """Return the edit that merges a code into another one.

    Fields with the same id and type become one, with the choices and steps of both; others are
    taken over. Of the fields in `dropping` (ids) the answers are dropped instead.
    """
    one, other = _code(book, code), _code(book, into)
    theirs = {field.id: field for field in other.fields}
    fields = dict(theirs)
    taken = {field.id for field in (*one.fields, *other.fields)}
    mapping: dict[str, str] = {}
    taken_over: list[Field] = []
    for field in one.fields:
        if field.id in dropping:
            continue
        there = theirs.get(field.id)
        if there is not None and there.type is field.type:
            fields[field.id] = _together(there, field)
            mapping[field.id] = field.id
            continue
        mapping[field.id] = field.id if there is None else free_slug(field.id, taken)
        taken.add(mapping[field.id])
        taken_over.append(field)
    for field in taken_over:
        new = mapping[field.id]
        shown = _shown(field, mapping)
        fields[new] = structs.replace(field, id=new, required=False, shown_if=shown)
    merged = structs.replace(
        other, fields=tuple(fields.values()), links=tuple(rules_together(one, other))
    )
    return MergeCodes(code=code, merged=merged, fields=mapping)


def split_code(
    book: Codebook, code: str, field: str, parts: Sequence[tuple[str | int | bool, str]]
) -> SplitCode:
    """Return the edit that gives labels with some answers codes of their own, by these names."""
    one = _code(book, code)
    if one.field(field) is None:
        raise UserError(f"{one.name} has no field {field}.", remedy="Choose one of its fields.")
    taken = {each.id for each in book.codes}
    made: list[tuple[str | int | bool, Code]] = []
    for answer, name in parts:
        ident = free_slug(name, taken)
        taken.add(ident)
        new = structs.replace(one, id=ident, name=name.strip(), key="", position=one.position)
        made.append((answer, new))
    return SplitCode(code, field, tuple(made))


def _code(book: Codebook, code: str) -> Code:
    found = book.code(code)
    if found is None:
        raise UserError(f"There is no code {code}.", remedy="Look at the codebook again.")
    return found


def _shown(field: Field, mapping: Mapping[str, str]) -> Condition | None:
    """Return a field's condition on the field as it is called now; none if that is dropped."""
    shown = field.shown_if
    if shown is None or shown.field not in mapping:
        return None
    return Condition(mapping[shown.field], shown.values)


def _together(one: Field, other: Field) -> Field:
    known = set(one.choice_ids())
    heads = {choice.id for choice in one.choices}
    new = [_less(choice, known) for choice in other.choices if choice.id not in known]
    below = [
        each
        for choice in other.choices
        if choice.id in known
        for each in choice.choices
        if each.id not in known and choice.id not in heads
    ]
    choices = tuple(
        structs.replace(choice, choices=(*choice.choices, *_new_below(choice, other, known)))
        for choice in one.choices
    )
    steps = {step.value: step for step in (*other.steps, *one.steps)}
    return structs.replace(
        one,
        choices=(*choices, *new, *below),
        steps=tuple(steps[value] for value in sorted(steps)),
    )


def _less(choice: Choice, known: set[str]) -> Choice:
    below = tuple(one for one in choice.choices if one.id not in known)
    return structs.replace(choice, choices=below)


def _new_below(choice: Choice, other: Field, known: set[str]) -> list[Choice]:
    same = next((one for one in other.choices if one.id == choice.id), None)
    return [one for one in same.choices if one.id not in known] if same else []
