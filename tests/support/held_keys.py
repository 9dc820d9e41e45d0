"""Keys that a test has left held, as Qt sees it, for all tests of its process."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def let_go_of_keys() -> None:
    """Let Shift, Ctrl, Alt and the like go, where they are held."""
    held = QGuiApplication.keyboardModifiers() != Qt.KeyboardModifier.NoModifier
    if held and isinstance(QApplication.instance(), QApplication):
        nobody = QWidget()
        QTest.keyRelease(nobody, Qt.Key.Key_Shift)
