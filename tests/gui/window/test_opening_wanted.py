"""A double click on a project on macOS, which reaches the program as an event."""

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from reviewed import without_labels
from user import User

from annotator.gui.look.application import WantedFile
from annotator.gui.settings.settings import CODER
from annotator.gui.window.opening_wanted import OpeningWanted
from annotator.store.project import Project

EVENT_BEFORE_A_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer, QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication
from annotator.gui import app
from annotator.gui.look.application import application
from annotator.gui.settings.settings import CODER, Settings
from annotator.gui.window.main_window import MainWindow

Settings().set(CODER, "ana")
one = application()
QApplication.sendEvent(one, QFileOpenEvent(QUrl.fromLocalFile(sys.argv[1])))

def look():
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow)]
    if window.project is None:
        return
    timer.stop()
    print(window.project.session.project.path)
    window.close()

timer = QTimer(interval=10)
timer.timeout.connect(look)
timer.start()
sys.exit(app.run())
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with without_labels(tmp_path) as project:
        return project.path


@pytest.fixture
def user(qtbot: QtBot) -> User:
    one = User(qtbot)
    one.window.settings.set(CODER, "ana")
    return one


def wanted_by(user: User) -> WantedFile:
    return WantedFile(user.window)


def test_what_came_before_there_was_a_window_is_opened_in_it(path: Path) -> None:
    command = [sys.executable, "-c", EVENT_BEFORE_A_WINDOW, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(path)


def test_a_file_that_comes_later_is_opened_instead_of_the_one_before(
    path: Path, tmp_path: Path, user: User
) -> None:
    other = tmp_path / "other.annotator"
    Project.create(other).close()
    wanted = wanted_by(user)
    OpeningWanted(wanted, user.window)
    for each in (path, other):
        wanted.keep(each)
        user.qtbot.waitUntil(lambda: is_shown(user, each))  # noqa: B023 - waited for at once


def test_a_file_that_is_open_stays_as_it_is(path: Path, user: User) -> None:
    assert user.window.open_path(path)
    before = user.window.project
    wanted = wanted_by(user)
    OpeningWanted(wanted, user.window)
    wanted.keep(path.parent / "." / path.name)
    QApplication.processEvents()
    assert wanted.take() is None
    assert user.window.project is before


def test_a_file_waits_until_a_dialog_is_closed(path: Path, user: User) -> None:
    dialog = QDialog(user.window)
    dialog.open()
    user.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is dialog)
    wanted = wanted_by(user)
    OpeningWanted(wanted, user.window)
    wanted.keep(path)
    QApplication.processEvents()
    assert user.window.project is None
    dialog.reject()
    user.qtbot.waitUntil(lambda: is_shown(user, path))


def is_shown(user: User, path: Path) -> bool:
    opened = user.window.project
    return opened is not None and opened.session.project.path == path
