"""Combo boxes in the program's own style: what their popups show."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from annotator.gui.look.theme import apply_theme
from annotator.gui.settings.settings import ThemeName


@pytest.fixture(autouse=True)
def dressed_application(qapp: QApplication) -> Iterator[None]:
    """Dress the application, and give it back as it was."""
    style, font = qapp.style().objectName(), qapp.font()
    apply_theme(qapp, ThemeName.LIGHT)
    yield
    qapp.setStyleSheet("")
    qapp.setStyle(style)
    qapp.setFont(font)
    qapp.setPalette(qapp.style().standardPalette())


def shown(box: QComboBox, qtbot: QtBot, *, focused: bool) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    other = QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(other)
    column.addWidget(box)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    (box if focused else other).setFocus()
    return window


@pytest.mark.parametrize("focused", [True, False], ids=["with the focus", "without"])
@pytest.mark.parametrize("editable", [True, False], ids=["editable", "fixed"])
@pytest.mark.parametrize("count", [2, 3, 8])
def test_the_last_entry_of_a_popup_is_wholly_visible(
    count: int, editable: bool, focused: bool, qtbot: QtBot
) -> None:
    box = QComboBox()
    box.setEditable(editable)
    box.addItems([f"Entry {n}" for n in range(count)])
    window = shown(box, qtbot, focused=focused)
    assert (window.focusWidget() is box) is focused
    box.showPopup()
    qtbot.waitUntil(box.view().isVisible)
    view = box.view()
    last = view.visualRect(view.model().index(count - 1, 0))
    assert last.height() > 0
    assert last.bottom() < view.viewport().height()
    assert view.verticalScrollBar().maximum() == 0
    box.hidePopup()


def test_a_combo_box_keeps_its_size_under_the_focus(qtbot: QtBot) -> None:
    box = QComboBox()
    box.addItems(["One", "Two"])
    window = shown(box, qtbot, focused=False)
    before = box.sizeHint()
    box.setFocus()
    assert window.focusWidget() is box
    assert box.sizeHint() == before
