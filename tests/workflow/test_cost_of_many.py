"""What importing and exporting many labels costs: statements and rows, not seconds."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from work import BOOK, WORDS, costs, decoded, label, looks

from annotator.domain.annotation import Annotation
from annotator.formats.incoming import ReadOptions
from annotator.formats.losses import losses
from annotator.formats.selection import Selection
from annotator.formats.table import export_format
from annotator.store.project import Project
from annotator.workflow.exporting import export
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as made:
        made.coder = "ana"
        yield made


def bring(project: Project, source: Path) -> int:
    """Import a file and return how many queries that took."""
    with looks(project) as found:
        batch = collect([source], ReadOptions(coder="ana"), project)
        project.apply(import_edit(batch.items, project, batch.companions))
    return found["SELECT"]


def labelled(path: Path, labels: int) -> Path:
    """Write an article with labels that have ids."""
    several = [
        {"id": f"{path.stem}-{n}", "code": "quote", "start": n % 20, "end": n % 20 + 5}
        for n in range(labels)
    ]
    line = {"id": path.stem, "text": f"{WORDS} {path.stem}", "annotations": several}
    path.write_text(json.dumps(line), encoding="utf-8")
    return path


def test_no_query_is_about_a_single_label_of_an_import(project: Project, tmp_path: Path) -> None:
    bring(project, labelled(tmp_path / "first.jsonl", 1))  # the coder is known from here on
    few = bring(project, labelled(tmp_path / "few.jsonl", 10))
    assert bring(project, labelled(tmp_path / "many.jsonl", 400)) == few
    assert len(project.find(Annotation)) == 411


def test_labels_that_are_there_already_are_looked_up_together(
    project: Project, tmp_path: Path
) -> None:
    few, many = labelled(tmp_path / "few.jsonl", 10), labelled(tmp_path / "many.jsonl", 400)
    bring(project, few)
    bring(project, many)
    again = bring(project, few)
    assert bring(project, many) == again


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_each_label_is_read_once_when_it_is_exported(
    suffix: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    label(project, "few", 2, 3)
    found = decoded(monkeypatch)
    export(project, tmp_path / f"few{suffix}")
    assert found["annotation"] == 6
    label(project, "many", 20, 10)
    found.clear()
    export(project, tmp_path / f"many{suffix}")
    assert found["annotation"] == 206


def test_a_loss_report_reads_no_labels_where_nothing_can_be_lost(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    label(project, "some", 5, 4)
    label(project, "bare", 2, 0)
    found = decoded(monkeypatch)
    assert losses(export_format("jsonl"), project, Selection()) == []
    told = losses(export_format("csv"), project, Selection())
    assert any(one.startswith("2 articles without annotations") for one in told)
    assert found["annotation"] == 0


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_no_query_of_an_export_is_about_a_single_label(
    suffix: str, project: Project, tmp_path: Path
) -> None:
    label(project, "few", 2, 10)
    export(project, tmp_path / f"first{suffix}")  # the codebook is known from here on
    with costs(project) as few:
        export(project, tmp_path / f"few{suffix}")
    label(project, "many", 2, 400)
    chosen = Selection(articles=("many0", "many1"))
    with costs(project) as many:
        export(project, tmp_path / f"many{suffix}", selection=chosen)
    assert many.statements == few.statements
    assert many.rows - few.rows <= 2 * 390 + 10
