"""Actors that may be the same: other spellings of a name, a part of it, its initials.

Names are compared by keys that leave out what spellings differ in, and only where their last words
have the same key: a project's ten thousand actors are never compared all with all.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import combinations, islice, product

import msgspec

from annotator.analysis.name_keys import skeleton, spelling_key
from annotator.analysis.source_name import PERSON, has_role, source_name
from annotator.domain.names import folded
from annotator.domain.people import Actor
from annotator.domain.wording import quoted

_SMALL = frozenset(
    (
        *(
            "the",
            "a",
            "an",
            "of",
            "for",
            "and",
            "&",
            "der",
            "die",
            "das",
            "des",
            "dem",
            "den",
            "für",
        ),
        *("und", "la", "le", "les", "l", "de", "du", "et", "el", "los", "las", "y", "e", "del"),
        *("di", "da"),
    )
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_MOST_PAIRS = 400
"""So many pairs are looked at of actors whose names end alike; there are Kims and Smiths."""
_SHORTEST_ACRONYM = 3
_LONG_SKELETON = 4
_SAME, _CALLED, _SPELLED, _INITIAL, _LONE, _ACRONYM = 0.95, 0.95, 0.9, 0.75, 0.65, 0.6
_LIKELY = 0.6
_SAME_NAME = "the same name"


class Double(msgspec.Struct, frozen=True):
    """Two actors (ids) that may be the same, why, and a score from 0 to 1 to order them by."""

    a: str
    b: str
    why: str
    score: float


class Parted(msgspec.Struct, frozen=True):
    """A name in parts: keys of its last word and of those before it, as written, too."""

    written: str
    last: str
    given: tuple[str, ...]
    words: tuple[str, ...]
    is_person: bool


class Doubles:
    """Finds whom an actor may be the same as, among many; archived ones are left out."""

    def __init__(self, actors: Iterable[Actor]) -> None:
        self.actors = {one.id: one for one in actors if not one.archived and one.name.strip()}
        self._names: dict[str, tuple[Parted, ...]] = {}
        self._blocks: dict[str, list[str]] = defaultdict(list)
        for one in self.actors.values():
            self._names[one.id] = tuple(_parted(name, one.kind) for name in _called(one))
            for key in dict.fromkeys(_keys(self._names[one.id])):
                self._blocks[key].append(one.id)

    def of(self, actor: str) -> list[Double]:
        """Return whom one actor (an id) may be the same as, the likeliest first."""
        found: dict[str, Double] = {}
        for key in dict.fromkeys(_keys(self._names.get(actor, ()))):
            for other in self._blocks[key][:_MOST_PAIRS]:
                if other != actor and other not in found:
                    double = self._compared(*sorted((actor, other)))
                    if double is not None:
                        found[other] = double
        return _ordered(found.values())

    def all(self) -> list[Double]:
        """Return all pairs of actors that may be the same, the likeliest first."""
        found: dict[tuple[str, str], Double | None] = {}
        for block in self._blocks.values():
            for a, b in self._pairs(block):
                pair = (a, b) if a < b else (b, a)
                if pair not in found:
                    found[pair] = self._compared(*pair)
        return _ordered(one for one in found.values() if one is not None)

    def _pairs(self, block: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield the pairs of a block that are worth a look: first names that begin alike, or none.

        There are thousands of Kims and Smiths in the news.
        """
        begun: dict[str, list[str]] = defaultdict(list)
        for one in block:
            for letter in {name.given[0][0] if name.given else "" for name in self._names[one]}:
                begun[letter].append(one)
        lone = begun.pop("", [])
        for some in begun.values():
            yield from islice(combinations(some, 2), _MOST_PAIRS)
        yield from islice(combinations(lone, 2), _MOST_PAIRS)
        rest = [one for some in begun.values() for one in some if one not in lone[:_MOST_PAIRS]]
        yield from islice(product(lone, rest), _MOST_PAIRS)

    def _compared(self, a: str, b: str) -> Double | None:
        one, other = self.actors[a], self.actors[b]
        if b in one.unlike or a in other.unlike:
            return None  # somebody said so
        best = max(
            (_likeness(x, y) for x in self._names[a] for y in self._names[b]), default=(0.0, "")
        )
        score, why = best
        if score in (_LONE, _INITIAL) and not self._is_only_one(a, b):
            return None
        if score < _LIKELY or (one.kind != other.kind and score < _SAME):
            return None
        if why == _SAME_NAME:
            why = _shared_name(one, other)
        return Double(a, b, why, round(score * _agreeing(one, other), 3))

    def _is_only_one(self, a: str, b: str) -> bool:
        """Tell whether a last name, or one with an initial, can mean but one of all.

        "Smith" beside Ann and John Smith can be either, and so can "J. Smith" beside Jane and John.
        """
        short, _ = sorted((a, b), key=lambda one: sum(map(len, self._names[one][0].given)))
        meant = self._names[short][0]
        begins = meant.given[0] if meant.given else ""
        names = {
            _first_of(name.given)
            for one in self._blocks[meant.last][:_MOST_PAIRS]
            for name in self._names[one]
            if name.last == meant.last and name.given and name.given[0].startswith(begins)
        }
        return len(names - {begins}) <= 1


def likely_doubles(actors: Iterable[Actor]) -> list[Double]:
    """Return the pairs of actors that may be the same, the likeliest first.

    The same name, one of the other's names, another spelling of it, initials, or a last name that
    only one of them has. People of one last name with different first names are different.
    """
    return Doubles(actors).all()


