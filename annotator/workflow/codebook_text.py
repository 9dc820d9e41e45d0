"""Parts of a codebook as people type them: ids, choices, steps, defaults and conditions."""

import re
import unicodedata

from msgspec import structs

from annotator.domain.codebook import Choice, Condition, Field, ScaleStep
from annotator.domain.errors import UserError
from annotator.domain.field_type_row import Default, Value, plain_words
from annotator.domain.field_types import FIRST_TYPE, FieldType

_MOST_STEPS = 101
_HELP = "|"
"""What stands between a choice's name and its help."""
RETIRED = "(retired)"
"""What stands behind the name of a choice or the label of a step that is offered no longer."""
_STEPS = re.compile(r"\s*(-?\d{1,9})(?:\s*(?:to|…|\.\.)\s*(-?\d{1,9}))?\s*(?::(.*))?")


def slug(name: str) -> str:
    """Return an id for a name: a–z, 0–9 and _ only."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def free_slug(name: str, taken: set[str]) -> str:
    """Return an id for a name that nothing else has."""
    wanted = slug(name) or "code"
    numbered = (f"{wanted}_{n}" for n in range(2, len(taken) + 3))
    return next(one for one in (wanted, *numbered) if one not in taken)


def choices_text(choices: tuple[Choice, ...]) -> str:
    """Return choices as lines "id: name | help", those of the second level indented."""
    lines: list[str] = []
    for choice in choices:
        lines.append(_written(choice))
        lines += [f"    {_written(below)}" for below in choice.choices]
    return "\n".join(lines)


def _written(choice: Choice) -> str:
    helped = f" {_HELP} {choice.help}" if choice.help else ""
    return f"{choice.id}: {_marked(choice.name, retired=choice.retired)}{helped}"


def _marked(name: str, *, retired: bool) -> str:
    return f"{name} {RETIRED}".strip() if retired else name


def _parted(name: str) -> tuple[str, bool]:
    """Return a name without the word that it is retired, and whether it had that word."""
    return name.removesuffix(RETIRED).strip(), name.endswith(RETIRED)


def read_choices(text: str, old: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Return the choices that lines "id: name | help" name; a name alone gets an id made of it.

    Lines that still say what an old choice says mean that one, whatever signs it has. An indented
    line belongs to the one above that is not; raise a `UserError` when there is none.
    """
    known = {_written(one): one for choice in old for one in (choice, *choice.choices)}
    found: list[Choice] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        choice = _choice(line.strip(), known)
        if not line[0].isspace():
            found.append(choice)
        elif found:
            head = found[-1]
            found[-1] = structs.replace(head, choices=(*head.choices, choice))
        else:
            message = f"“{line.strip()}” is indented, but there is no choice above it."
            raise UserError(message, remedy="Start the line at its beginning.")
    return tuple(found)


def _choice(line: str, known: dict[str, Choice]) -> Choice:
    if line in known:
        same = known[line]
        return structs.replace(same, choices=())
    said, _, helped = (part.strip() for part in line.partition(_HELP))
    one, colon, rest = (part.strip() for part in said.partition(":"))
    name, retired = _parted(rest or one)
    return Choice(one if colon else slug(name), name, helped, retired=retired)


def steps_text(steps: tuple[ScaleStep, ...]) -> str:
    """Return the steps of a scale as lines "value: label"."""
    labels = [_marked(step.label, retired=step.retired) for step in steps]
    lines = zip(steps, labels, strict=True)
    return "\n".join(f"{one.value}: {label}" if label else str(one.value) for one, label in lines)


def read_steps(text: str) -> tuple[ScaleStep, ...]:
    """Return the steps that lines "value: label" name; "0 to 10" names several at once.

    Raise a `UserError` for a line that is neither.
    """
    found: list[ScaleStep] = []
    for line in filter(str.strip, text.splitlines()):
        match = _STEPS.fullmatch(line.replace("\N{MINUS SIGN}", "-"))
        if match is None:
            message = f"“{line.strip()}” is no step of a scale."
            raise UserError(message, remedy="Write “-1: rather against”, or “0 to 10”.")
        first, last, label = match.groups()
        values = range(int(first), int(last or first) + 1)
        if len(found) + len(values) > _MOST_STEPS:
            remedy = f"Use at most {_MOST_STEPS}, or a number."
            raise UserError("The scale has too many steps.", remedy=remedy)
        name, retired = _parted((label or "").strip())
        found += [ScaleStep(value, name, retired) for value in values]
    return tuple(found)


def default_text(field: Field) -> str:
    """Return a field's default as it is typed; several choices with commas between them."""
    return "" if field.default is None else field.type.row.as_typed(field.default)


def read_default(kind: FieldType, text: str, old: Default) -> Default:
    """Return a typed default, None for none; raise a `UserError` when the type has no such value.

    What still says the old one means it, whatever signs it has.
    """
    if old is not None and text.strip() == kind.row.as_typed(old):
        return old
    return kind.row.read_default(text)


def condition_text(condition: Condition, field: Field | None) -> str:
    """Return a condition's values, which are answers to a field, with commas between them."""
    said = field.type.row.as_typed if field else plain_words
    return ", ".join(said(value) for value in condition.values)


def read_answers(kind: FieldType, text: str) -> tuple[Value, ...]:
    """Return typed values with commas between them; raise a `UserError` for what is none."""
    return tuple(kind.row.read(one.strip()) for one in text.split(",") if one.strip())


def new_field(taken: set[str]) -> Field:
    """Return a field to begin with."""
    identity = free_slug("field", taken)
    choices = (Choice("yes", "Yes"), Choice("no", "No"), Choice("unclear", "Unclear"))
    return Field(id=identity, name="New field", type=FIRST_TYPE, choices=choices)
