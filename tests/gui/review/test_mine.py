"""What was changed of one's own annotations, and why."""

from collections.abc import Callable

import pytest
from led_project import do
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.domain.annotation import gold_id
from annotator.domain.edits.annotations import SetFragments, SetValue
from annotator.domain.edits.review import Settle, Undecide
from annotator.domain.edits.team import SetSetting
from annotator.domain.settings import OPEN_SETTING
from annotator.gui.review.mine import MineList
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import Settings
from annotator.store.project import Project
from annotator.workflow.review.gold import HIDDEN


@pytest.fixture
def led(led: Project) -> Project:
    do(
        led,
        "lea",
        Settle(take=("ana1",), reason="Wrong answer to a field"),
        SetValue(gold_id("ana1"), "kind", "indirect"),
        Settle(take=("ana2",)),
        Settle(over=("ana3",), reason="Not to be coded"),
    )
    led.coder = "ana"
    return led


@pytest.fixture
def mine(led_session: Session, in_front: Callable[[QWidget], None]) -> MineList:
    made = MineList(led_session, Settings())
    in_front(made)
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
    led_session: Session, mine: MineList
) -> None:
    assert said(mine)["ana3"][0] == f"✕ {HIDDEN}"
    led_session.apply(SetSetting(OPEN_SETTING, value=True))
    led_session.set_reviewing(False)
    assert said(mine)["ana3"][0] == "✕ Not in gold"


def test_enter_goes_to_the_annotation(led_session: Session, mine: MineList, qtbot: QtBot) -> None:
    mine.list.stand_on(next(i.id for i in mine.list.items if i.annotation.id == "ana1"))
    with qtbot.waitSignal(mine.go_to) as asked:
        qtbot.keyClick(mine.list, Qt.Key.Key_Return)
    assert asked.args == [led_session.selection] == ["ana1"]


def test_gold_that_stands_elsewhere_is_told_by_its_words(
    led: Project, led_session: Session, mine: MineList
) -> None:
    do(led, "lea", SetFragments(gold_id("ana1"), ((24, 27),)))
    led_session.refresh_from_disk()
    mine.refresh()
    led.coder = "lea"
    led_session.apply(SetValue(gold_id("ana1"), "kind", "direct"))
    led_session.coder = "ana"
    assert said(mine)["ana1"][0] == "≠ Gold has “six”"


def test_what_is_taken_back_is_gone_and_the_list_says_why_it_is_empty(
    led_session: Session, mine: MineList
) -> None:
    led_session.apply(Undecide(("ana1", "ana2", "ana3")))
    assert list(mine.list.items) == []
    assert "Nothing was decided" in mine.hint.text()
