"""What can be chosen of a network, in words: who is tied to what, what stance does, what a node is.

Exports and insights have the same choices, the same ids of nodes, and the same names.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from annotator.analysis.counted_ties import CountedOnce
from annotator.analysis.networks import Normalisation, Polarity, Weighing


class NetworkKind(StrEnum):
    """Who or what is tied to whom or what."""

    CONCEPTS = "actor-frame"
    SHARED = "actor-actor"
    TOGETHER = "co-occurrence"
    TARGETS = "actor-target"
    OUTLETS = "outlet-actor"

    @property
    def is_one_mode(self) -> bool:
        """Whether all nodes are of one kind, and ties have no direction."""
        return self in (NetworkKind.SHARED, NetworkKind.TOGETHER)


class NodeType(StrEnum):
    """What a node is. Ids of all but actors begin with it and a colon."""

    ACTOR = "actor"
    WORDS = "words"
    CONCEPT = "concept"
    OUTLET = "outlet"

    def node(self, ident: str) -> str:
        """Return the node's id of what has this id where it comes from."""
        return ident if self is NodeType.ACTOR else f"{self}:{ident}"


KIND_TITLES: Mapping[NetworkKind, str] = {
    NetworkKind.CONCEPTS: "Actors and the frames or concepts they speak in",
    NetworkKind.SHARED: "Actors and actors, by the frames or concepts they share",
    NetworkKind.TOGETHER: "Actors and actors, by the articles that quote both",
    NetworkKind.TARGETS: "Actors and whom they speak about",
    NetworkKind.OUTLETS: "Outlets and the actors they quote",
}
POLARITY_TITLES: Mapping[Polarity, str] = {
    Polarity.IGNORE: "Ignore the stance",
    Polarity.CONGRUENCE: "Congruence: being for, or of one mind",
    Polarity.CONFLICT: "Conflict: being against, or of two minds",
    Polarity.SUBTRACT: "Subtract conflict from congruence",
}
ONCE_TITLES: Mapping[CountedOnce, str] = {
    CountedOnce.EACH: "Each statement counts",
    CountedOnce.ARTICLE: "Once in an article",
    CountedOnce.OUTLET: "Once in an outlet",
    CountedOnce.DAY: "Once a day",
    CountedOnce.WEEK: "Once a week",
    CountedOnce.MONTH: "Once a month",
    CountedOnce.YEAR: "Once a year",
}
NORMALISATION_TITLES: Mapping[Normalisation, str] = {
    Normalisation.NONE: "As counted",
    Normalisation.AVERAGE: "By average activity",
    Normalisation.JACCARD: "Jaccard: share of all that either does",
    Normalisation.COSINE: "Cosine: likeness of what both do",
}
_WEIGHTS = {
    Polarity.IGNORE: "Weight",
    Polarity.CONGRUENCE: "Congruence",
    Polarity.CONFLICT: "Conflict",
    Polarity.SUBTRACT: "Congruence less conflict",
}
_DIVIDED = {
    Normalisation.NONE: "",
    Normalisation.AVERAGE: " by average activity",
    Normalisation.JACCARD: " (Jaccard)",
    Normalisation.COSINE: " (cosine)",
}


def weight_title(how: Weighing) -> str:
    """Return what weights are, in a few words: "Congruence (Jaccard)"."""
    return _WEIGHTS[how.polarity] + _DIVIDED[how.normalisation]


def node_type(ident: str) -> NodeType:
    """Return what the node with this id is."""
    head, colon, _ = ident.partition(":")
    known = (one for one in NodeType if colon and one == head)
    return next(known, NodeType.ACTOR)


def met_within(once: CountedOnce) -> CountedOnce:
    """Return within what actors meet who are tied by that: in an article, where each counts."""
    return CountedOnce.ARTICLE if once is CountedOnce.EACH else once


def told_apart(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return names by ids, of pairs of both, so that each is there but once: "Kim", "Kim (2)"."""
    taken: set[str] = set()
    found: dict[str, str] = {}
    for ident, plain in names:
        name, number = plain, 1
        while name in taken:
            number += 1
            name = f"{plain} ({number})"
        taken.add(name)
        found[ident] = name
    return found
