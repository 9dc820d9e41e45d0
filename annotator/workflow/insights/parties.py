"""Who speaks and who is spoken of: from the links of labels to actors and words at their ends."""

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set

import msgspec
from msgspec import structs

from annotator.analysis.insights.facts import PartyFact
from annotator.domain.annotation import JOINT
from annotator.domain.people import Actor, end_of
from annotator.formats.outgoing.statements.taking import affiliation_on, role_of
from annotator.store.reading.counted_labels import CountedLabel, CountedLink

Parties = tuple[PartyFact, ...]


class ActorsKnownNow(dict[str, Actor]):
    """The actors by id; of one that came while labels are read no more is known than the id."""

    def __missing__(self, ident: str) -> Actor:
        """Return what stands for the actor until the actors are looked at again."""
        return Actor(id=ident, name=ident)

    def differing(self, others: "ActorsKnownNow", among: Iterable[str]) -> "DifferingActors":
        """Return in what actors `among` these ids were others before."""
        both = [(one, self.get(one), others.get(one)) for one in among]
        moved = [one for one, now, was in both if _became(now) != _became(was)]
        became = {one: actor.became for one, actor in others.items() if actor.became}
        return DifferingActors(
            said=frozenset(one for one, now, was in both if _said(now) != _said(was)),
            moved=frozenset((*(end_of(one, became) for one in moved), *became)) if moved else _NONE,
        )


class DifferingActors(msgspec.Struct, frozen=True):
    """Actors (ids) of whom something else is said than before, and from whom links lead elsewhere.

    `moved` are those to whom links led before that may lead to somebody else now.
    """

    said: frozenset[str]
    moved: frozenset[str]


class PartyTaking:
    """Makes parties of actors and of words that name them."""

    def __init__(self, actors: ActorsKnownNow, identities: Iterable[tuple[str, str]]) -> None:
        """Take the links, by code and type, that say which actor an annotation is."""
        self._actors = actors
        self._became = {one.id: one.became for one in actors.values() if one.became}
        self._ends: dict[str, Actor] = {}
        self._named: dict[tuple[str, str], Parties] = {}
        self._identities: dict[str, set[str]] = {}
        for code, kind in identities:
            self._identities.setdefault(code, set()).add(kind)

    def identities(self, code: str) -> Set[str]:
        """Return the types of the links that say which actor an annotation of a code (id) is."""
        return self._identities.get(code, _NONE)

    def actor(self, ident: str) -> Actor:
        """Return whom a link to an actor (id) leads to by now."""
        found = self._ends.get(ident)
        if found is None:
            end = end_of(ident, self._became)
            found = self._ends[ident] = self._actors.get(end, self._actors[ident])
        return found

    def named(self, actor: Actor, day: str) -> Parties:
        """Return an actor whom a link names without any words."""
        which = actor.id, day if actor.affiliations else ""
        found = self._named.get(which)
        if found is None:
            role, affiliation = role_of(actor, {}), affiliation_on(actor, day)
            found = self._named[which] = (
                PartyFact(actor=actor.id, role=role, affiliation=affiliation),
            )
        return found

    def worded(self, label: CountedLabel, actor: Actor | None, day: str) -> Parties:
        """Return whom the words of a label are about: an actor, or somebody unknown."""
        texts = label.texts
        return (
            PartyFact(
                actor=actor.id if actor is not None else "",
                words=texts[0] if len(texts) == 1 else JOINT.join(texts),
                role=role_of(actor, label.values),
                affiliation=affiliation_on(actor, day) if actor is not None else "",
                code=label.code,
                values=label.values,
            ),
        )

    def told_anew(self, one: PartyFact, day: str) -> PartyFact:
        """Return a party with what is known now of its actor."""
        actor = self._actors[one.actor]
        role, affiliation = role_of(actor, one.values), affiliation_on(actor, day)
        return structs.replace(one, role=role, affiliation=affiliation)


_Heard = tuple[str, str, Parties]
"""Who is met at the end of a link: the actor (id) or nothing, the label or nothing, the one."""


class PartiesOf:
    """Who speaks and is spoken of on an article that is of a day (ISO 8601, or empty)."""

    def __init__(
        self,
        taking: PartyTaking,
        labels: Sequence[CountedLabel],
        links: Mapping[str, Sequence[CountedLink]],
        day: str,
    ) -> None:
        """Take the labels that may be seen; links to others lead nowhere."""
        self._taking = taking
        self._links = links
        self._day = day
        self._labels = {one.id: one for one in labels}
        self._worded: dict[str, list[_Heard]] = {}

    def at(self, label: CountedLabel, types: Sequence[str]) -> Parties:
        """Return whom the links of some types lead to, in their order, each once."""
        if not types:
            return ()
        heard: list[_Heard] = []
        for _, _, kind, end, actor in self._links[label.id]:
            if kind not in types or (end is not None and end not in self._labels):
                continue
            if actor:
                who = self._taking.actor(actor)
                heard.append((who.id, "", self._taking.named(who, self._day)))
            elif end:
                heard += self._at_words(self._labels[end])
        return _each_once(heard)

    def named_by(self, label: CountedLabel) -> Parties:
        """Return the actors that a label's own words are, each with these words."""
        return _each_once([one for one in self._at_words(label) if one[0]])

    def _at_words(self, label: CountedLabel) -> list[_Heard]:
        """Return those that a label's words are, or one whom nobody knows; found once."""
        found = self._worded.get(label.id)
        if found is None:
            make, day = self._taking.worded, self._day
            known = {who.id: who for who in self._identities(label)}
            found = [(who.id, label.id, make(label, who, day)) for who in known.values()]
            self._worded[label.id] = found = found or [("", label.id, make(label, None, day))]
        return found

    def _identities(self, label: CountedLabel) -> Iterator[Actor]:
        types = self._taking.identities(label.code)
        for _, _, kind, end, actor in self._links.get(label.id, ()) if types else ():
            if actor and kind in types and (end is None or end in self._labels):
                yield self._taking.actor(actor)


def _each_once(heard: Sequence[_Heard]) -> Parties:
    """Return each actor once, in words where there are any, and all words that nobody is."""
    if len(heard) < 2:
        return heard[0][2] if heard else ()
    once: dict[tuple[str, str], _Heard] = {}
    for one in heard:
        actor, label, _ = one
        key = (actor, "") if actor else ("", label)
        if key not in once or not once[key][1]:
            once[key] = one
    return tuple([party for *_, (party,) in once.values()])


_NONE = frozenset[str]()


def _became(actor: Actor | None) -> str | None:
    return actor.became if actor is not None else None


def _said(actor: Actor | None) -> object:
    return (actor.role, actor.affiliation, actor.affiliations) if actor is not None else None
