"""Accepting many at once, after they were looked through."""

import pytest
from pytestqt.qtbot import QtBot
from suggest_desk import HOME, NOBODY, Desk, Key
from suggested import FAIR, KEEP

from annotator.domain.annotation import Annotation
from annotator.gui.suggest.accept_above import AcceptAboveDialog


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> AcceptAboveDialog:
    deciding = desk.page.pane.coding.deciding
    made = AcceptAboveDialog(deciding, desk.page.settings, desk.page)
    qtbot.addWidget(made)
    made.show()
    return made


def words(dialog: AcceptAboveDialog) -> list[str]:
    return [dialog.table.texts(row)[1].strip("“”") for row in range(dialog.table.rowCount())]


def inner(*found: str) -> list[str]:
    return [one.strip("“”") for one in found]


def test_the_sure_ones_are_listed_first_and_the_score_says_which(dialog: AcceptAboveDialog) -> None:
    assert words(dialog) == inner(KEEP, NOBODY)
    assert dialog.table.texts(0)[2:] == ["0.95", "Mayor Ines Falk"]
    dialog.least.setValue(0.5)
    assert words(dialog) == inner(KEEP, NOBODY, FAIR)
    dialog.least.setValue(0.0)
    assert words(dialog) == inner(KEEP, NOBODY, FAIR, HOME)
    assert dialog.take.text() == "Accept 4"


def test_space_turns_one_off_which_stays_off(dialog: AcceptAboveDialog, qtbot: QtBot) -> None:
    dialog.table.setCurrentCell(1, 0)
    qtbot.keyClick(dialog.table, Key.Key_Space)
    assert dialog.take.text() == "Accept 1"
    dialog.least.setValue(0.5)
    assert [one.score for one in dialog.chosen()] == [0.95, 0.6]


def test_nothing_ticked_accepts_nothing(dialog: AcceptAboveDialog) -> None:
    dialog.least.setValue(1.0)
    assert dialog.chosen() == []
    assert not dialog.take.isEnabled()


def test_one_step_to_undo_brings_all_suggestions_back(desk: Desk) -> None:
    deciding = desk.page.pane.coding.deciding
    assert deciding.accept_all(desk.suggesting.shown)
    assert desk.words() == [KEEP, NOBODY, FAIR]
    assert desk.shown() == []
    assert desk.said[-1] == "3 suggestions accepted — Ctrl+Z undoes"
    desk.session.undo()
    assert desk.session.project.find(Annotation) == []
    assert desk.shown() == [KEEP, NOBODY, FAIR]
