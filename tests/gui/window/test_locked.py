"""What the window says and does where another program keeps it from reading the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QTreeWidget
from pytestqt.qtbot import QtBot
from reviewed import TITLES, coded_by_two
from rounds.elsewhere import locked
from user import ALT, CONTROL, User

from annotator.gui.look.application import application
from annotator.gui.settings.settings import CODER
from annotator.gui.window.command_palette import SearchPalette
from annotator.gui.window.crash import CrashHandler

Key = Qt.Key
NEEDS_THE_FILE = {
    "Review": (Key.Key_2, ALT),
    "History": (Key.Key_4, ALT),
    "Export": (Key.Key_E, CONTROL),
    "Hand out": (Key.Key_H, CONTROL | Qt.KeyboardModifier.ShiftModifier),
}


@pytest.fixture
def user(tmp_path: Path, qtbot: QtBot) -> User:
    made = User(qtbot)
    made.window.settings.set(CODER, "ana")
    with coded_by_two(tmp_path) as project:
        path = project.path
    assert made.window.open_path(path, ask=False)
    return made


@pytest.fixture
def crash_handler() -> Iterator[None]:
    handler = CrashHandler(application())
    handler.install()
    yield
    handler.uninstall()


def titles(shown: QTreeWidget) -> list[str]:
    items = (shown.topLevelItem(row) for row in range(shown.topLevelItemCount()))
    return [item.text(0) for item in items if item is not None]


def test_the_palette_opens_with_what_is_known(user: User) -> None:
    with locked(user.project.session.project.path, "EXCLUSIVE"):
        user.press(Key.Key_K, modifiers=CONTROL)
        (palette,) = user.window.findChildren(SearchPalette)
        for words in (*TITLES.values(), "Tag as ", "Text size: larger text"):
            palette.line.setText(words)
            assert titles(palette.list)[0].startswith(words)
        palette.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.mark.usefixtures("crash_handler")
@pytest.mark.qt_no_exception_capture
@pytest.mark.parametrize("wanted", NEEDS_THE_FILE)
def test_what_cant_open_says_so_and_keys_meant_for_it_do_nothing(user: User, wanted: str) -> None:
    key, modifiers = NEEDS_THE_FILE[wanted]
    session = user.project.session
    before = session.undo_label()
    user.view.setFocus()
    mode = user.project.pages.mode
    with locked(session.project.path, "EXCLUSIVE"):
        user.press(key, modifiers=modifiers)
        assert wanted in user.say()
        assert "Another program holds the file" in user.say()
        assert user.project.pages.mode is mode
        user.write("xrt")
        assert session.undo_label() == before
        user.press(Key.Key_Escape)
        user.write("x")
        assert session.undo_label() != before, "after Esc, keys count again"
