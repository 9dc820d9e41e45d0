"""Writing files beside their targets, and what no file may take the place of."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sample import sample

from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.formats.files.codebook import write_codebook
from annotator.store.project import Project
from annotator.workflow.exporting import export


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


@pytest.fixture
def other(tmp_path: Path) -> Path:
    path = tmp_path / "other.annotator"
    Project.create(path).close()
    return path


def refused(path: Path) -> str:
    before = {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()}
    with pytest.raises(UserError) as refusal, written_beside(path) as (file,):
        file.write(b"new")
    assert {one: one.read_bytes() for one in path.parent.iterdir() if one.is_file()} == before
    return str(refusal.value)


def test_a_project_is_never_replaced_whatever_it_is_called(other: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "data.csv"
    shutil.copy(other, renamed)
    for path in (other, renamed):
        assert refused(path) == (
            f"{path.name} is a project, which would be lost. Choose another name."
        )


def test_a_link_to_a_project_is_not_replaced(other: Path, tmp_path: Path) -> None:
    (tmp_path / "data.csv").symlink_to(other)
    assert "is a project" in refused(tmp_path / "data.csv")


def test_a_database_that_is_open_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "data.csv").write_bytes(b"")
    (tmp_path / "data.csv-wal").write_bytes(b"")
    assert "is a project" in refused(tmp_path / "data.csv")


@pytest.mark.parametrize("suffix", [".csv", ".jsonl"])
def test_a_project_can_not_be_exported_onto_itself(project: Project, suffix: str) -> None:
    with pytest.raises(UserError, match="is a project"):
        export(project, project.path, suffix[1:])
    assert project.check() == []


def test_a_project_in_the_companions_place_stays(
    project: Project, other: Path, tmp_path: Path
) -> None:
    beside = tmp_path / "data.codebook.json"
    other.rename(beside)
    with pytest.raises(UserError, match=r"data\.codebook\.json is a project"):
        export(project, tmp_path / "data.jsonl")
    assert not (tmp_path / "data.jsonl").exists()
    with Project.open(beside) as kept:
        assert kept.check() == []


def test_a_codebook_can_not_be_written_over_a_project(project: Project, other: Path) -> None:
    before = other.read_bytes()
    with pytest.raises(UserError, match="is a project"):
        write_codebook(project.codebook(), other)
    assert other.read_bytes() == before


def test_a_file_in_place_of_a_folder_is_a_refusal(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with (
        pytest.raises(UserError, match="can't be written"),
        written_beside(tmp_path / "notes.txt" / "a.csv"),
    ):
        pass


def test_of_two_files_neither_comes_when_one_can_not(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("old")
    second.mkdir()
    with pytest.raises(UserError, match="can't be written"), written_beside(first, second):
        pass
    assert first.read_text() == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["first", "second"]
