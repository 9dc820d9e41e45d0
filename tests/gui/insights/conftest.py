"""The page of insights on a small study, in front of ana."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from voices import finish, voices

from annotator.gui.insights import InsightsPage
from annotator.gui.insights.body import InsightsBody
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with Project.open(voices(tmp_path / "study.annotator"), "ana") as project:
        yield project


@pytest.fixture
def session(project: Project) -> Session:
    return Session(project)


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> Iterator[InsightsPage]:
    page = InsightsPage(session, Settings())
    qtbot.addWidget(page)
    page.resize(1024, 640)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    yield page
    page.remember()


@pytest.fixture
def body(page: InsightsPage, qtbot: QtBot) -> InsightsBody:
    """Return the page's content once everything is counted."""
    page.enter()
    finish(page.body, qtbot)
    return page.body
