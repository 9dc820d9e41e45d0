"""A page for coding in which four quotes are suggested."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from suggest_desk import Desk, Proposing
from suggested import TEXT, study

from annotator.gui.coding.page import CodingPage
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import CODER, Settings
from annotator.gui.suggest import finding


@pytest.fixture
def proposes(monkeypatch: pytest.MonkeyPatch) -> Proposing:
    found = Proposing()
    monkeypatch.setattr(finding, "proposer_of", found)
    return found


@pytest.fixture
def desk(tmp_path: Path, qtbot: QtBot, proposes: Proposing) -> Iterator[Desk]:
    assert proposes.proposer
    settings = Settings()
    settings.set(CODER, "ana")
    with study(tmp_path, TEXT, f"Another one.\n\n{TEXT}") as project:
        session = Session(project)
        page = CodingPage(session, settings)
        qtbot.addWidget(page)
        page.resize(1100, 800)
        page.show()
        qtbot.waitExposed(page)
        session.open_article("a0")
        page.pane.view.setFocus()
        made = Desk(page, qtbot)
        made.wait()
        yield made
        page.remember()
        session.end()
