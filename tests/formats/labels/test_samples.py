"""The same small project in the files of many programs comes in alike, where those files are."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from places import SHARED

from annotator.domain.annotation import Annotation, Link
from annotator.domain.errors import UserError
from annotator.domain.names import folded
from annotator.domain.people import Coder
from annotator.formats.folders import files_of
from annotator.formats.incoming import Found, Incoming, ReadOptions
from annotator.formats.labels.names import slug

FOLDER = SHARED / "samples" / "labels"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="the samples are not beside the project"
)
OURS = ("brat", "doccano-relations", "doccano-spans", "labelstudio", "prodigy", "w3c", "spacy")
Place = tuple[str, str, tuple[tuple[int, int], ...]]


@cache
def expected() -> dict[str, Any]:
    return json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def read(path: Path, **options: Any) -> list[Found]:
    files, _ = files_of([path])
    wanted = ReadOptions(extend_codebook=True, **options)
    return [one for file in files for one in file.format.importer.read(file.path, wanted)]


def document(one: Incoming) -> str:
    """Return the name of a document by its text, the blanks of which a format may lose."""
    texts = {"".join(d["text"].split()): d["name"] for d in expected()["documents"]}
    return texts["".join(one.article.text.split())]


def place(name: str, one: Annotation) -> Place:
    return name, one.code, tuple((piece.start, piece.end) for piece in one.fragments)


@pytest.mark.parametrize("name", OURS)
def test_spans_labels_coders_fields_and_links_come_in_as_they_are(name: str) -> None:
    wanted = expected()["formats"][name]
    came = read(FOLDER / wanted["path"])
    assert [one for one in came if isinstance(one, UserError)] == []
    articles = [one for one in came if isinstance(one, Incoming)]
    assert {document(one) for one in articles} == set(wanted["documents"])
    spans: Counter[Any] = Counter()
    links: Counter[Any] = Counter()
    for one in articles:
        text = next(d["text"] for d in expected()["documents"] if d["name"] == document(one))
        assert one.article.text == text
        handles = {c.id: c.handle for c in one.records if isinstance(c, Coder)}
        marks = {a.id: a for a in one.records if isinstance(a, Annotation)}
        for mark in marks.values():
            if mark.fragments and mark.origin != "suggestion":
                spans[_mark(document(one), mark, handles, wanted)] += 1
        for link in one.records:
            if isinstance(link, Link):
                ends = (marks[link.annotation], marks[link.target_annotation or ""])
                links[link.type, *(_end(document(one), end) for end in ends)] += 1
    assert spans == Counter(_wanted(one) for one in wanted["spans"])
    assert links == Counter(
        (one["type"], *(_wanted_end(one[end]) for end in ("from", "to")))
        for one in wanted.get("links", ())
    )


def _mark(doc: str, mark: Annotation, handles: dict[str, str], wanted: dict[str, Any]) -> Any:
    with_coder = any("coder" in one for one in wanted["spans"])
    coder = folded(handles[mark.coder]) if with_coder else ""
    fields = json.dumps(mark.values, sort_keys=True)
    return (*place(doc, mark), coder, fields)


def _wanted(one: dict[str, Any]) -> Any:
    pieces = tuple((start, end) for start, end in one["fragments"])
    fields = json.dumps(one.get("fields", {}), sort_keys=True)
    return one["doc"], slug(one["label"]), pieces, one.get("coder", ""), fields


def _end(doc: str, mark: Annotation) -> Any:
    return doc, mark.code, mark.start, mark.end


def _wanted_end(end: dict[str, Any]) -> Any:
    return end["doc"], slug(end["label"]), end["start"], end["end"]


def test_tagged_tokens_come_in_with_the_same_words() -> None:
    wanted = expected()["formats"]["conll"]
    came = read(FOLDER / wanted["path"])
    assert [one for one in came if isinstance(one, UserError)] == []
    articles = [one for one in came if isinstance(one, Incoming)]
    assert len(articles) == wanted["documents"]
    found = Counter(
        (document(one), mark.code, "".join(mark.text.split()))
        for one in articles
        for mark in one.records
        if isinstance(mark, Annotation)
    )
    assert found == Counter(
        (one["doc"], slug(one["label"]), "".join(one["text"].split())) for one in wanted["spans"]
    )
