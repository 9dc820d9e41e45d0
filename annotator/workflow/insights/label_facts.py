"""From the labels on an article to the facts that are counted: who speaks, of whom, on what."""

from collections.abc import Mapping, Sequence, Set

import msgspec
from msgspec import structs

from annotator.analysis.insights.facts import LabelFact, PartyFact
from annotator.analysis.word_count import word_count
from annotator.domain.codebook import is_none
from annotator.domain.layers import GOLD
from annotator.domain.visibility import Visibility
from annotator.formats.outgoing.statements.roles import StatementReading
from annotator.store.reading.counted_labels import CountedLabel, CountedOnArticle
from annotator.workflow.insights.concepts_at import ConceptsAt
from annotator.workflow.insights.parties import ActorsKnownNow, PartiesOf, PartyTaking


class FactsOnArticle(msgspec.Struct, frozen=True, gc=False):
    """The labels on an article as they are counted, with the names of what they are on, by ids."""

    labels: tuple[LabelFact, ...] = ()
    concepts: Mapping[str, str] = {}

    @property
    def actors(self) -> set[str]:
        """The ids of all who speak or are spoken of."""
        return {who.actor for one in self.labels for who in (*one.speakers, *one.targets)}


NO_FACTS = FactsOnArticle()


class LabelTaking:
    """Takes facts from labels, for somebody's eyes.

    They are what `StatementTaking` says of each label, as if all were statements: found here from
    rows of the project, with no more than one look at whatever is said of several labels.
    """

    def __init__(
        self, actors: ActorsKnownNow, reading: StatementReading, visibility: Visibility
    ) -> None:
        self._visibility = visibility
        self._spoken = {one.code.id: one for one in reversed(reading.spoken)}
        self._sources = reading.concepts
        self._parties = PartyTaking(actors, reading.identities)

    def of(self, found: CountedOnArticle, day: str) -> FactsOnArticle:
        """Return the facts of an article that is of a day (ISO 8601, or empty)."""
        labels, links = self._seen(found), found.links
        parties = PartiesOf(self._parties, labels, links, day)
        on = ConceptsAt(self._sources, labels)
        facts: list[LabelFact] = []
        for one in labels:
            spoken = self._spoken.get(one.code)
            if spoken is None or (len(one.values) == 1 and is_none(one.values)):
                continue
            speakers = targets = ()
            if one.id in links:
                speakers = (
                    parties.named_by(one)
                    if spoken.names_itself
                    else parties.at(one, spoken.speakers)
                )
                targets = parties.at(one, spoken.targets)
            texts = one.texts
            facts.append(
                LabelFact(
                    number=one.number,
                    id=one.id,
                    code=one.code,
                    layer=one.layer,
                    origin=one.origin,
                    start=one.start,
                    words=word_count(texts[0]) if len(texts) == 1 else sum(map(word_count, texts)),
                    values=one.values,
                    polarity=spoken.polarity(one.values) if spoken.stance is not None else None,
                    speakers=speakers,
                    targets=targets,
                    concepts=on.of(one),
                )
            )
        return FactsOnArticle(tuple(facts), on.names) if facts else NO_FACTS

    def told_anew(self, facts: FactsOnArticle, actors: Set[str], day: str) -> FactsOnArticle:
        """Return facts with what is known now of some actors (ids)."""

        def anew(parties: tuple[PartyFact, ...]) -> tuple[PartyFact, ...]:
            known = self._parties.told_anew
            return tuple(known(one, day) if one.actor in actors else one for one in parties)

        labels = tuple(
            structs.replace(one, speakers=anew(one.speakers), targets=anew(one.targets))
            if any(who.actor in actors for who in (*one.speakers, *one.targets))
            else one
            for one in facts.labels
        )
        return structs.replace(facts, labels=labels)

    def _seen(self, found: CountedOnArticle) -> Sequence[CountedLabel]:
        """Return the labels that may be seen."""
        if self._visibility.sees_others_on(found.article):
            return found.labels
        own = self._visibility.coder  # gold is nobody's own
        return [one for one in found.labels if own and one.layer == own != GOLD]
