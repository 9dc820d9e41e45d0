"""Writing any format: choosing it, checking first, and leaving nothing half done."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from sample import TEXT, sample

from annotator.domain.annotation import Annotation
from annotator.domain.errors import CancelledError, UserError
from annotator.domain.record import Record
from annotator.formats.table import export_format, export_format_for, export_formats
from annotator.store.project import Project
from annotator.workflow.exporting import export

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
        export_format("xlsx")
    with pytest.raises(UserError, match=r"\.csv, \.jsonl"):
        export_format_for(Path("data.xlsx"))


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
