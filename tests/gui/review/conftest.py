"""The review page on articles that two have coded, in front of lea, and one list by itself."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from led_project import led_project
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from reviewed import coded_by_two, shown, without_labels

from annotator.gui.review import ReviewPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project


@pytest.fixture
def empty_project(tmp_path: Path) -> Iterator[Project]:
    with without_labels(tmp_path) as project:
        yield project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with coded_by_two(tmp_path) as project:
        yield project


@pytest.fixture
def session(project: Project) -> Session:
    session = Session(project)
    session.open_article("a1")
    return session


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ReviewPage:
    return shown(ReviewPage(session, Settings()), qtbot)


@pytest.fixture
def led(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as project:
        yield project


@pytest.fixture
def led_session(led: Project, qtbot: QtBot) -> Session:
    session = Session(led)
    session.set_reviewing(True)
    return session


@pytest.fixture
def in_front(qtbot: QtBot) -> Callable[[QWidget], None]:
    """Show a widget of its own and give it the focus."""

    def show(widget: QWidget) -> None:
        qtbot.addWidget(widget)
        with qtbot.waitActive(widget):
            widget.show()
            widget.activateWindow()
        widget.setFocus()

    return show
