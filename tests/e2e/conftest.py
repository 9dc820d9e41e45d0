"""The user in front of the real window."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from user import User


@pytest.fixture
def user(qtbot: QtBot) -> Iterator[User]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    before = app.palette(), app.styleSheet(), app.font()
    somebody = User(qtbot)
    yield somebody
    somebody.leave()
    # Pytest-qt has let its windows go: what is gone need not be undressed.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # The program dresses the one application that all tests share.
    app.setStyleSheet(before[1])
    app.setPalette(before[0])
    app.setFont(before[2])
