"""A list whose lines have one height, but for headings."""

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QStringListModel, Qt
from pytestqt.qtbot import QtBot

from annotator.gui.widgets.even_rows import EvenRows

ROW, HEADING = 40, 20
HEADINGS = [0, 3]


class _Lines(QStringListModel):
    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        if index.row() in HEADINGS:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@pytest.fixture
def view(qtbot: QtBot) -> EvenRows:
    view = EvenRows(ROW, HEADING, lambda: HEADINGS)
    qtbot.addWidget(view)
    view.setModel(_Lines([str(n) for n in range(1000)], view))
    view.resize(200, 200)
    view.show()
    qtbot.waitExposed(view)
    return view


def test_a_line_is_where_it_is_drawn(view: EvenRows) -> None:
    model = view.model()
    assert view.visualRect(model.index(0, 0)).height() == HEADING
    assert view.visualRect(model.index(1, 0)).top() == HEADING
    assert view.visualRect(model.index(4, 0)).top() == 2 * HEADING + 2 * ROW
    for row in range(5):
        rect = view.visualRect(model.index(row, 0))
        assert view.indexAt(rect.topLeft()).row() == row
        assert view.indexAt(QPoint(5, rect.bottom())).row() == row
    assert not view.indexAt(QPoint(5, 10**6)).isValid()


def test_the_keys_step_over_headings(view: EvenRows, qtbot: QtBot) -> None:
    view.setFocus()
    for key, row in (
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_Down, 2),
        (Qt.Key.Key_Down, 4),
        (Qt.Key.Key_Up, 2),
        (Qt.Key.Key_End, 999),
        (Qt.Key.Key_Up, 998),
        (Qt.Key.Key_Home, 1),
        (Qt.Key.Key_Up, 1),
        (Qt.Key.Key_PageDown, 4),
    ):
        qtbot.keyClick(view, key)
        assert view.currentIndex().row() == row


def test_what_is_current_is_scrolled_into_sight_no_further_than_needed(view: EvenRows) -> None:
    room = view.viewport().rect()
    for row in (500, 501, 499, 999, 1):
        index = view.model().index(row, 0)
        view.scrollTo(index)
        assert room.contains(view.visualRect(index))
    assert view.verticalScrollBar().value() == HEADING
