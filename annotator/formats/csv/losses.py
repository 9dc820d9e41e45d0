"""What the columns of a CSV file hold only in part, in sentences."""

from collections.abc import Iterable, Iterator

from annotator.domain.annotation import GOLD_LAYER, Annotation, Link
from annotator.domain.article import PROBABILITY
from annotator.domain.wording import counted, cut
from annotator.formats.csv.columns import IDENTITY, LINK_TYPES, META_COLUMNS, chosen_columns
from annotator.formats.dataset import Dataset, Selection

_NAMING = {"said_by", "target", "holder"}
"""The links whose columns name the actor that the source at their end is."""
_NAMED = 10
_LONGEST = 40  # characters of a source's text


def losses(dataset: Dataset, selection: Selection) -> list[str]:
    """Return one sentence for each thing that a column holds only in part.

    Raise a `UserError` when the selection names what is not there, as writing it would.
    """
    chosen_columns(dataset, selection)
    # All that follows is on annotations: without it, none need be read.
    found = list(dataset.kept.values()) if dataset.links or dataset.decisions else []
    return [
        *_of_metadata(dataset),
        *_of_links(dataset, found),
        *_of_identities(dataset, found),
        *_of_decisions(dataset, found),
        *_of_gold(dataset, found),
    ]


def _of_metadata(dataset: Dataset) -> Iterator[str]:
    further = {key for article in dataset.articles for key in article.meta} - {
        *META_COLUMNS,
        PROBABILITY,
    }
    if further:
        yield f"Metadata without a column: {', '.join(sorted(further))}."


def _of_links(dataset: Dataset, found: list[Annotation]) -> Iterator[str]:
    links = [link for annotation in found for link in dataset.links[annotation.id]]
    if links:
        yield "Links will be given by the text or the actor at their end, not by its id."
    further = {link.type for link in links} - {*LINK_TYPES, IDENTITY}
    if further:
        yield f"Links without a column: {', '.join(sorted(further))}."
    nameless = sum(_is_nameless(dataset, link) for link in links)
    if nameless:
        yield f"{counted(nameless, 'link')} to a holder that is no actor will be left empty."


def _of_identities(dataset: Dataset, found: list[Annotation]) -> Iterator[str]:
    """Actors stand only in the rows of what leads to them: a source's own row names none."""
    reached = {
        link.target_annotation
        for one in found
        for link in dataset.links[one.id]
        if link.type in _NAMING
    }
    lost = [
        f"{cut(one.text, _LONGEST)} → {dataset.actors[link.target_actor].name}"
        for one in found
        for link in dataset.links[one.id]
        if link.type == IDENTITY and link.target_actor and one.id not in reached
    ]
    if lost:
        named = ", ".join(lost[:_NAMED]) + (", …" if len(lost) > _NAMED else "")
        count = counted(len(lost), "actor")
        yield f"{count} of sources that nothing points to will be left out: {named}."


def _is_nameless(dataset: Dataset, link: Link) -> bool:
    if link.type != "holder" or link.target_annotation is None:
        return False
    return all(onward.type != IDENTITY for onward in dataset.links[link.target_annotation])


def _of_decisions(dataset: Dataset, found: Iterable[Annotation]) -> Iterator[str]:
    earlier = sum(max(0, len(dataset.decisions[annotation.id]) - 1) for annotation in found)
    if earlier:
        yield f"{counted(earlier, 'earlier decision')} will be left out; the latest is kept."


def _of_gold(dataset: Dataset, found: list[Annotation]) -> Iterator[str]:
    if any(one.layer == GOLD_LAYER and dataset.settling.get(one.id) for one in found):
        yield (
            "Gold will name the coders it was settled from, not their annotations, and of several "
            "decisions only the first."
        )
