"""Closing asks as long as saved work or typed words would be lost by it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest
from dialogs import in_dialog
from once import shipped_sample
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot
from user import Key, User
from waiting import LIMIT

from annotator.domain.annotation import Annotation
from annotator.domain.edits.annotations import SetNote, Tag
from annotator.domain.errors import NotNowError
from annotator.domain.typed_words import TypedPlace
from annotator.gui.project.damage_watch import DamageWatch
from annotator.gui.session.running_job import Reporter
from annotator.gui.settings.settings import CODER
from annotator.gui.window import before_closing
from annotator.store.file import copies
from annotator.store.keeping import kept
from annotator.store.project import Project


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study" / "study.annotator"
    path.parent.mkdir()
    shipped_sample(path)
    return path


@pytest.fixture
def coder(qtbot: QtBot, study: Path) -> Iterator[User]:
    somebody = User(qtbot)
    somebody.window.settings.set(CODER, "ana")
    assert somebody.window.open_path(study, ask=False)
    session = somebody.project.session
    article = session.project.articles()[0].id
    session.apply(Tag(id="mine", article=article, code="frame", fragments=((0, 5),)))
    yield somebody
    somebody.leave()


def full(*_: object, **__: object) -> None:
    raise NotNowError("It can't be written now", "database or disk is full")


def pressed(label: str) -> Callable[[QMessageBox], None]:
    def press(box: QMessageBox) -> None:
        next(one for one in box.buttons() if one.text() == label).click()

    return press


def test_closing_asks_nothing_where_the_program_itself_reads_the_file(
    coder: User, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = Event()

    def look(_watch: DamageWatch, _project: Project, reporter: Reporter) -> None:
        with closing(sqlite3.connect(study)) as other:
            rows = other.execute("SELECT id FROM article")
            rows.fetchone()  # keeps writers out until it is closed
            begun.set()
            while not reporter.cancelled:
                begun.wait(0)

    def ask(box: QMessageBox) -> QMessageBox:
        raise AssertionError(box.text())

    monkeypatch.setattr(DamageWatch, "_look", look)
    monkeypatch.setattr(before_closing, "run_dialog", ask)
    session = coder.project.session
    watch = session.findChild(DamageWatch)
    assert isinstance(watch, DamageWatch)
    watch.look()
    assert begun.wait(LIMIT)
    session.apply(SetNote("mine", "noted"))
    assert session.waiting.some
    coder.window.close()
    assert not coder.window.isVisible()
    with Project.open(study) as project:
        mine = project.get(Annotation, "mine")
        assert mine is not None
        assert mine.note == "noted"


def test_nothing_is_closed_while_saved_work_would_be_lost_by_it(
    coder: User, study: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    told: list[str] = []

    def go_on(box: QMessageBox) -> None:
        told.append(box.informativeText())
        coder.press(Key.Key_Escape)

    study.unlink()
    with monkeypatch.context() as disk:
        disk.setattr(copies, "copy_to", full)
        coder.in_dialog(QMessageBox, go_on, coder.window.close)
    assert "is gone" in told[0]
    assert "disk is full" in told[0]
    assert coder.window.isVisible()
    saved = tmp_path / "saved.annotator"
    monkeypatch.setattr(before_closing, "choose_new", lambda *_: saved)
    monkeypatch.setattr(kept, "_names", lambda *_: iter(()))
    in_dialog(QMessageBox, pressed("Save a &copy…"), coder.window.close)
    assert not coder.window.isVisible()
    with Project.open(saved) as project:
        assert project.get(Annotation, "mine") is not None


def test_work_goes_into_the_home_folder_where_there_is_no_room_beside_the_project(
    coder: User, study: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)
    copy_to = copies.copy_to

    def full_there(database: object, path: Path, **more: bool) -> None:
        if path.parent == study.parent:
            full()
        copy_to(database, path, **more)  # type: ignore[arg-type]

    study.unlink()
    monkeypatch.setattr(copies, "copy_to", full_there)
    coder.window.close()
    assert not coder.window.isVisible()
    (found,) = home.glob("*.annotator")
    with Project.open(found) as project:
        assert project.get(Annotation, "mine") is not None


def test_typed_words_that_can_not_be_written_hold_closing_up(
    coder: User, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = coder.project.session.typed
    told: list[str] = []

    def lose(box: QMessageBox) -> None:
        told.append(box.informativeText())
        pressed("Close and &lose it")(box)

    typed.typing(TypedPlace("note", "mine", ""), "a note on a full disk")
    with monkeypatch.context() as disk:
        disk.setattr(Project, "keep_typed", full)
        coder.in_dialog(QMessageBox, lambda _: coder.press(Key.Key_Escape), coder.window.close)
        assert coder.window.isVisible()
        in_dialog(QMessageBox, lose, coder.window.close)
    assert "What you typed last is in no file" in told[0]
    assert not coder.window.isVisible()


def test_closing_asks_nothing_where_all_is_saved(coder: User, study: Path) -> None:
    coder.project.session.apply(SetNote("mine", "written"))
    coder.window.close()
    assert not coder.window.isVisible()
