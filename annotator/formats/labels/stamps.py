"""Moments as files of labels say them, as annotations keep them."""

import re

_STAMP = re.compile(
    r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"([T ]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-]\d\d:?\d\d)?)?"
)


def stamp(value: object) -> str:
    """Return an ISO 8601 date or moment as it is kept; nothing for anything else."""
    text = value.strip() if isinstance(value, str) else ""
    return text.replace(" ", "T") if _STAMP.fullmatch(text) else ""
