"""A view in a shown window, and where things are in it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor, QPalette, QTextCursor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.gui.text import ArticleView, Mark

Marks = Callable[..., Mark]
Spot = Callable[[ArticleView, int], QPoint]


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> ArticleView:
    qapp.setStyleSheet("")  # a window's before this one would hide a palette of the view's own
    shown = ArticleView()
    qtbot.addWidget(shown)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Base, QColor("#ffffff"))
    palette.setColor(QPalette.ColorRole.Text, QColor("#1a1a1a"))
    shown.setPalette(palette)
    shown.resize(900, 600)
    shown.show()
    qtbot.waitExposed(shown)
    shown.setFocus()
    QApplication.processEvents()
    return shown


@pytest.fixture
def mark() -> Marks:
    """Make a mark; the Okabe–Ito blue and the letter Q where nothing else is said."""

    def make(mark_id: str, *fragments: tuple[int, int], colour: str = "#0072B2") -> Mark:
        return Mark(mark_id, fragments, colour, "Q", f"Quote {mark_id}")

    return make


@pytest.fixture
def spot() -> Spot:
    """Point at the middle of the character at a code point."""

    def find(view: ArticleView, position: int) -> QPoint:
        units = len(view.text[:position].encode("utf-16-le")) // 2
        width = len(view.text[position].encode("utf-16-le")) // 2
        rects = []
        for unit in (units, units + width):
            cursor = QTextCursor(view.document())
            cursor.setPosition(unit)
            rects.append(view.cursorRect(cursor))
        right = rects[1].left() if rects[1].top() == rects[0].top() else rects[0].left() + 6
        return QPoint((rects[0].left() + right) // 2, rects[0].center().y())

    return find
