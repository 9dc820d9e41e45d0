"""A field's default and its condition as people type them; knows nothing of Qt."""

from annotator.domain.codebook import Field, FieldType
from annotator.domain.errors import UserError

Value = str | int | bool
Default = Value | tuple[str, ...] | None
_FLAGS = {"yes": True, "no": False}
_WHOLE = (FieldType.SCALE, FieldType.NUMBER)


def offered_values(field: Field) -> list[str]:
    """Return what can be chosen as a value of this field, as it is typed."""
    if field.type in (FieldType.CHOICE, FieldType.MULTI_CHOICE):
        return list(field.choice_ids())
    if field.type is FieldType.FLAG:
        return list(_FLAGS)
    return [str(step.value) for step in field.steps]


def written_value(value: Default) -> str:
    """Return a value as it is typed; several with commas between them."""
    if isinstance(value, tuple):
        return written_values(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def written_values(values: tuple[Value, ...]) -> str:
    """Return values as they are typed, with commas between them."""
    return ", ".join(written_value(value) for value in values)


def read_value(kind: FieldType, text: str) -> Value:
    """Return a typed value; raise a `UserError` when this type of field takes no such value."""
    if kind is FieldType.FLAG:
        if text.casefold() not in _FLAGS:
            raise UserError(f"“{text}” is neither yes nor no.")
        return _FLAGS[text.casefold()]
    if kind in _WHOLE:
        try:
            return int(text.replace("\N{MINUS SIGN}", "-"))
        except ValueError:
            raise UserError(f"“{text}” is no whole number.") from None
    return text


def read_values(kind: FieldType, text: str) -> tuple[Value, ...]:
    """Return typed values with commas between them; raise a `UserError` as for one."""
    return tuple(read_value(kind, one.strip()) for one in text.split(",") if one.strip())


def read_default(kind: FieldType, text: str, old: Default) -> Default:
    """Return a typed default, None for none; raise a `UserError` as for a value."""
    if text.strip() == written_value(old):
        return old
    if kind is FieldType.MULTI_CHOICE:
        return tuple(str(value) for value in read_values(kind, text)) or None
    return read_value(kind, text.strip()) if text.strip() else None
