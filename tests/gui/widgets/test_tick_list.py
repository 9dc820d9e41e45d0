"""A list of things to tick."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.gui.widgets.tick_list import TickList


def test_space_turns_all_that_is_selected_and_tells_it_once(qtbot: QtBot) -> None:
    ticks = TickList("Passages")
    qtbot.addWidget(ticks)
    ticks.setSelectionMode(TickList.SelectionMode.ExtendedSelection)
    for n in range(30):
        ticks.add(f"Passage {n}", str(n), on=n < 3)
    told: list[int] = []
    ticks.toggled.connect(lambda: told.append(len(ticks.ticked())))
    ticks.selectAll()
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    qtbot.keyClick(ticks, Qt.Key.Key_Space)
    assert told == [30, 0]
    ticks.tick(["4", "5"])
    ticks.tick(["4", "5"])
    assert told == [30, 0, 2]
    ticks.item(7).setCheckState(Qt.CheckState.Checked)
    assert told == [30, 0, 2, 3]
