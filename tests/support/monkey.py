"""A monkey at the window: events from a seed, each of which can be written down and done again.

An event says where by shares of what is there when it is done, so that a list of events can be
played on any state: `chosen` makes them, `performed` does them.
"""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from time import monotonic
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QHelpEvent,
    QWheelEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from annotator.gui.text import ArticleView
from annotator.gui.window.main_window import MainWindow

_LETTERS = "qsfnhcgjklmprtuvwxyz1234567890 .,-?[]+/aeiouäß“”😀\u202e\u0301"
_KEYS = [
    *(Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Right) * 4,
    *(Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab) * 3,
    *(Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Home, Qt.Key.Key_End),
    *(Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Space, Qt.Key.Key_Enter),
    *(Qt.Key(Qt.Key.Key_F1.value + n) for n in range(12)),
    *(Qt.Key(Qt.Key.Key_A.value + n) for n in range(26)),
    *(Qt.Key(Qt.Key.Key_0.value + n) for n in range(10)),
]
_MODIFIERS = [0, 0, 0, 0, 0, 1, 1, 2, 2, 3, 4, 5]
"""Shift is 1, Control 2, Alt 4."""
_AFTER = 24
"""So many events long a dialog may stay before the monkey wants to leave it."""
_FORCED = 120
_LONGEST = 60
"""So many seconds long a dialog may come back when it is left."""
_A_MOMENT = 5
"""Milliseconds from one trial to leave a dialog to the next."""
NEVER = {"quit", "close_window"}
"""Commands that would end the play."""


class Event(NamedTuple):
    """One act: its kind, the place as shares of the window, and what else it takes."""

    kind: str
    x: float = 0.0
    y: float = 0.0
    number: int = 0
    modifiers: int = 0
    text: str = ""

    def line(self) -> str:
        """Return the event as a line of a trace."""
        return json.dumps(self)

    @classmethod
    def of(cls, line: str) -> "Event":
        """Return the event of a line."""
        return cls(*json.loads(line))


_WEIGHTS = {
    "key": 26,
    "text": 22,
    "click": 16,
    "double": 4,
    "drag": 6,
    "right": 3,
    "wheel": 4,
    "tip": 1,
    "resize": 1,
    "focus": 5,
    "away": 1,
    "do": 6,
    "mark": 8,
    "drop": 1,
    "wait": 3,
}


def chosen(random: Random, commands: Sequence[str]) -> Event:
    """Return the next event that a seed gives."""
    (kind,) = random.choices(list(_WEIGHTS), list(_WEIGHTS.values()))
    x, y = random.random(), random.random()
    number = random.randrange(1 << 30)
    modifiers = random.choice(_MODIFIERS)
    text = ""
    if kind == "text":
        text = "".join(random.choices(_LETTERS, k=random.choice((1, 1, 1, 2, 5))))
    elif kind == "do":
        text = random.choice(commands)
    return Event(kind, x, y, number, modifiers, text)


def performed(event: Event, window: MainWindow, files: Sequence[Path]) -> None:
    """Do an event on what is in front."""
    front = in_front(window)
    doing = _DOINGS.get(event.kind)
    if doing is not None:
        doing(event, front)
    elif event.kind == "do":
        _do(event, window, front)
    elif event.kind == "drop" and front is window:
        _drop(window, files[event.number % len(files)])


def in_front(window: MainWindow) -> QWidget:
    """Return what a hand would reach: a popup, else a modal dialog, else an open one."""
    front = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if front is not None:
        return front
    for other in QApplication.topLevelWidgets():
        if isinstance(other, QDialog) and other.isVisible():
            return other
    return window


class Patience:
    """Leaves dialogs that stay too long, first by Esc, and at last as if they had been answered."""

    def __init__(self) -> None:
        self._front: QWidget | None = None
        self._seen = 0
        self._forced_since = 0.0

    @property
    def pause(self) -> int:
        """Milliseconds until the next turn: what works in a dialog needs time to end."""
        return _A_MOMENT if self._seen > _FORCED else 0

    def look(self, window: MainWindow) -> bool:
        """Tell whether this turn was used to leave a dialog or a popup.

        Raises RuntimeError if it stays whatever is done.
        """
        front = in_front(window)
        self._seen = self._seen + 1 if front is self._front else 0
        self._front = front
        if front is window or self._seen < _AFTER:
            return False
        if self._seen > _FORCED and isinstance(front, QDialog):
            self._force(front)
            return True
        if self._seen % 4 == 0:
            QTest.keyClick(front, Qt.Key.Key_Escape)
        return self._seen % 4 == 0

    def _force(self, dialog: QDialog) -> None:
        """Leave a dialog without its consent; what works in it may show it again until it ends."""
        if self._seen == _FORCED + 1:
            self._forced_since = monotonic()
        elif monotonic() - self._forced_since > _LONGEST:
            raise RuntimeError(f"{type(dialog).__name__} can't be left")
        QDialog.done(dialog, 0)


def _modifiers(event: Event) -> Qt.KeyboardModifier:
    found = Qt.KeyboardModifier.NoModifier
    for bit, modifier in enumerate(
        (
            Qt.KeyboardModifier.ShiftModifier,
            Qt.KeyboardModifier.ControlModifier,
            Qt.KeyboardModifier.AltModifier,
        )
    ):
        if event.modifiers >> bit & 1:
            found |= modifier
    return found


