"""Writing Prodigy's JSONL: a line for each coder's labels on an article, with its tokens."""

import datetime as dt
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotator.domain.annotation import Annotation
from annotator.domain.draft import Progress
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.export_options import ExportOption, OptionKind
from annotator.formats.files.atomic import written_beside
from annotator.formats.format import ExportCount
from annotator.formats.jsonl.lines import encoded
from annotator.formats.outgoing import told
from annotator.formats.outgoing.actor_links import actor_links, linked_actors
from annotator.formats.outgoing.layers import ArticleLayer, article_layers
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.outgoing.splits import (
    SPLIT_OPTIONS,
    DrawnSplits,
    drawn_splits,
    split_report,
)
from annotator.formats.outgoing.tokens import Stretch, covered, tokens_and_blanks
from annotator.formats.selection import Selection
from annotator.store.project import Project

DATASET = ExportOption(
    id="dataset",
    title="Name of the dataset",
    help="It stands before the coder’s handle in the name of each session.",
    kind=OptionKind.TEXT,
    default="annotator",
)
OPTIONS = (DATASET, *SPLIT_OPTIONS)


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the lines."""
    dataset = Dataset(project, selection)
    splits, progress = drawn_splits(dataset, selection, progress)
    articles = annotations = 0
    with written_beside(path) as (file,):
        for labelled in dataset.labelled(progress):
            for line in _lines(dataset, selection, labelled, splits):
                file.write(encoded(line))
            articles += 1
            annotations += len(labelled.annotations)
    return ExportCount(articles, annotations)


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the beginnings of the first lines."""
    dataset = Dataset(project, selection)
    every = (
        encoded(line).decode()
        for labelled in dataset.labelled()
        for line in _lines(dataset, selection, labelled, DrawnSplits())
    )
    return first_lines(every, rows)


_TOLD = (told.GOLD, told.PIECES, *told.LINKS_OF_LABELS, told.SAME_TEXTS)


def losses(dataset: Dataset, selection: Selection) -> Iterator[str]:
    """Yield what Prodigy has no place for, or another one than ours."""
    yield from told.told(dataset, _TOLD)
    yield from split_report(dataset, selection)


def _lines(
    dataset: Dataset, selection: Selection, labelled: Labelled, splits: DrawnSplits
) -> Iterator[dict[str, Any]]:
    text = labelled.text
    found = tokens_and_blanks(
        text, [piece for one in labelled.annotations for piece in one.fragments]
    )
    cut = [_token(text, n, found) for n in range(len(found))]
    title = {"title": labelled.article.title} if labelled.article.title else {}
    meta = {**labelled.article.meta, **title, **splits.mark(labelled.article)}
    for layer in article_layers(dataset, labelled):
        spans = _spans(dataset, layer, found)
        relations = list(_relations(layer, spans))
        whole = [_of_whole(layer, one) for one in layer.whole()]
        actors = linked_actors(dataset, [layer])
        view = "relations" if relations else "spans_manual"
        labels = [one["label"] for one in whole]
        line: dict[str, Any] = {
            "text": text,
            "meta": meta,
            "_input_hash": _hash(text),
            "_task_hash": _hash(f"{view}\0{text}"),
            "_is_binary": False,
            "tokens": cut,
            "_view_id": view,
            "spans": [span for each in spans.values() for span in each],
        }
        line |= {"relations": relations} if relations else {}
        line |= {"actors": actors} if actors else {}
        if labels:
            line["options"] = [{"id": one, "text": one} for one in dict.fromkeys(labels)]
            line |= {"accept": list(dict.fromkeys(labels)), "article_labels": whole}
        yield line | _answered(layer, selection.words(DATASET))


def _token(text: str, number: int, found: Sequence[Stretch]) -> dict[str, Any]:
    start, end = found[number]
    following = found[number + 1][0] if number + 1 < len(found) else len(text)
    return {
        "text": text[start:end],
        "start": start,
        "end": end,
        "id": number,
        "ws": following > end,
    }


def _spans(
    dataset: Dataset, layer: ArticleLayer, found: Sequence[Stretch]
) -> dict[str, list[dict[str, Any]]]:
    """Return the spans of each annotation: all that is said of it is with the first."""
    spans: dict[str, list[dict[str, Any]]] = {}
    for one in layer.spans():
        for piece in one.fragments:
            first, last = covered(found, piece.start, piece.end)
            place = {
                "start": piece.start,
                "end": piece.end,
                "token_start": first,
                "token_end": last - 1,
                "label": one.code,
                "annotation": one.id,
            }
            spans.setdefault(one.id, []).append(place)
        score = dataset.came.score(one)
        spans[one.id][0] |= _said(layer, one) | ({} if score is None else {"score": score})
    return spans


def _said(layer: ArticleLayer, one: Annotation) -> dict[str, Any]:
    said = {"fields": one.values, "note": one.note, "links": actor_links(layer.links[one.id])}
    return {key: value for key, value in said.items() if value}


def _of_whole(layer: ArticleLayer, one: Annotation) -> dict[str, Any]:
    return {"label": one.code, "annotation": one.id, **_said(layer, one)}


def _relations(
    layer: ArticleLayer, spans: dict[str, list[dict[str, Any]]]
) -> Iterator[dict[str, Any]]:
    """Yield the links: the head is what one ends at, and tokens stand for spans by their last."""
    keys = ("start", "end", "token_start", "token_end", "label", "annotation")
    for start, kind, end in layer.ties(spans):
        child, head = ({key: spans[one][0][key] for key in keys} for one in (start, end))
        yield {
            "head": head["token_end"],
            "child": child["token_end"],
            "head_span": head,
            "child_span": child,
            "label": kind,
        }


def _answered(layer: ArticleLayer, dataset: str) -> dict[str, Any]:
    if not layer.name:
        return {}
    session = f"{dataset}-{layer.name}" if dataset else layer.name
    stamps = [one.modified or one.created for one in layer.annotations]
    times = {"_timestamp": at} if (at := _seconds(max(stamps, default=""))) else {}
    names = {"_annotator_id": session, "_session_id": session, "coder": layer.name}
    return {"answer": "accept", **times, **names}


def _seconds(stamp: str) -> int:
    try:
        return int(dt.datetime.fromisoformat(stamp).timestamp())
    except ValueError:
        return 0


def _hash(text: str) -> int:
    """Return a number of 32 bits with a sign that is the same for the same text."""
    return int.from_bytes(sha256(text.encode()).digest()[:4], "big", signed=True)
