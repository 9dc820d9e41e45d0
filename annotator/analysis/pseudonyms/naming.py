"""Which actors get which pseudonyms: numbered by kind, or as a list says."""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from annotator.analysis.pseudonyms.replacing import Replacer
from annotator.domain.errors import UserError
from annotator.domain.people import Actor, end_of

_STEMS = {"person": "Person", "organisation": "Organisation", "group": "Group"}
_OTHER = "Actor"


class Pseudonyms(msgspec.Struct, frozen=True):
    """Pseudonyms by the ids of the actors whose names they take the place of."""

    names: Mapping[str, str]


def numbered(
    chosen: Iterable[Actor], given: Mapping[str, str] | None = None, seed: int = 1
) -> Pseudonyms:
    """Return a pseudonym for each actor: those `given` by ids, else "Person 1", "Group 2".

    The numbers are in an order that the seed gives, so that they tell nothing.
    """
    names = dict(given or {})
    taken = {name.casefold() for name in names.values()}
    ordered = sorted((one for one in chosen if one.id not in names), key=lambda one: one.id)
    random.Random(seed).shuffle(ordered)  # noqa: S311 - no secret: it hides an order
    counts = Counter[str]()
    for actor in ordered:
        stem = _STEMS.get(actor.kind, _OTHER)
        counts[stem] += 1
        while f"{stem} {counts[stem]}".casefold() in taken:
            counts[stem] += 1
        names[actor.id] = f"{stem} {counts[stem]}"
    return Pseudonyms(names)


def replacer_for(pseudonyms: Pseudonyms, actors: Sequence[Actor]) -> Replacer:
    """Return what replaces the names of these of a project's actors.

    What was merged into an actor goes with it. Raise a `UserError` for actors that are not there,
    and for pseudonyms that are empty, the same for two, or that name somebody who gets one.
    """
    names = pseudonyms.names
    known = {one.id for one in actors}
    for ident in names:
        if ident not in known:
            raise UserError(f"There is no actor {ident} in this project.")
    _refuse_unfit(names)
    became = {one.id: one.became for one in actors if one.became}
    whole = {one.id: names[end] for one in actors if (end := end_of(one.id, became)) in names}
    whole |= names
    chosen = [one for one in actors if one.id in whole]
    # Former selves stand for the actor that they became: their names are not shared with it.
    same = {ident: end_of(ident, became) for ident in whole}
    found = Replacer(chosen, whole, (one for one in actors if one.id not in whole), same)
    for name in names.values():
        if found.masked(name).replaced:
            message = f"The pseudonym “{name}” has a name in it that is to be replaced."
            raise UserError(message, remedy="Give another one in a list of your own.")
    return found


def _refuse_unfit(names: Mapping[str, str]) -> None:
    owner: dict[str, str] = {}
    for ident, name in names.items():
        if not name.strip() or "\n" in name:
            raise UserError(f"The pseudonym of actor {ident} is no name.")
        if name.casefold() in owner:
            raise UserError(f"Two actors would both be “{name}”.", remedy="Tell them apart.")
        owner[name.casefold()] = ident
