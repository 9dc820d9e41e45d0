"""What programs for labelling hold of ours only in part: counted where it lies, or by reading.

What SQLite can count costs no reading; only what has to be looked at in the texts walks over the
articles, once for all of it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence

import msgspec

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import FieldType
from annotator.domain.wording import counted, noun
from annotator.formats.dataset import Dataset, Labelled
from annotator.store.reading.exported import LinkFigures


class CountedLoss(msgspec.Struct, frozen=True):
    """One thing to be told: how many of it an article has, and a sentence with the sum."""

    count: Callable[[Dataset, Labelled], int]
    said: Callable[[int], str]


class KnownLoss(msgspec.Struct, frozen=True):
    """One thing to be told that is counted without reading: how many there are, and a sentence."""

    total: Callable[[Dataset], int]
    said: Callable[[int], str]


Loss = CountedLoss | KnownLoss


def told(dataset: Dataset, things: Sequence[Loss]) -> Iterator[str]:
    """Yield a sentence for each thing that there is."""
    sums = [one.total(dataset) if isinstance(one, KnownLoss) else 0 for one in things]
    looked_for = [(n, one) for n, one in enumerate(things) if isinstance(one, CountedLoss)]
    for labelled in dataset.labelled() if looked_for else ():
        for n, one in looked_for:
            sums[n] += one.count(dataset, labelled)
    yield from (one.said(count) for one, count in zip(things, sums, strict=True) if count)


def of_those(test: Callable[[Annotation], bool], one: str, many: str) -> CountedLoss:
    """Tell how many annotations pass a test, and what becomes of one or of several."""
    return CountedLoss(
        lambda _, labelled: sum(map(test, labelled.annotations)), _of_annotations(one, many)
    )


def _of_annotations(one: str, many: str) -> Callable[[int], str]:
    return lambda count: f"{counted(count, 'annotation')} {noun(count, one, many)}"


def links_lost(how_many: Callable[[LinkFigures], int], which: str) -> KnownLoss:
    """Tell how many links of a kind are left out."""
    return KnownLoss(
        lambda dataset: how_many(dataset.link_figures),
        lambda count: f"{counted(count, 'link')}{which} will be left out.",
    )


def answers_elsewhere(kinds: Collection[FieldType], where: str) -> KnownLoss:
    """Tell how many answers to fields of some types stand elsewhere than the others."""

    def total(dataset: Dataset) -> int:
        codes = dataset.codebook.codes
        fields = [
            f"{code.id}.{field.id}"
            for code in codes
            for field in code.every_field
            if field.type in kinds
        ]
        return dataset.counted.answers_to(fields)

    return KnownLoss(total, lambda sum_: f"{counted(sum_, 'answer')} in free words {where}.")


GOLD = KnownLoss(
    lambda dataset: dataset.counted.gold(),
    lambda count: f"{counted(count, 'gold label')} will be those of a coder called “gold”.",
)
PIECES = KnownLoss(
    lambda dataset: dataset.figures.in_pieces,
    _of_annotations(
        "has several pieces: each will be a label of its own.",
        "have several pieces: each will be a label of its own.",
    ),
)
SAME_TEXTS = KnownLoss(
    lambda dataset: dataset.same_texts(),
    lambda count: (
        f"{counted(count, 'article')} have a text that another one has, too: what knows articles "
        "by their text takes those for one, with all their labels."
    ),
)
LINKS_OF_LABELS = (
    links_lost(lambda of: of.to_others, " to labels of another coder"),
    links_lost(lambda of: of.of_whole, " from or to annotations of whole articles"),
    links_lost(lambda of: of.to_itself, " from a label to itself"),
)
"""The links that a program can't have whose relations are between stretches of one coder."""
LINKS = (links_lost(lambda of: of.to_actors, " to actors"), *LINKS_OF_LABELS)
"""The same, and those to actors."""
EVERY_LINK = links_lost(lambda of: of.to_actors + of.among, "")
"""All links that would be in a file."""


def begins_or_ends_blank(annotation: Annotation) -> bool:
    """Tell whether a piece of an annotation has blanks at an end, and more than these."""
    return any(piece.strip() and piece != piece.strip() for piece in annotation.texts)


def is_blank(annotation: Annotation) -> bool:
    """Tell whether an annotation is on nothing but blanks."""
    return bool(annotation.fragments) and not any(piece.strip() for piece in annotation.texts)
