"""What the columns of a CSV file hold only in part, in sentences."""

from collections.abc import Iterator

from annotator.domain.article import PROBABILITY
from annotator.domain.wording import counted, cut
from annotator.formats.csv.columns import (
    BETWEEN_ENDS,
    IDENTITY,
    LINK_TYPES,
    META_COLUMNS,
    chosen_columns,
    column_names,
)
from annotator.formats.dataset import Dataset
from annotator.formats.metadata import metadata_left_out
from annotator.formats.selection import Selection

_NAMING = {"said_by", "target", "holder"}
"""The links whose columns name the actor that the source at their end is."""
_HOLDER = "holder"
_NAMED = 10
_LONGEST = 40  # characters of a source's text


def losses(dataset: Dataset, selection: Selection) -> list[str]:
    """Return one sentence for each thing that a column holds only in part.

    Raise a `UserError` when the selection names what is not there, as writing it would.
    """
    chosen_columns(column_names(dataset.codebook), selection)
    return [
        *metadata_left_out(dataset.articles, (*META_COLUMNS, PROBABILITY), "column"),
        *_of_links(dataset),
        *_of_identities(dataset),
        *_of_decisions(dataset),
        *_of_gold(dataset),
    ]


def losses_of_decisions(dataset: Dataset) -> list[str]:
    """Return what a row for each annotation says only in part of decisions, and of gold."""
    return [*_of_decisions(dataset), *_of_gold(dataset)]


def _of_links(dataset: Dataset) -> Iterator[str]:
    links = dataset.counted.link_types()
    if links:
        yield "Links will be given by the text or the actor at their end, not by its id."
    further = links.keys() - {*LINK_TYPES, IDENTITY}
    if further:
        yield f"Links without a column: {', '.join(sorted(further))}."
    several = sum(BETWEEN_ENDS in one.name for one in dataset.actors.values()) if links else 0
    if several:
        names = counted(several, "actor’s name has", "actors’ names have")
        yield f"{names} “{BETWEEN_ENDS.strip()}” in it, which parts several names here."
    nameless = dataset.counted.nameless(_HOLDER, IDENTITY) if _HOLDER in links else 0
    if nameless:
        yield f"{counted(nameless, 'link')} to a holder that is no actor will be left empty."


def _of_identities(dataset: Dataset) -> Iterator[str]:
    """Actors stand only in the rows of what leads to them: a source's own row names none."""
    lost, first = dataset.counted.unreached(IDENTITY, _NAMING, _NAMED)
    if lost:
        texts = dataset.texts_at([source for source, _ in first])
        named = ", ".join(
            f"{cut(texts[source], _LONGEST)} → {dataset.actors[actor].name}"
            for source, actor in first
        )
        more = ", …" if lost > _NAMED else ""
        count = counted(lost, "actor")
        yield f"{count} of sources that nothing points to will be left out: {named}{more}."


def _of_decisions(dataset: Dataset) -> Iterator[str]:
    every, labels = dataset.counted.decisions()
    if earlier := every - labels:
        yield f"{counted(earlier, 'earlier decision')} will be left out; the latest is kept."


def _of_gold(dataset: Dataset) -> Iterator[str]:
    if dataset.counted.gold_came_of_decisions():
        yield (
            "Gold will name the coders it was settled from, not their annotations, and of several "
            "decisions only the first."
        )
