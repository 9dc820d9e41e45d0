"""The work is on disk as soon as an edit returns, whatever happens to the program then."""

import subprocess
import sys
from pathlib import Path

import endless_edits
import pytest
from sequences import BOOK

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.store.project import Project


@pytest.mark.parametrize("acknowledged", [1, 2, 9, 30])
def test_every_acknowledged_edit_survives_being_killed(path: Path, acknowledged: int) -> None:
    with Project.create(path, codebook=BOOK) as project:
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="T", text="Text."),)))
    for round_ in range(3):
        seen = killed_after(path, round_ * 1000, acknowledged)
        with Project.open(path, "ana") as project:
            assert project.check() == []
            notes = {one.id: one.note for one in project.find(Annotation)}
            assert {notes.get(name) for name in seen} == {"noted"}
            articles = {one.id for one in project.find(Article)}
            for name in seen:
                wanted = int(name.split("-")[1]) % 40
                assert sum(one.startswith(f"{name}-") for one in articles) == wanted
            while project.undo():
                pass
            assert project.find(Annotation) == []
            while project.redo():
                pass
            assert {one.id for one in project.find(Annotation)} == notes.keys()


def killed_after(path: Path, start: int, acknowledged: int) -> list[str]:
    """Let another process edit, kill it after so many acknowledgements, and return them all."""
    words = [sys.executable, endless_edits.__file__, str(path), str(start)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(acknowledged)]
        process.kill()
        # What was written to the pipe before the kill was acknowledged too.
        lines.extend(process.stdout.read().splitlines(keepends=True))
    return [line.strip() for line in lines if line.endswith("\n")]


def test_what_a_killed_program_left_open_becomes_one_plain_file(path: Path) -> None:
    with Project.create(path, codebook=BOOK) as project:
        project.apply(ImportRecords(articles=(NewArticle(id="a", title="T", text="Text."),)))
    killed_after(path, 0, 3)
    assert (path.parent / "p.annotator-journal").exists()
    Project.open(path).close()
    assert list(path.parent.iterdir()) == [path]
