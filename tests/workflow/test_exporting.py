"""Writing any format: choosing it, checking first, and leaving nothing half done."""

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from damage import without_guards
from msgspec.structs import replace
from sample import sample
from toy_formats import DIGEST, register

from annotator.domain.annotation import Annotation
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.record import Record
from annotator.formats.selection import Selection
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
    target_of_another,
)

WRITABLE = [
    one.id for one in export_formats() if one.exporter.extra is None or one.exporter.extra.is_here
]
EACH = pytest.mark.parametrize("name", WRITABLE)
"""Every format for which all that it takes is installed."""
SUFFIXES = [one.exporter.suffix for one in export_formats() if one.exporter.suffix in one.suffixes]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with sample(tmp_path) as opened:
        yield opened


def target_of(name: str, folder: Path) -> Path:
    return folder / f"data{export_format(name).exporter.suffix}"


def content(target: Path) -> dict[str, bytes]:
    found = [target] if target.is_file() else filter(Path.is_file, target.rglob("*"))
    return {path.relative_to(target).as_posix(): path.read_bytes() for path in found}


def files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith("sample.")}


def test_the_format_follows_from_the_suffix_or_is_named(project: Project, tmp_path: Path) -> None:
    assert export_format_for(Path("DATA.CSV")).id == "csv"
    export(project, tmp_path / "data.txt", "JSONL")
    assert (tmp_path / "data.txt").read_bytes().startswith(b'{"schema":"annotator/1"')


def test_an_unknown_format_is_refused_with_those_there_are() -> None:
    with pytest.raises(UserError, match=r"csv, xlsx, jsonl"):
        export_format("no-such-format")
    with pytest.raises(UserError, match=r"\.csv, \.xlsx, \.jsonl"):
        export_format_for(Path("data.nosuch"))


@EACH
def test_cancelling_leaves_no_new_file_and_the_old_one_as_it_was(
    name: str, project: Project, tmp_path: Path
) -> None:
    target = target_of(name, tmp_path)
    export(project, target, name, Selection(articles=("a2",)))
    before, beside = content(target), files(tmp_path)

    def cancel(done: int, total: int) -> None:
        if done == total:
            raise CancelledError

    with pytest.raises(CancelledError):
        export(project, target, name, progress=cancel)
    assert files(tmp_path) == beside
    assert content(target) == before


@EACH
def test_progress_reaches_the_whole(name: str, project: Project, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    export(project, target_of(name, tmp_path), name, progress=lambda *at: seen.append(at))
    assert (seen[0], seen[-1]) == ((0, 2), (2, 2))


@EACH
def test_a_folder_that_is_not_there_is_a_refusal(
    name: str, project: Project, tmp_path: Path
) -> None:
    with pytest.raises(UserError, match="can't be written"):
        export(project, target_of(name, tmp_path / "nowhere"), name)


@EACH
def test_a_text_that_is_not_what_it_was_stops_the_export(
    name: str, project: Project, tmp_path: Path
) -> None:
    without_guards(project.path, "UPDATE text SET body = replace(body, 'mayor', 'major')")
    with pytest.raises(UserError, match="not the one that was imported"):
        export(project, target_of(name, tmp_path), name)
    assert files(tmp_path) == set()


@EACH
def test_an_annotation_that_has_lost_its_place_stops_the_export(
    name: str, project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    find = project.find_among

    def lost(kind: type[Record], attribute: str, values: Collection[str]) -> list[Record]:
        found: list[Record] = find(kind, attribute, values)
        return [
            replace(one, texts=("elsewhere",))
            if isinstance(one, Annotation) and one.id == "k1"
            else one
            for one in found
        ]

    monkeypatch.setattr(project, "find_among", lost)
    with pytest.raises(UserError, match="k1"):
        export(project, target_of(name, tmp_path), name)
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


@EACH
def test_the_files_written_are_those_that_were_told(
    name: str, project: Project, tmp_path: Path
) -> None:
    chosen, target = export_format(name), target_of(name, tmp_path)
    export(project, target, name)
    assert files(tmp_path) == {path.name for path in files_to_write(chosen, target)}


def test_a_free_name_is_free_of_the_companions_name_too(tmp_path: Path) -> None:
    (tmp_path / "study.codebook.json").write_text("precious")
    assert free_target(tmp_path, "study", export_format("csv")).name == "study.csv"
    assert free_target(tmp_path, "study", export_format("jsonl")).name == "study 2.jsonl"
    edges = free_target(tmp_path, "study", export_format("edge-list"))
    assert edges.name == "study-edge-list.csv"  # no table of annotations goes by its name


def test_a_name_without_an_ending_gets_that_of_the_format() -> None:
    csv = export_format("csv")
    names = {typed: named_target(Path(typed), csv).as_posix() for typed in ("/a/b", "/a.txt", "/")}
    assert names == {"/a/b": "/a/b.csv", "/a.txt": "/a.txt", "/": "/export.csv"}


def test_a_name_without_an_ending_is_a_folder_where_the_format_is_one() -> None:
    for name in ("brat", "release"):
        chosen = export_format(name)
        assert named_target(Path("/a/b"), chosen) == Path("/a/b")
        assert named_target(Path("/a/b.zip"), chosen) == Path("/a/b.zip")


@pytest.mark.parametrize(
    ("typed", "name", "wanted"),
    [
        ("/a/b.csv", "xlsx", "/a/b.xlsx"),
        ("/a/b.csv", "brat", "/a/b"),
        ("/a/b.csv", "release", "/a/b.zip"),
        ("/a/b.zip", "brat", "/a/b.zip"),
        ("/a/b.zip", "csv", "/a/b.csv"),
        ("/a/b v1.2", "brat", "/a/b v1.2"),
        ("/a/b v1.2", "csv", "/a/b v1.2.csv"),
    ],
)
def test_a_name_follows_the_format_by_its_ending_alone(typed: str, name: str, wanted: str) -> None:
    assert target_of_another(Path(typed), export_format(name)) == Path(wanted)


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
    assert (found.files[0].header, found.files[0].rows) == (["code"], [["tone"], ["quote"]])
    assert "2 comments on annotations will be left out." in found.losses


def test_a_further_format_is_exported_by_its_row_alone(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    register(monkeypatch, DIGEST)
    exported = export(project, tmp_path / "data.digest")
    assert exported.format is DIGEST
    assert files(tmp_path) == {"data.digest"}
    assert (tmp_path / "data.digest").read_text("utf-8") == "Mayor 😀 speaks\t7\nEmpty\t0\n"
