"""What was changed of one's own annotations, and why."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from led_project import do, led_project
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import gold_id
from annotator.domain.edits.annotations import SetFragments, SetValue
from annotator.domain.edits.review import Settle, Undecide
from annotator.domain.edits.team import SetSetting
from annotator.domain.teamwork import OPEN_SETTING
from annotator.gui.decision_words import HIDDEN
from annotator.gui.review.mine import MineList
from annotator.gui.session import Session
from annotator.gui.settings import Settings
from annotator.store.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with led_project(tmp_path) as project:
        do(
            project,
            "lea",
            Settle(take=("ana1",), reason="Wrong answer to a field"),
            SetValue(gold_id("ana1"), "kind", "indirect"),
            Settle(take=("ana2",)),
            Settle(over=("ana3",), reason="Not to be coded"),
        )
        project.coder = "ana"
        yield project


@pytest.fixture
def session(project: Project, qtbot: QtBot) -> Session:
    session = Session(project)
    session.set_reviewing(True)
    return session


@pytest.fixture
def mine(session: Session, qtbot: QtBot) -> MineList:
    made = MineList(session, Settings())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def said(mine: MineList) -> dict[str, tuple[str, str]]:
    return {item.annotation.id: (item.second, item.third) for item in mine.list.items}


def test_what_was_changed_and_rejected_is_listed_with_who_and_why(mine: MineList) -> None:
    assert said(mine)["ana1"] == (
        "≠ Type: Direct / Indirect",
        "lea changed it: “Wrong answer to a field” · Article 1",
    )
    assert said(mine)["ana3"][1] == "lea rejected it: “Not to be coded” · Article 2"
    assert set(said(mine)) == {"ana1", "ana3"}
    assert mine.progress.text() == "2 changed or rejected · 1 accepted as they were"


def test_accepted_ones_show_on_demand_after_the_others(mine: MineList, qtbot: QtBot) -> None:
    qtbot.keyClick(mine.accepted, Qt.Key.Key_Space)
    assert [item.annotation.id for item in mine.list.items][-1] == "ana2"
    assert said(mine)["ana2"][0] == "✓ accepted"


def test_gold_is_not_told_before_one_has_finished_the_article(
    session: Session, mine: MineList
) -> None:
    assert said(mine)["ana3"][0] == f"✕ {HIDDEN}"
    session.apply(SetSetting(OPEN_SETTING, value=True))
    session.set_reviewing(False)
    assert said(mine)["ana3"][0] == "✕ Not in gold"


def test_enter_goes_to_the_annotation(session: Session, mine: MineList, qtbot: QtBot) -> None:
    mine.list.stand_on(next(i.id for i in mine.list.items if i.annotation.id == "ana1"))
    with qtbot.waitSignal(mine.go_to) as asked:
        qtbot.keyClick(mine.list, Qt.Key.Key_Return)
    assert asked.args == [session.selection] == ["ana1"]


def test_gold_that_stands_elsewhere_is_told_by_its_words(
    project: Project, session: Session, mine: MineList
) -> None:
    do(project, "lea", SetFragments(gold_id("ana1"), ((24, 27),)))
    session.refresh_from_disk()
    mine.refresh()
    project.coder = "lea"
    session.apply(SetValue(gold_id("ana1"), "kind", "direct"))
    session.coder = "ana"
    assert said(mine)["ana1"][0] == "≠ Gold has “six”"


def test_what_is_taken_back_is_gone_and_the_list_says_why_it_is_empty(
    session: Session, mine: MineList
) -> None:
    session.apply(Undecide(("ana1", "ana2", "ana3")))
    assert mine.list.items == []
    assert "Nothing was decided" in mine.hint.text()
