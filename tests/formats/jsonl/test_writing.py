"""JSONL as it is written: keys, order, lines, and the codebook beside it."""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from jsonschema import Draft202012Validator
from projects import Material, make_project, materials
from sample import GOLD, STAMP, TEXT, TITLE, sample

from annotator.domain.annotation import make_link
from annotator.domain.edits.records import ImportRecords
from annotator.formats.files.codebook import read_codebook, shipped
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.resources import resource
from annotator.store.project import Project
from annotator.workflow.exporting import export


def validator(name: str) -> Draft202012Validator:
    schema = json.loads(resource("schema", name).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


ARTICLE = validator("annotator-1.schema.json")
CODEBOOK = validator("codebook-1.schema.json")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def lines(project: Project, folder: Path, **selection: object) -> list[dict[str, Any]]:
    export(project, folder / "out.jsonl", selection=Selection(**selection))  # type: ignore[arg-type]
    text = (folder / "out.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_an_article_has_the_promised_keys_in_their_order(project: Project, tmp_path: Path) -> None:
    article, empty = lines(project, tmp_path)
    assert (
        list(article)
        == list(empty)
        == [
            *("schema", "id", "title", "text", "meta", "excluded", "roles", "annotations"),
            *("actors", "statuses", "assigned", "article_state", "sent_back", "note", "created"),
        ]
    )
    assert (article["title"], article["text"], article["note"]) == (TITLE, TEXT, "Read twice")
    assert article["created"] == STAMP
    assert list(article["meta"]) == ["outlet", "published", "language", "section"]
    assert [TEXT[start:end] for start, end in article["excluded"]] == ["Menu"]
    assert article["statuses"] == {"ana": "done", "ben": "new"}
    assert (empty["annotations"], empty["actors"], empty["statuses"]) == ([], [], {})
    assert article["assigned"] == [{"coder": "ana", "at": STAMP}]
    assert empty["assigned"] == [{"coder": "ben", "at": STAMP}]


def test_an_annotation_has_the_promised_keys_in_their_order(
    project: Project, tmp_path: Path
) -> None:
    quote = lines(project, tmp_path)[0]["annotations"][1]
    start, middle, end = TEXT.index("“We"), TEXT.index("“and"), TEXT.index("stay.”") + 6
    assert json.dumps(quote) == json.dumps(
        {
            "id": "q1",
            "code": "quote",
            "layer": "ana",
            "coder": "ana",
            "fragments": [[start, start + 9], [middle, end]],
            "start": start,
            "end": end,
            "start_utf16": start + 1,
            "end_utf16": end + 1,
            "text": "“We win,” … “and\u00a0stay.”",
            "fields": {"stance": -1, "negated": False},
            "links": [
                {"type": "said_by", "annotation": "s1"},
                {"type": "said_by", "annotation": "s2"},
                {"type": "cue", "annotation": "k1"},
                {"type": "target", "actor": "p2"},
            ],
            "note": "",
            "origin": "human",
            "codebook_version": 1,
            "created": STAMP,
            "modified": STAMP,
            "decisions": [
                {
                    "reviewer": "ben",
                    "verdict": "changed",
                    "reason": "",
                    "at": "2025-05-20T10:00:00Z",
                    "id": "d1",
                },
                {
                    "reviewer": "ben",
                    "verdict": "accepted",
                    "reason": "Fine\nnow",
                    "at": "2025-05-21T10:00:00Z",
                    "id": "d2",
                },
            ],
            "comments": [],
            "score": None,
            "score_reason": "",
            "suggested_by": "",
            "suggested_rule": "",
        }
    )


def test_threads_and_the_gold_that_came_of_a_decision_stand_with_the_annotation(
    project: Project, tmp_path: Path
) -> None:
    found = {one["id"]: one for one in lines(project, tmp_path)[0]["annotations"]}
    source, gold = found["s1"], found[GOLD.id]
    assert [word["gold"] for word in source["decisions"]] == [GOLD.id]
    assert "gold" not in found["q1"]["decisions"][0]
    assert source["comments"] == [
        {
            "coder": "ana",
            "text": "In office?",
            "at": "2025-05-21T12:00:00Z",
            "closes": False,
            "id": "m1",
        },
        {"coder": "ben", "text": "", "at": "2025-05-22T10:00:00Z", "closes": True, "id": "m2"},
    ]
    assert (gold["layer"], gold["coder"], gold["decisions"]) == ("gold", "ben", [])
    assert "settled_from" not in source


def test_gold_alone_still_says_what_it_was_settled_from(project: Project, tmp_path: Path) -> None:
    article = lines(project, tmp_path, layers=("gold",))[0]
    ARTICLE.validate(article)
    (gold,) = article["annotations"]
    assert gold["settled_from"] == [
        {
            "annotation": "s1",
            "coder": "ana",
            "verdict": "changed",
            "reviewer": "ben",
            "reason": "In office",
            "at": "2025-05-22T10:00:00Z",
        }
    ]
    assert (article["statuses"], article["assigned"]) == ({}, [])


def test_where_gold_stays_behind_no_decision_names_it(project: Project, tmp_path: Path) -> None:
    chosen = {"layers": ("ana",)}
    found = {one["id"]: one for one in lines(project, tmp_path, **chosen)[0]["annotations"]}
    assert [word["verdict"] for word in found["s1"]["decisions"]] == ["changed"]
    assert "gold" not in found["s1"]["decisions"][0]
    (loss,) = losses(export_format("jsonl"), project, Selection(**chosen))
    assert loss == "1 decision will not name its gold, which is not exported."
    both = Selection(layers=("ana", "gold"))
    assert losses(export_format("jsonl"), project, both) == []


def test_the_actors_are_those_that_links_end_at(project: Project, tmp_path: Path) -> None:
    actors = lines(project, tmp_path)[0]["actors"]
    assert [actor["name"] for actor in actors] == ["Maja Berg", "The | party"]
    assert list(actors[0]) == [
        *("id", "name", "kind", "role", "affiliation", "aliases", "note", "archived"),
        *("affiliations", "values", "unlike", "became"),
    ]


def test_one_layer_comes_without_its_colleagues_work(project: Project, tmp_path: Path) -> None:
    project.apply(ImportRecords(records=(make_link("n1", "target", to="q1"),)))
    article = lines(project, tmp_path, layers=("ben",))[0]
    assert [one["id"] for one in article["annotations"]] == ["n1"]
    assert (article["annotations"][0]["links"], article["actors"]) == ([], [])
    assert article["statuses"] == {"ben": "new"}
    (loss,) = losses(export_format("jsonl"), project, Selection(layers=("ben",)))
    assert loss == "2 links to layers that are not exported will be left out."
    assert losses(export_format("jsonl"), project, Selection()) == []


def test_chosen_articles_keep_the_projects_order(project: Project, tmp_path: Path) -> None:
    found = lines(project, tmp_path, articles=("a2", "a1"))
    assert [article["id"] for article in found] == ["a1", "a2"]
    assert [article["id"] for article in lines(project, tmp_path, articles=("a2",))] == ["a2"]


def test_codebook_coders_and_all_actors_stand_beside_the_articles(
    project: Project, tmp_path: Path
) -> None:
    export(project, tmp_path / "my.data.jsonl")
    beside = tmp_path / "my.data.codebook.json"
    values = json.loads(beside.read_text(encoding="utf-8"))
    assert values["project"]["title"] == "Sample"
    assert values["version"] == project.codebook().version
    assert [coder["handle"] for coder in values["coders"]] == ["ana", "ben"]
    assert [actor["name"] for actor in values["actors"]][-1] == "Nobody yet"
    assert read_codebook(beside) == project.codebook()


def test_the_preview_shows_how_the_first_lines_begin(project: Project) -> None:
    heading, rows = export_format("jsonl").exporter.preview(project, Selection(), 1)
    assert len(heading) == len(rows) == 1
    assert rows[0][0].startswith('{"schema":"annotator/1","id":"a1"')


@settings(max_examples=40)
@given(materials())
def test_every_line_fulfils_the_schema_however_lines_are_split(material: Material) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with make_project(folder / "one.annotator", material) as project:
            found = lines(project, folder)
        assert len(found) == len(material.articles)
        for line in found:
            ARTICLE.validate(line)
        CODEBOOK.validate(json.loads((folder / "out.codebook.json").read_text(encoding="utf-8")))


def test_the_schema_refuses_what_the_format_does_not_know(project: Project, tmp_path: Path) -> None:
    line = lines(project, tmp_path)[0]
    ARTICLE.validate(line)
    assert not ARTICLE.is_valid(line | {"colour": "red"})
    assert not ARTICLE.is_valid({key: value for key, value in line.items() if key != "text"})
    line["annotations"][1]["links"][0]["actor"] = "p1"
    assert not ARTICLE.is_valid(line)


@pytest.mark.parametrize("path", [book[-1] for book in shipped()], ids=lambda path: path.stem)
def test_the_codebooks_that_come_with_the_program_fulfil_the_schema(path: Path) -> None:
    CODEBOOK.validate(json.loads(path.read_text(encoding="utf-8")))
