import gc
import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.gui.session.jobs import Reporter, progress_text, run_quietly, run_with_progress


class Bench:
    """Work that waits until it is let go, and notes what became of it."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.thread: int | None = None
        self.answers: list[object] = []

    def work(self, progress: Progress) -> str:
        self.thread = threading.get_ident()
        progress(3, 12)
        while not self.go_on.wait(0.01):
            progress(3, 12)
        progress(12, 12)
        return "result"

    def cancelled(self) -> None:
        self.answers.append("cancelled")


@pytest.fixture
def bench() -> Iterator[Bench]:
    bench = Bench()
    yield bench
    bench.go_on.set()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    with qtbot.waitExposed(line):
        line.show()
    line.setFocus()
    return line


def run(line: QLineEdit, bench: Bench, work: Callable[[Reporter], object] | None = None) -> None:
    answers = bench.answers
    run_with_progress(
        line, "Working", work or bench.work, answers.append, answers.append, bench.cancelled
    )


def progress_dialog(line: QLineEdit) -> QDialog | None:
    shown = [one for one in line.findChildren(QDialog) if one.isVisible()]
    return shown[0] if shown else None


def test_work_is_done_elsewhere_and_answered_here(
    line: QLineEdit, bench: Bench, qtbot: QtBot
) -> None:
    bench.go_on.set()
    run(line, bench)
    assert bench.answers == []
    qtbot.waitUntil(lambda: bench.answers == ["result"])
    assert bench.thread not in {None, threading.get_ident()}


def test_a_refusal_is_handed_over(line: QLineEdit, bench: Bench, qtbot: QtBot) -> None:
    error = UserError("No.")

    def refuse(_progress: Progress) -> None:
        raise error

    run(line, bench, refuse)
    qtbot.waitUntil(lambda: bench.answers == [error])


def test_progress_is_shown_after_a_while(line: QLineEdit, bench: Bench, qtbot: QtBot) -> None:
    run(line, bench)
    assert progress_dialog(line) is None
    qtbot.waitUntil(lambda: progress_dialog(line) is not None)
    bench.go_on.set()
    qtbot.waitUntil(lambda: bench.answers == ["result"])
    assert progress_dialog(line) is None


def test_escape_cancels_what_is_shown(line: QLineEdit, bench: Bench, qtbot: QtBot) -> None:
    run(line, bench)
    qtbot.waitUntil(lambda: progress_dialog(line) is not None)
    qtbot.keyClick(progress_dialog(line), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bench.answers == ["cancelled"])


def test_escape_cancels_before_anything_is_shown(
    line: QLineEdit, bench: Bench, qtbot: QtBot
) -> None:
    run(line, bench)
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bench.answers == ["cancelled"])


def test_nothing_can_be_typed_meanwhile_but_afterwards(
    line: QLineEdit, bench: Bench, qtbot: QtBot
) -> None:
    run(line, bench)
    qtbot.keyClicks(line, "abc")
    assert not line.text()
    bench.go_on.set()
    qtbot.waitUntil(lambda: bench.answers == ["result"])
    qtbot.keyClicks(line, "abc")
    assert line.text() == "abc"


def test_a_bug_goes_to_the_hook_for_threads(
    line: QLineEdit, bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    caught: list[object] = []
    monkeypatch.setattr(threading, "excepthook", lambda args: caught.append(args.exc_type))

    def divide(_progress: Progress) -> float:
        return 1 / 0

    run(line, bench, divide)
    qtbot.waitUntil(lambda: caught == [ZeroDivisionError])
    qtbot.waitUntil(gc.isenabled)
    assert bench.answers == []
    qtbot.keyClicks(line, "abc")
    assert line.text() == "abc"


def test_no_answer_comes_to_a_window_that_is_gone(bench: Bench, qtbot: QtBot) -> None:
    line = QLineEdit()
    job = run_quietly(line, bench.work, bench.answers.append, bench.answers.append)
    line.deleteLater()
    QApplication.sendPostedEvents(line, QEvent.Type.DeferredDelete)
    with qtbot.waitSignal(job.finished), capture_exceptions() as exceptions:
        bench.go_on.set()
    assert bench.answers == []
    assert exceptions == []


def test_garbage_is_not_collected_on_other_threads(
    line: QLineEdit, bench: Bench, qtbot: QtBot
) -> None:
    run(line, bench)
    assert not gc.isenabled()
    bench.go_on.set()
    qtbot.waitUntil(lambda: bench.answers == ["result"])
    assert gc.isenabled()


@pytest.mark.parametrize(
    ("done", "total", "text"),
    [(0, 0, " "), (3, 12, "3 of 12 — 25 %"), (12, 12, "12 of 12 — 100 %")],
)
def test_progress_is_told_in_numbers(done: int, total: int, text: str) -> None:
    assert progress_text(done, total) == text
