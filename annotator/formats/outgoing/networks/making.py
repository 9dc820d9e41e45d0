"""From a dataset's statements to a network whose nodes have names."""

from collections.abc import Iterator, Mapping

import msgspec

from annotator.analysis.counted_ties import CountedOnce, Tie, unit_of
from annotator.analysis.network_choices import NetworkKind, NodeType, met_within, told_apart
from annotator.analysis.networks import Network, NetworkEdge, one_mode, two_mode
from annotator.domain.draft import Progress, no_progress
from annotator.domain.names import folded
from annotator.domain.wording import shortened
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.outgoing.networks.choosing import (
    EVIDENCE,
    ONCE,
    UNNAMED,
    kind_of,
    weighing_of,
)
from annotator.formats.outgoing.statements.roles import statement_reading
from annotator.formats.outgoing.statements.taking import Concept, Party, Stated, StatementTaking
from annotator.formats.selection import Selection


class NodeFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a node is: a name that no other has, and of an actor what is known of it."""

    name: str
    type: str
    kind: str = ""
    role: str = ""
    affiliation: str = ""


class MadeNetwork(msgspec.Struct, frozen=True, kw_only=True):
    """A network with its nodes' facts by id; edges come with the heaviest first.

    Of statements it counts those that nobody says, those without anything at the other end, and
    the ends that are no actors and are left out. `evidence` says that edges are to name what is
    behind them.
    """

    network: Network
    facts: Mapping[str, NodeFacts]
    edges: tuple[NetworkEdge, ...]
    articles: int
    statements: int
    speakerless: int
    endless: int
    nameless: int
    layers: frozenset[str]
    evidence: bool


class _Making:
    """Turns statements into ties, and keeps what their ends are."""

    def __init__(self, selection: Selection) -> None:
        self.kind = kind_of(selection)
        self._unnamed = selection.flag(UNNAMED)
        self._meet_in = met_within(CountedOnce(selection.words(ONCE)))
        self.facts: dict[str, NodeFacts] = {}
        self.articles = self.statements = self.speakerless = self.endless = 0
        self._nameless: set[tuple[str, str]] = set()
        self.layers: set[str] = set()

    @property
    def nameless(self) -> int:
        return len(self._nameless)

    def ties(self, dataset: Dataset, taking: StatementTaking, progress: Progress) -> Iterator[Tie]:
        for labelled in dataset.labelled(progress):
            any_here = False
            for stated in taking.of(labelled):
                any_here = True
                self.statements += 1
                self.layers.add(dataset.layer(stated.annotation))
                yield from self._of(stated, labelled)
            self.articles += any_here

    def _of(self, stated: Stated, labelled: Labelled) -> Iterator[Tie]:
        speakers = [one for one in map(self._party, stated.speakers) if one]
        self.speakerless += not stated.speakers
        base = Tie(
            annotation=stated.annotation.id,
            source="",
            target="",
            value=stated.polarity,
            article=labelled.article.id,
            outlet=str(labelled.article.meta.get("outlet", "")),
            day=str(labelled.article.meta.get("published", "")),
        )
        ends = self._ends(stated, base)
        self.endless += not ends
        for speaker in speakers:
            for end in ends:
                pair = (end, speaker) if self.kind is NetworkKind.OUTLETS else (speaker, end)
                yield msgspec.structs.replace(base, source=pair[0], target=pair[1])

    def _ends(self, stated: Stated, base: Tie) -> list[str]:
        match self.kind:
            case NetworkKind.TARGETS:
                return [one for one in map(self._party, stated.targets) if one]
            case NetworkKind.TOGETHER:
                return [unit_of(base, self._meet_in)]
            case NetworkKind.OUTLETS:
                return [self._outlet(base.outlet)] if base.outlet else []
            case _:
                return [self._concept(one) for one in stated.concepts]

    def _party(self, party: Party) -> str:
        """Return the node of who speaks or is spoken of; nothing for words that are left out."""
        actor = party.actor
        if actor is not None:
            self.facts.setdefault(
                actor.id,
                NodeFacts(
                    name=actor.name,
                    type=NodeType.ACTOR,
                    kind=actor.kind,
                    role=actor.role,
                    affiliation=actor.affiliation,
                ),
            )
            return actor.id
        said = folded(party.text)
        if not self._unnamed or not said:
            self._nameless.add(party.key)
            return ""
        ident = NodeType.WORDS.node(said)
        self.facts.setdefault(ident, NodeFacts(name=shortened(party.text), type=NodeType.WORDS))
        return ident

    def _concept(self, concept: Concept) -> str:
        ident = NodeType.CONCEPT.node(concept.id)
        self.facts.setdefault(ident, NodeFacts(name=concept.name, type=NodeType.CONCEPT))
        return ident

    def _outlet(self, outlet: str) -> str:
        ident = NodeType.OUTLET.node(folded(outlet))
        self.facts.setdefault(ident, NodeFacts(name=outlet, type=NodeType.OUTLET))
        return ident


def made_network(
    dataset: Dataset, selection: Selection, progress: Progress = no_progress
) -> MadeNetwork:
    """Return the network that was chosen; raise a `UserError` for what the codebook lacks."""
    reading = statement_reading(dataset.codebook, selection)
    taking = StatementTaking(dataset, reading)
    making = _Making(selection)
    ties = making.ties(dataset, taking, progress)
    make = one_mode if making.kind.is_one_mode else two_mode
    network = make(ties, weighing_of(selection, reading.span))
    facts = _told_apart({node.id: making.facts[node.id] for node in network.nodes})

    def place(edge: NetworkEdge) -> tuple[float, str, str]:
        return -edge.weight, facts[edge.source].name, facts[edge.target].name

    return MadeNetwork(
        network=network,
        facts=facts,
        edges=tuple(sorted(network.edges, key=place)),
        articles=making.articles,
        statements=making.statements,
        speakerless=making.speakerless,
        endless=making.endless,
        nameless=making.nameless,
        layers=frozenset(making.layers),
        evidence=selection.flag(EVIDENCE),
    )


def _told_apart(facts: Mapping[str, NodeFacts]) -> dict[str, NodeFacts]:
    names = told_apart((ident, one.name) for ident, one in facts.items())
    return {
        ident: one if names[ident] == one.name else msgspec.structs.replace(one, name=names[ident])
        for ident, one in facts.items()
    }
