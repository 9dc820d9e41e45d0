"""Opening a project from the command line, and what is left when the palette is closed."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from reviewed import without_labels
from user import User

from annotator.cli.main import cli
from annotator.gui.commands.table import command
from annotator.gui.window.command_palette import SearchPalette, entries
from annotator.store.file import connection
from annotator.store.project import Project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with without_labels(tmp_path) as project:
        return project.path


def test_open_examines_the_file_once(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    examined: list[Path] = []
    examine = connection.examine

    def counted(database: Any, file: Path, **how: Any) -> None:
        examined.append(file)
        examine(database, file, **how)

    def closed_at_once(_app: QApplication) -> int:
        for window in QApplication.topLevelWidgets():
            window.close()
        return 0

    monkeypatch.setattr(connection, "examine", counted)
    monkeypatch.setattr(QApplication, "exec", closed_at_once)
    monkeypatch.setattr("annotator.gui.app.crash.install", lambda _app: None)
    monkeypatch.setattr("annotator.gui.window.main_window.ask_identity", lambda *_: "")
    with pytest.raises(SystemExit) as left:
        cli.main(["open", str(path)])
    assert left.value.code == 0
    assert examined == [path]
    with Project.open(path) as project:
        assert len(project.articles()) == 2


def test_no_palette_is_left_after_it_closed(path: Path, qtbot: QtBot) -> None:
    user = User(qtbot)
    user.window.open_path(path, ask=False)
    for _ in range(3):
        user.do("palette")
        (palette,) = user.window.findChildren(SearchPalette)
        palette.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert user.window.findChildren(SearchPalette) == []


def test_the_palette_does_not_offer_itself(path: Path, qtbot: QtBot) -> None:
    user = User(qtbot)
    for open_one in (False, True):
        if open_one:
            user.window.open_path(path, ask=False)
        found = {one.title for one in entries(user.window.menu_actions, user.window.project)}
        assert command("keys").title in found
        assert command("palette").title not in found


def test_no_menu_is_higher_than_a_small_screen(path: Path, qtbot: QtBot) -> None:
    user = User(qtbot)
    user.window.open_path(path, "a1", ask=False)
    heights = {
        menu.title(): menu.sizeHint().height()
        for action in user.window.menuBar().actions()
        if isinstance(menu := action.menu(), QMenu)
    }
    assert len(heights) == 8
    assert [title for title, height in heights.items() if height > 660] == []  # of 700 pixels
    user.leave()
