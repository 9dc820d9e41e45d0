"""Nothing that was called saved is lost: a few rounds of each kind; `make soak` plays many."""

from collections.abc import Iterator

import pytest
from recorder import shim
from rounds.client import Server
from rounds.kinds import KINDS, available

ROUNDS = 12
FEWER = {
    "earlier-version-killed": 5,  # they differ in one word
    "window": 5,
}
"""Rounds of kinds, or of all that begin so, of which each takes long."""

MORE = {"damaged": 50}
"""Rounds of kinds, or of all that begin so, that differ much from seed to seed and cost little."""


def rounds_of(kind: str) -> int:
    if more := MORE.get(kind.partition("-")[0]):
        return more
    return FEWER.get(kind, FEWER.get(kind.partition("-")[0], ROUNDS))


def group_of(kind: str) -> str:
    """Return which kinds one server plays after another: as much work in each group."""
    first = kind.partition("-")[0]
    return f"rounds-{first if first in ('kill', 'power') else 'others'}"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    recorder = None if shim.why_not() else shim.build(tmp_path_factory.mktemp("recorder"))
    playing = Server(recorder)
    yield playing
    playing.close()


@pytest.mark.parametrize(
    "kind", [pytest.param(kind, marks=pytest.mark.xdist_group(group_of(kind))) for kind in KINDS]
)
def test_nothing_is_lost_by(kind: str, server: Server) -> None:
    if why := available(kind):
        pytest.skip(why)
    played = [server.play(kind, seed) for seed in range(rounds_of(kind))]
    assert [one.told() for one in played if one.bad] == []
