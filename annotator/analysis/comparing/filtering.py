"""Narrowing and sorting a list of matches."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from annotator.analysis.comparing.match import CONTESTED, Kind, Match
from annotator.domain.annotation import Decision
from annotator.domain.layers import GOLD, layer_of

Decisions = Mapping[str, Sequence[Decision]]
"""The decisions on annotations, by the annotations' ids."""

_NONE: Decisions = {}
_RANK = {kind: rank for rank, kind in enumerate(Kind)}


class Traits(msgspec.Struct, frozen=True, gc=False):
    """What filters ask of a match, without the match: many have the same."""

    kinds: tuple[Kind, ...]
    codes: tuple[str, ...]
    layers: tuple[str, ...]
    fields: tuple[str, ...]


def traits_of(match: Match) -> Traits:
    """Return what filters ask of a match."""
    layers = tuple(dict.fromkeys(map(layer_of, match.versions))) or match.layers
    return Traits(match.kinds, match.codes, layers, match.fields)


class Filter(msgspec.Struct, frozen=True, kw_only=True):
    """Which matches are wanted; what is empty or nothing admits all.

    `layers` admits the matches between these layers only: of two coders, or of many among
    themselves. `article` and `field` are ids.
    """

    kinds: frozenset[Kind] = frozenset()
    codes: frozenset[str] = frozenset()
    layers: frozenset[str] = frozenset()
    article: str | None = None
    field: str | None = None
    settled: bool | None = None

    def admits(self, match: Match, decisions: Decisions = _NONE) -> bool:
        """Tell whether a match is wanted; one of its kinds and one of its codes is enough."""
        return (
            self.suits(traits_of(match))
            and self.article in (None, match.article)
            and (self.settled is None or self.settled is is_settled(match, decisions))
        )

    def suits(self, traits: Traits) -> bool:
        """Tell whether a match of these traits is wanted, on some article, open or settled."""
        return (
            (not self.kinds or not self.kinds.isdisjoint(traits.kinds))
            and (not self.codes or not self.codes.isdisjoint(traits.codes))
            and (not self.layers or self.layers.issuperset(traits.layers))
            and (self.field is None or self.field in traits.fields)
        )


def filtered(matches: Iterable[Match], wanted: Filter, decisions: Decisions = _NONE) -> list[Match]:
    """Return the matches that a filter admits, in their order."""
    return [match for match in matches if wanted.admits(match, decisions)]


def is_settled(match: Match, decisions: Decisions) -> bool:
    """Tell whether every coder's annotation of the match has a decision; gold needs none.

    What lies between reviewers is not settled as long as it is there.
    """
    if not CONTESTED.isdisjoint(match.kinds):
        return False
    return all(
        bool(decisions.get(annotation.id))
        for annotation in match.annotations
        if layer_of(annotation) != GOLD
    )


def by_kind(matches: Iterable[Match], articles: Sequence[str] = ()) -> list[Match]:
    """Return matches by kind, then article, then place in it; agreements last.

    Articles follow as their ids are given, and those not given as they first appear.
    """
    listed = list(matches)
    ids = dict.fromkeys((*articles, *(match.article for match in listed)))
    order = {article: rank for rank, article in enumerate(ids)}

    def rank(match: Match) -> tuple[object, ...]:
        kind = len(_RANK) if match.kind is None else _RANK[match.kind]
        return kind, order[match.article], match.place, match.layers

    return sorted(listed, key=rank)
