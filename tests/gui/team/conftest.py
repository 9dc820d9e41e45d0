"""A lead's project with six articles, and copies of it that came back from coders."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.session.running_job import Reporter, others_run
from annotator.gui.session.session import Session
from annotator.store.project import Project

Returned = Callable[..., Path]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codes = (Code(id="quote", name="Quote", key="q"), Code(id="frame", name="Frame", key="f"))
    codebook = Codebook(codes=codes)
    with Project.create(tmp_path / "study.annotator", codebook=codebook) as project:
        project.coder = "lea"
        articles = [
            NewArticle(id=f"a{n}", title=f"Title {n}", text=f"Words said here, number {n}.")
            for n in range(6)
        ]
        project.apply(ImportRecords(articles=tuple(articles)))
        for coder in ("ana", "ben", "lea"):
            project.coder = coder
            project.apply(Tag(id=f"{coder}-a0", article="a0", code="quote", fragments=((0, 5),)))
        yield project


@pytest.fixture
def session(project: Project, qtbot: QtBot) -> Iterator[Session]:
    yield Session(project)
    # A dialog reads again after what it did: the project is closed when nobody reads it.
    qtbot.waitUntil(lambda: not others_run(Reporter()))


@pytest.fixture
def returned(project: Project, tmp_path: Path) -> Returned:
    """Make a file that comes back from a coder who has made so many annotations."""

    def make(coder: str, count: int = 2) -> Path:
        path = tmp_path / "back" / f"study-{coder}.annotator"
        path.parent.mkdir(exist_ok=True)
        project.copy_to(path)
        with Project.open(path, coder) as own:
            for n in range(count):
                own.apply(
                    Tag(id=f"{coder}-{n}", article=f"a{n + 1}", code="frame", fragments=((6, 10),))
                )
        return path

    return make
