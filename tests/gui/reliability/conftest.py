"""The page of figures on articles that two or three have coded, in front of lea."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from compared import BOOK, TEXT
from once import copy_of
from pytestqt.qtbot import QtBot
from reviewed import code_as, tag

from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.base import Edit
from annotator.domain.edits.records import ImportRecords
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.reliability.body import ReliabilityBody
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

IDS = tuple(f"a{n}" for n in range(12))
OUTLETS = ("AFP", "The $Herald$ of $x^2")


def _empty(path: Path) -> Project:
    project = Project.create(path, codebook=BOOK)
    found = [
        NewArticle(
            id=ident,
            title=ident,
            text=TEXT,
            meta={"outlet": OUTLETS[n % 2], "published": f"2025-0{n % 3 + 1}-15"},
        )
        for n, ident in enumerate(IDS)
    ]
    project.apply(ImportRecords(articles=tuple(found)))
    return project


def edits(coder: str) -> list[Edit]:
    """Return what a coder has: ben differs in an answer and a code, cleo in a boundary."""
    made: list[Edit] = []
    for n, article in enumerate(IDS):
        kind = "indirect" if coder == "ben" and not n else ("direct", "indirect")[n % 2]
        quote = "We win," if coder != "cleo" or n else "We win"
        made.append(tag(f"{coder}-q{n}", "quote", quote, article, type=kind))
        if coder != "ben" or n:
            made.append(tag(f"{coder}-s{n}", "source", "the mayor", article))
        if n % 2 or coder == "cleo":
            made.append(Tag(id=f"{coder}-f{n}", article=article, code="frame", fragments=()))
    return made


@pytest.fixture
def coders() -> tuple[str, ...]:
    return ("ana", "ben")


@pytest.fixture
def done() -> tuple[str, ...]:
    """Return the articles that all coders have finished."""
    return IDS


@pytest.fixture
def project(tmp_path: Path, coders: tuple[str, ...], done: tuple[str, ...]) -> Iterator[Project]:
    def make(path: Path) -> Project:
        project = _empty(path)
        for coder in coders:
            code_as(project, coder, *edits(coder), done=done)
        return project

    path = copy_of(("reliability", coders, done), make, tmp_path / "p.annotator")
    with Project.open(path, "lea") as project:
        yield project


@pytest.fixture
def page(project: Project, qtbot: QtBot) -> ReliabilityPage:
    page = ReliabilityPage(Session(project), Settings())
    qtbot.addWidget(page)
    page.resize(1280, 760)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.body.options.resamples.setValue(150)
    return page


@pytest.fixture
def body(page: ReliabilityPage, qtbot: QtBot) -> Iterator[ReliabilityBody]:
    """Return the page's content once everything is computed."""
    page.enter()
    finish_computing(page.body, qtbot)
    yield page.body
    page.remember()


def finish_computing(body: ReliabilityBody, qtbot: QtBot) -> None:
    """Wait until nothing is computed any more."""
    works = (body.computation.work, body.detail.work)
    qtbot.waitUntil(lambda: all(work.reporter is None for work in works))
