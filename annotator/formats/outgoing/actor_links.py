"""Links to actors, which no program for labelling has: as further keys beside its own."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from annotator.domain.annotation import Annotation, Link
from annotator.formats.dataset import Dataset
from annotator.formats.jsonl.lines import ActorPart
from annotator.formats.outgoing.layers import ArticleLayer


def actor_links(links: Iterable[Link]) -> list[dict[str, str]]:
    """Return the links that end at actors, each as its type and the actor's id."""
    return [
        {"type": one.type, "actor": one.target_actor}
        for one in links
        if one.target_actor is not None
    ]


def linked_actors(dataset: Dataset, layers: Sequence[ArticleLayer]) -> list[dict[str, Any]]:
    """Return the actors at the ends of the links of layers, with what is known of them."""
    every: Iterable[tuple[ArticleLayer, Annotation]] = (
        (layer, one) for layer in layers for one in layer.annotations
    )
    ids = {link["actor"] for layer, one in every for link in actor_links(layer.links[one.id])}
    return [
        msgspec.to_builtins(ActorPart(**msgspec.structs.asdict(actor)))
        for ident, actor in dataset.actors.items()
        if ident in ids
    ]
