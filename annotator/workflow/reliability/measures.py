"""Which measures a table of figures shows."""

from annotator.analysis.agreement import MEASURES, TABLE

PER_CHOICE = "ku_alpha"
"""The measure that has a value for each choice."""


def columns(there: frozenset[str], *, every: bool) -> list[str]:
    """Return the measures to show of those that there are, in their order."""
    return [one for one in MEASURES if one in there and (every or TABLE[one].likely)]
