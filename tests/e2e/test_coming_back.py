"""Caret and scroll of each article come back; and the caret's line can stay in the middle."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from user import LEFT, NONE, SHIFT, Key, User

from annotator.domain.codebook import Code, Codebook
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.gui.coding import left_places
from annotator.gui.settings.settings import CODER, TYPEWRITER, WINDOW_GEOMETRY
from annotator.gui.window.main_window import MainWindow
from annotator.store.project import Project

BOOK = Codebook(codes=(Code(id="quote", name="Quote", key="Q"),))
LINES = [f"“We saw that {n},” the minister said. Nobody had." for n in range(90)]
TEXT = "\n\n".join(LINES)


@pytest.fixture
def path(user: User, tmp_path: Path) -> Path:
    found = tmp_path / "p.annotator"
    with Project.create(found, codebook=BOOK) as project:
        project.coder = "ana"
        articles = tuple(NewArticle(id=one, title=one, text=TEXT) for one in ("a1", "a2", "a3"))
        project.apply(ImportRecords(articles=articles))
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(found, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return found


def _go(user: User, words: str, top: str) -> tuple[int, int]:
    """Put the caret somewhere, scroll so that it is not the first line, and return both."""
    user.view.set_caret(TEXT.index(words))
    user.view.scroll_to_position(TEXT.index(top))
    return _place(user)


def _place(user: User) -> tuple[int, int]:
    return user.view.caret(), user.view.top_position()


def test_caret_and_scroll_come_back_with_each_article(user: User, path: Path) -> None:
    del path
    first = _go(user, "that 40", "“We saw that 35")
    user.coding.step_article(1)
    assert _place(user) == (0, 0)
    second = _go(user, "that 70", "“We saw that 69")
    user.coding.step_article(-1)
    assert _place(user) == first
    user.coding.step_article(1)
    assert _place(user) == second


def test_the_open_article_and_all_places_come_back_after_a_restart(user: User, path: Path) -> None:
    first = _go(user, "that 40", "“We saw that 35")
    user.coding.step_article(1)
    second = _go(user, "that 70", "“We saw that 69")
    user.restart(path)
    QApplication.processEvents()
    article = user.coding.session.article
    assert article is not None
    assert (article.article.id, _place(user)) == ("a2", second)
    user.coding.step_article(-1)
    assert _place(user) == first


def test_sizes_that_break_lines_elsewhere_leave_the_same_words_at_the_top(
    user: User, path: Path
) -> None:
    del path
    long = "\n\n".join(f"{n} " + " ".join(LINES[:6]) for n in range(80))
    session = user.coding.session
    session.apply(ImportRecords(articles=(NewArticle(id="long", title="long", text=long),)))
    user.coding.open_article("long")
    user.view.scroll_to_position(long.index("that 4", long.index("\n40 ")))
    place = _place(user)
    for width in (700, 1000, 820, 900, 1280):
        user.window.resize(width, 800)
        QApplication.processEvents()
    assert _place(user) == place


def test_a_place_is_on_disk_soon_after_a_move_and_not_with_each_key(
    user: User, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is on disk is all that a program has that was killed."""
    written: list[int] = []
    remember = left_places.remember_place

    def count(*given: object) -> None:
        written.append(1)
        remember(*given)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(left_places, "remember_place", count)
    for _ in range(30):
        user.press(Key.Key_Right)
    kept = user.window.settings.path
    user.qtbot.waitUntil(lambda: '\\"caret\\":30' in kept.read_text("utf-8"))
    assert len(written) <= 3
    assert str(path) in kept.read_text("utf-8")


def test_only_so_many_places_are_remembered(
    user: User, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del path
    monkeypatch.setattr(left_places, "MOST", 2)
    _go(user, "that 40", "“We saw that 35")
    for _ in range(2):
        user.coding.step_article(1)
        _go(user, "that 9", "“We saw that 5")
    user.coding.step_article(-2)
    user.coding.open_article("a1")
    assert _place(user) == (0, 0)


def _off_middle(user: User) -> float:
    """Return how many lines the caret's line is away from the view's middle."""
    line = user.view.cursorRect()
    return abs(line.center().y() - user.view.viewport().height() / 2) / (2 * line.height())


def test_typewriter_scrolling_keeps_the_carets_line_in_the_middle(user: User, path: Path) -> None:
    user.press(Key.Key_F7, modifiers=SHIFT)
    assert "stays in the middle" in user.say()
    user.view.setFocus()
    user.view.set_caret(TEXT.index("that 40"))
    for _ in range(12):
        user.press(Key.Key_Down)
        assert _off_middle(user) <= 1
    user.press(Key.Key_G, Key.Key_G)
    assert _off_middle(user) <= 1
    user.view.set_caret(len(TEXT))
    assert _off_middle(user) <= 1
    user.window.settings.set(CODER, "ana")
    user.restart(path)
    assert user.window.settings.get(TYPEWRITER)
    user.view.setFocus()
    user.press(Key.Key_F7, modifiers=SHIFT)
    assert "moves again" in user.say()
    user.view.set_caret(TEXT.index("that 40"))
    before = user.view.verticalScrollBar().value()
    user.press(Key.Key_Down)
    assert user.view.verticalScrollBar().value() == before


def test_a_click_does_not_scroll_the_line_away_from_under_the_mouse(user: User, path: Path) -> None:
    del path
    user.press(Key.Key_F7, modifiers=SHIFT)
    user.view.set_caret(TEXT.index("that 40"))
    line = user.view.page().lines[1]
    before = user.view.verticalScrollBar().value()
    place = user.view.viewport().rect().center()
    place.setY(int(line.top + line.bottom) // 2)
    QTest.mouseClick(user.view.viewport(), LEFT, NONE, place)
    assert user.view.verticalScrollBar().value() == before


def test_the_windows_size_is_kept_soon_after_it_changed(user: User, path: Path) -> None:
    """A program that is killed has only what is kept by then."""
    del path
    user.window.resize(786, 640)
    before = user.window.settings.get(WINDOW_GEOMETRY)
    user.qtbot.waitUntil(lambda: user.window.settings.get(WINDOW_GEOMETRY) != before)
    other = MainWindow(user.window.settings)
    user.qtbot.addWidget(other)
    assert other.size() == user.window.size()
    other.close()


_MOVES_ON = """
import sys
import os
import signal
import subprocess
import sys
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from annotator.gui import app
from annotator.gui.look.application import application
from annotator.gui.settings.settings import CODER, PLACES, Settings

running = application()
Settings().set(CODER, "ana")
window = app.start(Path(sys.argv[1]), "a2")
view = window.project.coding.pane.view

def tell(key):
    if key == PLACES.key:
        caret = window.settings.get(PLACES)[sys.argv[1]].caret
        QTimer.singleShot(20, lambda: print(caret, flush=True))

window.settings.changed.connect(tell)
moving = QTimer(interval=10)
moving.timeout.connect(lambda: QTest.keyClick(view, Qt.Key.Key_Right))
moving.start()
running.exec()
"""


@pytest.mark.skipif(os.name == "nt", reason="kills as a POSIX system does")
def test_the_place_outlives_a_kill(user: User, path: Path) -> None:
    user.window.close()
    child = subprocess.Popen(
        [sys.executable, "-c", _MOVES_ON, str(path)], stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    told = next(caret for line in child.stdout if (caret := int(line)) > 20)
    child.send_signal(signal.SIGKILL)
    child.wait()
    child.stdout.close()
    user.window.settings.sync()
    user.restart(path)
    article = user.coding.session.article
    assert article is not None
    assert article.article.id == "a2"
    assert user.view.caret() >= told
