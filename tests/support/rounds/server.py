"""A process that plays rounds: `python -m rounds.server`; a line in is a kind and a seed.

It has imported everything, so that each round costs a fork and no start of Python. A line out is
the verdict, the seconds of a processor that it took and what was seen, as JSON.
"""

import gc
import json
import os
import sys
import tempfile
from pathlib import Path

from rounds.kinds import KINDS
from rounds.outcome import Outcome, Verdict

_FAST = Path("/dev/shm")  # noqa: S108 - a private folder is made in it
"""Memory: how long a disk takes to sync is no matter here."""


def main() -> None:
    """Play what is asked for until there is no more."""
    gc.freeze()  # what is imported is not looked at, and so not copied, in each fork
    for line in sys.stdin:
        kind, seed = line.split()
        began = _spent()
        outcome = played(kind, int(seed))
        answer = [outcome.verdict.value, _spent() - began, outcome.detail]
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def _spent() -> float:
    """Return the seconds of a processor that this process and its children have used."""
    return sum(os.times()[:4])


def played(kind: str, seed: int) -> Outcome:
    """Play one round in a folder of its own."""
    where = _FAST if os.access(_FAST, os.W_OK) else None
    with tempfile.TemporaryDirectory(
        prefix="round-", dir=where, ignore_cleanup_errors=True
    ) as name:
        folder = Path(name).resolve()
        (folder / "home").mkdir()
        os.environ["HOME"] = str(folder / "home")
        os.environ["ANNOTATOR_HOME"] = str(folder / "home" / "annotator")
        try:
            return KINDS[kind](seed, folder)
        except Exception as error:  # noqa: BLE001 - a round that fails to be played is told of
            return Outcome(Verdict.CRASHED, f"the round itself: {type(error).__name__}: {error}")


if __name__ == "__main__":
    main()
