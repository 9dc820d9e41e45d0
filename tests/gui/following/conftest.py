"""A lead's project that follows a folder, and a coder's package that comes there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign
from annotator.gui.following.follower import FolderFollower
from annotator.gui.session.running_job import Reporter, others_run
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

Comes = Callable[..., Path]
Look = Callable[..., None]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    codes = (Code(id="quote", name="Quote", key="q"), Code(id="frame", name="Frame", key="f"))
    with Project.create(tmp_path / "study.annotator", codebook=Codebook(codes=codes)) as project:
        project.coder = "lea"
        articles = [
            NewArticle(id=f"a{n}", title=f"Title {n}", text=f"Words said here, number {n}.")
            for n in range(6)
        ]
        project.apply(ImportRecords(articles=tuple(articles)))
        project.apply(Assign((("a0", "ben"), ("a1", "ben"))))
        yield project


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "shared"
    made.mkdir()
    return made


@pytest.fixture
def session(project: Project, qtbot: QtBot) -> Iterator[Session]:
    yield Session(project)
    qtbot.waitUntil(lambda: not others_run(Reporter()))


@pytest.fixture
def follower(session: Session) -> Iterator[FolderFollower]:
    made = FolderFollower(session, Settings(), session)
    yield made
    made.close()


@pytest.fixture
def look(follower: FolderFollower, qtbot: QtBot) -> Look:
    """Look, and wait for what comes of it; twice, since what arrives has to rest."""

    def do(times: int = 2, *, sends: bool = False) -> None:
        for _ in range(times):
            qtbot.waitUntil(lambda: not follower.is_at_work)
            follower.look(sends=sends)
            qtbot.waitUntil(lambda: not follower.is_at_work)

    return do


@pytest.fixture
def comes(project: Project, folder: Path) -> Comes:
    """Let a coder's file come that has so many annotations; it can be given other names."""

    def make(coder: str, count: int = 2, *, name: str = "") -> Path:
        made = folder.parent / f"of {coder}.annotator"
        if not made.exists():
            project.copy_to(made)
        with Project.open(made, coder) as own:
            for n in range(count):
                place = ((6, 10),)
                own.apply(Tag(id=f"{coder}-{n}", article=f"a{n}", code="frame", fragments=place))
        path = folder / (name or f"{coder}.annotator")
        path.write_bytes(made.read_bytes())
        return path

    return make
