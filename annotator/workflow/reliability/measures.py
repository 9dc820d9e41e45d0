"""Which measures a table of figures shows."""

from annotator.analysis.agreement import MEASURES, TABLE

PER_CHOICE = "ku_alpha"
"""The measure that has a value for each choice."""


_OF_GOLD = frozenset(
    f"{score}_{match}" for score in ("precision", "recall") for match in ("overlap", "articles")
)
"""What is likely to be asked of coders against gold, beside what is likely anyway."""


def columns(there: frozenset[str], *, every: bool, against_gold: bool = False) -> list[str]:
    """Return the measures to show of those that there are, in their order."""
    also = {*_OF_GOLD, "f1_articles"} if against_gold else frozenset[str]()
    likely = {one for one in MEASURES if TABLE[one].likely} | also
    return [one for one in MEASURES if one in there and (every or one in likely)]
