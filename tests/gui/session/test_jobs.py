import gc
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn, cast

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot
from waiting import LIMIT

from annotator.domain.draft import Progress
from annotator.domain.errors import UserError
from annotator.gui.session.jobs import Job, LatestOnly, LatestSoon, on_sibling
from annotator.gui.session.progress import InputBlocker, progress_text
from annotator.gui.session.running_job import Reporter, collect_as_due
from annotator.store.project import Project


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
    job = Job(work or bench.work).on_success(answers.append).on_refusal(answers.append)
    job.on_cancel(bench.cancelled).run(line, "Working")


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
    job = Job(bench.work).on_success(bench.answers.append).run_quietly(line)
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


def test_garbage_is_collected_again_only_after_the_last_of_several_jobs(
    line: QLineEdit, bench: Bench, qtbot: QtBot
) -> None:
    run(line, bench)
    second = Bench()
    Job(second.work).on_success(second.answers.append).run_quietly(line)
    second.go_on.set()
    qtbot.waitUntil(lambda: second.answers == ["result"])
    assert not gc.isenabled()
    bench.go_on.set()
    qtbot.waitUntil(lambda: bench.answers == ["result"])
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off(line: QLineEdit, bench: Bench, qtbot: QtBot) -> None:
    gc.disable()
    try:
        bench.go_on.set()
        run(line, bench)
        qtbot.waitUntil(lambda: bench.answers == ["result"])
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_the_collector_runs_again_when_a_thread_cannot_begin(
    line: QLineEdit, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with pytest.raises(RuntimeError):
        Job(bench.work).run_quietly(line)
    assert gc.isenabled()


def test_a_window_takes_input_when_a_thread_cannot_begin(
    line: QLineEdit, bench: Bench, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_thread: threading.Thread) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(threading.Thread, "start", refuse)
        with pytest.raises(RuntimeError):
            run(line, bench)
    assert line.findChildren(InputBlocker) == []
    qtbot.keyClicks(line, "abc")
    assert line.text() == "abc"


def test_the_gui_thread_collects_what_is_due(monkeypatch: pytest.MonkeyPatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 0))
    monkeypatch.setattr(gc, "collect", collected.append)
    for counts in ((5, 1, 1), (701, 3, 0), (701, 11, 99)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        collect_as_due()
    assert collected == [0, 1]


def test_only_the_latest_work_is_answered_and_never_two_run_at_once(qtbot: QtBot) -> None:
    owner = QObject()
    latest, first, second = LatestOnly(owner), Bench(), Bench()
    told: list[object] = []
    latest.changed.connect(lambda: told.append(latest.busy))
    latest.start("First", first.work, told.append)
    qtbot.waitUntil(lambda: first.thread is not None)
    latest.start("Second", second.work, told.append)
    assert second.thread is None
    second.go_on.set()
    qtbot.waitUntil(lambda: not latest.busy)
    qtbot.waitUntil(lambda: told == [True, True, False, "result"])
    assert latest.what == "Second"


def test_work_that_was_given_up_says_nothing(qtbot: QtBot) -> None:
    owner = QObject()
    latest, bench, after = LatestOnly(owner), Bench(), Bench()
    latest.start("Given up", bench.work, bench.answers.append)
    latest.cancel()
    assert not latest.busy
    after.go_on.set()
    latest.start("After it", after.work, after.answers.append)
    qtbot.waitUntil(lambda: after.answers == ["result"])
    assert bench.answers == []


class GoneProject:
    """A project whose file goes while a second connection to it is opened."""

    path = Path("gone.annotator")

    def __init__(self, *, is_closed: bool = False) -> None:
        self.is_closed = is_closed
        self.begun, self.go = threading.Event(), threading.Event()

    def sibling(self, _patience: int) -> NoReturn:
        self.begun.set()
        self.go.wait(LIMIT)
        raise FileNotFoundError(2, "No such file or directory")


def test_a_file_that_goes_while_it_is_opened_is_told_as_a_refusal(qtbot: QtBot) -> None:
    owner, told, project = QObject(), list[str](), GoneProject()
    latest = LatestOnly(owner)
    latest.refused.connect(told.append)
    project.go.set()
    latest.start("Reading", on_sibling(cast(Project, project), _nothing), lambda _: None)
    qtbot.waitUntil(lambda: not latest.busy)
    assert [one.partition(":")[0] for one in told] == ["gone.annotator can't be opened now"]


def test_a_file_that_is_gone_is_nothing_to_work_that_was_given_up(qtbot: QtBot) -> None:
    owner, told, project = QObject(), list[str](), GoneProject()
    latest = LatestOnly(owner)
    latest.refused.connect(told.append)
    latest.start("Reading", on_sibling(cast(Project, project), _nothing), lambda _: None)
    qtbot.waitUntil(project.begun.is_set)
    latest.cancel()
    with capture_exceptions() as raised:
        project.go.set()
        qtbot.waitUntil(lambda: latest._running is None)
    assert raised == []
    assert told == []


def test_a_file_that_is_gone_after_its_project_was_closed_is_no_refusal(qtbot: QtBot) -> None:
    owner, told, project = QObject(), list[str](), GoneProject(is_closed=True)
    latest = LatestOnly(owner)
    latest.refused.connect(told.append)
    project.go.set()
    latest.start("Reading", on_sibling(cast(Project, project), _nothing), lambda _: None)
    qtbot.waitUntil(lambda: not latest.busy)
    assert told == []


def _nothing(_project: Project, _reporter: Reporter) -> None:
    """Read nothing."""


def test_a_refusal_of_the_latest_work_is_told(qtbot: QtBot) -> None:
    owner = QObject()
    latest = LatestOnly(owner)

    def refuse(_progress: Progress) -> None:
        raise UserError("No.")

    with qtbot.waitSignal(latest.refused) as refused:
        latest.start("Refused", refuse, lambda _: None)
    assert refused.args == ["No."]
    assert not latest.busy


def test_work_that_is_asked_for_often_begins_once_in_a_moment(qtbot: QtBot) -> None:
    owner, bench = QObject(), Bench()
    bench.go_on.set()
    soon = LatestSoon(owner, 1, lambda: soon.start("Soon", bench.work, bench.answers.append))
    soon.soon()
    soon.soon()
    assert soon.is_due
    assert not soon.busy
    qtbot.waitUntil(lambda: not soon.is_due)
    assert bench.answers == ["result"]


def test_work_that_is_given_up_before_it_begins_never_does(qtbot: QtBot) -> None:
    owner, begun, after = QObject(), list[str](), list[str]()
    soon = LatestSoon(owner, 1, lambda: begun.append("begun"))
    other = LatestSoon(owner, 2, lambda: after.append("begun"))
    soon.soon()
    soon.cancel()
    assert not soon.is_due
    other.soon()
    qtbot.waitUntil(lambda: after == ["begun"])
    assert begun == []


def test_work_that_makes_room_for_an_edit_begins_again(qtbot: QtBot) -> None:
    owner, bench = QObject(), Bench()
    soon = LatestSoon(owner, 1, lambda: soon.start("Soon", bench.work, bench.answers.append))
    soon.make_room()
    assert not soon.is_due
    soon.soon()
    qtbot.waitUntil(lambda: bench.thread is not None)
    soon.make_room()
    assert soon.is_due
    bench.go_on.set()
    qtbot.waitUntil(lambda: bench.answers == ["result"])


@pytest.mark.parametrize(
    ("done", "total", "text"),
    [(0, 0, " "), (3, 12, "3 of 12 — 25 %"), (12, 12, "12 of 12 — 100 %")],
)
def test_progress_is_told_in_numbers(done: int, total: int, text: str) -> None:
    assert progress_text(done, total) == text
