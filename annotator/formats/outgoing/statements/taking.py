"""From an article's annotations to its statements: who says it, of whom, on what, and how."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, cast

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Scope, is_none
from annotator.domain.field_type_row import plain_words
from annotator.domain.names import folded
from annotator.domain.people import Actor, end_of
from annotator.domain.record import Values
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.outgoing.statements.roles import ConceptSource, SpokenCode, StatementReading


class Party(msgspec.Struct, frozen=True):
    """Who speaks or is spoken of: an actor, words of the article, or both."""

    actor: Actor | None
    text: str = ""
    annotation: Annotation | None = None

    @property
    def name(self) -> str:
        """The actor's name, or else the words."""
        return self.actor.name if self.actor is not None else self.text

    @property
    def kind(self) -> str:
        """What kind of actor it is; empty for one that is none."""
        return self.actor.kind if self.actor is not None else ""

    @property
    def role(self) -> str:
        """The actor's role or, if it has none, the one that the words were given."""
        return role_of(self.actor, self.annotation.values if self.annotation is not None else {})

    @property
    def key(self) -> tuple[str, str]:
        """What is the same for the same actor, or for the same words at the same place."""
        if self.actor is not None:
            return "actor", self.actor.id
        return "annotation", self.annotation.id if self.annotation is not None else self.text

    def affiliation(self, day: str) -> str:
        """Return to whom the actor belonged on a day (ISO 8601), as far as that is known."""
        return affiliation_on(self.actor, day) if self.actor is not None else ""


def role_of(actor: Actor | None, answers: Values) -> str:
    """Return an actor's role or, if it has none, the one that its words were given."""
    return actor.role if actor is not None and actor.role else str(answers.get("role", ""))


def affiliation_on(actor: Actor, day: str) -> str:
    """Return to whom an actor belonged on a day (ISO 8601), as far as that is known."""
    for one in actor.affiliations:
        begun = not one.since or (bool(day) and one.since <= day[: len(one.since)])
        over = bool(one.until) and (not day or day[: len(one.until)] > one.until)
        if begun and not over and (one.since or one.until):
            return one.name
    return actor.affiliation


class Concept(msgspec.Struct, frozen=True):
    """What a statement is on: `id` is the same for the same thing, `answer` as exports give it."""

    id: str
    answer: str
    name: str
    source: str
    annotation: str


class Stated(msgspec.Struct, frozen=True, kw_only=True):
    """One statement, and all that is said of it."""

    annotation: Annotation
    spoken: SpokenCode
    speakers: tuple[Party, ...]
    targets: tuple[Party, ...]
    cues: tuple[str, ...]
    concepts: tuple[Concept, ...]
    polarity: float | None


class StatementTaking:
    """Takes the statements of a dataset, one article after the other."""

    def __init__(self, dataset: Dataset, reading: StatementReading) -> None:
        self._dataset = dataset
        self._reading = reading
        self._spoken = {one.code.id: one for one in reversed(reading.spoken)}
        self._became = {one.id: one.became for one in dataset.actors.values() if one.became}

    def of(self, labelled: Labelled) -> Iterator[Stated]:
        """Yield the statements of an article in their order."""
        by_id = labelled.by_id
        framing = self._framing(labelled)
        for one in labelled.annotations:
            spoken = self._spoken.get(one.code)
            if spoken is None or is_none(one.values):
                continue
            links = labelled.links[one.id]
            yield Stated(
                annotation=one,
                spoken=spoken,
                speakers=self._speakers(labelled, one, spoken) if links else (),
                targets=self.parties(labelled, one, spoken.targets) if links else (),
                cues=tuple(
                    [
                        by_id[link.target_annotation].text
                        for link in links
                        if link.type in spoken.cues and link.target_annotation
                    ]
                ),
                concepts=tuple(self._concepts(one, framing)) if framing else (),
                polarity=spoken.polarity(one.values),
            )

    def _speakers(
        self, labelled: Labelled, one: Annotation, spoken: SpokenCode
    ) -> tuple[Party, ...]:
        if not spoken.names_itself:
            return self.parties(labelled, one, spoken.speakers)
        actors = {actor.id: actor for actor in self._identities(labelled, one)}
        return tuple(Party(actor, one.text, one) for actor in actors.values())

    def parties(
        self, labelled: Labelled, of: Annotation, types: Sequence[str]
    ) -> tuple[Party, ...]:
        """Return who or what the links of some types lead to, in their order, each once."""
        found: list[Party] = []
        by_id = labelled.by_id
        for link in labelled.links[of.id]:
            if link.type not in types:
                continue
            if link.target_actor:
                found.append(Party(self._actor(link.target_actor)))
            elif link.target_annotation:
                end = by_id[link.target_annotation]
                actors = list(self._identities(labelled, end)) or [None]
                found += [Party(actor, end.text, end) for actor in actors]
        once: dict[tuple[str, str], Party] = {}
        for one in found:
            known = once.get(one.key)
            if known is None or known.annotation is None:  # with words it is known how one is named
                once[one.key] = one
        return tuple(once.values())

    def _identities(self, labelled: Labelled, one: Annotation) -> Iterator[Actor]:
        for link in labelled.links[one.id]:
            if link.target_actor and (one.code, link.type) in self._reading.identities:
                yield self._actor(link.target_actor)

    def _actor(self, ident: str) -> Actor:
        end = end_of(ident, self._became)
        return self._dataset.actors.get(end, self._dataset.actors[ident])

    def _framing(self, labelled: Labelled) -> list[tuple[ConceptSource, Annotation]]:
        return [
            (source, one)
            for source in self._reading.concepts
            for one in labelled.annotations
            if one.code == source.code.id and not is_none(one.values)
        ]

    def _concepts(
        self, one: Annotation, framing: Iterable[tuple[ConceptSource, Annotation]]
    ) -> Iterator[Concept]:
        seen: set[str] = set()
        for source, label in framing:
            if label.id == one.id or self._is_on(one, label, source):
                for concept in concepts_of(source, label.values, label.id):
                    if concept.id not in seen:
                        seen.add(concept.id)
                        yield concept

    def _is_on(self, one: Annotation, label: Annotation, source: ConceptSource) -> bool:
        """Tell whether another label of the same layer is over the same words, or the article."""
        if label.code == one.code or self._dataset.layer(label) != self._dataset.layer(one):
            return False
        return source.code.scope is Scope.ARTICLE or _overlap(one, label)


def _overlap(one: Annotation, other: Annotation) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.fragments for b in other.fragments)


def concepts_of(source: ConceptSource, values: Values, annotation: str) -> Iterator[Concept]:
    """Yield what the answers of an annotation (id) say that the statements at it are on."""
    code, field = source.code, source.field
    if field is None:
        yield Concept(code.id, code.id, code.name, source.name, annotation)
        return
    answer: Any = values.get(field.id)
    if answer is None or answer is False:
        return
    if answer is True:
        yield Concept(source.name, field.id, field.name, source.name, annotation)
        return
    for one in cast("list[object]", answer) if isinstance(answer, list) else [answer]:
        said = plain_words(one)
        ident = said if field.type.row.has_choices else folded(said)
        if ident:
            name = field.type.row.words(field, one) or said
            yield Concept(f"{source.name}={ident}", said, name, source.name, annotation)
