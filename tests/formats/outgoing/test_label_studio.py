"""Label Studio gets tasks, one annotation for each coder, and a configuration that names all."""

import json
from pathlib import Path
from typing import Any

import pytest
from every_field import answered, code_with_every_field
from lxml import etree
from sample import TEXT, sample

from annotator.domain.annotation import anchored
from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.domain.people import Coder
from annotator.domain.runs import Run, Score, run_id, score_id
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export

Task = dict[str, Any]


def written(project: Project, folder: Path, **options: str) -> list[Task]:
    path = folder / "out.json"
    export(project, path, "label-studio", Selection(options=options))
    return json.loads(path.read_text(encoding="utf-8"))


def controls(folder: Path) -> dict[str, Any]:
    root = etree.fromstring((folder / "out.config.xml").read_bytes())
    return {one.attrib["name"]: one for one in root.iter() if "name" in one.attrib}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("label-studio")


@pytest.fixture(scope="module")
def tasks(place: Path) -> list[Task]:
    with sample(place) as project:
        return written(project, place)


def test_each_coder_has_an_annotation_and_gold_is_the_ground_truth(tasks: list[Task]) -> None:
    first, second = tasks
    assert first["data"]["text"] == TEXT
    assert first["data"]["outlet"] == "AFP"
    people = {one["completed_by"]["first_name"]: one for one in first["annotations"]}
    assert list(people) == ["ana", "ben", "gold"]
    assert people["ana"]["completed_by"]["email"] == "ana@annotator.invalid"
    assert [one["ground_truth"] for one in people.values()] == [False, False, True]
    assert second["annotations"] == []


def test_pieces_are_regions_and_the_first_has_the_links(tasks: list[Task]) -> None:
    results = tasks[0]["annotations"][0]["result"]
    quote = [one for one in results if one.get("value", {}).get("labels") == ["quote"]]
    assert [one["id"] for one in quote] == ["q1", "q1~2"]
    for one in quote:
        value = one["value"]
        assert TEXT[value["start"] : value["end"]] == value["text"]
    relations = {
        (one["from_id"], one["labels"][0], one["to_id"])
        for one in results
        if one["type"] == "relation"
    }
    assert ("q1", "said_by", "s1") in relations


def test_the_configuration_has_a_tag_for_each_result(tasks: list[Task], place: Path) -> None:
    tags = controls(place)
    for result in tasks[0]["annotations"][0]["result"]:
        if result["type"] != "relation":
            assert tags[result["from_name"]].tag.lower() == result["type"]
    labels = {one.attrib["value"]: one.attrib["background"] for one in tags["label"]}
    assert labels["quote"] == "#0072B2"
    assert tags["article_codes"][0].attrib["value"] == "tone"


def test_addresses_are_those_of_the_coders_place_or_left_out(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        named = written(project, tmp_path, addresses="@desk.example")
        assert named[0]["annotations"][0]["completed_by"]["email"] == "ana@desk.example"
        unnamed = written(project, tmp_path, addresses="")
        assert "completed_by" not in unnamed[0]["annotations"][0]


def test_labels_can_be_predictions_and_those_of_programs_are(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        proposed = written(project, tmp_path, **{"as": "predictions"})
        assert [one["model_version"] for one in proposed[0]["predictions"]] == [
            *("ana", "ben", "gold"),
        ]
        assert proposed[0]["annotations"] == []
        run = Run(id=run_id("c-ben"), coder="c-ben", name="rules")
        score = Score(id=score_id("n1"), annotation="n1", score=0.75, reason="", by="rules")
        project.apply(ImportRecords(articles=(), records=(run, score)))
        task = written(project, tmp_path)[0]
        assert [one["completed_by"]["first_name"] for one in task["annotations"]] == ["ana", "gold"]
        assert [(one["model_version"], one["score"]) for one in task["predictions"]] == [
            ("ben", 0.75)
        ]


def test_every_type_of_field_has_a_tag_that_holds_its_answer(tmp_path: Path) -> None:
    code = code_with_every_field()
    one = answered(**anchored("Word.", [(0, 4)]))
    with Project.create(tmp_path / "p.annotator", codebook=Codebook(codes=(code,))) as project:
        article = NewArticle(id="a", title="A", text="Word.")
        edit = ImportRecords(articles=(article,), records=(Coder(id="ana", handle="ana"), one))
        project.apply(edit)
        (task,) = written(project, tmp_path)
    results = {one["from_name"]: one for one in task["annotations"][0]["result"][1:]}
    tags = controls(tmp_path)
    assert {
        name: (tags[name].tag, one["value"].get(one["type"])) for name, one in results.items()
    } == {
        "a_choice": ("Choices", ["top"]),
        "a_multi_choice": ("Choices", ["top"]),
        "a_scale": ("Choices", ["1"]),
        "a_flag": ("Choices", ["no"]),
        "a_text": ("TextArea", None),
        "a_number": ("Number", 12),
        "a_date": ("DateTime", "2025-05-19"),
    }
    assert results["a_text"]["value"]["text"] == ["In so many words"]


def test_a_configuration_of_somebody_elses_stays(tmp_path: Path) -> None:
    mine = tmp_path / "out.config.xml"
    mine.write_text("<View/>", encoding="utf-8")
    with sample(tmp_path) as project:
        with pytest.raises(UserError, match="no export wrote it"):
            written(project, tmp_path)
        assert mine.read_text(encoding="utf-8") == "<View/>"
        mine.unlink()
        assert written(project, tmp_path) == written(project, tmp_path)
