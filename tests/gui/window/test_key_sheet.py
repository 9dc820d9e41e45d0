"""The sheet of all keys: typing narrows it, and the keys that scroll still scroll."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.window.key_sheet import KeySheet


@pytest.fixture
def sheet(qtbot: QtBot) -> Iterator[KeySheet]:
    parent = QWidget()
    parent.resize(900, 560)
    qtbot.addWidget(parent)
    sheet = KeySheet(parent, None)
    with qtbot.waitExposed(sheet):
        sheet.show()
    yield sheet
    parent.close()


def said(sheet: KeySheet) -> list[QLabel]:
    return [one for one in sheet.findChildren(QLabel) if one.isVisible() and one.text()]


def test_page_down_scrolls_while_the_search_has_the_focus(sheet: KeySheet, qtbot: QtBot) -> None:
    qtbot.keyClick(sheet.line, Qt.Key.Key_PageDown)
    assert sheet._area.verticalScrollBar().value() > 0


def test_the_few_lines_that_are_found_stand_at_the_top_left(sheet: KeySheet, qtbot: QtBot) -> None:
    sheet.line.setText("queue")
    first = min(said(sheet), key=lambda one: one.mapTo(sheet, QPoint()).y())
    assert first.mapTo(sheet, QPoint()).x() < sheet.width() // 3
    sheet.line.setText("zzz")
    (nothing,) = said(sheet)
    assert nothing.text() == "Nothing found"
    assert nothing.mapTo(sheet, QPoint()).y() < sheet.height() // 3
