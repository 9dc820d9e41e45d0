"""An article's labels layer by layer: most programs know who labelled, and none knows layers."""

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.article import FINISHED
from annotator.formats.dataset import Dataset, Labelled


class ArticleLayer(msgspec.Struct, frozen=True, kw_only=True):
    """What one layer has on one article.

    `name` is a coder's handle or "gold", and empty for an article that nobody has finished and
    nothing labels. Those who finished an article without a label have an empty layer on it.
    `is_program` says that a run of a program made it. `links` are those of each annotation.
    """

    name: str = ""
    is_program: bool = False
    annotations: tuple[Annotation, ...] = ()
    links: Mapping[str, Sequence[Link]] = msgspec.field(default_factory=dict[str, Sequence[Link]])

    @property
    def is_gold(self) -> bool:
        """Tell whether these are the settled labels."""
        return self.name == GOLD_LAYER

    def spans(self) -> list[Annotation]:
        """Return the annotations that stand somewhere in the text."""
        return [one for one in self.annotations if one.fragments]

    def whole(self) -> list[Annotation]:
        """Return the annotations of the whole article."""
        return [one for one in self.annotations if not one.fragments]

    def ties(self, written: Mapping[str, object]) -> Iterator[tuple[str, str, str]]:
        """Yield start, type and end of each link between two of the annotations written (ids)."""
        for one in self.annotations:
            if one.id in written:
                for link in self.links.get(one.id, ()):
                    end = link.target_annotation
                    if end is not None and end in written and end != one.id:
                        yield one.id, link.type, end


NOBODY = ArticleLayer()
"""What an article has that nobody has labelled or finished."""


def article_layers(dataset: Dataset, labelled: Labelled) -> list[ArticleLayer]:
    """Return the layers that an article has, by name; `NOBODY` alone where it has none."""
    programs = {one.coder for one in dataset.came.runs}
    of_layer: dict[str, list[Annotation]] = {
        handle: []
        for handle, status in dataset.statuses(labelled.article.id).items()
        if status in FINISHED
    }
    for one in labelled.annotations:
        of_layer.setdefault(dataset.layer(one), []).append(one)
    return [
        ArticleLayer(
            name=name,
            is_program=any(one.coder in programs for one in found) and name != GOLD_LAYER,
            annotations=tuple(found),
            links=labelled.links,
        )
        for name, found in sorted(of_layer.items())
    ] or [NOBODY]
