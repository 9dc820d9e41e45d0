"""Writing doccano's JSONL: a line for each coder's labels on an article."""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

from annotator.domain.draft import Progress
from annotator.domain.offsets import OffsetMap
from annotator.domain.wording import counted
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.jsonl.lines import encoded
from annotator.formats.labels.units import OffsetUnit, graphemes
from annotator.formats.outgoing import told
from annotator.formats.outgoing.layers import ArticleLayer, article_layers
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.outgoing.splits import (
    SPLIT_OPTIONS,
    DrawnSplits,
    drawn_splits,
    split_report,
)
from annotator.formats.selection import Selection
from annotator.store.project import Project

FORM = ExportOption(
    id="form",
    title="Form",
    help="With relations, for a project of that kind, or plain spans.",
    kind=OptionKind.CHOICE,
    default="relations",
    choices=(
        OptionChoice("relations", "Labels with relations"),
        OptionChoice("spans", "Labels alone"),
    ),
)
COUNTING = ExportOption(
    id="offsets",
    title="Offsets count",
    help="Characters as people see them, where the project counts grapheme clusters as one.",
    kind=OptionKind.CHOICE,
    default="utf16",
    choices=(
        OptionChoice("utf16", "UTF-16 units (doccano’s usual way)"),
        OptionChoice("graphemes", "Characters as people see them"),
        OptionChoice("code_points", "Code points (as Python)"),
    ),
)
OPTIONS = (FORM, COUNTING, *SPLIT_OPTIONS)
_UNITS = {
    "utf16": OffsetUnit.UTF16,
    "graphemes": OffsetUnit.GRAPHEMES,
    "code_points": OffsetUnit.CODE_POINTS,
}

Place = Callable[[int, int], tuple[int, int]]
"""Gives start and end as a file counts them for those in code points."""


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the lines."""
    dataset = Dataset(project, selection)
    splits, progress = drawn_splits(dataset, selection, progress)
    writer = _Lines(dataset, selection, splits)
    articles = annotations = 0
    with written_beside(path) as (file,):
        for labelled in dataset.labelled(progress):
            for line in writer.of(labelled):
                file.write(encoded(line))
            articles += 1
            annotations += len(labelled.annotations)
    return ExportCount(articles, annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the beginnings of the first lines."""
    dataset = Dataset(project, selection)
    writer = _Lines(dataset, selection, DrawnSplits())
    every = (line for labelled in dataset.labelled() for line in writer.of(labelled))
    return first_lines((encoded(line).decode() for line in every), rows)


def losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what doccano has no place for, or another one than ours."""
    links = told.LINKS if selection.words(FORM) == "relations" else (told.EVERY_LINK,)
    by_characters = _UNITS[selection.words(COUNTING)] is OffsetUnit.GRAPHEMES
    wider = (_WIDER,) if by_characters else ()
    yield from told.told(dataset, (told.GOLD, told.PIECES, *links, *wider, told.SAME_TEXTS))
    yield from split_report(dataset, selection)


class _Lines:
    """Makes the lines of one article after the other, with numbers for ids."""

    def __init__(self, dataset: Dataset, selection: Selection, splits: DrawnSplits) -> None:
        self._dataset = dataset
        self._splits = splits
        self._relations = selection.words(FORM) == "relations"
        self._unit = _UNITS[selection.words(COUNTING)]
        self._lines, self._ids = count(1), count(1)

    def of(self, labelled: Labelled) -> Iterator[dict[str, Any]]:
        """Yield the line of each layer of an article."""
        place = place_by(labelled.text, self._unit)
        for layer in article_layers(self._dataset, labelled):
            labels = self._entities(layer, place) if self._relations else _triples(layer, place)
            split = self._splits.mark(labelled.article)
            head = {"id": next(self._lines), "text": labelled.text, **split}
            yield head | labels | _about(labelled, layer, self._unit)

    def _entities(self, layer: ArticleLayer, place: Place) -> dict[str, Any]:
        entities: list[dict[str, Any]] = []
        ids: dict[str, int] = {}
        for one in layer.spans():
            for piece in one.fragments:
                start, end = place(piece.start, piece.end)
                number = next(self._ids)
                ids.setdefault(one.id, number)
                entities.append(
                    {"id": number, "label": one.code, "start_offset": start, "end_offset": end}
                )
        relations = [
            {"id": next(self._ids), "from_id": ids[start], "to_id": ids[end], "type": kind}
            for start, kind, end in layer.ties(ids)
        ]
        return {"entities": entities, "relations": relations}


def _triples(layer: ArticleLayer, place: Place) -> dict[str, Any]:
    return {
        "label": [
            [*place(piece.start, piece.end), one.code]
            for one in layer.spans()
            for piece in one.fragments
        ]
    }


def _about(labelled: Labelled, layer: ArticleLayer, unit: OffsetUnit) -> dict[str, Any]:
    article = labelled.article
    values = {
        "cats": [one.code for one in layer.whole()],
        "annotated_by": layer.name,
        "title": article.title,
        "meta": article.meta,
        "Comments": [article.note] if article.note else [],
    }
    said = {key: value for key, value in values.items() if value}
    return said | {"offset_unit": unit.value}


def place_by(text: str, unit: OffsetUnit) -> Place:
    """Return what gives places in a text as a unit counts them, widened to whole characters."""
    if unit is OffsetUnit.UTF16:
        offsets = OffsetMap(text)
        return lambda start, end: (offsets.to_utf16(start), offsets.to_utf16(end))
    if unit is OffsetUnit.GRAPHEMES and not text.isascii():
        starts = [*graphemes(text), len(text)]

        def of_graphemes(start: int, end: int) -> tuple[int, int]:
            first, last = bisect_right(starts, start) - 1, bisect_right(starts, end) - 1
            return first, last if starts[last] == end else last + 1

        return of_graphemes
    return lambda start, end: (start, end)


def _widened(labelled: Labelled) -> int:
    """Return how many annotations begin or end within what people see as one character."""
    if labelled.text.isascii():
        return 0
    starts = {*graphemes(labelled.text), len(labelled.text)}
    return sum(
        any(not {piece.start, piece.end} <= starts for piece in one.fragments)
        for one in labelled.annotations
    )


_WIDER = told.CountedLoss(
    lambda _, labelled: _widened(labelled),
    lambda count: f"{counted(count, 'annotation')} will be wider, to the ends of characters.",
)
