"""Each room measures all its rows, at sizes from which nothing is learnt."""

import importlib
import math
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bench import starting
from bench.__main__ import ROOMS
from bench.children import Told, run_python
from bench.material import Material
from bench.measuring import peak
from bench.rows import Row
from bench.sizes import TINY


@pytest.fixture(scope="module")
def material() -> Iterator[Material]:
    with Material(TINY) as made:
        yield made


def here(function: Callable[..., Told], *arguments: object) -> Told:
    """Do in this process what is measured in another: that costs a start less."""
    return {**function(*arguments), "peak": peak()}


def measured(room: str, material: Material, monkeypatch: pytest.MonkeyPatch) -> list[Row]:
    module = importlib.import_module(f"bench.{room}")
    if hasattr(module, "ask"):
        monkeypatch.setattr(module, "ask", here)
    return list(module.rows(material))


@pytest.mark.parametrize(
    "room", [one for one in ROOMS if one not in {"starting", "by_keys", "dev_corpus"}]
)
def test_a_room_measures_all_its_rows(
    room: str, material: Material, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    found = measured(room, material, monkeypatch)
    assert len({row.label for row in found}) == len(found) > 1
    assert all(math.isfinite(row.value) for row in found)


def test_starts_are_measured_in_processes_of_their_own(
    material: Material, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []

    def run(*words: str, home: Path | None = None) -> str:
        asked.extend(words)
        return "40"

    monkeypatch.setattr(starting, "run_python", run)
    monkeypatch.setattr(starting, "cpu_of_children", lambda act: (act(), 0.1)[1])
    assert len(list(starting.rows(material))) == 4
    assert {"empty", "start", "info", str(material.sample())} <= set(asked)


@pytest.mark.parametrize("what", ["empty", "start"])
def test_a_window_tells_its_memory_once_it_was_painted(what: str, tmp_path: Path) -> None:
    assert float(run_python("-m", "bench.first_paint", what, "1", home=tmp_path)) > 10
