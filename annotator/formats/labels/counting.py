"""In which unit, and in which of several readings of a text, another program has counted."""

from collections.abc import Iterable, Sequence

from annotator.formats.labels.units import OffsetUnit, Positions

Said = tuple[int, int, str]
"""Where a label stands in the other program's units, and how the words there begin."""
_MOST = 2_000  # labels that are looked at
_TELLING = 12  # characters that tell a place when programs keep no more of it
_UNITS = (OffsetUnit.CODE_POINTS, OffsetUnit.UTF16)
_WAYS = ((False, False), (False, True), (True, False), (True, True))


def likeliest(candidates: Sequence[Positions], said: Iterable[Said]) -> Positions:
    """Return the text in which most words stand where they are said to; of several the first."""
    known = [one for one in said if one[2].strip()][:_MOST]
    if len(candidates) == 1 or not known:
        return candidates[0]
    best, most = candidates[0], -1
    for one in candidates:
        fitting = sum(stands(one, *each) for each in known)
        if fitting > most:
            best, most = one, fitting
        if most == len(known):
            break
    return best


def readings(
    raw: str, *, mark: bool = False, one_end: bool = False, utf16: bool = False
) -> list[Positions]:
    """Return the ways in which a text may have been counted, the one that is described first.

    With the mark at its beginning, with line ends of two characters as one, in UTF-16; programs
    do otherwise than they should, and so the others follow.
    """
    wanted = _text(raw, mark=mark, one_end=one_end)
    texts = dict.fromkeys([wanted, *(_text(raw, mark=m, one_end=e) for m, e in _WAYS)])
    units = [OffsetUnit.CODE_POINTS] if raw.isascii() else [*_UNITS[:: -1 if utf16 else 1]]
    return [Positions(text, unit) for unit in units for text in texts]


def stands(positions: Positions, start: int, end: int, words: str) -> bool:
    """Tell whether words, or how they begin, stand at a place."""
    place = positions.span(start, end)
    if place is None:
        return False
    there = "".join(positions.text[slice(*place)].split())
    wanted = "".join(words.split()).removesuffix("...").removesuffix("…")
    return there == wanted or (len(wanted) >= _TELLING and there.startswith(wanted))


def _text(raw: str, *, mark: bool, one_end: bool) -> str:
    text = raw if mark else raw.removeprefix("\ufeff")
    return text.replace("\r\n", "\n") if one_end else text
