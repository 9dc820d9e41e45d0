import logging
import sys
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, qWarning
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from annotator.gui.window import crash
from annotator.gui.window.crash import CrashDialog, CrashHandler

MESSAGE = "invalid literal for int() with base 10: '<b>odd</b>'"


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
    assert "already safe" in words(dialog)
    assert MESSAGE in dialog.report


def test_a_bug_is_in_the_log(handler: CrashHandler, qtbot: QtBot) -> None:
    crash_here()
    shown(handler, qtbot)
    assert MESSAGE in crash.log_path().read_text(encoding="utf-8")


def test_a_second_bug_is_added_to_the_first(handler: CrashHandler, qtbot: QtBot) -> None:
    crash_here()
    dialog = shown(handler, qtbot)
    crash_here()
    qtbot.waitUntil(lambda: dialog.report.count(MESSAGE) == 2)
    assert handler.dialog is dialog
    assert "(2 times)" in words(dialog)


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
    dialog.accept()


def test_the_hooks_come_back(qapp: QApplication) -> None:
    before = sys.excepthook, threading.excepthook
    handlers = list(logging.getLogger("media-annotator").handlers)
    handler = crash.install(qapp)
    assert sys.excepthook != before[0]
    handler.uninstall()
    assert (sys.excepthook, threading.excepthook) == before
    assert logging.getLogger("media-annotator").handlers == handlers
