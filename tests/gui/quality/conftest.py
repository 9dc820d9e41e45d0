"""The page of quality on articles that ana has finished, where learning is a toy."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from once import copy_of
from pytestqt.qtbot import QtBot
from suggested import FAIR, KEEP, TEXT, place, quote, study

from annotator.analysis.suggest import Quote
from annotator.analysis.suggest.contest import Way
from annotator.analysis.suggest.document import Document
from annotator.domain.article import WorkStatus
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.articles import SetStatus
from annotator.gui.quality import QualityPage
from annotator.gui.quality.body import QualityBody
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.suggesting.quality import asking


class Toy:
    """Rules and models that find one quote exactly, one with a word less, and a wrong one."""

    learned = 0

    def __init__(self) -> None:
        self.rules = self

    def quotes(self, _text: str, _language: str = "", *, way: Way | None = None) -> list[Quote]:
        """Return quotes; what is learned misses the last."""
        found = [quote(KEEP), quote("Harbour sold", score=0.6)]
        return found if way is Way.LEARNED else [*found, quote("the price was fair", score=0.7)]

    def learn(self, _documents: Sequence[Document], _cancelled: Callable[[], bool]) -> "Toy":
        """Count that something was learned."""
        Toy.learned += 1
        return self


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> type[Toy]:
    """Learn nothing, but be quick."""
    Toy.learned = 0
    monkeypatch.setattr(asking, "LearnersHere", Toy)
    return Toy


@pytest.fixture
def finished() -> int:
    """Return how many articles ana has finished."""
    return 12


@pytest.fixture
def project(tmp_path: Path, finished: int) -> Iterator[Project]:
    def make(path: Path) -> Project:
        made = study(path.parent, *(f"{TEXT}\n\nNumber {n}" for n in range(14)))
        for n in range(finished):
            for words in (KEEP, FAIR, "“Nobody leaves,”"):
                ident, where = f"q{n}-{words[:6]}", (place(words),)
                made.apply(Tag(id=ident, article=f"a{n}", code="quote", fragments=where))
            made.apply(SetStatus(f"a{n}", WorkStatus.DONE))
        made.close()
        (path.parent / "study.annotator").replace(path)
        return Project.open(path, "ana")

    path = copy_of(("quality", finished), make, tmp_path / "p.annotator")
    with Project.open(path, "ana") as project:
        yield project


@pytest.fixture
def page(project: Project, qtbot: QtBot) -> QualityPage:
    page = QualityPage(Session(project), Settings())
    qtbot.addWidget(page)
    page.resize(1024, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def body(page: QualityPage, qtbot: QtBot) -> Iterator[QualityBody]:
    """Return the page's content once everything is measured."""
    page.enter()
    finish_measuring(page.body, qtbot)
    yield page.body
    page.remember()


def finish_measuring(body: QualityBody, qtbot: QtBot) -> None:
    """Wait until nothing is looked for or measured any more."""
    qtbot.waitUntil(lambda: body.report is not None and not body.work.busy)
