"""Writing Label Studio's tasks one after the other, and the labelling configuration beside."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.formats.companion import Companion, CompanionFile
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionChoice, OptionKind
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.jsonl.lines import encoded
from annotator.formats.outgoing import told
from annotator.formats.outgoing.actor_links import linked_actors
from annotator.formats.outgoing.label_studio.configuration import MARK, configuration
from annotator.formats.outgoing.label_studio.controls import TEXT
from annotator.formats.outgoing.label_studio.results import Results
from annotator.formats.outgoing.layers import ArticleLayer, article_layers
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.outgoing.splits import (
    SPLIT_OPTIONS,
    DrawnSplits,
    drawn_splits,
    split_report,
)
from annotator.formats.outgoing.stems import plain_name
from annotator.formats.selection import Selection
from annotator.store.project import Project

AS = ExportOption(
    id="as",
    title="Labels as",
    help="Predictions are proposals, from which people begin.",
    kind=OptionKind.CHOICE,
    default="made",
    choices=(
        OptionChoice("made", "Annotations, and programs’ labels as predictions"),
        OptionChoice("annotations", "Annotations"),
        OptionChoice("predictions", "Predictions"),
    ),
)
ADDRESSES = ExportOption(
    id="addresses",
    title="Coders’ addresses end in",
    help=(
        "Label Studio knows people by their e-mail addresses, ana@…, and refuses those that it "
        "lacks; left empty, whoever imports the file has made all annotations."
    ),
    kind=OptionKind.TEXT,
    default="annotator.invalid",
)
OPTIONS = (AS, ADDRESSES, *SPLIT_OPTIONS)
_BEGINNING = 200  # bytes of a configuration, in which it says who wrote it


class ConfigurationFile(CompanionFile, frozen=True):
    """The labelling configuration, `study.config.xml` beside `study.json`: imports do without."""

    def read(self, data: Path) -> Companion | None:  # noqa: ARG002 - its codes are in the tasks
        """Return nothing, as it says nothing of a project."""
        return None

    def refuse_foreign(self, data: Path) -> None:
        """Raise a `UserError` when it would replace what no export wrote."""
        path = self.path(data)
        if not path.exists():
            return
        if not (path.is_file() and MARK.encode() in path.read_bytes()[:_BEGINNING]):
            message = f"{path.name} is there already, and no export wrote it."
            raise UserError(message, remedy="Move it away, or choose another name for the tasks.")


CONFIGURATION = ConfigurationFile(replaces=(".json",), ending=".config.xml")


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write a list of tasks to `path`, and the configuration beside it."""
    CONFIGURATION.refuse_foreign(path)
    dataset = Dataset(project, selection)
    splits, progress = drawn_splits(dataset, selection, progress)
    tasks = _Tasks(dataset, selection, splits)
    articles = annotations = 0
    with written_beside(path, CONFIGURATION.path(path)) as (file, beside):
        beside.write(configuration(dataset.codebook).encode())
        file.write(b"[")
        for labelled in dataset.labelled(progress):
            file.write(b",\n" if articles else b"\n")
            file.write(encoded(tasks.task(labelled)).rstrip(b"\n"))
            articles += 1
            annotations += len(labelled.annotations)
        file.write(b"\n]\n")
    return ExportCount(articles, annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the beginnings of the first tasks."""
    dataset = Dataset(project, selection)
    tasks = _Tasks(dataset, selection, DrawnSplits())
    return first_lines((encoded(tasks.task(one)).decode() for one in dataset.labelled()), rows)


_TOLD = (told.GOLD, told.PIECES, *told.LINKS_OF_LABELS, told.SAME_TEXTS)


def losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what Label Studio has no place for, or another one than ours."""
    yield from told.told(dataset, _TOLD)
    yield from split_report(dataset, selection)


class _Tasks:
    """Makes the tasks of one article after the other, with numbers for ids."""

    def __init__(self, dataset: Dataset, selection: Selection, splits: DrawnSplits) -> None:
        self._dataset = dataset
        self._splits = splits
        self._as = selection.words(AS)
        self._addresses = selection.words(ADDRESSES).strip().lstrip("@")
        self._results = Results(dataset)
        self._tasks, self._sets = count(1), count(1)
        self._people: dict[str, int] = {}

    def task(self, labelled: Labelled) -> dict[str, Any]:
        """Return an article as a task."""
        number = next(self._tasks)
        annotations: list[dict[str, Any]] = []
        predictions: list[dict[str, Any]] = []
        layers = article_layers(self._dataset, labelled)
        for layer in layers:
            if self._is_prediction(layer):
                predictions.append(self._prediction(layer, number))
            elif layer.name and self._as != "predictions":
                annotations.append(self._annotation(layer, number))
        return {
            "id": number,
            "data": _data(labelled, linked_actors(self._dataset, layers))
            | self._splits.mark(labelled.article),
            "annotations": annotations,
            "predictions": predictions,
        }

    def _is_prediction(self, layer: ArticleLayer) -> bool:
        if self._as == "made":
            return layer.is_program
        return self._as == "predictions" and bool(layer.annotations)

    def _annotation(self, layer: ArticleLayer, task: int) -> dict[str, Any]:
        stamps = {
            "created_at": min((one.created for one in layer.annotations), default=""),
            "updated_at": max((one.modified for one in layer.annotations), default=""),
        }
        return {
            "id": next(self._sets),
            **({"completed_by": self._person(layer.name)} if self._addresses else {}),
            "result": self._results.of(layer),
            "was_cancelled": False,
            "ground_truth": layer.is_gold,
            **{key: at for key, at in stamps.items() if at},
            "task": task,
        }

    def _person(self, handle: str) -> dict[str, Any]:
        number = self._people.setdefault(handle, len(self._people) + 1)
        name = plain_name(handle) or f"coder-{number}"
        return {
            "id": number,
            "email": f"{name}@{self._addresses}",
            "first_name": handle,
            "last_name": "",
        }

    def _prediction(self, layer: ArticleLayer, task: int) -> dict[str, Any]:
        scores = [self._dataset.came.score(one) for one in layer.annotations]
        known = [one for one in scores if one is not None]
        return {
            "id": next(self._sets),
            "model_version": layer.name,
            **({"score": sum(known) / len(known)} if known else {}),
            "result": self._results.of(layer),
            "task": task,
        }


def _data(labelled: Labelled, actors: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the text with what is known of the article; nothing takes the text's place."""
    article = labelled.article
    meta = {(f"meta_{key}" if key in _OWN else key): said for key, said in article.meta.items()}
    title = {"title": article.title} if article.title else {}
    return {TEXT: labelled.text, **title, **meta, **({"actors": actors} if actors else {})}


_OWN = frozenset((TEXT, "title", "actors"))
