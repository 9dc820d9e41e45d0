"""The folder for Hugging Face as it is without its library, which `tests/interop` asks."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sample import TEXT, sample

from annotator.domain.annotation import Annotation
from annotator.domain.edits.records import ImportRecords
from annotator.domain.errors import UserError
from annotator.formats.losses import losses
from annotator.formats.outgoing.hub_card import yaml_text
from annotator.formats.outgoing.huggingface.features import yaml_features
from annotator.formats.outgoing.typed.shapes import STRETCHES, TEXTS, ListOf, Nested, Plain, fitted
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export, read_options

FOLDER = export_format("huggingface")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def selected(**said: str) -> Selection:
    return Selection(options=read_options(FOLDER, {"data": "jsonl-only", **said}))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def test_every_row_has_every_declared_column(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path / "out", FOLDER.id, selected())
    card = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    for name in ("articles", "annotations"):
        head = card.split(f"- config_name: {name}\n  features:\n")[1].split("\n- config_name")[0]
        declared = [
            line[len('  - name: "') : -1]
            for line in head.splitlines()
            if line.startswith("  - name: ")
        ]
        for row in rows(tmp_path / "out" / name / "train.jsonl"):
            assert list(row) == declared
    first, second = rows(tmp_path / "out" / "articles" / "train.jsonl")
    assert (first["text"], second["annotations"]) == (TEXT, [])
    quote = next(one for one in first["annotations"] if one["id"] == "q1")
    assert quote["fields"]["quote"] == {"stance": -1, "negated": False}
    assert quote["fields"]["sentiment"] is None
    assert json.loads((tmp_path / "out" / "codebook.json").read_text("utf-8"))["codes"]


def test_parts_have_the_names_that_datasets_has_for_them(project: Project, tmp_path: Path) -> None:
    export(project, tmp_path / "out.zip", FOLDER.id, selected(splits="40/30/30"))
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        names = {one for one in archive.namelist() if "articles/" in one}
        card = archive.read("out/README.md").decode()
    assert names <= {f"out/articles/{one}.jsonl" for one in ("train", "validation", "test")}
    assert len(names) == 2
    assert card.count("  - split: ") == len([one for one in card.splitlines() if ".jsonl" in one])
    assert "Of 2 articles, " in card


def test_without_pyarrow_there_is_jsonl_and_a_word_on_it(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("annotator.formats.format.find_spec", lambda _name: None)
    told = losses(FOLDER, project, Selection())
    assert any("no Parquet files. The extra “parquet”" in one for one in told)
    export(project, tmp_path / "out", FOLDER.id)
    assert (tmp_path / "out" / "articles" / "train.jsonl").is_file()
    with pytest.raises(UserError, match="pip install"):
        export(project, tmp_path / "out", FOLDER.id, selected(data="parquet-only"))


def test_answers_of_another_type_or_too_large_stand_apart(project: Project, tmp_path: Path) -> None:
    old = project.get(Annotation, "t1")
    assert old is not None
    project.apply(
        ImportRecords(records=(replace(old, values={"times": 2**70, "day": "2025-01-01"}),))
    )
    export(project, tmp_path / "out", FOLDER.id, selected())
    found = {one["annotation_id"]: one for one in rows(tmp_path / "out/annotations/train.jsonl")}
    assert (found["t1"]["sentiment.times"], found["t1"]["sentiment.day"]) == (None, "2025-01-01")
    assert json.loads(found["t1"]["other_answers"]) == {"times": 2**70}
    assert found["q1"]["other_answers"] is None


def test_values_are_fitted_to_their_shapes_or_left_out() -> None:
    shape = Nested({"n": Plain.WHOLE, "t": TEXTS, "d": Plain.DATE})
    assert fitted({"n": 2**63, "t": "one", "d": "no day"}, shape) == {
        "n": None,
        "t": ["one"],
        "d": None,
    }
    assert fitted({"n": True}, shape) == {"n": None, "t": None, "d": None}
    assert fitted(5, Plain.TEXT) == "5"
    assert str(fitted("2025-05-19T09:30+02:00", Plain.TIME)) == "2025-05-19 07:30:00+00:00"


def test_names_of_every_kind_can_be_declared() -> None:
    assert yaml_text('a "b"\\\u2028\x00é😀') == '"a \\"b\\"\\\\\\u2028\\u0000é😀"'
    lines = list(yaml_features({"x": ListOf(TEXTS), "y": STRETCHES}, 0))
    assert lines[:4] == ['- name: "x"', "  list:", "    list: string", '- name: "y"']
