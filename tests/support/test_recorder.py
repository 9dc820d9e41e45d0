"""What the rounds of power cuts stand on: the model of a disk."""

import random
from pathlib import Path

import pytest
from recorder.disk import Disk, Survives
from recorder.trace import Act, Step


def step(act: Act, file: int = 0, place: int = 0, path: Path = Path(), data: bytes = b"") -> Step:
    return Step(act, file, place, path, Path(), data)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "disk").mkdir()
    return (tmp_path / "disk").resolve()


def after(disk: Disk, how: Survives, out: Path, seed: int = 0) -> dict[str, bytes]:
    disk.cut(how, random.Random(seed), out)
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_what_was_not_synced_may_be_missing_and_what_was_is_there(
    root: Path, tmp_path: Path
) -> None:
    disk = Disk(root)
    disk.do(step(Act.CREATE, 7, path=root / "a"))
    disk.do(step(Act.WRITE, 7, data=b"one"))
    disk.do(step(Act.SYNC, 7))
    assert after(disk, Survives.NOTHING, tmp_path / "1") == {}
    disk.do(step(Act.SYNC_FOLDER, path=root))
    disk.do(step(Act.WRITE, 7, 3, data=b" two"))
    assert after(disk, Survives.NOTHING, tmp_path / "2") == {"a": b"one"}
    assert after(disk, Survives.EVERYTHING, tmp_path / "3") == {"a": b"one two"}


def test_a_name_can_come_to_the_disk_before_what_it_names(root: Path, tmp_path: Path) -> None:
    (root / "b").write_bytes(b"old")
    disk = Disk(root)
    disk.do(step(Act.CREATE, 7, path=root / "a"))
    disk.do(step(Act.WRITE, 7, data=b"new"))
    disk.do(step(Act.RENAME, path=root / "a")._replace(other=root / "b"))
    assert after(disk, Survives.NAMES, tmp_path / "1") == {"b": b""}
    assert after(disk, Survives.DATA, tmp_path / "2") == {"b": b"old"}


def test_sectors_come_each_for_itself_and_a_length_in_its_order(root: Path, tmp_path: Path) -> None:
    (root / "a").write_bytes(b"o" * 2048)
    file = (root / "a").stat().st_ino
    disk = Disk(root)
    disk.do(step(Act.WRITE, file, 0, data=b"n" * 2048))
    disk.do(step(Act.TRUNCATE, file, 1024))
    seen = {after(disk, Survives.SOME, tmp_path / f"{seed}", seed)["a"] for seed in range(200)}
    assert {len(content) for content in seen} == {1024, 2048}
    sectors = {content[at : at + 512] for content in seen for at in range(0, len(content), 512)}
    assert sectors == {b"o" * 512, b"n" * 512}
    assert any(content.startswith(b"o" * 512 + b"n" * 512) for content in seen)


def test_a_folder_that_is_made_is_there(root: Path, tmp_path: Path) -> None:
    disk = Disk(root)
    disk.do(step(Act.MAKE_FOLDER, path=root / "sub"))
    disk.do(step(Act.CREATE, 9, path=root / "sub" / "x"))
    disk.cut(Survives.EVERYTHING, random.Random(0), tmp_path / "out")
    assert (tmp_path / "out" / "sub" / "x").exists()
