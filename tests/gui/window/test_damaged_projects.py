"""A damaged project in the window: refused with a way on, or open with the damage named."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from damage import PAGE, without_guards
from dialogs import in_dialog
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from reviewed import without_labels
from user import User
from waiting import LIMIT

from annotator.domain.errors import DamageError
from annotator.gui import app
from annotator.gui.look.application import application
from annotator.gui.project import damage_watch, rescuing
from annotator.gui.project.damage_watch import DamageWatch
from annotator.gui.project.restore import RestoreDialog
from annotator.gui.session.jobs import Job
from annotator.gui.settings.settings import CODER
from annotator.gui.window.crash import CrashHandler
from annotator.store.backups.making import back_up
from annotator.store.backups.places import BackupPlan, Reason
from annotator.store.file import accepting
from annotator.store.project import Project
from annotator.workflow.exporting import export


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with without_labels(tmp_path) as project:
        return project.path


@pytest.fixture
def user(qtbot: QtBot) -> User:
    made = User(qtbot)
    made.window.settings.set(CODER, "ana")
    return made


def zero(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[PAGE * 3 : PAGE * 9] = bytes(PAGE * 6)
    path.write_bytes(content)


def change_in_an_index(path: Path) -> None:
    """Change a key where only an index has it: no row and no sum is another."""
    with closing(sqlite3.connect(path)) as database:
        sql = (
            "SELECT rootpage, text_sha256 FROM article, sqlite_schema "
            "WHERE name = 'article_text_sha256'"
        )
        root, key = database.execute(sql).fetchone()
    content = bytearray(path.read_bytes())
    content[content.index(key.encode(), (root - 1) * PAGE)] ^= 1
    path.write_bytes(content)


def button(box: QMessageBox, words: str) -> None:
    next(one for one in box.buttons() if words in one.text()).click()


def test_a_project_that_cannot_be_opened_is_refused_and_can_be_left(user: User, path: Path) -> None:
    zero(path)
    said: list[str] = []

    def leave(box: QMessageBox) -> None:
        said.append(box.informativeText())
        box.accept()

    assert not in_dialog(QMessageBox, leave, lambda: user.window.open_path(path))
    assert "is damaged" in said[0]
    assert user.window.project is None


def test_a_start_on_a_damaged_project_shows_the_window_and_the_ways_on(
    path: Path, qtbot: QtBot
) -> None:
    zero(path)
    offered: list[str] = []

    def leave(box: QMessageBox) -> None:
        offered.extend(one.text() for one in box.buttons())
        assert box.parentWidget().isVisible()
        box.reject()

    window = in_dialog(QMessageBox, leave, lambda: app.start(path))
    qtbot.addWidget(window)
    assert "&Rescue…" in offered
    assert window.isVisible()
    assert window.start_page.isVisible()


def test_a_start_on_a_project_whose_codes_are_damaged_offers_the_ways_on_too(
    path: Path, qtbot: QtBot
) -> None:
    without_guards(path, "UPDATE code SET name = 'x' WHERE n = (SELECT min(n) FROM code)")
    opened = Project.open(path)
    window = in_dialog(QMessageBox, lambda box: box.reject(), lambda: app.start(opened))
    qtbot.addWidget(window)
    assert window.start_page.isVisible()


def test_it_can_be_rescued_from_there(
    user: User, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Project.open(path) as project:
        titles = [row.title for row in project.articles()]
    content = path.read_bytes()
    path.write_bytes(content[: PAGE - 400] + bytes(400) + content[PAGE:])
    out = path.with_name("rescued.annotator")
    monkeypatch.setattr(rescuing, "choose_new", lambda *_: out)
    told: list[tuple[object, ...]] = []
    monkeypatch.setattr(rescuing, "_tell", lambda *words: told.append(words[1:]))
    in_dialog(QMessageBox, lambda box: button(box, "Rescue"), lambda: user.window.open_path(path))
    qtbot.waitUntil(lambda: user.window.project is not None)
    assert told
    assert user.window.project is not None
    assert [row.title for row in user.window.project.session.project.articles()] == titles


def test_both_ways_back_are_offered_where_they_exist_and_lead_there(user: User, path: Path) -> None:
    offered: list[list[str]] = []
    said: list[bool] = []

    def leave(box: QMessageBox) -> None:
        said.append("Restore a backup" in box.informativeText())
        offered.append([one.text().replace("&", "") for one in box.buttons()])
        box.reject()

    def look(content: bytes) -> None:
        path.write_bytes(content)
        in_dialog(QMessageBox, leave, lambda: user.window.open_path(path))

    zeroed, other = bytes(PAGE), b"no project at all"
    content = path.read_bytes()
    damaged = content[: PAGE * 3] + zeroed * 6 + content[PAGE * 9 :]
    look(damaged)
    path.write_bytes(content)
    back_up(path, Reason.ASKED, BackupPlan())
    look(damaged)
    look(other)
    path.unlink()
    in_dialog(QMessageBox, leave, lambda: user.window.open_path(path))
    assert [set(one) for one in offered] == [
        {"Rescue…", "Close"},
        {"Rescue…", "Restore a backup…", "Close"},
        {"Rescue…", "Restore a backup…", "Close"},
        {"Restore a backup…", "Close"},
    ]
    assert said[:2] == [False, True], "no way is named that is not there"
    path.write_bytes(damaged)
    shown: list[str] = []

    def close(dialog: RestoreDialog) -> None:
        shown.append(dialog.windowTitle())
        dialog.reject()

    def choose() -> None:
        in_dialog(
            QMessageBox, lambda box: button(box, "backup"), lambda: user.window.open_path(path)
        )

    in_dialog(RestoreDialog, close, choose)
    assert shown == [f"Backups of {path.stem}"]


def test_an_article_with_a_damaged_record_is_refused_and_the_others_open(
    user: User, path: Path
) -> None:
    with Project.open(path) as project:
        first, second = (row.id for row in project.articles()[:2])
    without_guards(path, "UPDATE article SET note = 'x' WHERE n = (SELECT min(n) FROM article)")
    assert user.window.open_path(path, ask=False)
    assert user.window.project is not None
    session = user.window.project.session
    session.open_article(first)
    assert session.article is None
    assert "is damaged" in user.window.status.words()
    session.open_article(second)
    assert session.article is not None


def test_damage_that_nobody_has_met_is_found_in_the_background_and_named(
    user: User, path: Path, qtbot: QtBot
) -> None:
    without_guards(path, "UPDATE edit SET label = 'x' WHERE n = 1")
    assert user.window.open_path(path, ask=False)
    assert user.window.project is not None
    watch = user.window.project.session.findChild(DamageWatch)
    assert isinstance(watch, DamageWatch)
    with qtbot.waitSignal(watch.looked):
        watch.look()
    words = user.window.status.words()
    assert words.startswith("Damaged: edit ")
    assert "Rescue…" in words
    user.project.session.undo()
    assert "is damaged: it is not as it was saved" in user.say(), "no step is taken over it"


def test_a_large_project_opens_before_its_pages_are_looked_through(
    user: User, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "_SMALL", 0)
    change_in_an_index(path)
    assert user.window.open_path(path, ask=False)
    assert "amage" not in user.window.status.words()
    watch = user.project.session.findChild(DamageWatch)
    assert isinstance(watch, DamageWatch)
    with qtbot.waitSignal(watch.looked):
        watch.look()
    assert "p.annotator is damaged: its index of articles" in user.window.status.words()
    for write in (
        lambda: user.project.session.project.copy_to(path.with_name("copy.annotator")),
        lambda: export(user.project.session.project, path.with_name("out.jsonl")),
    ):
        with pytest.raises(DamageError, match="its index of articles does not fit them"):
            write()
    assert not list(path.parent.glob("copy*")) + list(path.parent.glob("out*"))


def test_looking_through_the_pages_gives_way_to_other_work(
    user: User, path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(damage_watch, "_BEGIN_AFTER", 10)
    monkeypatch.setattr(accepting, "_STEP", 1)
    assert user.window.open_path(path, ask=False)
    watch = user.project.session.findChild(DamageWatch)
    assert isinstance(watch, DamageWatch)
    ended, looks = Event(), list[bool]()
    whole = Project.pages_are_whole

    def look(project: Project, gives_way: Callable[[], bool]) -> bool:
        looks.append(whole(project, gives_way))
        return looks[-1]

    monkeypatch.setattr(Project, "pages_are_whole", look)
    running = Job(lambda _: ended.wait(LIMIT)).run_quietly(user.window)
    watch.look()
    qtbot.waitUntil(lambda: len(looks) > 1)
    assert not any(looks)
    ended.set()
    running.wait()
    qtbot.waitUntil(lambda: looks[-1])


def test_looking_through_the_pages_gives_way_to_whoever_waits_to_write(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepting, "_STEP", 1)
    with Project.open(path) as project:
        assert not project.pages_are_whole(lambda: True)
        assert project.pages_are_whole(lambda: False)


def test_a_sound_project_is_looked_through_without_a_word(
    user: User, path: Path, qtbot: QtBot
) -> None:
    assert user.window.open_path(path, ask=False)
    assert user.window.project is not None
    watch = user.window.project.session.findChild(DamageWatch)
    assert isinstance(watch, DamageWatch)
    with qtbot.waitSignal(watch.looked):
        watch.look()
    assert "amage" not in user.window.status.words()
    watch.look()
    user.window.close_project()


def test_damage_that_a_view_meets_is_told_once_and_is_no_bug(
    user: User, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    handler = CrashHandler(application())
    for words in ("The code quote is damaged: its sum is another.", "More."):
        handler.caught(DamageError, DamageError(words), None)

    def shown() -> list[QMessageBox]:
        boxes = (one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox))
        return [box for box in boxes if box.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    (box,) = shown()
    assert box.informativeText().startswith("The code quote is damaged")
    assert handler.dialog is None
    box.accept()
    qtbot.waitUntil(lambda: not shown())
    caplog.clear()
