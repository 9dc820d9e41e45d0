"""The helper that acts in dialogs never leaves one open."""

import pytest
from dialogs import in_dialog
from PySide6.QtWidgets import QApplication, QDialog, QMessageBox
from pytestqt.qtbot import QtBot

SOON = 0.3  # seconds: here nothing is waited for that could come later


class Stubborn(QDialog):
    """Ignores Esc and the close button, as a dialog may while its work runs."""

    def reject(self) -> None:
        """Stay."""


def opened() -> int:
    return Stubborn().exec()


@pytest.fixture(autouse=True)
def nothing_stays_open(qtbot: QtBot) -> object:
    yield
    assert QApplication.activeModalWidget() is None


def test_what_the_opener_returns_is_passed_on(qtbot: QtBot) -> None:
    assert in_dialog(Stubborn, lambda dialog: dialog.done(7), opened) == 7


def test_a_failure_inside_closes_the_dialog_and_is_raised() -> None:
    def fail(dialog: Stubborn) -> None:
        assert dialog.result() == 5

    with pytest.raises(AssertionError):
        in_dialog(Stubborn, fail, opened)


def test_a_wait_that_fails_inside_is_raised(qtbot: QtBot) -> None:
    def wait(_: Stubborn) -> None:
        qtbot.waitUntil(lambda: False, timeout=10)

    with pytest.raises(qtbot.TimeoutError):
        in_dialog(Stubborn, wait, opened)


def test_a_failure_closes_the_dialogs_above_and_below(qtbot: QtBot) -> None:
    def fail(_: QMessageBox) -> None:
        raise LookupError

    def ask(dialog: Stubborn) -> None:
        in_dialog(QMessageBox, fail, QMessageBox(dialog).exec)

    with pytest.raises(LookupError):
        in_dialog(Stubborn, ask, opened)


def test_a_dialog_that_is_not_closed_is_closed_in_the_end(qtbot: QtBot) -> None:
    with pytest.raises(TimeoutError, match="Stubborn does not close"):
        in_dialog(Stubborn, lambda _: None, opened, limit=SOON)


def test_a_dialog_that_opens_unexpectedly_inside_is_closed_in_the_end(qtbot: QtBot) -> None:
    with pytest.raises(TimeoutError, match="Stubborn does not close"):
        in_dialog(Stubborn, lambda _: opened(), opened, limit=SOON)


def test_another_dialog_than_the_expected_one_is_closed_in_the_end(qtbot: QtBot) -> None:
    with pytest.raises(TimeoutError, match="QMessageBox did not come"):
        in_dialog(QMessageBox, lambda _: None, opened, limit=SOON)


def test_a_dialog_that_is_never_ready_is_closed_in_the_end(qtbot: QtBot) -> None:
    with pytest.raises(TimeoutError, match="not ready"):
        in_dialog(Stubborn, lambda _: None, opened, ready=lambda _: False, limit=SOON)


def test_a_dialog_that_never_opens_is_missed(qtbot: QtBot) -> None:
    with pytest.raises(TimeoutError, match="Stubborn did not come"):
        in_dialog(Stubborn, lambda _: None, lambda: None, limit=SOON)


def test_what_the_opener_raises_is_passed_on(qtbot: QtBot) -> None:
    def broken() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        in_dialog(Stubborn, lambda _: None, broken)
