"""Writing W3C Web Annotations: one collection as JSON-LD, and the texts beside it.

Places count code points of the texts, as the standard has it; each comes with its words and what
stands around them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import msgspec

from annotator.domain.annotation import Annotation, Link
from annotator.domain.draft import Progress
from annotator.domain.ids import derived_id
from annotator.domain.runs import Run
from annotator.formats.dataset import Dataset, Labelled
from annotator.formats.files.folder import written_folder
from annotator.formats.format import ExportCount
from annotator.formats.labels.named_actors import ACTOR
from annotator.formats.outgoing.previews import Preview, first_lines
from annotator.formats.outgoing.research.counts import tool_counts
from annotator.formats.outgoing.research.plain_labels import (
    actors_of,
    answers_of,
    with_text,
)
from annotator.formats.outgoing.stems import article_stems
from annotator.formats.selection import Selection
from annotator.store.project import Project

CONTEXT_ADDRESS = "http://www.w3.org/ns/anno.jsonld"
_FILE = "annotations.jsonld"
_TEXTS = "texts"
_SEPARATORS = {"\u2028": "\\u2028", "\u2029": "\\u2029", "\u0085": "\\u0085"}

Values = dict[str, Any]


def write(project: Project, selection: Selection, path: Path, progress: Progress) -> ExportCount:
    """Write the collection with one annotation for each label and each link, and the texts."""
    dataset = Dataset(project, selection)
    stems = article_stems(dataset.articles)
    articles = annotations = total = 0
    with written_folder(path) as folder:
        (folder / _TEXTS).mkdir()
        with (folder / _FILE).open("w", encoding="utf-8", newline="") as file:
            file.write(_head(project))
            for labelled in with_text(dataset, progress):
                name = f"{stems[labelled.article.id]}.txt"
                (folder / _TEXTS / name).write_text(labelled.text, encoding="utf-8", newline="")
                for one in _annotations(dataset, labelled, f"{_TEXTS}/{name}"):
                    file.write(f"{',' if total else ''}\n{_json(one)}")
                    total += 1
                articles += 1
                annotations += len(labelled.annotations)
            file.write(f'\n]}},"total":{total}}}\n')
    return ExportCount(articles, annotations)


def losses(dataset: Dataset, _selection: Selection) -> list[str]:
    """Return what the files hold otherwise than the project."""
    found = tool_counts(dataset)
    return [*found.told_of_texts(), *found.told_of_actors(), *found.told_of_gold()]


def preview(project: Project, selection: Selection, rows: int) -> Preview:
    """Return the first annotations."""
    dataset = Dataset(project, selection)
    stems = article_stems(dataset.articles)
    every = (
        _json(one)
        for labelled in with_text(dataset)
        for one in _annotations(dataset, labelled, f"{_TEXTS}/{stems[labelled.article.id]}.txt")
    )
    return first_lines(every, rows, "annotation")


def _head(project: Project) -> str:
    info = project.info()
    address = derived_id("collection", info.created, info.title)
    opened: Values = {
        "@context": CONTEXT_ADDRESS,
        "id": f"urn:uuid:{address}",
        "type": "AnnotationCollection",
        "label": info.title or "Annotations",
        "first": {
            "id": f"urn:uuid:{derived_id('page', address)}",
            "type": "AnnotationPage",
            "startIndex": 0,
            "items": [],
        },
    }
    return _json(opened).removesuffix("]}}")


def _annotations(dataset: Dataset, labelled: Labelled, source: str) -> Iterator[Values]:
    runs = {one.coder: one for one in dataset.came.runs}
    for one in labelled.annotations:
        yield _label(dataset, labelled, one, source, runs.get(one.coder))
    by_id = labelled.by_id
    for one in labelled.annotations:
        for link in labelled.links.get(one.id, ()):
            end = by_id.get(link.target_annotation or "")
            if end is not None:
                yield _link(link, one, end)


def _label(
    dataset: Dataset, labelled: Labelled, one: Annotation, source: str, run: Run | None
) -> Values:
    handle = dataset.layer(one)
    said: Values = {
        "id": address_of(one.id),
        "type": "Annotation",
        "motivation": "tagging" if one.fragments else "classifying",
        "creator": {"type": "Software" if run else "Person", "nickname": handle},
        "body": list(_bodies(dataset, labelled, one)),
        "target": _target(one, source),
    }
    times = {"created": one.created, "modified": one.modified}
    return said | {name: at for name, at in times.items() if at}


def _bodies(dataset: Dataset, labelled: Labelled, one: Annotation) -> Iterator[Values]:
    yield _body("tagging", one.code)
    for field, words in answers_of(one).items():
        yield from _described(field, words)
    for kind, names in actors_of(dataset, labelled, one).items():
        yield from _described(f"{kind}{ACTOR}", names)
    if one.note:
        yield _body("commenting", one.note)


def _described(name: str, words: Iterable[str]) -> Iterator[Values]:
    for each in words:
        yield _body("describing", f"{name}={each}")


def _body(purpose: str, words: str) -> Values:
    return {"type": "TextualBody", "purpose": purpose, "value": words}


def _target(one: Annotation, source: str) -> Any:
    places = [
        {
            "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": piece.start, "end": piece.end},
                {"type": "TextQuoteSelector", "exact": words, "prefix": before, "suffix": after},
            ],
        }
        for piece, words, (before, after) in zip(
            one.fragments, one.texts, one.contexts, strict=True
        )
    ]
    if not places:
        return source
    return places if len(places) > 1 else places[0]


def _link(link: Link, start: Annotation, end: Annotation) -> Values:
    return {
        "id": address_of(link.id),
        "type": "Annotation",
        "motivation": "linking",
        "body": [
            {"type": "SpecificResource", "purpose": "linking", "source": address_of(end.id)},
            _body("tagging", link.type),
        ],
        "target": address_of(start.id),
    }


def address_of(ident: str) -> str:
    """Return the address of a record: of its own id where that is a UUID."""
    try:
        return UUID(ident).urn
    except ValueError:
        return f"urn:uuid:{derived_id('address', ident)}"


def _json(value: Values) -> str:
    """Return JSON on one line, whatever a reader takes for the end of one."""
    text = msgspec.json.encode(value).decode()
    for sign, escaped in _SEPARATORS.items():
        text = text.replace(sign, escaped)
    return text
