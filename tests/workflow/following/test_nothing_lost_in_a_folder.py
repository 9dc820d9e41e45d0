"""A folder whose copies come late, twice, torn and in the wrong order: nothing is lost in it."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shared_folder import ACTS, DEVICES, MANNERS, Desk, Sync, copied_desks, made_desks

_MOST_ROUNDS = 12
_ROOT = Path(__file__).parents[3]
_numbers = st.integers(0, 10**6)
_coders = st.sampled_from(sorted(DEVICES))
_STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("act"), _coders, st.sampled_from(ACTS), _numbers),
        st.tuples(st.just("visit"), _coders),
        st.tuples(
            st.just("carry"), _coders, _numbers, _numbers, st.sampled_from(MANNERS), _numbers
        ),
    ),
    max_size=24,
)


def few(number: int) -> settings:
    """Try few examples, unless it is to be thorough."""
    thorough = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
    return settings(max_examples=number * (40 if thorough else 1))


class Here:
    """Does what desks do in this process."""

    def do(self, *orders: tuple[Desk, str, tuple[Any, ...]]) -> None:
        for desk, what, words in orders:
            desk.visit() if what == "visit" else desk.act(*words)


class Apart:
    """Does it in a process for each desk, which work at the same time."""

    def __init__(self) -> None:
        places = (str(_ROOT), str(_ROOT / "tests" / "support"))
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
        command = [sys.executable, "-m", "shared_folder"]
        self._desks = {
            coder: subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=environment,
                text=True,
                encoding="utf-8",
            )
            for coder in DEVICES
        }

    def do(self, *orders: tuple[Desk, str, tuple[Any, ...]]) -> None:
        for desk, what, words in orders:
            stdin = self._desks[desk.coder].stdin
            assert stdin is not None
            stdin.write(f"{json.dumps([str(desk.place.parent), desk.coder, what, *words])}\n")
            stdin.flush()
        for desk, _, _ in orders:
            stdout = self._desks[desk.coder].stdout
            assert stdout is not None
            assert stdout.readline(), f"{desk.coder}'s process has ended"

    def close(self) -> None:
        for one in self._desks.values():
            one.communicate()


@pytest.fixture(scope="module")
def begun() -> Iterator[Path]:
    """Keep desks at which everybody has begun: the study is handed out through the folder."""
    with tempfile.TemporaryDirectory() as place:
        desks = made_desks(Path(place))
        sync = Sync(desks)
        for coder in ("lea", "ben", "cid"):
            sync.carry_all()
            desks[coder].visit()
            sync.collect(coder)
        yield Path(place)


def play(begun: Path, steps: list[tuple[Any, ...]], doer: Here | Apart) -> None:
    """Play steps, let everything arrive at last, and look at what everybody has then."""
    with tempfile.TemporaryDirectory() as place:
        desks = copied_desks(begun, Path(place))
        sync = Sync(desks)
        for kind, coder, *words in steps:
            if kind == "carry":
                file, version, manner, cut = words
                names = sync.others(coder)
                sync.carry(coder, names[file % len(names)], version, manner, cut) if names else None
            else:
                doer.do((desks[coder], kind, tuple(words)))
                sync.collect(coder)
        settle_down(sync, doer)
        look_at_all(desks)


def settle_down(sync: Sync, doer: Here | Apart) -> None:
    """Let everything arrive, and everybody look, until nothing more comes of it."""
    for _ in range(_MOST_ROUNDS):
        new = sync.carry_all()
        doer.do(*((desk, "visit", ()) for desk in sync.desks.values()))
        before = {name: len(versions) for name, versions in sync.versions.items()}
        for coder in sync.desks:
            sync.collect(coder)
        after = {name: len(versions) for name, versions in sync.versions.items()}
        if not new and before == after:
            return
    raise AssertionError("the folder never comes to rest")


def look_at_all(desks: dict[str, Desk]) -> None:
    """Compare what is whose, at the lead's and at theirs, with what everybody has."""
    led = desks["lea"]
    for coder in ("ben", "cid"):
        assert led.holds(coder) == desks[coder].holds(coder)
        assert {label[1] for label in desks[coder].holds()["labels"]} <= {
            label[1] for label in desks[coder].holds(coder)["labels"]
        }
    ids = [label[0] for label in led.holds()["labels"]]
    assert len(ids) == len(set(ids))


@few(4)
@given(steps=_STEPS)
def test_all_have_the_same_in_the_end_whatever_the_folder_does(
    begun: Path, steps: list[tuple[Any, ...]]
) -> None:
    play(begun, steps, Here())


@pytest.fixture(scope="module")
def processes() -> Iterator[Apart]:
    doer = Apart()
    yield doer
    doer.close()


@few(2)
@given(steps=_STEPS)
def test_so_do_three_programs_at_the_same_time(
    begun: Path, processes: Apart, steps: list[tuple[Any, ...]]
) -> None:
    play(begun, steps, processes)
