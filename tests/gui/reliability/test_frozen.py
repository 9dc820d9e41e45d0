"""What the figures are of stays in sight."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from annotator.gui.reliability.body import ReliabilityBody
from annotator.gui.reliability.model import FIRST, TITLE

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def narrow(body: ReliabilityBody, qtbot: QtBot) -> ReliabilityBody:
    """Show all measures in a window that is too small for them."""
    body.window().resize(1024, 520)
    body.options.every.setChecked(True)
    qtbot.waitUntil(lambda: body.table.horizontalScrollBar().maximum() > 0)
    return body


def test_names_of_codes_stay_when_all_measures_are_scrolled(narrow: ReliabilityBody) -> None:
    table, frozen = narrow.table, narrow.table.frozen
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    assert frozen.isVisible()
    assert frozen.x() == table.viewport().x()
    for row in range(table.model().rowCount()):
        index = table.model().index(row, TITLE)
        assert frozen.visualRect(index).left() == 0
        assert frozen.visualRect(index).top() == table.visualRect(index).top()
        assert frozen.visualRect(index).width() == table.columnWidth(TITLE)
    assert frozen.viewport().mapTo(table, frozen.viewport().rect().topLeft()).y() == (
        table.viewport().y()
    )
    assert all(frozen.isColumnHidden(n) for n in range(1, table.model().columnCount()))


def test_names_go_up_and_down_with_their_numbers(narrow: ReliabilityBody) -> None:
    table, frozen = narrow.table, narrow.table.frozen
    assert table.verticalScrollBar().maximum() > 0
    table.verticalScrollBar().setValue(table.verticalScrollBar().maximum())
    last = table.model().index(table.model().rowCount() - 1, TITLE)
    assert frozen.visualRect(last).top() == table.visualRect(last).top()
    frozen.verticalScrollBar().setValue(0)
    assert table.verticalScrollBar().value() == 0


def test_a_number_at_hand_is_not_below_the_names(narrow: ReliabilityBody, qtbot: QtBot) -> None:
    table = narrow.table
    table.setFocus()
    row = table.index_of("quote", "type", "alpha").row()
    table.setCurrentIndex(table.model().index(row, table.model().columnCount() - 1))
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    for _ in range(table.model().columnCount()):
        qtbot.keyClick(table, Qt.Key.Key_Left)
        assert table.visualRect(table.currentIndex()).left() >= table.columnWidth(TITLE)
    assert table.currentIndex().column() == FIRST


def test_a_click_on_a_name_takes_its_row(narrow: ReliabilityBody, qtbot: QtBot) -> None:
    table, frozen = narrow.table, narrow.table.frozen
    table.horizontalScrollBar().setValue(table.horizontalScrollBar().maximum())
    index = table.model().index(table.index_of("source", "", "u_alpha").row(), TITLE)
    qtbot.mouseClick(frozen.viewport(), LEFT, pos=frozen.visualRect(index).center())
    row = table.row()
    assert row is not None
    assert row.code == "source"
    assert table.hasFocus()
