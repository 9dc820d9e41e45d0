"""Label Studio's own kit takes the tasks and the configuration, and converts them."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from every_answer import ANSWERS
from every_field import answered, code_with_every_field
from hostile import TEXTS, hostile_project, said_labels
from sample import TEXT, sample

from annotator.domain.annotation import anchored
from annotator.domain.codebook import Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.people import Coder
from annotator.formats.selection import Selection
from annotator.store.project import Project
from annotator.workflow.exporting import export

interface = pytest.importorskip("label_studio_sdk.label_interface")
converter = pytest.importorskip("label_studio_sdk.converter")


def with_every_field(folder: Path) -> Project:
    code = code_with_every_field()
    one = answered(**anchored("Word.", [(0, 4)]))
    project = Project.create(folder / "p.annotator", codebook=Codebook(codes=(code,)))
    article = NewArticle(id="a", title="A", text="Word.")
    records = (Coder(id="ana", handle="ana"), one)
    project.apply(ImportRecords(articles=(article,), records=records))
    return project


def hostile(folder: Path) -> Project:
    return hostile_project(folder / "h.annotator")


@pytest.mark.parametrize("made", [sample, with_every_field, hostile])
@pytest.mark.parametrize("way", ["annotations", "predictions"])
def test_every_result_fits_the_configuration(made: Any, way: str, tmp_path: Path) -> None:
    with made(tmp_path) as project:
        selection = Selection(options={"as": way})
        export(project, tmp_path / "out.json", "label-studio", selection)
    config = (tmp_path / "out.config.xml").read_text(encoding="utf-8")
    labelling = interface.LabelInterface(config)
    labelling.validate()
    tasks = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    sets = [one for task in tasks for one in task[way]]
    assert sets
    assert [labelling.validate_prediction(one, return_errors=True) for one in sets] == [[]] * len(
        sets
    )


def test_the_converter_finds_the_labels(tmp_path: Path) -> None:
    with sample(tmp_path) as project:
        export(project, tmp_path / "out.json", "label-studio")
    config = (tmp_path / "out.config.xml").read_text(encoding="utf-8")
    kit = converter.Converter(config, project_dir=None, download_resources=False)
    kit.convert(str(tmp_path / "out.json"), str(tmp_path / "min"), "JSON_MIN", is_dir=False)
    rows = json.loads((tmp_path / "min" / "result.json").read_text(encoding="utf-8"))
    found = {
        (TEXT[label["start"] : label["end"]], label["labels"][0])
        for row in rows
        for label in row.get("label", ())
    }
    assert {("“We win,”", "quote"), ("the mayor", "source"), ("said", "cue")} <= found
    kit.convert(str(tmp_path / "out.json"), str(tmp_path / "conll"), "CONLL2003", is_dir=False)
    tagged = (tmp_path / "conll" / "result.conll").read_text(encoding="utf-8")
    assert "B-source" in tagged


def test_the_converter_finds_each_piece_of_every_label_of_hostile_texts(tmp_path: Path) -> None:
    with hostile(tmp_path) as project:
        export(project, tmp_path / "out.json", "label-studio")
        labels = said_labels(project).values()
    config = (tmp_path / "out.config.xml").read_text(encoding="utf-8")
    kit = converter.Converter(config, project_dir=None, download_resources=False)
    kit.convert(str(tmp_path / "out.json"), str(tmp_path / "min"), "JSON_MIN", is_dir=False)
    rows = json.loads((tmp_path / "min" / "result.json").read_text(encoding="utf-8"))
    articles = {text: article for article, text in TEXTS.items()}
    found = Counter(
        (articles[row["text"]], tuple(label["labels"]), label["start"], label["end"], label["text"])
        for row in rows
        for label in row.get("label", ())
    )
    assert found == Counter(
        (one.article, (one.code,), start, end, words)
        for one in labels
        for (start, end), words in zip(one.places, one.words, strict=True)
    )
    said = [row for row in rows if "a_text" in row]
    asked = [one for one in labels if one.answers]
    assert len(said) == len(asked)
    for row in said:
        for name, answer in ANSWERS.items():
            wanted = {"a_multi_choice": "top", "a_scale": "1", "a_flag": "no"}.get(name, answer)
            region = {"a_number": "number", "a_date": "datetime"}.get(name)
            assert (row[name][0][region] if region else row[name]) == wanted
