from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.commands.table import keys_on
from annotator.gui.reliability import ReliabilityPage
from annotator.gui.reliability.body import ReliabilityBody
from annotator.gui.widgets.basic import PlainLabel
from annotator.gui.window.key_sheet import KeySheet


def test_the_page_of_keys_names_them(body: ReliabilityBody, qtbot: QtBot) -> None:
    overlay = KeySheet(body, None)
    qtbot.addWidget(overlay)
    words = {label.text() for label in overlay.findChildren(PlainLabel)}
    assert {command.title for command in keys_on(ReliabilityPage).values()} <= words


def test_tab_reaches_options_buttons_figures_and_tabs(body: ReliabilityBody, qtbot: QtBot) -> None:
    wanted = {
        body.options.coders,
        body.options.codes,
        body.options.reliable,
        body.bar.coders,
        body.bar.copy,
        body.table,
        body.detail.tabBar(),
    }
    body.options.coders.setFocus()
    seen: set[object] = set()
    for _ in range(40):
        focus = QApplication.focusWidget()
        seen.add(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert wanted <= seen