def _mark(event: Event, front: QWidget) -> None:
    """Double-click a word of the article and press a letter, as who codes does most."""
    views = [one for one in front.findChildren(ArticleView) if one.isVisibleTo(front)]
    if not views:
        return
    port = views[0].viewport()
    place = QPoint(int(event.x * (port.width() - 1)), int(event.y * (port.height() - 1)))
    QTest.mouseClick(port, Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(port, Qt.MouseButton.LeftButton, pos=place)
    QTest.keyClicks(_typed_into(front), "qsfnc"[event.number % 5])


def _typed_into(front: QWidget) -> QWidget:
    focus = QApplication.focusWidget()
    within = focus is not None and (focus is front or front.isAncestorOf(focus))
    return focus if focus is not None and within else front


def _key(event: Event, front: QWidget) -> None:
    key = _KEYS[event.number % len(_KEYS)]
    if event.modifiers & 2 and key in (Qt.Key.Key_Q, Qt.Key.Key_W):
        return
    if event.modifiers & 4 and key == Qt.Key.Key_F4:
        return
    QTest.keyClick(_typed_into(front), key, _modifiers(event))


def _text(event: Event, front: QWidget) -> None:
    for sign in event.text:
        if sign.isascii():
            QTest.keyClicks(_typed_into(front), sign)
        else:
            QTest.sendKeyEvent(
                QTest.KeyAction.Click,
                _typed_into(front),
                Qt.Key.Key_unknown,
                sign,
                Qt.KeyboardModifier.NoModifier,
            )


def _target(event: Event, front: QWidget) -> tuple[QWidget, QPoint]:
    place = QPoint(int(event.x * front.width()), int(event.y * front.height()))
    # Every other time something that answers, and not the ground between.
    if event.number & 1:
        takers = [
            one
            for one in front.findChildren(QWidget)
            if one.isVisibleTo(front) and one.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]
        if takers:
            one = takers[event.number // 2 % len(takers)]
            inner = QPoint(int(event.x * one.width()), int(event.y * one.height()))
            return _innermost(one, inner)
    return _innermost(front, place)


def _innermost(widget: QWidget, place: QPoint) -> tuple[QWidget, QPoint]:
    child = widget.childAt(place)
    return (child, child.mapFrom(widget, place)) if child is not None else (widget, place)


def _click(event: Event, front: QWidget) -> None:
    widget, place = _target(event, front)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, _modifiers(event), place)


def _double(event: Event, front: QWidget) -> None:
    widget, place = _target(event, front)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place)
    _, still = _target(event, front)
    if still == place and _is_alive(widget):
        QTest.mouseDClick(widget, Qt.MouseButton.LeftButton, pos=place)


def _is_alive(widget: QWidget) -> bool:
    return isValid(widget) and widget.isVisible()


def _drag(event: Event, front: QWidget) -> None:
    widget, start = _target(event, front)
    reach = event.number // 2
    end = QPoint(
        reach % max(1, widget.width()), reach // 4096 % max(1, min(widget.height(), start.y() + 60))
    )
    QTest.mousePress(widget, Qt.MouseButton.LeftButton, _modifiers(event), start)
    for place in ((start + end) / 2, end):
        if _is_alive(widget):
            QTest.mouseMove(widget, place)
    if _is_alive(widget):
        QTest.mouseRelease(widget, Qt.MouseButton.LeftButton, _modifiers(event), end)


def _right(event: Event, front: QWidget) -> None:
    widget, place = _target(event, front)
    reason = QContextMenuEvent.Reason.Mouse
    QApplication.sendEvent(widget, QContextMenuEvent(reason, place, widget.mapToGlobal(place)))


def _wheel(event: Event, front: QWidget) -> None:
    widget, place = _target(event, front)
    way = 120 if event.number & 2 else -120
    wheel = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, way),
        Qt.MouseButton.NoButton,
        _modifiers(event),
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, wheel)


def _tip(event: Event, front: QWidget) -> None:
    widget, place = _target(event, front)
    there = widget.mapToGlobal(place)
    QApplication.sendEvent(widget, QEnterEvent(QPointF(place), QPointF(there), QPointF(there)))
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, there))


def _resize(event: Event, front: QWidget) -> None:
    if not isinstance(front, MainWindow | QDialog):
        return
    least = front.minimumSizeHint()
    front.resize(
        max(least.width(), 400 + int(event.x * 1200)),
        max(least.height(), 300 + int(event.y * 700)),
    )


def _focus(event: Event, front: QWidget) -> None:
    takers = [
        one
        for one in front.findChildren(QWidget)
        if one.isVisibleTo(front) and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    if takers:
        takers[event.number % len(takers)].setFocus(Qt.FocusReason.OtherFocusReason)


def _away(event: Event, front: QWidget) -> None:
    """Go to another program and come back."""
    for kind in (QEvent.Type.WindowDeactivate, QEvent.Type.WindowActivate):
        QApplication.sendEvent(front.window(), QEvent(kind))
    front.activateWindow()


def _wait(event: Event, front: QWidget) -> None:
    QTest.qWait(event.number % 3 * 4)


def _do(event: Event, window: MainWindow, front: QWidget) -> None:
    action = window.menu_actions.by_id.get(event.text)
    if front is window and action is not None and action.isEnabled():
        action.trigger()


def _drop(window: MainWindow, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place = QPoint(window.width() // 2, window.height() // 2)
    common = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(window, QDragEnterEvent(place, *common, none))
    QApplication.sendEvent(window, QDropEvent(QPointF(place), *common, none))


_DOINGS: dict[str, Callable[[Event, QWidget], None]] = {
    "key": _key,
    "text": _text,
    "click": _click,
    "double": _double,
    "drag": _drag,
    "right": _right,
    "wheel": _wheel,
    "tip": _tip,
    "resize": _resize,
    "focus": _focus,
    "away": _away,
    "mark": _mark,
    "wait": _wait,
}
