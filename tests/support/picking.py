"""Choosing from a box with the mouse."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox

LEFT = Qt.MouseButton.LeftButton


def pick(combo: QComboBox, words: str) -> None:
    """Open a list of choices and click the one that begins so.

    Fast clicks into a list that just dropped down would be taken for double ones.
    """
    before = QApplication.doubleClickInterval()
    QApplication.setDoubleClickInterval(0)
    try:
        _pick(combo, words)
    finally:
        QApplication.setDoubleClickInterval(before)


def _pick(combo: QComboBox, words: str) -> None:
    QTest.mouseClick(combo, LEFT)
    rows = [combo.itemText(n) for n in range(combo.count())]
    row = next(n for n, one in enumerate(rows) if one.startswith(words))
    view, index = combo.view(), combo.model().index(row, 0)
    view.scrollTo(index)
    QApplication.processEvents()
    QTest.mouseClick(view.viewport(), LEFT, pos=view.visualRect(index).center())
    assert combo.currentIndex() == row
