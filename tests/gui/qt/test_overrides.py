"""A bug in an override of one of Qt's methods never ends the program."""

import importlib
import pkgutil
from collections.abc import Iterator
from types import FunctionType

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QModelIndex, QObject, QSize
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import Shiboken

import annotator.gui
from annotator.gui.qt.overrides import NEEDED


def ours() -> Iterator[type]:
    """Yield each class of the window that is derived from one of Qt's."""
    for module in pkgutil.walk_packages(annotator.gui.__path__, "annotator.gui."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    open_, seen = [Shiboken.Object], set[type]()
    while open_:
        for one in open_.pop().__subclasses__():
            if one not in seen:
                seen.add(one)
                open_.append(one)
    yield from (one for one in seen if one.__module__.startswith("annotator."))


@pytest.mark.skipif(not NEEDED, reason="this Python makes an object of each exception at once")
def test_each_override_is_guarded(qapp: QApplication) -> None:
    found = 0
    for one in ours():
        names = {
            name
            for base in one.__mro__
            if base.__module__.startswith("PySide6.")
            for name in vars(base)
            if not name.startswith("__")
        }
        for name in names:
            override = getattr(one, name, None)
            if isinstance(override, FunctionType) and override.__name__ != "<lambda>":
                found += 1
                assert hasattr(override, "__wrapped__"), f"{one.__name__}.{name}"
    assert found > 100


class Closing(QWidget):
    def closeEvent(self, event: QEvent) -> None:
        _ = 1 / 0


class Measured(QWidget):
    def sizeHint(self) -> QSize:
        return {}[self.width()]


class Heard(QObject):
    def event(self, event: QEvent) -> bool:
        return event.nothing_such


class Ended(QDialog):
    def done(self, result: int) -> None:
        _ = [][result]


class Counted(QAbstractTableModel):
    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 3 if not parent.isValid() else 0


def test_it_comes_back_to_whoever_called(qtbot: QtBot) -> None:
    closing, measured, ended = Closing(), Measured(), Ended()
    for one in (closing, measured, ended):
        qtbot.addWidget(one)
    heard = Heard()
    with pytest.raises(ZeroDivisionError):
        closing.close()
    with pytest.raises(KeyError):
        measured.adjustSize()
    with pytest.raises(AttributeError):
        QApplication.sendEvent(heard, QEvent(QEvent.Type.User))
    with pytest.raises(IndexError):
        ended.accept()


def test_an_override_is_called_as_before(qapp: QApplication) -> None:
    class Answered(QDialog):
        def accept(self) -> None:
            answered.append("yes")

    answered: list[str] = []
    dialog = Answered()
    dialog.windowTitleChanged.connect(dialog.accept)
    dialog.setWindowTitle("a title that accept does not take")
    assert answered == ["yes"]
    assert Counted().rowCount() == Counted().rowCount(QModelIndex()) == 3
    assert Answered.accept.__name__ == "accept"
