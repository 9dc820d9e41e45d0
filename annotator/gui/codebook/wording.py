"""Choices, steps and ids as people type them; knows nothing of Qt."""

import re
import unicodedata

from annotator.domain.codebook import Choice, Field, FieldType, Level, Step
from annotator.domain.errors import UserError

_LEVELS = {
    FieldType.MULTI_CHOICE: Level.SET,
    FieldType.SCALE: Level.ORDINAL,
    FieldType.NUMBER: Level.INTERVAL,
    FieldType.DATE: Level.INTERVAL,
}
_MOST_STEPS = 101


def slug(name: str) -> str:
    """Return an id for a name: a–z, 0–9 and _ only."""
    plain = unicodedata.normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def free_slug(name: str, taken: set[str]) -> str:
    """Return an id for a name that nothing else has."""
    wanted = slug(name) or "code"
    numbered = (f"{wanted}_{n}" for n in range(2, len(taken) + 3))
    return next(one for one in (wanted, *numbered) if one not in taken)


def level_for(kind: FieldType) -> Level:
    """Return the usual level of measurement of a type of field."""
    return _LEVELS.get(kind, Level.NOMINAL)


def written_choices(choices: tuple[Choice, ...]) -> str:
    """Return choices as lines "id: name", those of the second level indented."""
    lines: list[str] = []
    for choice in choices:
        lines.append(f"{choice.id}: {choice.name}")
        lines += [f"    {below.id}: {below.name}" for below in choice.choices]
    return "\n".join(lines)


def read_choices(text: str, old: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Return the choices that lines "id: name" name; a name alone gets an id made of it.

    What the old choices say as help stays with their ids. An indented line belongs to the one
    above that is not; raise a `UserError` when there is none.
    """
    helps = {one.id: one.help for choice in old for one in (choice, *choice.choices)}
    found: list[Choice] = []
    for line in text.splitlines():
        if not line.strip():
            continue
        choice = _choice(line.strip(), helps)
        if not line[0].isspace():
            found.append(choice)
        elif found:
            head = found[-1]
            found[-1] = Choice(head.id, head.name, head.help, (*head.choices, choice))
        else:
            message = f"“{line.strip()}” is indented, but there is no choice above it."
            raise UserError(message, remedy="Start the line at its beginning.")
    return tuple(found)


def _choice(line: str, helps: dict[str, str]) -> Choice:
    one, colon, rest = line.partition(":")
    identity = one.strip() if colon else slug(line)
    name = rest.strip() if colon and rest.strip() else one.strip() if colon else line
    return Choice(identity, name, helps.get(identity, ""))


def steps_between(first: int, last: int, old: tuple[Step, ...]) -> tuple[Step, ...]:
    """Return the steps of a scale with the labels that the old ones have."""
    if last - first >= _MOST_STEPS:
        raise UserError(
            "The scale has too many steps.", remedy=f"Use at most {_MOST_STEPS}, or a number."
        )
    labels = {step.value: step.label for step in old}
    return tuple(Step(value, labels.get(value, "")) for value in range(first, last + 1))


def new_field(taken: set[str]) -> Field:
    """Return a field to begin with."""
    identity = free_slug("field", taken)
    choices = (Choice("yes", "Yes"), Choice("no", "No"), Choice("unclear", "Unclear"))
    return Field(id=identity, name="New field", type=FieldType.CHOICE, choices=choices)
