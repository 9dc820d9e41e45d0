"""Codes that files add, where some of the articles that bring them stay out or are read anew."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs

from annotator.domain.annotation import Annotation
from annotator.domain.codebook import Code
from annotator.formats.folders import files_of
from annotator.formats.incoming import ReadOptions
from annotator.store.project import Project
from annotator.workflow.importing.batch import Batch, ImportItem, joined, replaced
from annotator.workflow.importing.edit import import_edit
from annotator.workflow.importing.reading import collect, read_each, read_sources

OPTIONS = ReadOptions(extend_codebook=True, coder="ana")


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.create(tmp_path / "p.annotator") as made:
        yield made


def line(text: str, *, whole: bool = False, **fields: Any) -> Mapping[str, Any]:
    place = {} if whole else {"start": 0, "end": 3}
    labels = [{"code": "mood", "coder": "ana", "fields": fields, **place}]
    return {"schema": "annotator/1", "title": text, "text": text, "annotations": labels}


def file(folder: Path, name: str, *lines: Mapping[str, Any]) -> Path:
    path = folder / name
    path.write_text("".join(f"{json.dumps(one)}\n" for one in lines), encoding="utf-8")
    return path


def came_in(project: Project, items: tuple[ImportItem, ...]) -> int:
    project.apply(import_edit(items, project))
    return len(project.find(Annotation))


def fields_of_mood(project: Project) -> set[str]:
    (code,) = [one for one in project.find(Code) if one.id == "mood"]
    return {one.id for one in code.fields}


def test_an_article_that_brought_a_code_can_stay_out(tmp_path: Path, project: Project) -> None:
    path = file(tmp_path, "a.jsonl", line("One.", kind="good"), line("Two.", kind="bad"))
    first, second = collect([path], OPTIONS, project).items
    assert came_in(project, (structs.replace(first, take=False), second)) == 1
    assert fields_of_mood(project) == {"kind"}


def test_files_that_are_added_one_by_one_share_their_codes(
    tmp_path: Path, project: Project
) -> None:
    paths = [
        file(tmp_path, "a.jsonl", line("One.", kind="good")),
        file(tmp_path, "b.jsonl", line("Two.", strength="much")),
    ]
    parts = [read_sources([path], OPTIONS, project) for path in paths]
    assert came_in(project, joined(*parts).items) == 2
    assert fields_of_mood(project) == {"kind", "strength"}


@pytest.mark.parametrize("names", [["a.jsonl"], ["a.jsonl", "b.jsonl"]])
def test_files_that_are_read_again_share_their_codes(
    tmp_path: Path, project: Project, names: list[str]
) -> None:
    file(tmp_path, "a.jsonl", line("One.", kind="good"))
    file(tmp_path, "b.jsonl", line("Two.", strength="much"))
    whole = collect([tmp_path / "a.jsonl", tmp_path / "b.jsonl"], OPTIONS, project)
    again = files_of([tmp_path / name for name in names])[0]
    parts: list[Batch] = read_each([(one, OPTIONS) for one in again], whole.items, project)
    for one, anew in zip(again, parts, strict=True):
        whole = replaced(whole, one, anew)
    assert came_in(project, whole.items) == 2
    assert fields_of_mood(project) == {"kind", "strength"}


def test_a_code_of_articles_and_of_stretches_in_two_files_costs_no_other_label(
    tmp_path: Path, project: Project
) -> None:
    paths = [
        file(tmp_path, "a.jsonl", line("One.", whole=True)),
        file(tmp_path, "b.jsonl", line("Two.")),
    ]
    found = read_sources(paths, OPTIONS, project)
    assert came_in(project, found.items) >= 1
    assert len(found.items) + len(found.failures) == 2
