"""A monkey at the whole window: 2,000 of the events of which `make monkey` does 50,000."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from monkey import Event, chosen
from monkey_play import Play, commands_to_do, events_of
from PySide6.QtWidgets import QApplication
from reviewed import coded_by_two

from annotator.gui.settings.settings import CODER, Settings

EACH = 500
PARTS = ((11, "code"), (13, "review"), (14, "reliability"), (17, "code"))


@pytest.fixture
def study(tmp_path: Path, qapp: QApplication) -> Iterator[Path]:
    """Give a small project that two have coded; the program dresses the shared application."""
    with coded_by_two(tmp_path) as project:
        path = project.path
    Settings().set(CODER, "ana")
    before = qapp.palette(), qapp.styleSheet(), qapp.font()
    yield path
    qapp.setStyleSheet(before[1])
    qapp.setPalette(before[0])
    qapp.setFont(before[2])


@pytest.mark.parametrize(("seed", "mode"), PARTS)
def test_nothing_that_a_monkey_does_breaks_window_or_project(
    study: Path, seed: int, mode: str
) -> None:
    play = Play(study)
    play.run(events_of(seed, EACH), mode, undo_all=seed % 2 == 0)
    assert play.failures == []
    assert play.done == EACH


def test_what_a_monkey_breaks_is_told(study: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("annotator.gui.window.main_window.MainWindow.take_files", fails)
    play = Play(study)
    play.run([Event("drop")])
    assert "ZeroDivisionError" in play.failures[0]


def test_an_event_can_be_written_down_and_done_again() -> None:
    commands = commands_to_do()
    one, two = Random(1), Random(1)
    events = [chosen(one, commands) for _ in range(100)]
    assert events == [chosen(two, commands) for _ in range(100)]
    assert [Event.of(event.line()) for event in events] == events
