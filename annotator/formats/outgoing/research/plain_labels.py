"""What all research tools are told of labels: answers and actors as words, and whose they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import cast

from annotator.domain.annotation import Annotation
from annotator.domain.draft import Progress, no_progress
from annotator.domain.field_type_row import BETWEEN_CHOICES, plain_words
from annotator.domain.wording import shortened
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.outgoing.previews import Preview
from annotator.formats.selection import Selection
from annotator.store.project import Project


def with_text(dataset: Dataset, progress: Progress = no_progress) -> Iterator[Labelled]:
    """Yield the articles that have a text: the tools have no others."""
    for labelled in dataset.labelled(progress):
        if labelled.text.strip():
            yield labelled


def by_layer(dataset: Dataset, annotations: Iterable[Annotation]) -> dict[str, list[Annotation]]:
    """Return annotations by layer, the layers in the order of their names."""
    found: dict[str, list[Annotation]] = {}
    for one in annotations:
        found.setdefault(dataset.layer(one), []).append(one)
    return {name: found[name] for name in sorted(found)}


def answer_words(value: object) -> list[str]:
    """Return an answer as words: ids of choices, numbers, yes or no, a date or a text."""
    if isinstance(value, list | tuple):
        return [plain_words(one) for one in cast("Iterable[object]", value)]
    return [plain_words(value)]


def joined_answer(words: Sequence[str]) -> str:
    """Return an answer of several values as one: for formats without lists."""
    return BETWEEN_CHOICES.join(words)


def answers_of(annotation: Annotation) -> dict[str, list[str]]:
    """Return the answers of an annotation by field; those that say nothing are left out."""
    said = {field: answer_words(value) for field, value in annotation.values.items()}
    return {field: words for field, words in said.items() if any(words)}


def actors_of(dataset: Dataset, labelled: Labelled, annotation: Annotation) -> dict[str, list[str]]:
    """Return the names of the actors that an annotation is linked to, by the links' type."""
    found: dict[str, list[str]] = {}
    for link in labelled.links.get(annotation.id, ()):
        actor = dataset.actors.get(link.target_actor or "")
        if actor is not None:
            found.setdefault(link.type, []).append(actor.name)
    return found


def links_of(labelled: Labelled, annotation: Annotation) -> list[tuple[str, Annotation]]:
    """Return the links of an annotation to other ones: their types and ends."""
    links = labelled.links.get(annotation.id, ())
    ends: Mapping[str, Annotation] = labelled.by_id if links else {}
    found = ((link.type, ends.get(link.target_annotation or "")) for link in links)
    return [(kind, end) for kind, end in found if end is not None]


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the first labels, as all these tools have them."""
    dataset = Dataset(project, selection)
    every = (
        [one.article.title, dataset.layer(label), label.code, shortened(label.text)]
        for one in with_text(dataset)
        for label in one.annotations
    )
    return ["article", "coder", "code", "words"], list(islice(every, rows))
