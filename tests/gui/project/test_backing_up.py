"""Backups make themselves while one works, and never get in the way."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sequences import BOOK, fill

from annotator.domain.edits.annotations import SetNote
from annotator.gui.project.backing_up import BETWEEN, AutomaticBackups
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import BACKUP_PLACE, Settings
from annotator.store.backups.places import Backup, BackupPlace, backups_of
from annotator.store.backups.restoring import opened_backup
from annotator.store.project import Project
from annotator.workflow.backups.places import apart_folder


class Bench:
    """A session whose clock is turned by hand."""

    def __init__(self, project: Project, qtbot: QtBot) -> None:
        self.now = 0.0
        self.qtbot = qtbot
        self.settings = Settings()
        self.session = Session(project)
        self.heard: list[str] = []
        self.session.refused.connect(self.heard.append)
        self.automatic = AutomaticBackups(
            self.session, self.settings, self.session, seconds=lambda: self.now
        )
        self.notes = 0

    @property
    def backups(self) -> list[Backup]:
        return backups_of(self.session.project.path)

    def open_for_a_while(self) -> None:
        self.automatic._opened.stop()
        self.automatic._begin_the_day()
        self.rest()

    def edit(self) -> None:
        self.notes += 1
        assert self.session.apply(SetNote("q", f"note {self.notes}"))
        self.rest()

    def rest(self) -> None:
        self.qtbot.waitUntil(lambda: self.automatic._running is None)


@pytest.fixture
def bench(tmp_path: Path, qtbot: QtBot) -> Iterator[Bench]:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
        made = Bench(project, qtbot)
        yield made
        made.automatic.close()


def test_the_state_before_the_days_work_is_kept(bench: Bench) -> None:
    last = bench.session.project.latest_edits(1)
    bench.open_for_a_while()
    bench.edit()
    (found,) = bench.backups
    with opened_backup(found.path) as backup:
        assert backup.latest_edits(1) == last
    assert bench.heard == []


def test_there_is_at_most_one_in_ten_minutes_of_work(bench: Bench) -> None:
    bench.open_for_a_while()
    bench.now = BETWEEN - 1
    bench.edit()
    assert len(bench.backups) == 1
    bench.now = BETWEEN
    bench.edit()
    bench.edit()
    assert len(bench.backups) == 2


def test_opening_again_without_work_makes_none(bench: Bench, qtbot: QtBot) -> None:
    bench.open_for_a_while()
    bench.open_for_a_while()
    assert len(bench.backups) == 1


def test_that_none_can_be_made_is_said_once_and_to_who_edits(bench: Bench) -> None:
    bench.session.project.path.with_name("p backups").write_text("in the way")
    apart_folder().parent.mkdir(parents=True, exist_ok=True)
    apart_folder().write_text("in the way, too")
    bench.open_for_a_while()
    assert bench.heard == []
    bench.edit()
    bench.now = 2 * BETWEEN
    bench.edit()
    (words,) = bench.heard
    assert words.startswith("No backup of p.annotator can be made: ")
    assert words.endswith("choose another place for backups in the settings.")


def test_another_place_counts_at_once(bench: Bench) -> None:
    bench.settings.set(BACKUP_PLACE, BackupPlace.APART)
    bench.open_for_a_while()
    assert bench.backups == []
    assert list(apart_folder().rglob("*.annotator"))


def test_closing_gives_up_what_is_under_way(tmp_path: Path, qtbot: QtBot) -> None:
    with Project.create(tmp_path / "p.annotator", codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
        bench = Bench(project, qtbot)
        bench.automatic._begin_the_day()
        bench.automatic.close()
    folder = tmp_path / "p backups"
    assert not folder.exists() or not list(folder.glob(".*"))
    bench.rest()
