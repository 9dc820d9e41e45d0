"""A worker hands pieces over while it goes on."""

from threading import Thread

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from annotator.gui.session import pieces
from annotator.gui.session.pieces import Pieces


def test_a_worker_goes_on_once_its_piece_is_taken(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pieces, "_PATIENCE", 60)
    owner, done = QObject(), list[str]()
    taking = Pieces(owner, done.append)

    def work() -> None:
        for piece in ("first", "second"):
            taking.hand_over(piece)
            done.append(f"after the {piece}")

    worker = Thread(target=work)
    worker.start()
    qtbot.waitUntil(lambda: len(done) == 4)
    worker.join()
    assert done == ["first", "after the first", "second", "after the second"]


def test_a_worker_does_not_wait_for_a_window_that_waits_for_it(qtbot: QtBot) -> None:
    owner, taken = QObject(), list[str]()
    taking = Pieces(owner, taken.append)
    worker = Thread(target=taking.hand_over, args=("piece",))
    worker.start()
    worker.join()
    assert not taken
    qtbot.waitUntil(lambda: taken == ["piece"])
