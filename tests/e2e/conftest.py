"""The user in front of the real window."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot
from user import User


@pytest.fixture
def user(qtbot: QtBot) -> Iterator[User]:
    somebody = User(qtbot)
    yield somebody
    somebody.leave()
