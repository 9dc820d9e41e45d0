"""What two coders marked comes back from its words alone, or is among what is asked."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from places import SHARED

from annotator.domain.annotation import Annotation
from annotator.domain.people import Actor
from annotator.domain.runs import Run
from annotator.domain.study import Remark
from annotator.domain.teamwork import Comment
from annotator.formats.files.codebook import read_codebook
from annotator.formats.incoming import ArticleHere, Incoming, ReadOptions
from annotator.formats.table import import_format_for
from annotator.resources import resource

FOLDER = SHARED / "agreement"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="their files are not beside the project"
)
BAR = {"cue": 0.97, "source": 0.87, "quote": 0.93}


def articles(coder: str) -> list[dict[str, Any]]:
    lines = (FOLDER / f"two-coders-{coder}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def rows(article: dict[str, Any]) -> list[dict[str, str]]:
    by_id = {one["id"]: one for one in article["annotations"]}
    found: list[dict[str, str]] = []
    for one in article["annotations"]:
        if one["code"] == "quote":
            ends = [by_id[link["annotation"]] for link in one["links"]]
            found.append({"quote": one["text"]} | {end["code"]: end["text"] for end in ends})
    return found


def stripped(article: dict[str, Any]) -> dict[str, Any]:
    bare = [{k: v for k, v in one.items() if k != "fragments"} for one in article["annotations"]]
    return {**article, "annotations": bare}


class Here:
    """The articles that a project has."""

    def __init__(self, *articles: ArticleHere) -> None:
        self._articles = articles

    def by_id(self, article: str) -> ArticleHere | None:
        return next((one for one in self._articles if one.id == article), None)

    def by_title(self, title: str) -> list[ArticleHere]:
        return [one for one in self._articles if one.title == title]

    def by_url(self, _url: str) -> list[ArticleHere]:
        return []

    def has_annotation(self, _annotation: str) -> bool:
        return False

    def actor(self, _name: str) -> Actor | None:
        return None


@pytest.mark.parametrize("coder", ["ana", "cleo"])
@pytest.mark.parametrize("shape", ["as they are", "quotes", "shuffled"])
def test_labels_come_back_to_their_places_or_are_asked_about(
    coder: str, shape: str, tmp_path: Path
) -> None:
    every = articles(coder)
    file = tmp_path / "labels.jsonl"
    lines = [stripped(one) for one in every]
    if shape == "quotes":
        lines = [{"article_id": one["id"], "quotes": rows(one)} for one in every]
    if shape == "shuffled":
        lines = [{"article_id": one["id"], **row} for one in every for row in rows(one)]
        lines = lines[::3] + lines[2::3] + lines[1::3]
    file.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    known = {
        one["id"]: ArticleHere(id=one["id"], title=one["title"], text=one["text"]) for one in every
    }
    options = ReadOptions(
        codebook=read_codebook(resource("codebooks/default.json")),
        coder=coder,
        articles=Here(*known.values()),
    )
    chosen = import_format_for(file)
    assert chosen is not None
    assert chosen.id == "labels-by-text"
    right: Counter[str] = Counter()
    wanted: Counter[str] = Counter()
    for one in chosen.importer.read(file, options):
        if not isinstance(one, Incoming):
            continue
        there = next(each for each in every if each["text"] == one.article.text)
        places = Counter(
            (each["code"], tuple(map(tuple, each["fragments"]))) for each in there["annotations"]
        )
        wanted.update(each["code"] for each in there["annotations"])
        asked = {each.annotation for each in one.records if isinstance(each, Comment)}
        for mark in one.records:
            if isinstance(mark, Annotation):
                place = mark.code, tuple((piece.start, piece.end) for piece in mark.fragments)
                assert place in places or mark.id in asked
                if places[place] > 0:
                    places[place] -= 1
                    right[mark.code] += 1
    for code, bar in BAR.items():
        assert right[code] / wanted[code] >= bar


MODEL = SHARED / "samples" / "documents" / "llm" / "preannotated.jsonl"


@pytest.mark.skipif(not MODEL.is_file(), reason="the sample is not beside the project")
def test_what_a_model_quoted_is_placed_asked_about_or_told() -> None:
    expected = json.loads((MODEL.parents[1] / "expected.json").read_text(encoding="utf-8"))
    wanted = expected["files"]["llm/preannotated.jsonl"]["labels"]
    book = read_codebook(resource("codebooks/default.json"))
    chosen = import_format_for(MODEL)
    assert chosen is not None
    found = [
        one
        for one in chosen.importer.read(MODEL, ReadOptions(codebook=book))
        if isinstance(one, Incoming)
    ]
    placed = {
        (mark.start, mark.end): mark.text
        for one in found
        for mark in one.records
        if isinstance(mark, Annotation) and mark.code == "quote"
    }
    assert placed == {tuple(one["span"]): one["text"] for one in wanted if one["match"] != "none"}
    notes = "".join(str(each) for one in found for each in one.records if isinstance(each, Remark))
    assert all(one["quote"] in notes for one in wanted if one["match"] == "none")
    assert all(any(isinstance(each, Run) for each in one.records) for one in found)
