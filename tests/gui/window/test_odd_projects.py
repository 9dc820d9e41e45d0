"""What the window says of clocks, and that very long texts leave it as it is."""

from pathlib import Path

import pytest
from clocks import YEAR, shifted
from pytestqt.qtbot import QtBot
from reviewed import without_labels
from user import User

from annotator.domain.edits.articles import EditArticle
from annotator.domain.edits.codebook import SetProjectTitle
from annotator.gui.settings.settings import CODER
from annotator.gui.widgets.basic import tool_tip
from annotator.store.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with without_labels(tmp_path) as project:
        article = project.articles()[0].id
        project.apply(EditArticle(article=article, title="A long title " * 700))
        project.apply(SetProjectTitle("A long name " * 800))
        return project.path


def test_a_clock_that_is_behind_and_long_titles(path: Path, qtbot: QtBot) -> None:
    user = User(qtbot)
    user.window.settings.set(CODER, "ana")
    size = user.window.size()
    with shifted(-2 * YEAR):
        user.restart(path)
    assert "2 years behind the newest edit" in user.say()
    assert len(user.window.windowTitle()) < 250
    assert user.window.size() == size
    user.restart(path)
    assert "behind" not in user.say()
    user.leave()


def test_a_tool_tip_is_no_larger_than_a_screen() -> None:
    assert len(tool_tip("word " * 10**6)) < 5000


def test_nothing_in_a_name_turns_the_windows_title_round(path: Path, qtbot: QtBot) -> None:
    with Project.open(path, "ana") as project:
        project.apply(SetProjectTitle("One\u202eTwo"))
    turned = path.rename(path.with_name("a\u202eb.annotator"))
    user = User(qtbot)
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(turned, ask=False)
    shown = user.window.windowTitle()
    assert shown.startswith("\u2068One\u202eTwo\u2069")
    assert "\\u202e" in shown
    assert shown.count("\u202e") == 1, "what stays is held in its isolate"
