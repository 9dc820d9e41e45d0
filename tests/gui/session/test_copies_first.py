"""Copies that have to be there before an edit are made elsewhere, and the edit waits for them."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import structs
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from sequences import BOOK, fill

from annotator.domain.annotation import Annotation
from annotator.domain.draft import Progress, no_progress
from annotator.domain.edits.annotations import SetNote
from annotator.domain.edits.codebook import ReplaceCodebook
from annotator.domain.errors import UserError
from annotator.domain.typed_words import TypedPlace
from annotator.gui.session.backups_first import BackupsFirst
from annotator.gui.session.session import Session
from annotator.store.backups.places import Backup, BackupPlan, Reason, backups_of
from annotator.store.backups.restoring import opened_backup
from annotator.store.keeping import own_edits
from annotator.store.project import Project

OTHER = ReplaceCodebook(structs.replace(BOOK, title="Other"))
PLACE = TypedPlace("note", "q", "")


class Observed(BackupsFirst):
    """Notes on which threads backups are made; each of them may fail."""

    def __init__(self, session: Session, owner: QObject) -> None:
        self.threads: list[threading.Thread] = []
        self.told: list[str] = []
        self.failing = False
        warn = lambda error: self.told.append(str(error))  # noqa: E731 - heard on the GUI thread
        super().__init__(BackupPlan(), warn, owner, session.waiting.try_again)

    def make(
        self, project: Path, reason: Reason, progress: Progress = no_progress
    ) -> Backup | None:
        self.threads.append(threading.current_thread())
        if self.failing:
            raise UserError("No backup can be made.")
        return super().make(project, reason, progress)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "p.annotator"
    with Project.create(path, codebook=BOOK) as project:
        project.coder = "ana"
        fill(project)
    return path


@pytest.fixture
def session(path: Path, qtbot: QtBot) -> Iterator[Session]:
    made = Session(Project.open(path, "ana"))
    yield made
    made.end()


@pytest.fixture
def keeper(session: Session) -> Iterator[Observed]:
    observed = session.project.keeper = Observed(session, session)
    yield observed
    observed.stop()


def note(session: Session) -> str:
    quote = session.project.get(Annotation, "q")
    assert quote is not None
    return quote.note


def test_a_large_edit_waits_for_its_backup_and_no_later_one_overtakes_it(
    session: Session, keeper: Observed, qtbot: QtBot
) -> None:
    session.apply(SetNote("q", "before"))
    before = session.project.latest_edits(1)
    assert session.apply(OTHER) is not None, "it waits, and is not refused"
    session.apply(SetNote("q", "after"))
    assert session.waiting.said() == "2 edits wait for a backup that is made first"
    assert (session.codebook.title, note(session)) == ("Other", "after"), "shown as if written"
    with Project.open(session.project.path) as in_file:
        assert in_file.latest_edits(1) == before
    qtbot.waitUntil(lambda: not session.waiting.some)
    assert [one.label for one in session.project.latest_edits(2)] == [
        "Note written",
        "Codebook replaced",
    ]
    assert threading.main_thread() not in keeper.threads
    (found,) = backups_of(session.project.path)
    with opened_backup(found.path) as backup:
        assert backup.latest_edits(1) == before
    session.undo()
    session.undo()
    assert session.codebook.title == BOOK.title
    assert len(keeper.threads) == 1


def test_what_another_program_did_while_the_backup_was_made_is_backed_up_too(
    session: Session, keeper: Observed, path: Path, qtbot: QtBot
) -> None:
    session.apply(OTHER)
    with Project.open(path, "ana") as other:
        other.apply(SetNote("s", "from elsewhere"))
        last = other.latest_edits(1)
    qtbot.waitUntil(lambda: not session.waiting.some)
    assert session.codebook.title == "Other"
    with opened_backup(backups_of(path)[0].path) as backup:
        assert backup.latest_edits(1) == last


def test_a_backup_that_cant_be_made_is_told_and_the_edit_is_done(
    session: Session, keeper: Observed, qtbot: QtBot
) -> None:
    keeper.failing = True
    session.apply(OTHER)
    qtbot.waitUntil(lambda: not session.waiting.some)
    assert session.codebook.title == "Other"
    assert keeper.told == ["No backup can be made."]


def test_undo_gives_up_an_edit_that_waits_for_its_backup(
    session: Session, keeper: Observed, qtbot: QtBot
) -> None:
    session.apply(OTHER)
    session.undo()
    assert not session.waiting.some
    qtbot.waitUntil(lambda: len(backups_of(session.project.path)) == 1)
    assert session.codebook.title == BOOK.title


def test_words_stay_in_the_file_until_the_edit_that_takes_them_over_is_there(
    session: Session, keeper: Observed, qtbot: QtBot
) -> None:
    session.typed.typing(PLACE, "half a sentence")
    session.typed.flush()
    session.apply(OTHER)
    session.apply(SetNote("q", "half a sentence"))
    session.typed.done(PLACE)
    assert [one.text for one in session.project.typed_words()] == ["half a sentence"]
    qtbot.waitUntil(lambda: not session.waiting.some)
    assert session.project.typed_words() == []
    assert note(session) == "half a sentence"


def test_a_first_edit_waits_until_what_it_stands_on_is_copied(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_edits, "_COPIED_AT_ONCE", 0)
    older = shutil.copy(path, path.with_name("older"))
    with Project.open(path, "ana") as project:
        project.apply(SetNote("s", "yesterday"))
    session = Session(Project.open(path, "ana"))
    session.apply(SetNote("q", "today"))
    assert session.waiting.said() == "1 edit waits for what is there to be copied first"
    session.typed.typing(PLACE, "typed meanwhile")
    session.typed.flush()
    assert [one.text for one in session.project.typed_words()] == ["typed meanwhile"]
    qtbot.waitUntil(lambda: not session.waiting.some)
    assert note(session) == "today"
    shutil.copy(older, path)
    moved: list[Exception] = []
    session.moved.connect(moved.append)
    session.refresh_from_disk()
    assert "something may be missing" not in str(moved[0])
    kept = session.project.get(Annotation, "s")
    assert kept is not None
    assert (kept.note, note(session)) == ("yesterday", "today")
    session.end()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_edits_are_done_though_copying_had_a_bug(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def boom(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(own_edits, "_COPIED_AT_ONCE", 0)
    monkeypatch.setattr(own_edits.copies, "copy_for_now", boom)
    session = Session(Project.open(path, "ana"))
    session.apply(SetNote("q", "today"))
    qtbot.waitUntil(lambda: not session.waiting.some)
    assert note(session) == "today"
    session.end()


def test_why_no_backup_was_made_is_told_before_the_edit_is_done(
    session: Session, keeper: Observed, qtbot: QtBot
) -> None:
    keeper.failing = True
    told_by_then: list[int] = []
    session.waiting.changed.connect(lambda: told_by_then.append(len(keeper.told)))
    session.apply(OTHER)
    told_by_then.clear()
    qtbot.waitUntil(lambda: not session.waiting.some)
    assert told_by_then[0] == 1


def test_a_project_that_is_closed_at_once_leaves_no_copy_behind(
    path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(own_edits, "_COPIED_AT_ONCE", 0)
    session = Session(Project.open(path, "ana"))
    folder = session.project._opened.folder.path
    session.end()
    assert not folder.exists()
