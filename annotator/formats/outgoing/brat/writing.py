"""Writing a brat folder: for each layer a folder in which each article has its text and labels."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from annotator.domain.codebook import FieldType
from annotator.domain.draft import Progress
from annotator.formats.dataset import Dataset
from annotator.formats.files.folder import written_folder
from annotator.formats.format import ExportCount
from annotator.formats.labels.brat import JOINT
from annotator.formats.outgoing import told
from annotator.formats.outgoing.answer_names import AnswerNames
from annotator.formats.outgoing.brat.configuration import annotation_conf, visual_conf
from annotator.formats.outgoing.brat.standoff import Standoff, is_cut, is_joined, pieces_of
from annotator.formats.outgoing.layers import article_layers
from annotator.formats.outgoing.places import LayerPlaces
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.outgoing.splits import SPLIT_OPTIONS, drawn_splits, split_report
from annotator.formats.selection import Selection
from annotator.store.project import Project

OPTIONS = SPLIT_OPTIONS
_FREE = frozenset(one for one in FieldType if not one.row.labels)


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the folder."""
    dataset = Dataset(project, selection)
    splits, progress = drawn_splits(dataset, selection, progress)
    places, names = LayerPlaces(dataset, splits.part), AnswerNames(dataset.codebook, JOINT)
    standoff = Standoff(dataset.codebook, names)
    articles = annotations = 0
    with written_folder(path) as folder:
        for labelled in dataset.labelled(progress):
            text = labelled.text.encode()
            for layer in article_layers(dataset, labelled):
                place = folder / places.document(labelled.article, layer.name)
                place.parent.mkdir(parents=True, exist_ok=True)
                place.with_name(f"{place.name}.txt").write_bytes(text)
                lines = "".join(f"{line}\n" for line in standoff.lines(layer))
                place.with_name(f"{place.name}.ann").write_bytes(lines.encode())
                annotations += sum(bool(pieces_of(one)) for one in layer.annotations)
            articles += 1
        for name, words in (
            ("annotation.conf", annotation_conf(dataset.codebook, names, places.layers)),
            ("visual.conf", visual_conf(dataset.codebook, names)),
        ):
            (folder / name).write_bytes(words.encode())
    return ExportCount(articles, annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the first lines of labels."""
    return first_lines(islice(_lines(Dataset(project, selection)), rows), rows)


def _lines(dataset: Dataset) -> Iterator[str]:
    standoff = Standoff(dataset.codebook, AnswerNames(dataset.codebook, JOINT))
    for labelled in dataset.labelled():
        for layer in article_layers(dataset, labelled):
            yield from standoff.lines(layer)


def losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what brat has no place for, or another one than ours."""
    yield from told.told(dataset, _TOLD)
    yield from split_report(dataset, selection)


_TOLD = (
    told.GOLD,
    *told.LINKS,
    told.answers_elsewhere(_FREE, "will be notes, as brat’s attributes take none"),
    told.of_those(
        lambda one: bool(pieces_of(one)) and is_cut(one),
        "begins or ends with a line’s end, which will not be in it.",
        "begin or end with a line’s end, which will not be in them.",
    ),
    told.of_those(
        lambda one: bool(one.fragments) and not pieces_of(one),
        "is on line ends alone and will be left out.",
        "are on line ends alone and will be left out.",
    ),
    told.of_those(
        is_joined,
        "has pieces that only a line’s end parts: they will be read as one.",
        "have pieces that only a line’s end parts: they will be read as one.",
    ),
)
