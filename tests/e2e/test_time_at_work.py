"""How long one works is kept by article, quietly; idle time is not, and it can be switched off."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from user import ALT, CONTROL, LEFT, NONE, Key, User

from annotator.cli.main import cli
from annotator.domain.article import Status
from annotator.domain.edits.articles import NewArticle
from annotator.domain.edits.records import ImportRecords
from annotator.domain.edits.team import Assign
from annotator.domain.people import coder_id
from annotator.domain.timing import Timing
from annotator.gui.articles.properties import ArticleProperties
from annotator.gui.project.properties import ProjectProperties
from annotator.gui.settings.settings import CODER
from annotator.store.project import Project
from annotator.workflow.local_time import HERE

DAY = "2026-01-31"
TEXT = "One said so.\n\n" * 40


class Clock:
    """The clock on the wall, which a test moves on."""

    def __init__(self) -> None:
        self.millis = 5_000_000

    def pass_by(self, seconds: float) -> None:
        self.millis += round(seconds * 1000)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(HERE, "millis", lambda: clock.millis)
    monkeypatch.setattr(HERE, "today", lambda: DAY)
    monkeypatch.setattr(HERE, "midnight", lambda: 0)
    return clock


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "study.annotator"
    with Project.create(path) as project:
        project.coder = "lea"
        articles = tuple(
            NewArticle(id=f"a{n}", title=f"Story {n}", text=f"{TEXT}{n}") for n in range(1, 5)
        )
        project.apply(ImportRecords(articles=articles))
    return path


@pytest.fixture
def coding(user: User, study: Path, clock: Clock) -> User:
    user.window.settings.set(CODER, "ana")
    assert user.window.open_path(study, "a1", ask=False)
    QApplication.processEvents()
    user.view.setFocus()
    return user


def worked(path: Path, coder: str = "ana") -> dict[str, float]:
    """Return what is in the file: seconds by article."""
    with Project.open(path, coder, read_only=True) as fresh:
        return {one.article: one.millis / 1000 for who, one in fresh.all_worked() if who == coder}


def done(user: User) -> None:
    press(user, Key.Key_Return, Key.Key_Return, modifiers=CONTROL)
    QApplication.processEvents()


def tool_tip(user: User) -> list[str]:
    bar = user.coding.articles.done
    place = bar.rect().center()
    event = QHelpEvent(QEvent.Type.ToolTip, place, bar.mapToGlobal(place))
    QApplication.sendEvent(bar, event)
    return bar.accessibleDescription().split("\n")


def press(user: User, *keys: Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """Press keys as the system brings them: to the window, which hands them on."""
    for key in keys:
        QTest.keyClick(window(user), key, modifiers)
        QApplication.processEvents()


def window(user: User) -> QWindow:
    user.focus()
    found = QGuiApplication.focusWindow()
    assert found is not None
    return found


def point(user: User) -> QPoint:
    return user.view.viewport().mapTo(user.window, QPoint(60, 60))


def test_keys_presses_and_the_wheel_are_work_and_idle_time_is_not(
    coding: User, clock: Clock, study: Path
) -> None:
    press(coding, Key.Key_Down)
    clock.pass_by(30)
    press(coding, Key.Key_Down)
    clock.pass_by(20)
    QTest.wheelEvent(window(coding), QPointF(point(coding)), QPoint(0, -120))
    clock.pass_by(10)
    QTest.mouseClick(window(coding), LEFT, NONE, point(coding))
    clock.pass_by(61)
    press(coding, Key.Key_Down)
    coding.coding.clock.flush()
    assert worked(study) == {"a1": 60}


def test_each_article_gets_its_own_and_a_restart_goes_on(
    coding: User, clock: Clock, study: Path
) -> None:
    press(coding, Key.Key_Down)
    clock.pass_by(40)
    press(coding, Key.Key_PageDown, modifiers=CONTROL)
    assert coding.coding.session.article is not None
    second = coding.coding.session.article.article.id
    assert second != "a1"
    clock.pass_by(50)
    press(coding, Key.Key_Down)
    clock.pass_by(5)
    coding.restart(study)
    assert worked(study) == {"a1": 40, second: 55}
    coding.view.setFocus()
    press(coding, Key.Key_Down)
    clock.pass_by(10)
    press(coding, Key.Key_Down)
    coding.window.close()
    assert sum(worked(study).values()) == 105


def test_a_kill_loses_what_was_worked_since_it_was_written_last_at_most(
    coding: User, clock: Clock, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = coding.coding
    page.clock._soon.setInterval(0)
    press(coding, Key.Key_Down)
    clock.pass_by(14)
    with coding.qtbot.waitSignal(page.clock.kept):
        press(coding, Key.Key_Down)
    assert worked(study) == {"a1": 14}


def test_done_takes_the_time_along_in_one_step_and_undo_takes_it_back(
    coding: User, clock: Clock
) -> None:
    project = coding.coding.session.project
    press(coding, Key.Key_Down)
    clock.pass_by(45)
    press(coding, Key.Key_Down)
    edits = len(project.latest_edits())
    done(coding)
    assert len(project.latest_edits()) == edits + 1
    assert [(one.article, one.seconds) for one in project.find(Timing)] == [("a1", 45)]
    press(coding, Key.Key_Z, modifiers=CONTROL)
    assert project.find(Timing) == []
    assert [one.seconds for one in project.worked_on("a1")] == [45]
    assert project.check() == []


def test_the_bar_says_how_many_were_finished_today_and_on_resting_there_how_long(
    coding: User, clock: Clock
) -> None:
    bar = coding.coding.articles.done
    assert bar.text == "0 of 4 done"
    assert tool_tip(coding) == ["4 new"]
    press(coding, Key.Key_Down)
    clock.pass_by(59)
    press(coding, Key.Key_Down)
    clock.pass_by(59)
    done(coding)
    coding.qtbot.waitUntil(lambda: bar.text == "1 of 4 · 1 today")
    assert "Today: 1 article finished, 1 min" in tool_tip(coding)
    press(coding, Key.Key_PageUp, modifiers=CONTROL)
    assert tool_tip(coding)[-1] == "This article: 1 min"
    press(coding, Key.Key_Z, modifiers=CONTROL)
    coding.qtbot.waitUntil(lambda: bar.text == "0 of 4 done")


def test_what_was_finished_today_is_known_after_a_restart_and_of_another_day_it_is_not(
    coding: User, study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done(coding)
    coding.restart(study)
    assert coding.coding.articles.done.text == "1 of 4 · 1 today"
    monkeypatch.setattr(HERE, "midnight", lambda: 9 * 10**12)
    monkeypatch.setattr(HERE, "today", lambda: "2026-02-01")
    coding.coding.articles.done.refresh()
    assert coding.coding.articles.done.text == "1 of 4 done"


def test_the_articles_properties_tell_ones_time_on_it(coding: User, clock: Clock) -> None:
    press(coding, Key.Key_Down)
    for _ in range(3):
        clock.pass_by(50)
        press(coding, Key.Key_Down)
    coding.coding.clock.flush()
    told: list[str] = []

    def look(dialog: ArticleProperties) -> None:
        told.extend(line.text() for line in dialog.findChildren(type(dialog._title)))
        dialog.reject()

    coding.in_dialog(ArticleProperties, look, coding.coding.edit_properties)
    assert "2 min" in told


def test_only_coding_counts(coding: User, clock: Clock, study: Path) -> None:
    press(coding, Key.Key_Down)
    clock.pass_by(10)
    press(coding, Key.Key_2, modifiers=ALT)
    for _ in range(3):
        clock.pass_by(50)
        press(coding, Key.Key_Down)
    press(coding, Key.Key_1, modifiers=ALT)
    clock.pass_by(3)
    press(coding, Key.Key_Down)
    coding.window.close()
    assert worked(study) == {"a1": 10}


def test_the_project_can_switch_it_off_and_on_again(
    coding: User, clock: Clock, study: Path
) -> None:
    def turn(dialog: ProjectProperties) -> None:
        dialog.track_time.setFocus()
        press(coding, Key.Key_Space, Key.Key_Return)

    def work() -> None:
        coding.view.setFocus()
        for _ in range(3):
            press(coding, Key.Key_Down)
            clock.pass_by(50)
        press(coding, Key.Key_Down)

    project = coding.coding.session.project
    coding.in_dialog(ProjectProperties, turn, lambda: coding.do("project"))
    work()
    done(coding)
    coding.qtbot.waitUntil(lambda: coding.coding.articles.done.text == "1 of 4 done")
    assert not [line for line in tool_tip(coding) if line.startswith(("Today", "This"))]
    assert (project.find(Timing), worked(study)) == ([], {})
    assert len(project.find(Status)) == 1
    coding.in_dialog(ProjectProperties, turn, lambda: coding.do("project"))
    work()
    coding.coding.clock.flush()
    assert sum(worked(study).values()) == 150


def test_who_only_looks_in_leaves_no_trace(coding: User, clock: Clock, study: Path) -> None:
    press(coding, Key.Key_Down)
    clock.pass_by(0.9)
    press(coding, Key.Key_Down)
    coding.window.close()
    assert worked(study) == {}


def test_what_can_only_be_read_is_not_measured(user: User, study: Path, clock: Clock) -> None:
    user.window.settings.set(CODER, "ana")
    user.window.take_project(Project.open(study, "ana", read_only=True), "a1", ask=False)
    user.view.setFocus()
    press(user, Key.Key_Down)
    clock.pass_by(50)
    press(user, Key.Key_Down)
    user.window.close()
    assert worked(study) == {}


def test_the_lead_gets_the_times_with_the_work_and_nobody_else_does(
    user: User, study: Path, clock: Clock, tmp_path: Path
) -> None:
    packages = {one: tmp_path / f"{one}.annotator" for one in ("ana", "ben")}
    with Project.open(study, "lea") as project:
        project.apply(Assign((("a1", "ana"), ("a1", "ben"))))
        for coder, path in packages.items():
            project.write_package(path, coder=coder, articles=["a1"])
    for coder, seconds in (("ana", 40), ("ben", 25)):
        user.window.settings.set(CODER, coder)
        assert user.window.open_path(packages[coder], "a1", ask=False)
        user.view.setFocus()
        press(user, Key.Key_Down)
        clock.pass_by(seconds)
        done(user)
        user.window.close_project()
    with Project.open(study, "lea") as project:
        project.bring_in(list(packages.values()))
        again = tmp_path / "again.annotator"
        project.write_package(again, coder="ana", articles=["a1"], reviewed=True)
    with Project.open(again, "ana", read_only=True) as own:
        assert {one.coder for one in own.find(Timing)} == {coder_id("ana")}
    found = CliRunner().invoke(cli, ["times", str(study), "--json"])
    rows = json.loads(found.stdout)
    assert [(one["coder"], one["article_title"], one["seconds"]) for one in rows] == [
        ("ana", "Story 1", 40),
        ("ben", "Story 1", 25),
    ]  # fmt: skip
