"""A project with six articles, two coders, and a panel that lists them."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from six_articles import six_articles

from annotator.gui.articles.panel import ArticlesPanel
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with six_articles(tmp_path) as project:
        yield project


@pytest.fixture
def session(project: Project, qtbot: QtBot) -> Session:
    return Session(project)


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def make_panel(session: Session, settings: Settings, qtbot: QtBot) -> Callable[[], ArticlesPanel]:
    def make() -> ArticlesPanel:
        panel = ArticlesPanel(session, settings)
        qtbot.addWidget(panel)
        panel.resize(300, 500)
        with qtbot.waitActive(panel):
            panel.show()
            panel.activateWindow()
        return panel

    return make


@pytest.fixture
def panel(make_panel: Callable[[], ArticlesPanel]) -> ArticlesPanel:
    return make_panel()
