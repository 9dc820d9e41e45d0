"""The work is on disk as soon as an edit returns, whatever happens to the program then."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sequences import BOOK

from annotator.domain.annotation import Annotation
from annotator.domain.article import Article
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.edits.articles import EditArticle, NewArticle
from annotator.domain.edits.base import Together
from annotator.domain.edits.records import ImportRecords
from annotator.store.project import Project

CODER = """
import sys
from test_crash import edits
from annotator.store.project import Project

project = Project.open(sys.argv[1], "ana")
for name in edits(project, int(sys.argv[2])):
    print(name, flush=True)
"""


def edits(project: Project, start: int) -> Iterator[str]:
    """Make edits without end, some small and some large, and yield what each one made."""
    n = start
    while True:
        name = f"annotation-{n}"
        project.apply(Tag(id=name, article="a", code="quote", fragments=((0, 4),)))
        articles = tuple(
            NewArticle(id=f"{name}-{k}", title="T", text=f"{n} {k} " * 200) for k in range(n % 40)
        )
        project.apply(Together([SetNote(name, "noted"), ImportRecords(articles=articles)]))
        yield name
        if n % 3 == 0:
            # Not of the edit that was acknowledged: killed here, it would rightly be undone.
            project.apply(EditArticle(article="a", title=name))
            project.undo()
            project.redo()
            yield name
        n += 1


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
    folder = Path(__file__).parent
    places = [str(folder), *sys.path]
    code = f"import sys; sys.path[:0] = {places!r}\n{CODER}"
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path), str(start)], stdout=subprocess.PIPE, text=True
    ) as process:
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
