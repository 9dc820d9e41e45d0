import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from once import shipped_sample
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from rounds.elsewhere import locked
from user import User

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import Tag
from annotator.domain.edits.links import PutActor
from annotator.domain.errors import UserError
from annotator.domain.people import Actor
from annotator.gui.settings.settings import CODER
from annotator.gui.window import crash
from annotator.gui.window.crash import CrashDialog, CrashHandler
from annotator.gui.window.notices import Notices
from annotator.gui.window.open_project import OpenProject
from annotator.gui.window.standing import standing
from annotator.store.project import Project

MESSAGE = "invalid literal for int() with base 10: '<b>odd</b>'"
BARE = f"ValueError: (a message of {len(MESSAGE)} characters)"


@pytest.fixture(autouse=True)
def expected_records(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Take the log records that these tests mean to make for expected."""
    yield
    caplog.get_records("call").clear()


@pytest.fixture
def handler(qapp: QApplication) -> Iterator[CrashHandler]:
    handler = crash.install(qapp)
    yield handler
    handler.uninstall()
    if handler.dialog is not None:
        handler.dialog.accept()
    handler.deleteLater()


def crash_here() -> None:
    try:
        int("<b>odd</b>")
    except ValueError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def shown(handler: CrashHandler, qtbot: QtBot) -> CrashDialog:
    qtbot.waitUntil(lambda: handler.dialog is not None)
    assert handler.dialog is not None
    return handler.dialog


def words(dialog: CrashDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def test_a_bug_is_shown_with_the_place_of_the_log(handler: CrashHandler, qtbot: QtBot) -> None:
    crash_here()
    dialog = shown(handler, qtbot)
    assert str(crash.log_path()) in words(dialog)
    assert "No project is open." in words(dialog)
    assert BARE in dialog.report


def test_what_a_message_quotes_is_in_the_report_only_when_ticked(
    handler: CrashHandler, qtbot: QtBot
) -> None:
    crash_here()
    dialog = shown(handler, qtbot)
    assert MESSAGE not in dialog.report
    dialog.details.setChecked(True)
    assert MESSAGE in dialog.report
    dialog.details.setChecked(False)
    assert MESSAGE not in dialog.report


def test_a_bug_is_in_the_log(handler: CrashHandler, qtbot: QtBot) -> None:
    crash_here()
    shown(handler, qtbot)
    written = crash.log_path().read_text(encoding="utf-8")
    assert BARE in written
    assert MESSAGE not in written


def test_a_bug_that_repeats_is_counted_and_not_shown_again(
    handler: CrashHandler, qtbot: QtBot
) -> None:
    crash_here()
    dialog = shown(handler, qtbot)
    for _ in range(999):
        crash_here()
    qtbot.waitUntil(lambda: "(1,000 times)" in words(dialog))
    assert handler.dialog is dialog
    assert dialog.report.count(BARE) == 1
    assert len(crash.log_path().read_text(encoding="utf-8").split("CRITICAL")) < 15


def test_a_bug_in_every_paint_is_one_dialog(handler: CrashHandler, qtbot: QtBot) -> None:
    class Broken(QWidget):
        def paintEvent(self, event: QPaintEvent) -> None:
            raise ZeroDivisionError

    widget = Broken()
    qtbot.addWidget(widget)
    widget.show()
    dialog = shown(handler, qtbot)
    for number in range(20):
        widget.update()
        qtbot.waitUntil(lambda number=number: handler.bugs.count > number)
    widget.hide()
    boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, CrashDialog)]
    assert boxes == [dialog]


def test_a_refusal_that_nobody_caught_is_no_bug_and_shown_once(
    handler: CrashHandler, qtbot: QtBot
) -> None:
    error = UserError("The article can't be read.", remedy="Go back to a backup.")
    for _ in range(50):
        sys.excepthook(UserError, error, None)
    qtbot.waitUntil(lambda: handler.findChild(Notices).box is not None)
    box = handler.findChild(Notices).box
    assert box.informativeText() == "The article can't be read. Go back to a backup."
    box.accept()
    sys.excepthook(UserError, error, None)
    QApplication.processEvents()
    assert handler.findChild(Notices).box is None
    assert handler.dialog is None


def test_more_bugs_than_one_kind_are_in_one_report(handler: CrashHandler, qtbot: QtBot) -> None:
    crash_here()
    dialog = shown(handler, qtbot)
    try:
        _ = sys.argv[999_999]
    except IndexError as error:
        sys.excepthook(IndexError, error, error.__traceback__)
    qtbot.waitUntil(lambda: "IndexError: list index out of range" in dialog.report)
    assert "(2 times)" in words(dialog)
    assert BARE in dialog.report


def test_a_bug_on_another_thread_is_shown_too(handler: CrashHandler, qtbot: QtBot) -> None:
    thread = threading.Thread(target=lambda: 1 / 0)
    thread.start()
    thread.join()
    assert "ZeroDivisionError" in shown(handler, qtbot).report


def test_the_report_can_be_copied(handler: CrashHandler, qtbot: QtBot) -> None:
    crash_here()
    dialog = shown(handler, qtbot)
    dialog.copy()
    assert QGuiApplication.clipboard().text() == dialog.report


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_work_goes_on_after_the_dialog(handler: CrashHandler, qtbot: QtBot, key: Qt.Key) -> None:
    crash_here()
    qtbot.keyClick(shown(handler, qtbot), key)
    assert handler.dialog is None
    crash_here()
    shown(handler, qtbot)


def test_a_bug_that_comes_back_each_time_is_no_trap(handler: CrashHandler, qtbot: QtBot) -> None:
    for _ in range(3):
        crash_here()
        shown(handler, qtbot).accept()
    crash_here()
    QApplication.processEvents()
    assert handler.dialog is None


def test_what_qt_says_is_in_the_log(handler: CrashHandler) -> None:
    qWarning("something is odd")
    assert "something is odd" in crash.log_path().read_text(encoding="utf-8")


def test_a_log_that_can_not_be_written_stops_nothing(qapp: QApplication, qtbot: QtBot) -> None:
    path = crash.log_path()
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    path.parent.write_text("a file where the folder should be")
    handler = crash.install(qapp)
    try:
        crash_here()
        dialog = shown(handler, qtbot)
    finally:
        handler.uninstall()
    assert dialog.isVisible()
    dialog.accept()
    assert path.parent.is_file()


def test_the_hooks_come_back(qapp: QApplication) -> None:
    before = sys.excepthook, threading.excepthook
    handlers = list(logging.getLogger("media-annotator").handlers)
    handler = crash.install(qapp)
    assert sys.excepthook != before[0]
    handler.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
    assert logging.getLogger("media-annotator").handlers == handlers


@pytest.fixture
def user(handler: CrashHandler, qtbot: QtBot, tmp_path: Path) -> Iterator[User]:
    path = tmp_path / "study.annotator"
    shipped_sample(path)
    somebody = User(qtbot)
    somebody.window.settings.set(CODER, "ana")
    somebody.restart(path)
    yield somebody
    somebody.leave()


def test_what_is_said_of_the_project_is_looked_up_in_its_file(
    handler: CrashHandler, user: User, qtbot: QtBot
) -> None:
    crash_here()
    dialog = shown(handler, qtbot)
    assert "Your work up to " in words(dialog)
    assert "is saved in study.annotator" in words(dialog)
    assert "study.annotator" not in dialog.report
    dialog.details.setChecked(True)
    assert str(user.project.session.project.path) in dialog.report


def test_a_project_that_can_not_be_read_is_not_called_safe(
    handler: CrashHandler, user: User, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(_project: Project, _patience: int | None = None) -> Project:
        raise UserError("There is no file.")

    monkeypatch.setattr(Project, "sibling", gone)
    crash_here()
    told = words(shown(handler, qtbot))
    assert "could not be read just now: There is no file. Save a copy" in told
    assert "is saved" not in told


def test_an_edit_that_is_not_in_the_file_is_not_called_saved(
    handler: CrashHandler, user: User, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = tmp_path / "older.annotator"
    shipped_sample(older)
    project = user.project.session.project
    project.coder = "ana"
    project.apply(PutActor(Actor(id="p9", name="Somebody")))
    monkeypatch.setattr(Project, "sibling", lambda _project, _patience: Project.open(older))
    assert "the last edit is not in the file" in standing(user.project)


def test_work_is_in_no_file_yet_only_where_an_edit_waits(user: User) -> None:
    session = user.project.session
    session.project.coder = "ana"
    with locked(session.project.path):
        session.waiting.begin()
        assert session.waiting.locked
        assert "no file" not in standing(user.project)
        session.apply(PutActor(Actor(id="p9", name="Somebody")))
        assert standing(user.project).endswith("holds the file. It is in no file yet.")


def test_the_program_closes_with_everything_kept(
    handler: CrashHandler, user: User, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = user.project.session.project.path
    left: list[int] = []
    monkeypatch.setattr(QApplication, "exit", left.append)
    article = user.coding.articles.visible_ids()[0]
    user.coding.open_article(article)
    tag = Tag(id="mine", article=article, code="frame", fragments=((0, 5),))
    user.coding.session.apply(tag, select="mine")
    user.coding.inspector.focus_note()
    user.write("typed")
    crash_here()
    shown(handler, qtbot).close_button.click()
    assert left == [0]
    assert user.window.project is None
    with Project.open(path) as project:
        found = project.get(Annotation, "mine")
        assert found is not None
        assert found.note.endswith("typed")


def test_the_program_closes_also_where_that_fails(
    handler: CrashHandler, user: User, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[int] = []
    monkeypatch.setattr(QApplication, "exit", left.append)
    monkeypatch.setattr(OpenProject, "commit_pending", lambda _self: 1 / 0)
    crash_here()
    shown(handler, qtbot).close_button.click()
    assert left == [0]
    assert user.window.project is None
    assert "While closing" in crash.log_path().read_text(encoding="utf-8")


def test_a_bug_while_closing_leaves_the_window_there(
    user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(OpenProject, "commit_pending", lambda _self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            user.window.close()
    assert user.window.isVisible()
    assert user.window.project is not None
    user.window.close()
    assert user.window.project is None
