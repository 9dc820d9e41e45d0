"""Importing thousands of files: the window stays alive, and cancelling leaves nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot
from waiting import LIMIT

from annotator.domain.change import Changes
from annotator.domain.draft import Progress
from annotator.domain.edits.base import Edit
from annotator.gui.imports import reader
from annotator.gui.imports.dialog import ImportDialog
from annotator.gui.session.jobs import Job
from annotator.gui.session.running_job import RunningJob
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.importing import reading
from annotator.workflow.importing.batch import Batch

MANY = 2000
ALIVE = 3  # beats; an event loop that stands still gives none
Work = Callable[..., Any]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(MANY):
        (folder / f"{n:04}.txt").write_text(f"Title {n}\n\nStory {n}.\n", encoding="utf-8")
    return folder


@pytest.fixture
def dialog(session: Session, qtbot: QtBot) -> ImportDialog:
    dialog = ImportDialog(session, Settings())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.open()
    return dialog


class Heart:
    """Beats on the GUI thread as long as its event loop turns."""

    def __init__(self) -> None:
        self.beats = 0
        self._timer = QTimer(interval=1)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        self.beats += 1


class Watched:
    """A worker's function; `during` is how often the heart beat while it was at work."""

    def __init__(self, work: Work, heart: Heart) -> None:
        self._work = work
        self._heart = heart
        self.during = 0

    def __call__(self, *of: Any, **named: Any) -> Any:
        before = self._heart.beats
        try:
            return self._work(*of, **named)
        finally:
            self.during = self._heart.beats - before


def test_the_window_stays_alive_while_thousands_of_files_come_in(
    dialog: ImportDialog,
    many: Path,
    project: Project,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def apply(*of: Any) -> Changes:
        return write(*of)

    heart = Heart()
    read = Watched(reading.read_sources, heart)
    monkeypatch.setattr(reader, "read_sources", read)
    write = Watched(Project.apply, heart)
    monkeypatch.setattr(Project, "apply", apply)
    dialog.add([many])
    qtbot.waitUntil(lambda: dialog.model.taken() == MANY)
    assert read.during > ALIVE
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert write.during > ALIVE
    assert len(project.articles()) == MANY


_RUN = Job.run


class Halfway:
    """Stops a worker once half is done, until the user has cancelled."""

    def __init__(self) -> None:
        self.reached = Event()
        self.go_on = Event()
        self.ended = Event()

    def report_to(self, progress: Progress) -> Progress:
        def report(done: int, total: int) -> None:
            if total == MANY and MANY // 2 <= done < MANY and not self.reached.is_set():
                self.reached.set()
                assert self.go_on.wait(LIMIT)
            progress(done, total)

        return report

    def run(self, job: Job[Any], *of: Any) -> RunningJob:
        running = _RUN(job, *of)
        running.finished.connect(self.ended.set)
        return running

    def cancel(self, dialog: ImportDialog, qtbot: QtBot) -> None:
        """Press Esc while the work is half done, and wait until it has stopped."""
        qtbot.waitUntil(self.reached.is_set)
        shown = [one for one in dialog.findChildren(QDialog) if one.isVisible()]
        qtbot.keyClick(shown[0] if shown else dialog, Qt.Key.Key_Escape)
        self.go_on.set()
        qtbot.waitUntil(self.ended.is_set)


@pytest.fixture
def halfway(monkeypatch: pytest.MonkeyPatch) -> Iterator[Halfway]:
    halfway = Halfway()

    def run(job: Job[Any], *of: Any) -> RunningJob:
        return halfway.run(job, *of)

    monkeypatch.setattr(Job, "run", run)
    yield halfway
    halfway.go_on.set()


def test_cancelling_midway_through_reading_leaves_the_dialog_as_it_was(
    dialog: ImportDialog,
    many: Path,
    project: Project,
    halfway: Halfway,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def read_sources(*of: Any) -> Batch:
        return whole(*of[:-1], halfway.report_to(of[-1]))

    whole = reading.read_sources
    monkeypatch.setattr(reader, "read_sources", read_sources)
    dialog.add([many])
    halfway.cancel(dialog, qtbot)
    assert dialog.isVisible()
    assert (list(dialog.model.rows), dialog.reader.batch) == ([], Batch())
    assert project.articles() == []
    dialog.add([many / "0007.txt"])
    qtbot.waitUntil(lambda: dialog.model.taken() == 1)


def test_cancelling_midway_through_importing_leaves_nothing_in_the_project(
    dialog: ImportDialog,
    many: Path,
    project: Project,
    halfway: Halfway,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def apply(own: Project, edit: Edit, progress: Progress) -> Changes:
        return whole(own, edit, halfway.report_to(progress))

    whole = Project.apply
    edits = project.latest_edits()
    dialog.add([many])
    qtbot.waitUntil(lambda: dialog.model.taken() == MANY)
    monkeypatch.setattr(Project, "apply", apply)
    halfway.ended.clear()
    qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    halfway.cancel(dialog, qtbot)
    assert dialog.isVisible()
    assert (dialog.changes, project.articles(), project.latest_edits()) == (None, [], edits)
    assert project.search("story") == set()
    assert project.check() == []
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.table, Qt.Key.Key_Return)
    assert len(project.articles()) == MANY
