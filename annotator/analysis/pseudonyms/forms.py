"""In which forms a name stands in texts: whole, an alias, a surname; and which are in doubt."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

import msgspec

from annotator.analysis.pseudonyms.tokens import NameWord, gaps, tokens
from annotator.domain.people import Actor

_PERSON = "person"
_AFTER_NAMES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_SHORTEST = 3
"""How long a surname, or a given name, has to be to be looked for by itself."""
_TWO = 2
_CALENDAR = frozenset(("march", "april", "may", "june", "august", "mai", "marz", "mars", "sunday"))
"""Words of the calendar that are surnames as well, without accents."""


Holders = Mapping[str, set[str]]
"""Who (ids) has a name, or a word of one."""


class Why(StrEnum):
    """Why words that may be a name were left as they are."""

    CALENDAR = "a word of the calendar, too"
    SHARED = "several actors are called so"
    GIVEN = "a given name by itself"
    LOWER = "written small"
    ENDING = "a longer word that begins so"
    PARTICLE = "a longer word that ends so"


class NameForm(msgspec.Struct, frozen=True):
    """A way in which an actor (an id) is named: its words, and what stands between them.

    `doubt` says why it is only told and never replaced. `small` is whether it is written without
    capitals itself.
    """

    actor: str
    words: tuple[str, ...]
    between: tuple[str, ...]
    small: bool
    doubt: Why | None = None


def forms_of(
    chosen: Sequence[Actor], others: Iterable[Actor], same: Mapping[str, str]
) -> list[NameForm]:
    """Return the forms of chosen actors; of the rest is only asked whether they share names.

    `same` gives by the ids of actors who they are where several records are one actor.
    """
    holders = _holders([*chosen, *others], same)
    found: dict[tuple[str, ...], NameForm] = {}
    for make in (_whole, _parts):
        for actor in chosen:
            for form in make(actor, holders):
                key = (*form.words, "", *form.between)
                if key not in found or (found[key].doubt and not form.doubt):
                    found[key] = form
    return list(found.values())


def names_of(actor: Actor) -> Iterator[str]:
    """Yield the name of an actor and its aliases."""
    yield actor.name
    yield from actor.aliases


def _key(words: Iterable[NameWord]) -> str:
    return " ".join(one.key for one in words)


def _holders(actors: Iterable[Actor], same: Mapping[str, str]) -> Holders:
    """Return by each name, and by each word of persons' names, who has it.

    What an organisation is called after somebody is theirs no less for that.
    """
    holders: dict[str, set[str]] = defaultdict(set)
    for actor in actors:
        for name in names_of(actor):
            words = list(tokens(name))
            parts = {one.key for one in words} if actor.kind == _PERSON else set[str]()
            for key in {_key(words), *parts}:
                holders[key].add(same.get(actor.id, actor.id))
    return holders


def _whole(actor: Actor, holders: Holders) -> Iterator[NameForm]:
    """Yield the names as they are; an alias that others have, too, tells nobody apart."""
    for name in names_of(actor):
        words = list(tokens(name))
        if words:
            shared = name != actor.name and len(holders[_key(words)]) > 1
            yield _form(actor, name, words, Why.SHARED if shared else None)


def _parts(actor: Actor, holders: Holders) -> Iterator[NameForm]:
    """Yield what of a person's name may stand for it: the surname, and given names in doubt."""
    if actor.kind != _PERSON:
        return
    for name in names_of(actor):
        if not _is_of_a_person(name):
            continue
        given, surname = _given_and_surname(name)
        if not surname:
            continue
        if len(surname[-1].key) >= _SHORTEST and not surname[-1].key.isdigit():
            doubt = _doubt(surname[-1].key, holders)
            yield _form(actor, name, surname, doubt)
            yield _form(actor, name, surname[-1:], doubt)
        yield from _turned(actor, name, given, surname)
        for word in given if name == actor.name else ():
            if len(word.key) >= _SHORTEST:
                yield _form(actor, name, [word], Why.GIVEN)


def _doubt(surname: str, holders: Holders) -> Why | None:
    """Return why a surname by itself is no proof of whom it means."""
    if len(holders[surname]) > 1:
        return Why.SHARED
    return Why.CALENDAR if surname in _CALENDAR else None


def _turned(
    actor: Actor, name: str, given: Sequence[NameWord], surname: Sequence[NameWord]
) -> Iterator[NameForm]:
    """Yield a name in both orders: "Peskov, Dmitry", "Peskov Dmitry", "Dmitry Peskov"."""
    first, last = tuple(one.key for one in given), tuple(one.key for one in surname)
    in_first, in_last = gaps(name, given), gaps(name, surname)
    for joint in (",", ", ", " "):
        yield NameForm(actor.id, (*last, *first), (*in_last, joint, *in_first), small=False)
    yield NameForm(actor.id, (*first, *last), (*in_first, " ", *in_last), small=False)


def _is_of_a_person(name: str) -> bool:
    """Tell whether a name is written as one of a person: an alias may say what somebody is."""
    found = list(tokens(name))
    return len(found) >= _TWO and not any(name[found[n].start].islower() for n in (0, -1))


def _given_and_surname(name: str) -> tuple[list[NameWord], list[NameWord]]:
    """Return the words of a person's name, with what belongs to the surname ("van der Berg")."""
    words = [one for one in tokens(name) if one.key not in _AFTER_NAMES]
    if len(words) < _TWO:
        return [], []
    comma = name.find(",")
    before = [one for one in words if one.end <= comma]
    if comma > 0 and before and len(before) < len(words):
        return words[len(before) :], before
    at = len(words) - 1
    while at > 1 and name[words[at - 1].start].islower():
        at -= 1
    return words[:at], words[at:]


def _form(actor: Actor, name: str, words: Sequence[NameWord], doubt: Why | None = None) -> NameForm:
    said = name[words[0].start : words[-1].end]
    return NameForm(
        actor.id, tuple(one.key for one in words), gaps(name, words), said == said.lower(), doubt
    )
