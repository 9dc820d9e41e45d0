"""A wheel changes nothing that has not the focus."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from dropped import drag, drop
from own_modules import GUI, found_in, modules, source
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from annotator.gui.widgets.calm import ComboBox, DoubleSpinBox, FontComboBox, SpinBox, TabBar
from annotator.gui.widgets.dropping import FileDrops

_OF_QT = re.compile(
    r"(?<![\w.])Q(ComboBox|FontComboBox|SpinBox|DoubleSpinBox|TabBar|TabWidget|Slider|Dial|DateEdit"
    r"|TimeEdit|DateTimeEdit)\("
)
_DERIVED = re.compile(
    r"^class \w+\(Q(ComboBox|SpinBox|DoubleSpinBox|TabBar|TabWidget|Slider)\b", re.MULTILINE
)


def _combo() -> QComboBox:
    box = ComboBox()
    box.addItems(["one", "two", "three"])
    box.setCurrentIndex(1)
    return box


def _editable() -> QComboBox:
    box = _combo()
    box.setEditable(True)
    return box


def _tabs() -> QTabBar:
    bar = TabBar()
    for name in ("one", "two", "three"):
        bar.addTab(name)
    bar.setCurrentIndex(1)
    return bar


KINDS: dict[str, tuple[Callable[[], QWidget], Callable[[QWidget], object]]] = {
    "combo": (_combo, lambda w: w.currentIndex()),  # type: ignore[attr-defined] - each its own
    "editable": (_editable, lambda w: w.currentIndex()),  # type: ignore[attr-defined]
    "fonts": (FontComboBox, lambda w: w.currentIndex()),  # type: ignore[attr-defined]
    "spin": (SpinBox, lambda w: w.value()),  # type: ignore[attr-defined]
    "double": (DoubleSpinBox, lambda w: w.value()),  # type: ignore[attr-defined]
    "tabs": (_tabs, lambda w: w.currentIndex()),  # type: ignore[attr-defined]
}


def turn(widget: QWidget, down: int = 1) -> None:
    """Turn the wheel over a widget, as the window system tells of it.

    Qt hands events on to what is around only where they come from the window system: so does this.
    """
    top = widget.window()
    place = widget.mapTo(top, widget.rect().center())
    handle = top.windowHandle()
    assert handle is not None
    handle_event = _wheel(top, place, down)
    QApplication.sendEvent(handle, handle_event)
    here: QWidget | None = top.childAt(place) or top
    if here is not None and here.focusPolicy() == Qt.FocusPolicy.WheelFocus:
        here.setFocus(Qt.FocusReason.MouseFocusReason)
    while here is not None:
        event = _wheel(here, here.mapFrom(top, place), down)
        event.ignore()
        QApplication.sendEvent(here, event)
        here = None if event.isAccepted() or here.isWindow() else here.parentWidget()


def _wheel(widget: QWidget, place: QPoint, down: int) -> QWheelEvent:
    return QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, -120 * down),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )


@pytest.fixture
def area(qtbot: QtBot) -> QScrollArea:
    made = QScrollArea(widgetResizable=True)
    qtbot.addWidget(made)
    return made


def fill(area: QScrollArea, control: QWidget, qtbot: QtBot) -> QLineEdit:
    page, line = QWidget(), QLineEdit()
    page.setMinimumHeight(2000)
    column = QVBoxLayout(page)
    column.addWidget(line)
    column.addWidget(control)
    column.addStretch(1)
    area.setWidget(page)
    area.resize(400, 300)
    with qtbot.waitActive(area):
        area.show()
        area.activateWindow()
    line.setFocus()
    return line


@pytest.mark.parametrize("kind", KINDS)
def test_a_wheel_over_what_has_not_the_focus_scrolls(
    area: QScrollArea, kind: str, qtbot: QtBot
) -> None:
    make, value = KINDS[kind]
    control = make()
    line = fill(area, control, qtbot)
    before = value(control)
    turn(control)
    assert value(control) == before
    assert line.hasFocus()
    assert area.verticalScrollBar().value() > 0
    turn(control, -1)
    assert value(control) == before


@pytest.mark.parametrize("kind", ["spin", "combo", "double"])
def test_a_wheel_changes_what_has_the_focus(area: QScrollArea, kind: str, qtbot: QtBot) -> None:
    make, value = KINDS[kind]
    control = make()
    fill(area, control, qtbot)
    control.setFocus()
    before = value(control)
    turn(control, -1)
    assert value(control) != before
    assert area.verticalScrollBar().value() == 0


def test_files_are_offered_to_be_copied_whatever_is_proposed(qtbot: QtBot, tmp_path: Path) -> None:
    page, taken = QWidget(), list[Path]()
    qtbot.addWidget(page)
    FileDrops(page, taken.extend, lambda path: path.suffix == ".txt")
    both = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction
    entered = drag(page, [tmp_path / "a.txt"], both)
    assert entered.isAccepted()
    assert entered.dropAction() is Qt.DropAction.CopyAction
    assert drop(page, [tmp_path / "a.txt"], both).dropAction() is Qt.DropAction.CopyAction
    assert not drag(page, [tmp_path / "a.txt"], Qt.DropAction.MoveAction).isAccepted()
    assert not drag(page, [tmp_path / "a.pdf"], both).isAccepted()
    assert taken == [tmp_path / "a.txt"]


def test_all_controls_of_the_program_are_such() -> None:
    for of_qt in (_OF_QT, _DERIVED):
        found = found_in(modules(GUI), lambda path, of_qt=of_qt: of_qt.findall(source(path)))
        assert found.keys() <= {"gui/widgets/calm.py"}
