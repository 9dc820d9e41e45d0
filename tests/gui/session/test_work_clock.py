"""What was worked is written later where it can't be now, and is whose it is."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot
from small_session import small_session

from annotator.domain.edits.annotations import SetNote
from annotator.domain.errors import BusyError, UserError
from annotator.gui.session.session import Session
from annotator.gui.session.work_clock import WorkClock
from annotator.workflow.local_time import HERE

KEY = QEvent(QEvent.Type.KeyPress)


class Worker:
    """Somebody who presses a key each few seconds."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.millis = 0
        self.clock = WorkClock(session)
        self.clock.begin()

    def work(self, seconds: int) -> None:
        self.clock.eventFilter(QObject(), KEY)
        self.millis += seconds * 1000
        self.clock.eventFilter(QObject(), KEY)

    def written(self) -> list[tuple[str, int]]:
        return [(who, one.seconds) for who, one in self.session.project.all_worked()]


@pytest.fixture
def worker(tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Worker]:
    with small_session(tmp_path) as session:
        worker = Worker(session)
        monkeypatch.setattr(HERE, "millis", lambda: worker.millis)
        yield worker


@pytest.mark.parametrize("error", [BusyError("Not now", "busy"), UserError("No room.")])
def test_what_can_not_be_written_is_written_later(
    worker: Worker, error: UserError, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    worker.session.refused.connect(said.append)

    def refuse(_worked: Any) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(worker.session.project, "keep_worked", refuse)
        worker.work(20)
        worker.clock.flush()
        assert worker.clock.worked_here() == ()
        worker.work(5)
    worker.clock.flush()
    assert worker.written() == [("ana", 25)]
    worker.clock.flush()
    assert worker.written() == [("ana", 25)]
    assert said == []


def test_each_coder_gets_what_they_worked(worker: Worker) -> None:
    worker.work(20)
    worker.session.coder = "ben"
    worker.work(10)
    worker.session.coder = ""
    worker.work(30)
    worker.clock.end()
    assert worker.written() == [("ana", 20), ("ben", 10)]


def test_without_an_open_article_nothing_counts(worker: Worker) -> None:
    worker.session.open_article("")
    worker.work(20)
    worker.clock.end()
    assert worker.written() == []
    assert worker.clock.worked_here() == ()


def test_what_is_worked_after_a_pause_counts_again(worker: Worker) -> None:
    worker.work(20)
    worker.clock.pause()
    worker.work(20)
    worker.clock.begin()
    worker.work(7)
    worker.clock.end()
    assert worker.written() == [("ana", 27)]
    assert worker.clock.seconds_on("a") == 27


def test_no_edit_costs_a_look_at_the_times(worker: Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker.clock.finished_today() == 0

    def read(*_: object) -> None:
        raise AssertionError

    for name in ("finished_since", "worked_on", "worked_on_day", "info"):
        monkeypatch.setattr(worker.session.project, name, read)
    worker.session.apply(SetNote("q", "Noted"))
    assert worker.clock.finished_today() == 0
