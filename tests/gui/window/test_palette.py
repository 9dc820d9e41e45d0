"""The palette opens without reading the articles, and finds them while one types."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from user import User
from work import BOOK, costs, label

from annotator.gui.articles import lister
from annotator.gui.settings.settings import CODER
from annotator.gui.window.command_palette import SearchPalette
from annotator.store.project import Project

Key = Qt.Key


@pytest.fixture
def user(tmp_path: Path, qtbot: QtBot) -> User:
    made = User(qtbot)
    made.window.settings.set(CODER, "ana")
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        label(project, "story", 60, 1)
    assert made.window.open_path(project.path)
    qtbot.waitUntil(lambda: not made.coding.suggesting.finding.busy)  # which reads articles
    return made


def opened(user: User) -> SearchPalette:
    user.do("palette")
    (palette,) = user.window.findChildren(SearchPalette)
    return palette


def titles(palette: SearchPalette) -> list[str]:
    items = (palette.list.topLevelItem(row) for row in range(palette.list.topLevelItemCount()))
    return [item.text(0) for item in items if item is not None]


def test_it_opens_without_a_look_at_the_articles(user: User) -> None:
    with costs(user.project.session.project) as cost:
        palette = opened(user)
    assert cost.decoded["article"] == 0
    assert cost.rows < 10
    with costs(user.project.session.project) as cost:
        palette.line.setText("story 5")
    assert titles(palette)[:2] == ["story 5", "story 50"]
    assert (cost.statements.total(), cost.rows) == (1, 15)
    with costs(user.project.session.project) as cost:
        palette.line.setText("story 59")
    assert titles(palette) == ["story 59"]
    assert cost.statements.total() == 0, "what was found all is narrowed without another look"
    palette.reject()


def test_enter_opens_what_is_still_being_searched_for(
    user: User, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lister, "AT_ONCE", 10)
    palette = opened(user)
    palette.line.setText("story 44")
    assert titles(palette) == ["Searching…"]
    palette.line.setText("story 47")
    qtbot.keyClick(palette.line, Key.Key_Return)
    session = user.project.session
    qtbot.waitUntil(lambda: session.article is not None and session.article.article.id == "story47")
