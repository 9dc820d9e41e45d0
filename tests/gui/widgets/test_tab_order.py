"""Tab goes through dialogs and pages as one reads, whenever their widgets were made."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.gui.settings.settings import Settings
from annotator.gui.widgets.dialog import Dialog, answer_buttons
from annotator.gui.widgets.splitter import ACROSS, splitter
from annotator.gui.widgets.tab_order import order_tabs


def _named(name: str) -> QLineEdit:
    made = QLineEdit()
    made.setObjectName(name)
    return made


def _walked(qtbot: QtBot, whole: QWidget, first: QWidget, count: int) -> list[str]:
    first.setFocus()
    names: list[str] = []
    for _ in range(count):
        focused = whole.focusWidget()
        assert focused is not None
        names.append(focused.objectName())
        qtbot.keyClick(focused, Qt.Key.Key_Tab)
    return names


def test_a_dialog_is_gone_through_downwards_and_to_the_right(qtbot: QtBot) -> None:
    dialog = Dialog(None, Settings(), "one", "One", QSize(400, 300))
    qtbot.addWidget(dialog)
    buttons, main = answer_buttons(dialog, "Go")
    main.setObjectName("go")
    column, row = QVBoxLayout(dialog), QHBoxLayout()
    names = ("a", "b", "c", "d")
    a, b, c, d = map(_named, names)
    column.addWidget(d)
    column.addWidget(buttons)
    column.insertLayout(0, row)
    row.addWidget(b)
    row.insertWidget(0, a)
    row.addWidget(c)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert _walked(qtbot, dialog, a, 5) == [*names, "go"]


def test_splitters_grids_and_what_scrolls_are_gone_through_by_their_places(qtbot: QtBot) -> None:
    inside, grid = QWidget(), QGridLayout()
    lower, upper = _named("lower"), _named("upper")
    grid.addWidget(lower, 1, 0)
    grid.addWidget(upper, 0, 0)
    inside.setLayout(grid)
    area = QScrollArea(focusPolicy=Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    table = QListWidget(objectName="table")
    both = splitter(ACROSS, area, table)
    last = _named("last")
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.addWidget(last)
    column.insertWidget(0, both)
    qtbot.addWidget(whole)
    with qtbot.waitExposed(whole):
        whole.show()
    order_tabs(whole)
    assert _walked(qtbot, whole, upper, 4) == ["upper", "lower", "table", "last"]
