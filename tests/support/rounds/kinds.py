"""Every kind of rounds, by name."""

from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from recorder import shim

from rounds import copying, damaged, foreign, kills, sharing, under, window
from rounds.acts import EDITING, Act
from rounds.outcome import Outcome
from rounds.written import WRITING

Round = Callable[[int, Path], Outcome]
"""Takes a seed and an empty folder."""

BACKING_UP: dict[str, Act] = {}
if find_spec("annotator.store.backups"):
    from rounds.backing_up import BACKING_UP
ACTS = EDITING | WRITING | BACKING_UP
KINDS: dict[str, Round] = {
    **{f"kill-{name}": partial(kills.killed, act, name) for name, act in ACTS.items()},
    "copy-while-open": copying.copied_while_open,
    "backup-over-killed": copying.backup_over_killed,
    "earlier-version-killed": copying.killed_earlier_version,
    **{f"file-{name}": partial(under.under, deed) for name, deed in under.DEEDS.items()},
    **{
        f"file-{name}-by-longer": partial(foreign.by_a_longer_history, way)
        for name, way in foreign.WAYS.items()
    },
    "two-programs": sharing.two_programs,
    "full-disk": sharing.full_disk,
    "damaged-commands": damaged.damaged,
    "damaged-window": window.damaged_in_the_window,
    **{
        f"window-{name}": partial(window.under_the_window, deed)
        for name, deed in under.DEEDS.items()
        if deed is not under.make_read_only
    },
    **{f"power-cut-{name}": partial(kills.cut, act, name) for name, act in ACTS.items()},
}


def chosen(names: Iterable[str]) -> list[str]:
    """Return the kinds with these names, or whose names begin so; all of them without any."""
    wanted = list(names)
    found = [
        kind
        for kind in KINDS
        if not wanted or any((kind + "-").startswith(f"{one}-") for one in wanted)
    ]
    unknown = [one for one in wanted if not any(f"{kind}-".startswith(f"{one}-") for kind in KINDS)]
    if unknown:
        raise ValueError(f"There are no rounds {', '.join(unknown)}: {', '.join(KINDS)}.")
    return found


def available(kind: str) -> str:
    """Say why rounds of a kind can't be played here; an empty text when they can."""
    return shim.why_not() if kind.startswith("power-cut-") else ""
