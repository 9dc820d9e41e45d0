"""What was written is on the disk before its name is, and a full disk leaves the old file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from annotator.store.file.placing import placed, placed_together
from annotator.store.project import Project

POSIX = pytest.mark.skipif(os.name == "nt", reason="Windows syncs no folders")


@pytest.fixture
def told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what is synced and renamed, in order."""
    steps: list[str] = []
    fsync, replace, rename, link = os.fsync, Path.replace, Path.rename, os.link

    def synced(file: int) -> None:
        steps.append("sync folder" if os.fstat(file).st_mode & 0o040000 else "sync file")
        fsync(file)

    def replaced(path: Path, target: Path) -> Path:
        steps.append(f"{target.name} comes")
        return replace(path, target)

    def renamed(path: Path, target: Path) -> Path:
        new = rename(path, target)
        steps.append(f"{path.name} goes")
        return new

    def linked(path: Path, target: Path) -> None:
        steps.append(f"{target.name} comes")
        link(path, target)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "link", linked)
    monkeypatch.setattr(Path, "replace", replaced)
    monkeypatch.setattr(Path, "rename", renamed)
    return steps


@POSIX
@pytest.mark.parametrize("replace", [True, False])
def test_a_file_is_synced_before_it_is_named_and_its_folder_after(
    tmp_path: Path, told: list[str], replace: bool
) -> None:
    with placed(tmp_path / "a", replace=replace) as part:
        part.write_text("new")
    assert told == ["sync file", "a comes", "sync folder"]


@POSIX
def test_data_comes_after_the_old_description_went_and_before_the_new_one(
    tmp_path: Path, told: list[str]
) -> None:
    for name in ("data", "words"):
        (tmp_path / name).write_text("old")
    with placed_together(tmp_path / "data", tmp_path / "words", replace=True) as parts:
        for part in parts:
            part.write_text("new")
    assert told == [
        "sync file",
        "sync file",
        "words goes",
        "sync folder",
        "data comes",
        "sync folder",
        "words comes",
        "sync folder",
    ]


LIMITED = """
import resource, signal, sys
from pathlib import Path
from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.store.project import Project

folder = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
project = Project.open(folder / "p.annotator")

def export():
    with written_beside(folder / "a.csv") as (file,):
        file.write(b"new " * 100_000)

works = [
    export,
    lambda: project.copy_to(folder / "copy.annotator"),
    lambda: Project.create(folder / "q.annotator"),
]
for work in works:
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
    try:
        work()
    except UserError as error:
        print(error)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
project.close()
"""


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_where_there_is_no_room_the_old_file_stays_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    Project.create(tmp_path / "p.annotator").close()
    run = subprocess.run(
        [sys.executable, "-c", LIMITED, tmp_path], capture_output=True, text=True, check=False
    )
    assert run.stderr == ""
    lines = run.stdout.splitlines()
    assert [line.partition(" can't be written: ")[0] for line in lines] == [
        str(tmp_path / name) for name in ("a.csv", "copy.annotator", "q.annotator")
    ]
    assert (tmp_path / "a.csv").read_text() == "old"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.csv", "p.annotator"]
