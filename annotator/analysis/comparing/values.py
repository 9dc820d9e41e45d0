"""When two annotations' answers to the codebook's fields are the same."""

from typing import Any, cast

from annotator.domain.record import Values, alike


def same_value(one: Any, other: Any) -> bool:
    """Tell whether two answers are the same; several choices are a set, whatever their order."""
    return alike(_comparable(one), _comparable(other))


def filled(values: Values) -> list[str]:
    """Return the ids of the fields that have an answer; an empty choice of several is none."""
    return [field for field, value in values.items() if value is not None and value != []]


def differing(a: Values, b: Values) -> list[str]:
    """Return the ids of the fields that two annotations answer differently, or only one answers."""
    return [field for field in _asked(a, b) if not same_value(a.get(field), b.get(field))]


def equal_count(a: Values, b: Values) -> int:
    """Return how many fields both annotations answer alike."""
    return len(_asked(a, b)) - len(differing(a, b))


def _asked(a: Values, b: Values) -> list[str]:
    return list(dict.fromkeys((*filled(a), *filled(b))))


def _comparable(value: Any) -> Any:
    return sorted(cast("list[str]", value)) if isinstance(value, list) else value
