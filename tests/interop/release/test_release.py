"""A release in the hands of those that read such papers; each skips where its library lacks."""

import json
import math
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hostile import hostile_project, said_labels

from annotator.domain.annotation import JOINT
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export, read_options
from annotator.workflow.sample import make_sample

ROW = export_format("release")
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SAID = {
    "authors": "Berg, Maja (0000-0002-1825-0097); Otto von Test",
    "label-licence": "CC-BY-4.0",
    "text-licence": "CC-BY-NC-ND-4.0",
    "doi": "10.5281/zenodo.1",
    "url": "https://example.org/data",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Release the sample, with its texts and without."""
    folder = tmp_path_factory.mktemp("release")
    make_sample(folder / "s.annotator")
    with Project.open(folder / "s.annotator", read_only=True) as project:
        for name, texts in (("full", "yes"), ("free", "no")):
            options = read_options(ROW, {**SAID, "texts": texts})
            export(project, folder / name, ROW.id, Selection(options=options))
    return folder


@pytest.mark.parametrize("name", ["full", "free"])
def test_croissant_reads_every_row_with_its_types(made: Path, name: str) -> None:
    mlcroissant: Any = pytest.importorskip("mlcroissant")
    dataset = mlcroissant.Dataset(jsonld=str(made / name / "croissant.json"))
    assert not dataset.metadata.issues.errors
    assert not dataset.metadata.issues.warnings
    rows = list(dataset.records(record_set="annotations"))
    lines = (made / name / "data" / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    wanted = [one for line in lines for one in json.loads(line)["annotations"]]
    assert [one["annotations/annotation_id"].decode() for one in rows] == [
        one["id"] for one in wanted
    ]
    starts = [one["annotations/start"] for one in rows if one["annotations/start"] is not None]
    assert all(start == int(start) for start in starts if start == start)  # noqa: PLR0124 - nan


@pytest.mark.parametrize("name", ["full", "free"])
def test_the_citation_is_valid(made: Path, name: str) -> None:
    cffconvert: Any = pytest.importorskip("cffconvert")
    text = (made / name / "CITATION.cff").read_text(encoding="utf-8")
    cffconvert.Citation(text).validate()


@pytest.mark.parametrize("name", ["full", "free"])
def test_the_card_has_a_head_that_can_be_read(made: Path, name: str) -> None:
    yaml: Any = pytest.importorskip("yaml")
    _, head, _ = (made / name / "README.md").read_text(encoding="utf-8").split("---\n", 2)
    said = yaml.safe_load(head)
    assert said["license"] == ("other" if name == "full" else "cc-by-4.0")
    assert said["language"] == ["ar", "de", "en"]
    for one in said["configs"]:
        assert (made / name / one["data_files"]).is_file()


# Ids that look like numbers become some there: its reader of CSV can't be told otherwise.
@pytest.mark.parametrize("prefix", ["a-", ""])
def test_croissant_finds_hostile_texts_and_labels_where_they_stand(
    prefix: str, tmp_path: Path
) -> None:
    mlcroissant: Any = pytest.importorskip("mlcroissant")
    with hostile_project(tmp_path / "h.annotator", prefix=prefix) as project:
        export(project, tmp_path / "out", ROW.id, Selection(options=read_options(ROW, SAID)))
        labels = said_labels(project).values()
    dataset = mlcroissant.Dataset(jsonld=str(tmp_path / "out" / "croissant.json"))
    found = Counter(
        (
            text_of(row["annotations/article_id"]) if prefix else "",
            *(text_of(row[f"annotations/{name}"]) for name in ("code", "text")),
            *(point(row[f"annotations/{name}"]) for name in ("start", "end")),
        )
        for row in dataset.records(record_set="annotations")
    )
    assert found == Counter(
        (
            *(one.article if prefix else "", one.code, JOINT.join(one.words)),
            *((one.places[0][0], one.places[-1][1]) if one.places else (None, None)),
        )
        for one in labels
    )


def text_of(cell: Any) -> str:
    return cell.decode() if isinstance(cell, bytes) else ""


def point(cell: Any) -> int | None:
    return None if cell is None or math.isnan(cell) else int(cell)
