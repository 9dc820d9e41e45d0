"""Codes as somebody looks for them: by letters of a name, a key or a heading, recent ones first."""

from collections.abc import Sequence

from annotator.domain.codebook import Code, Codebook
from annotator.domain.names import folded

_BETWEEN = " › "
_LOOSE = 5
_NOWHERE = 6


def headings_of(codebook: Codebook, code: Code) -> tuple[Code, ...]:
    """Return what a code stands below, from the top on."""
    found: list[Code] = []
    above = codebook.code(code.parent)
    while above is not None and above not in found:
        found.insert(0, above)
        above = codebook.code(above.parent)
    return tuple(found)


def path_of(codebook: Codebook, code: Code) -> str:
    """Return the names of what a code stands below, in one line."""
    return _BETWEEN.join(one.name for one in headings_of(codebook, code))


def recent_first(codes: Sequence[Code], recent: Sequence[str]) -> list[Code]:
    """Return codes with those of these ids before the others, in the order of the ids."""
    places = {code: place for place, code in enumerate(recent)}
    return sorted(codes, key=lambda code: places.get(code.id, len(places)))


def codes_called(codebook: Codebook, words: str, recent: Sequence[str] = ()) -> list[Code]:
    """Return the usable codes that fit what was typed, the likeliest first.

    Every word must be in a code's name, in its key or in a heading above it; where none is in any
    code, its letters in that order in the name. Of those that fit alike, the recently used ones
    (ids, the last one first) come before the others.
    """
    terms = folded(words).split()
    codes = recent_first(codebook.usable(), recent)
    if not terms:
        return codes
    ranks = {code.id: [_rank(codebook, code, term) for term in terms] for code in codes}
    fitting = [code for code in codes if max(ranks[code.id]) < _NOWHERE]
    whole = [code for code in fitting if max(ranks[code.id]) < _LOOSE]
    return sorted(whole or fitting, key=lambda code: sum(ranks[code.id]))


def _rank(codebook: Codebook, code: Code, term: str) -> int:
    """Return how well one word fits a code: the better, the less."""
    name = folded(code.name)
    if term == folded(code.key):
        return 0
    if name.startswith(term):
        return 1
    if any(word.startswith(term) for word in name.split()):
        return 2
    if term in name:
        return 3
    if term in folded(path_of(codebook, code)):
        return 4
    letters = iter(name)
    return _LOOSE if all(letter in letters for letter in term) else _NOWHERE