def spelled_alike(words: str, actor: Actor) -> bool:
    """Tell whether a name in the text is one of an actor's, spelled in another way or in part."""
    asked = _parted(words, actor.kind)
    return any(_likeness(asked, _parted(name, actor.kind))[0] >= _LIKELY for name in _called(actor))


def _shared_name(one: Actor, other: Actor) -> str:
    """Say which name both have: of two whose own names differ, an other name of one or both."""
    if folded(one.name) == folded(other.name):
        return _SAME_NAME
    others = {folded(name) for name in _called(other)}
    shared = next((name for name in _called(one) if folded(name) in others), "")
    return f"both are called {quoted(shared)}" if shared else _SAME_NAME


def _called(actor: Actor) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in (actor.name, *actor.aliases) if name.strip()))


@lru_cache(maxsize=32_768)
def _parted(name: str, kind: str) -> Parted:
    person = kind == PERSON
    bare = _without_title(_turned(name)) if person else name
    words = [word.strip('.,;:()"“”') for word in bare.replace("-", " ").split()]
    words = [word for word in words if word and (person or word.casefold() not in _SMALL)]
    while person and len(words) > 1 and words[-1].casefold() in _SUFFIXES:
        words.pop()
    keys = [spelling_key(word) for word in words]
    keys = [key for key in keys if key]
    if not person:
        keys.sort()
    last = keys[-1] if keys else ""
    return Parted(folded(name), last, tuple(keys[:-1]), tuple(words), person)


def _turned(name: str) -> str:
    """Return a person's name as it is said, where a list has it with its last name first."""
    last, comma, first = name.partition(",")
    given = first.split()
    is_turned = comma and len(last.split()) <= 2 and 0 < len(given) <= 2
    is_turned = is_turned and all(word[0].isupper() for word in given)
    if not is_turned or given[0].strip(".").casefold() in _SUFFIXES:
        return name
    return f"{first.strip()} {last.strip()}"


def _without_title(name: str) -> str:
    """Return a person's name without the office before it: "President Zelensky"."""
    first, *rest = name.split()
    return source_name(name).name or name if rest and has_role(first, "title") else name


def _keys(names: Iterable[Parted]) -> Iterator[str]:
    """Yield the blocks that an actor is in."""
    for name in names:
        if name.last:
            yield name.last
        initials = _initials(name)
        if len(initials) >= _SHORTEST_ACRONYM:
            yield f"={initials}"
        if len(name.words) == 1 and _is_acronym(name.words[0]):
            yield f"={name.words[0].casefold()}"


def _first_of(given: tuple[str, ...]) -> str:
    """Return what first names have in common whose spellings differ in vowels alone."""
    bones = skeleton(given[0])
    return f"{bones} {given[0][-1]}" if len(bones) >= _LONG_SKELETON else given[0]


def _likeness(a: Parted, b: Parted) -> tuple[float, str]:
    """Return how likely two names are one's, and why; 0 for different ones."""
    if a.written == b.written:
        return _SAME, _SAME_NAME
    stands = _acronym(a, b) or _acronym(b, a)
    if stands:
        return _ACRONYM, stands
    if not a.last or a.last != b.last:
        return 0.0, ""
    from rapidfuzz import fuzz  # noqa: PLC0415 - only names that end alike need it

    spelled = _SPELLED - 0.1 * (1 - fuzz.ratio(a.written, b.written) / 100)
    if a.given == b.given or (a.is_person and b.is_person and _spelled(a.given, b.given)):
        return spelled, "another spelling of the name"
    return _in_part(a.given, b.given) if a.is_person and b.is_person else (0.0, "")


def _spelled(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Tell whether first names are the same one; further ones may be left out."""
    return bool(a and b) and (a[0] == b[0] or _alike(a[0], b[0]))


def _in_part(a: tuple[str, ...], b: tuple[str, ...]) -> tuple[float, str]:
    """Return how likely names are one person's where one has no first name, or its initial."""
    if not a or not b:
        return _LONE, "the same last name, and no other one has it"
    short, long = sorted((a[0], b[0]), key=len)
    if len(short) == 1 and long.startswith(short):
        return _INITIAL, "the same last name and initial"
    return 0.0, ""


def _alike(one: str, other: str) -> bool:
    """Tell whether two first names differ in vowels alone, and not in their ends: not Daniela."""
    bones = skeleton(one)
    return len(bones) >= _LONG_SKELETON and bones == skeleton(other) and one[-1] == other[-1]


def _acronym(short: Parted, long: Parted) -> str:
    if len(short.words) != 1 or not _is_acronym(short.words[0]) or len(long.words) < 2:
        return ""
    if long.is_person and short.is_person:
        return ""
    return "its initials" if _initials(long) == short.words[0].casefold() else ""


def _is_acronym(word: str) -> bool:
    return len(word) >= _SHORTEST_ACRONYM and word.isupper() and word.isalpha()


def _initials(name: Parted) -> str:
    return "".join(word[0] for word in name.words).casefold() if len(name.words) > 1 else ""


def _agreeing(one: Actor, other: Actor) -> float:
    """Return 1, or less for each thing that is said differently of two actors."""
    pairs = ((one.role, other.role), (one.affiliation, other.affiliation), (one.kind, other.kind))
    return 0.9 ** sum(bool(a and b) and folded(a) != folded(b) for a, b in pairs)


def _ordered(found: Iterable[Double]) -> list[Double]:
    return sorted(found, key=lambda one: (-one.score, one.a, one.b))
