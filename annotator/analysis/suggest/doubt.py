"""How unsure a program is of what it proposes in a text."""

from collections.abc import Iterable

_SHORT = 150
"""An article of fewer words counts as one of so many: a doubt weighs less in it."""


def doubt_of(scores: Iterable[float], text: str) -> float:
    """Return how unsure proposals of these scores (0 to 1) are, for each thousand words.

    A score s counts 4 s (1 − s): 1 where right and wrong are as likely, 0 where it is surely one of
    them.
    """
    whole = sum(4 * score * (1 - score) for score in scores)
    return 1000 * whole / max(len(text.split()), _SHORT)
