"""A folder that an export writes is there when it is whole, and nothing of others is replaced."""

import zipfile
from pathlib import Path

import pytest

from annotator.domain.errors import UserError
from annotator.formats.files.folder import export_above, refuse_folder_target, written_folder
from annotator.formats.folders import files_of


def _fill(target: Path, words: str = "words") -> None:
    with written_folder(target) as folder:
        (folder / "inside").mkdir()
        (folder / "inside" / "a.txt").write_text(words, encoding="utf-8")


def _break_off(target: Path) -> None:
    with written_folder(target) as folder:
        (folder / "half.txt").write_text("half", encoding="utf-8")
        raise RuntimeError


def test_a_folder_is_written_and_written_anew(tmp_path: Path) -> None:
    target = tmp_path / "out"
    _fill(target)
    _fill(target, "others")
    assert (target / "inside" / "a.txt").read_text(encoding="utf-8") == "others"
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_what_breaks_off_leaves_the_folder_that_was_there(tmp_path: Path) -> None:
    target = tmp_path / "out"
    _fill(target)
    with pytest.raises(RuntimeError):
        _break_off(target)
    assert (target / "inside" / "a.txt").read_text(encoding="utf-8") == "words"
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_an_empty_folder_gives_way(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    _fill(tmp_path / "out")
    assert (tmp_path / "out" / "inside").is_dir()


def test_somebody_elses_folder_stays(tmp_path: Path) -> None:
    mine = tmp_path / "out" / "mine.txt"
    mine.parent.mkdir()
    mine.write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="what no export wrote"):
        refuse_folder_target(tmp_path / "out")
    with pytest.raises(UserError, match="what no export wrote"):
        _fill(tmp_path / "out")
    assert mine.read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["mine.txt", "inside/a.txt"])
def test_what_somebody_did_in_the_folder_of_an_export_stays(name: str, tmp_path: Path) -> None:
    _fill(tmp_path / "out")
    (tmp_path / "out" / name).write_text("my own work", encoding="utf-8")
    with pytest.raises(UserError, match="changed since"):
        _fill(tmp_path / "out")
    assert (tmp_path / "out" / name).read_text(encoding="utf-8") == "my own work"


def test_a_file_in_the_place_of_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine", encoding="utf-8")
    with pytest.raises(UserError, match="is no folder"):
        _fill(tmp_path / "out")
    assert (tmp_path / "out").read_text(encoding="utf-8") == "mine"


def test_there_has_to_be_a_folder_around_it(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="there is no folder"):
        _fill(tmp_path / "missing" / "out")


def test_a_name_with_zip_gives_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        _fill(tmp_path / name / "out.zip")
    one, two = ((tmp_path / name / "out.zip").read_bytes() for name in ("one", "two"))
    assert one == two
    with zipfile.ZipFile(tmp_path / "one" / "out.zip") as archive:
        assert archive.namelist() == ["out/inside/a.txt"]


def test_what_an_export_wrote_beside_the_data_is_no_article_and_not_missed(tmp_path: Path) -> None:
    with written_folder(tmp_path / "out") as folder:
        (folder / "a.txt").write_text("words", encoding="utf-8")
        (folder / "README.md").write_text("# A card", encoding="utf-8")
        (folder / "CITATION.cff").write_text("title: T", encoding="utf-8")
    (tmp_path / "out" / "odd.bin").write_bytes(b"?")
    found, skipped = files_of([tmp_path / "out"])
    assert ([one.name for one in found], skipped) == (["a.txt"], ["odd.bin"])
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "README.md").write_text("Mine, and an article.", encoding="utf-8")
    found, _ = files_of([tmp_path / "mine"])
    assert [one.name for one in found] == ["README.md"]


def test_only_what_an_export_wrote_is_an_export(tmp_path: Path) -> None:
    _fill(tmp_path / "out")
    _fill(tmp_path / "out.zip")
    assert export_above(tmp_path / "out" / "inside" / "a.txt") == tmp_path / "out"
    assert export_above(tmp_path / "out.zip") == tmp_path / "out.zip"
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("a.txt", "words")
    (tmp_path / "odd").mkdir()
    for odd in (b"[]", b"{", b"\xff", b'{"written_by": "Somebody", "format": "toy"}', b"[" * 9000):
        (tmp_path / "odd" / ".annotator-export.json").write_bytes(odd)
        assert export_above(tmp_path / "odd" / "a.txt") is None
    assert export_above(tmp_path / "other.zip") is None


def test_folders_that_cannot_come_back_say_so(tmp_path: Path) -> None:
    _fill(tmp_path / "out.zip")
    with pytest.raises(UserError, match="zipped folder") as zipped:
        files_of([tmp_path / "out.zip"])
    assert "Unpack it" in zipped.value.remedy
    with written_folder(tmp_path / "hub", comes_back=False) as folder:
        (folder / "train.jsonl").write_text("{}", encoding="utf-8")
    with pytest.raises(UserError, match="not imported"):
        files_of([tmp_path / "hub"])
