"""Work that nobody waits for is done in the end, and never at the cost of what happens now."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from annotator.gui.session import meanwhile
from annotator.gui.session.meanwhile import Meanwhile


@pytest.fixture
def owner(qtbot: QtBot) -> Iterator[QObject]:
    owner = QObject()
    yield owner
    owner.deleteLater()


def test_events_have_their_turn_between_the_steps(
    owner: QObject, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(meanwhile, "_AT_ONCE", 0.0)
    done: list[str] = []

    def steps() -> Iterator[None]:
        for number in range(3):
            done.append(f"step {number}")
            QTimer.singleShot(0, owner, lambda: done.append("event"))
            yield

    Meanwhile(owner).begin(steps())
    assert done == []
    qtbot.waitUntil(lambda: len(done) == 6)
    assert done == ["step 0", "event", "step 1", "event", "step 2", "event"]


def test_what_is_begun_later_takes_the_place_of_what_was_not_done(
    owner: QObject, qtbot: QtBot
) -> None:
    done: list[str] = []
    work = Meanwhile(owner)
    work.begin(map(done.append, ["old"] * 3))
    work.begin(map(done.append, ["new"] * 3))
    qtbot.waitUntil(lambda: len(done) == 3)
    assert done == ["new"] * 3
