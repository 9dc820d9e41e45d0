"""Kills and power cuts at any moment of an act."""

import copy
import random
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from recorder import shim
from recorder.disk import Disk, Survives
from recorder.trace import Act as Done
from recorder.trace import Step, read_trace

from rounds.acts import Act
from rounds.forked import Acknowledge, Kill, empty, judged, run
from rounds.outcome import Outcome, Verdict

_NEVER = 1 << 40
STATES = 20
"""How many states of a disk are built from one recorded trace."""


def killed(act: Act, name: str, seed: int, folder: Path) -> Outcome:
    """Kill a program in the middle of an act, and see what is left."""
    rng = random.Random(f"kill {name} {seed}")
    place = empty(folder / "work")
    act.prepare(place)
    kill = Kill(
        after=rng.randrange(1, 5),
        write=rng.randrange(1, _writes(act) + 1),
        torn=rng.random() < 0.3,
    )

    def work(acknowledge: Acknowledge) -> None:
        act.work(place, seed, acknowledge)

    ended = run(work, kill, watched=place)
    if not ended.killed and (ended.error or ended.signal):
        return Outcome(Verdict.CRASHED, ended.error or f"ended by signal {ended.signal}")
    outcome = judged(lambda: act.examine(place, ended.said))
    return outcome._replace(detail=outcome.detail and f"{outcome.detail} ({kill})")


@cache
def _writes(act: Act) -> int:
    """Return how often an act writes."""
    if not shim.is_loaded():
        return 1
    with TemporaryDirectory() as folder:
        place = Path(folder).resolve()
        act.prepare(place)

        def work(acknowledge: Acknowledge) -> None:
            act.work(place, 0, acknowledge)
            acknowledge(str(shim.counted()))

        ended = run(work, Kill(0, _NEVER), watched=place)
        return int(ended.said[-1])


class Recorded:
    """The trace of an act, and the disk before it."""

    def __init__(self, act: Act, seed: int, folder: Path) -> None:
        place = empty(folder / "recorded")
        act.prepare(place)
        self.before = Disk(place)
        trace = folder / "trace"

        def work(acknowledge: Acknowledge) -> None:
            shim.record_to(trace)
            act.work(place, seed, acknowledge)

        ended = run(work, watched=place)
        self.error = ended.error
        self.steps = read_trace(trace)

    def moment(self, rng: random.Random) -> int:
        """Return after how many steps the power is cut: often just after a word or a sync."""
        wanted = rng.choice(((Done.NOTE,), (Done.SYNC, Done.SYNC_FOLDER), tuple(Done)))
        places = [n for n, step in enumerate(self.steps) if step.act in wanted]
        return rng.choice(places or [len(self.steps) - 1]) + rng.randrange(2)

    def cut(self, moment: int, how: Survives, rng: random.Random, out: Path) -> list[str]:
        """Write what the disk holds, and return what had been acknowledged."""
        disk = copy.deepcopy(self.before)
        for step in self.steps[:moment]:
            disk.do(step)
        disk.cut(how, rng, out)
        return disk.notes


_recorded: dict[str, tuple[int, Recorded]] = {}
"""The last trace of each act: many states are built from one."""


def cut(act: Act, name: str, seed: int, folder: Path) -> Outcome:
    """Cut the power in the middle of an act, and see what the disk holds."""
    batch = seed // STATES
    if _recorded.get(name, (-1,))[0] != batch:
        _recorded[name] = (batch, Recorded(act, batch, folder))
    recorded = _recorded[name][1]
    if recorded.error:
        return Outcome(Verdict.CRASHED, recorded.error)
    rng = random.Random(f"cut {name} {seed}")
    moment, how = recorded.moment(rng), rng.choice(tuple(Survives))
    out = empty(folder / "work")
    said = recorded.cut(moment, how, rng, out)
    outcome = judged(lambda: act.examine(out, said))
    what = f"{_told(recorded.steps, moment)}, survives: {how.value}, said: {len(said)}"
    return outcome._replace(detail=outcome.detail and f"{outcome.detail} ({what})")


def _told(steps: list[Step], moment: int) -> str:
    last = steps[moment - 1] if moment else None
    words = f"{last.act.name.lower()} {last.path.name}" if last else "the start"
    return f"cut after step {moment} of {len(steps)}, {words}"
