"""Writing any format: choosing it, checking first, and leaving nothing half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sample import TEXT, sample
from toy_formats import DIGEST, register

from annotator.domain.annotation import Annotation
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.record import Record
from annotator.formats.dataset import Selection
from annotator.formats.table import export_format, export_format_for, export_formats
from annotator.store.project import Project
from annotator.workflow.exporting import (
    Exported,
    check_targets,
    export,
    files_to_write,
    first_rows,
    free_target,
    layers_of,
    named_target,
)

SUFFIXES = [one.exporter.suffix for one in export_formats()]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith("sample.")}


def test_the_format_follows_from_the_suffix_or_is_named(project: Project, tmp_path: Path) -> None:
    assert export_format_for(Path("DATA.CSV")).id == "csv"
    export(project, tmp_path / "data.txt", "JSONL")
    assert (tmp_path / "data.txt").read_bytes().startswith(b'{"schema":"annotator/1"')


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"csv, jsonl"):
        export_format("no-such-format")
    with pytest.raises(UserError, match=r"\.csv, \.jsonl"):
        export_format_for(Path("data.nosuch"))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_cancelling_leaves_no_new_file_and_the_old_one_as_it_was(
    suffix: str, project: Project, tmp_path: Path
) -> None:
    target = tmp_path / f"data{suffix}"
    target.write_text("old")

    def cancel(done: int, total: int) -> None:
        if done == total:
            raise CancelledError

    with pytest.raises(CancelledError):
        export(project, target, progress=cancel)
    assert files(tmp_path) == {target.name}
    assert target.read_text() == "old"


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_progress_reaches_the_whole(suffix: str, project: Project, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    export(project, tmp_path / f"data{suffix}", progress=lambda *at: seen.append(at))
    assert (seen[0], seen[-1]) == ((0, 2), (2, 2))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_folder_that_is_not_there_is_a_refusal(
    suffix: str, project: Project, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="can't be written"):
        export(project, tmp_path / "nowhere" / f"data{suffix}")


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_text_that_is_not_what_it_was_stops_the_export(
    suffix: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(project, "text", lambda _: TEXT.replace("mayor", "major"))
    with pytest.raises(UserError, match="not what it was"):
        export(project, tmp_path / f"data{suffix}")
    assert files(tmp_path) == set()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_an_annotation_that_has_lost_its_place_stops_the_export(
    suffix: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = project.find

    def lost(kind: type[Record], **equal: str | None) -> list[Record]:
        found: list[Record] = find(kind, **equal)
        return [
            replace(one, texts=("elsewhere",))
            if isinstance(one, Annotation) and one.id == "k1"
            else one
            for one in found
        ]

    monkeypatch.setattr(project, "find", lost)
    with pytest.raises(UserError, match="k1"):
        export(project, tmp_path / f"data{suffix}")
    assert files(tmp_path) == set()


def counts(exported: Exported) -> tuple[int, int]:
    return exported.count.articles, exported.count.annotations


@pytest.mark.parametrize(
    ("suffix", "layers", "wanted"),
    [
        (".csv", ("all",), (1, 7)),
        (".csv", ("ben",), (1, 1)),
        (".csv", ("gold",), (1, 1)),
        (".jsonl", ("all",), (2, 7)),
        (".jsonl", ("gold",), (1, 1)),
    ],
)
def test_an_export_tells_how_much_is_in_the_file(
    suffix: str,
    layers: tuple[str, ...],
    wanted: tuple[int, int],
    project: Project,
    tmp_path: Path,
) -> None:
    path = tmp_path / f"data{suffix}"
    exported = export(project, path, selection=Selection(layers=layers))
    assert counts(exported) == wanted
    assert (exported.path, exported.format.exporter.suffix) == (path, suffix)


@pytest.mark.parametrize(
    ("suffix", "told"),
    [(".csv", "0 articles with 0 annotations"), (".jsonl", "0 articles with 0 annotations")],
)
def test_gold_where_there_is_none_writes_no_annotation(
    suffix: str, told: str, project: Project, tmp_path: Path
) -> None:
    gold = Selection(layers=("gold",), articles=("a2",))
    exported = export(project, tmp_path / f"gold{suffix}", selection=gold)
    assert exported.told() == told


def test_every_format_tells_which_files_it_writes(tmp_path: Path) -> None:
    found = {
        one.id: [path.name for path in files_to_write(one, tmp_path / f"a.b{one.exporter.suffix}")]
        for one in export_formats()
    }
    assert found["csv"] == ["a.b.csv"]
    assert found["jsonl"] == ["a.b.jsonl", "a.b.codebook.json"]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_files_written_are_those_that_were_told(
    suffix: str, project: Project, tmp_path: Path
) -> None:
    chosen = export_format_for(Path(f"x{suffix}"))
    target = tmp_path / f"data{suffix}"
    export(project, target)
    assert files(tmp_path) == {path.name for path in files_to_write(chosen, target)}


def test_a_free_name_is_free_of_the_companions_name_too(tmp_path: Path) -> None:
    (tmp_path / "study.codebook.json").write_text("precious")
    assert free_target(tmp_path, "study", export_format("csv")).name == "study.csv"
    assert free_target(tmp_path, "study", export_format("jsonl")).name == "study 2.jsonl"


def test_a_name_without_an_ending_gets_that_of_the_format() -> None:
    csv = export_format("csv")
    names = {typed: named_target(Path(typed), csv).as_posix() for typed in ("/a/b", "/a.txt", "/")}
    assert names == {"/a/b": "/a/b.csv", "/a.txt": "/a.txt", "/": "/export.csv"}


def test_nothing_that_no_export_wrote_is_in_danger(project: Project, tmp_path: Path) -> None:
    jsonl, csv = export_format("jsonl"), export_format("csv")
    with pytest.raises(UserError, match="is a project"):
        check_targets(csv, project.path)
    (tmp_path / "data.codebook.json").write_text("{}")
    with pytest.raises(UserError, match="no export wrote it"):
        check_targets(jsonl, tmp_path / "data.jsonl")
    check_targets(csv, tmp_path / "data.csv")
    export(project, tmp_path / "own.jsonl")
    check_targets(jsonl, tmp_path / "own.jsonl")


def test_the_layers_to_choose_from_are_all_the_coders_and_gold(
    project: Project, tmp_path: Path
) -> None:
    assert layers_of(project) == ["all", "ana", "ben", "gold"]
    with Project.create(tmp_path / "blank.annotator") as blank:
        assert layers_of(blank) == ["all"]


def test_a_file_begins_as_it_will_be_and_says_what_it_lacks(project: Project) -> None:
    found = first_rows(export_format("csv"), project, Selection(columns=("code",)), 2)
    assert (found.header, found.rows) == (["code"], [["tone"], ["quote"]])
    assert "2 comments on annotations will be left out." in found.losses


def test_a_further_format_is_exported_by_its_row_alone(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(monkeypatch, DIGEST)
    exported = export(project, tmp_path / "data.digest")
    assert exported.format is DIGEST
    assert files(tmp_path) == {"data.digest"}
    assert (tmp_path / "data.digest").read_text("utf-8") == "Mayor 😀 speaks\t7\nEmpty\t0\n"
