"""What the number of a figure's units counts, in words."""

import re

from annotator.analysis.agreement.figures import Figure

PAIRS_OF_ANSWERS = "pairs of answers"
CHARACTERS = "characters"
STRETCHES = "marked stretches"
STRETCHES_ALIKE = "stretches with this label"
_ONE = {
    "spans": "span",
    "articles": "article",
    "sentences": "sentence",
    "pairs": "pair",
    "answers": "answer",
    "characters": "character",
    "stretches": "stretch",
    "links": "link",
    "codes": "code",
}
_PLURAL = re.compile("|".join(_ONE))


def by_coders(things: str, members: int, *, whole: bool = False) -> str:
    """Say that things are so by both coders, by all of more, or by two or more of them."""
    return f"{things} by {'both' if members == 2 else 'all' if whole else '2 or more'}"


def of_coders(things: str, members: int) -> str:
    """Say that things are of both coders, or of those of each pair of more, added up."""
    return f"{things} of both" if members == 2 else f"{things}, pair by pair"


def counted_units(figure: Figure) -> str:
    """Say how many units a figure has, and what they are: "42 spans answered by both".

    Of precision and recall it also says how many of them the other coder has: "30 of 42 spans".
    """
    things = figure.counts
    if figure.units == 1:
        things = _PLURAL.sub(lambda found: _ONE[found[0]], things, count=1)
    of = "" if figure.hits is None else f"{figure.hits:,} of "
    return f"{of}{figure.units:,} {things}"
