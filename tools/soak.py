"""Plays many rounds of each kind that try to lose work, and prints what became of it.

`python tools/soak.py N [KIND ...]`; the exit status is 1 when anything was lost, wrong or crashed.
"""

import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from os import cpu_count
from pathlib import Path
from queue import SimpleQueue
from threading import Lock

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from recorder import shim  # noqa: E402 - found by the line above
from rounds.client import Played, Server  # noqa: E402
from rounds.kinds import available, chosen  # noqa: E402
from rounds.outcome import Verdict  # noqa: E402

COLUMNS = (Verdict.LOST, Verdict.WRONG, Verdict.CRASHED, Verdict.REFUSED, Verdict.KEPT)
_SHOWN = 40
"""How many bad rounds are told of in full."""
_PART = 20
"""How many rounds go to one server at a time: power cuts of one trace among them."""


class Progress:
    """One line that says how far it is, where somebody is watching."""

    def __init__(self, total: int) -> None:
        self.played: list[Played] = []
        self._total, self._done, self._bad = total, 0, 0
        self._began = time.monotonic()
        self._lock = Lock()

    def add(self, played: Played) -> None:
        """Count a round."""
        with self._lock:
            self.played.append(played)
            self._done += 1
            self._bad += played.bad
            if played.bad:
                sys.stderr.write(f"{played.told()}\n")
            if sys.stderr.isatty() or self._done % 500 == 0:
                left = (time.monotonic() - self._began) / self._done * (self._total - self._done)
                line = f"{self._done} of {self._total} rounds, {self._bad} bad, {left:.0f} s to go"
                end = f"  {played.kind:<24}\r" if sys.stderr.isatty() else "\n"
                sys.stderr.write(line + end)
                sys.stderr.flush()


def parts(kinds: Sequence[str], rounds: int) -> Iterator[tuple[str, range]]:
    """Yield the rounds in the parts in which they are played."""
    for kind in kinds:
        for start in range(0, rounds, _PART):
            yield kind, range(start, min(start + _PART, rounds))


def play(kinds: Sequence[str], rounds: int, recorder: Path | None) -> list[Played]:
    """Play the rounds, with a server for each processor; Ctrl+C gives what was played so far."""
    progress = Progress(len(kinds) * rounds)
    free: SimpleQueue[Server] = SimpleQueue()
    servers = [Server(recorder) for _ in range(cpu_count() or 1)]
    for server in servers:
        free.put(server)

    def part(one: tuple[str, range]) -> None:
        server = free.get()
        try:
            for seed in one[1]:
                progress.add(server.play(one[0], seed))
        finally:
            free.put(server)

    pool = ThreadPoolExecutor(len(servers))
    try:
        for ended in [pool.submit(part, one) for one in parts(kinds, rounds)]:
            ended.result()
    except KeyboardInterrupt:
        print("Stopped: what was played so far.")
    finally:
        pool.shutdown(cancel_futures=True)
        for server in servers:
            server.close()
    order = {kind: n for n, kind in enumerate(kinds)}
    return sorted(progress.played, key=lambda played: order[played.kind])


def report(played: Sequence[Played]) -> None:
    """Print a row for each kind, and the bad rounds."""
    bad = [one for one in played if one.bad]
    for one in bad[:_SHOWN]:
        print(one.told())
    if len(bad) > _SHOWN:
        print(f"… and {len(bad) - _SHOWN} more.")
    print(f"\n{'kind':<28}{'rounds':>8}" + "".join(f"{one.value:>14}" for one in COLUMNS))
    for kind in dict.fromkeys(one.kind for one in played):
        found = Counter(one.verdict for one in played if one.kind == kind)
        row = "".join(f"{found[one]:>14}" for one in COLUMNS)
        print(f"{kind:<28}{found.total():>8}{row}")


def main(arguments: Sequence[str]) -> int:
    """Play and report."""
    rounds = int(arguments[0]) if arguments else 1000
    try:
        kinds = chosen(arguments[1:])
    except ValueError as error:
        print(error)
        return 2
    missing = {kind: why for kind in kinds if (why := available(kind))}
    for kind, why in missing.items():
        print(f"{kind} is left out: {why}.")
    with tempfile.TemporaryDirectory() as folder:
        recorder = None if shim.why_not() else shim.build(Path(folder))
        played = play([kind for kind in kinds if kind not in missing], rounds, recorder)
    report(played)
    return 1 if any(one.bad for one in played) else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
