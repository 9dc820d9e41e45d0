from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from once import opened_copy
from pytestqt.qtbot import QtBot

from annotator.formats.files.codebook import default_codebook
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project

MENU = "Trending\n- POLICE129\n- AMBULANCE112\n- FIREFIGHTER128"
ARTICLE = f"Leaders press for truce\n\nThe two presidents are to speak today.\n\n{MENU}\n"

Open = Callable[..., ImportDialog]


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with opened_copy("for imports", _make, tmp_path / "study.annotator", "ana") as project:
        yield project


def _make(path: Path) -> Project:
    project = Project.create(path, codebook=default_codebook())
    project.coder = "ana"
    return project


@pytest.fixture
def session(project: Project, qapp: object) -> Session:
    return Session(project)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "truce.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "budget.txt").write_text("Budget passed\n\nBy one vote.\n", encoding="utf-8")
    return folder


@pytest.fixture
def open_dialog(session: Session, qtbot: QtBot) -> Open:
    def open_it(*sources: Path) -> ImportDialog:
        dialog = ImportDialog(session, Settings(), sources)
        qtbot.addWidget(dialog)
        with qtbot.waitExposed(dialog):
            dialog.open()
        if sources:
            qtbot.waitUntil(lambda: bool(dialog.reader.batch.files or dialog.reader.batch.failures))
        return dialog

    return open_it
