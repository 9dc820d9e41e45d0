"""Ids that readers of tables take for something else."""

import re

_GUESSED = re.compile(
    r"[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|[+-]?(inf|infinity)|true|false|#?n/?a|<na>|-?nan|none|null",
    re.ASCII | re.IGNORECASE,
)


def is_guessed(ident: str) -> bool:
    """Tell whether a reader of CSV that guesses types takes an id for a number or for nothing."""
    return _GUESSED.fullmatch(ident.strip()) is not None
