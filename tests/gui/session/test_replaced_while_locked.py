"""The file is replaced or deleted while edits wait for a lock on it: none of them is lost."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.errors import FileChangedError
from annotator.gui.session.session import Session
from annotator.store.project import Project


def replace(path: Path, older: Path) -> None:
    shutil.copy(older, path.with_name("arriving"))
    path.with_name("arriving").replace(path)


def delete(path: Path, _older: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("change", [replace, delete])
@pytest.mark.parametrize("written", [0, 2])
def test_all_that_waits_is_written_where_the_work_goes_on(
    change: Callable[[Path, Path], None], written: int, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
    older = Path(shutil.copy(path, tmp_path / "older"))
    session = Session(Project.open(path, "ana"))
    told: list[str] = []
    moved: list[FileChangedError] = []
    session.refused.connect(told.append)
    session.moved.connect(moved.append)
    for n in range(written):
        session.apply(SetNote("s", f"written {n}"))
    with locked(path, "EXCLUSIVE"):
        session.apply(Tag(id="mine", article="a", code="quote", fragments=((0, 2),)))
        session.apply(SetNote("mine", "waits"))
        assert session.waiting.edits == 2
        change(path, older)
        session.refresh_from_disk()
        session.waiting.try_again()
        assert session.waiting.edits == 2
    qtbot.waitUntil(lambda: not session.waiting.some)
    assert told == []
    assert moved
    found = session.project.get(Annotation, "mine")
    assert found is not None
    assert found.note == "waits"
    session.end()
    with Project.open(session.project.path) as project:
        kept = project.get(Annotation, "mine")
        assert kept is not None
        assert kept.note == "waits"
