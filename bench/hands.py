"""Hands on a keyboard: key presses to whatever has the focus, counted and timed."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from bench.measuring import cpu

Key = Qt.Key
PLAIN = Qt.KeyboardModifier.NoModifier
CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PATIENCE = 60
"""Presses of one key after which what it should lead to does not come."""


class Hands:
    """Presses keys in a window; a key counts once, with whatever is held meanwhile."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.seconds: list[float] = []
        """CPU time of each key press, until what it led to is painted."""
        window.activateWindow()

    @property
    def keys(self) -> int:
        """How many keys were pressed."""
        return len(self.seconds)

    def press(self, key: Key, held: Qt.KeyboardModifier = PLAIN) -> None:
        """Press a key."""
        self._do(lambda focused: QTest.keyClick(focused, key, held))

    def write(self, words: str) -> None:
        """Type words, a key for each letter."""
        for letter in words:
            self._do(partial(_write, letter))

    def until(
        self, reached: Callable[[], bool], key: Key, held: Qt.KeyboardModifier = PLAIN
    ) -> None:
        """Press a key as often as it takes."""
        for _ in range(PATIENCE):
            if reached():
                return
            self.press(key, held)
        raise LookupError(f"{key.name} does not lead there.")

    def _do(self, act: Callable[[QWidget], object]) -> None:
        focused = QApplication.focusWidget()
        target = focused if isinstance(focused, QWidget) else self._window

        def until_painted() -> None:
            act(target)
            QApplication.processEvents()

        self.seconds.append(cpu(until_painted))


def _write(letter: str, focused: QWidget) -> None:
    """Press the key of a letter; QTest knows none beyond ASCII."""
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focused, QKeyEvent(kind, 0, PLAIN, letter))
