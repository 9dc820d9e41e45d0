"""`make monkey`: real events from seeds over the whole window, and what they broke.

A failing seed is played again from its end: the shortest tail of its events that fails alone is
printed, as lines that `--replay FILE` plays.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
MODES = ("", "review", "reliability")
_LONGEST = 600  # seconds for one part


def main() -> None:
    """Play the parts, each in a process of its own, and say what came of them."""
    options = _options()
    if options.part is not None:
        sys.exit(_play(options))
    failed = 0
    parts = max(1, options.events // options.each)
    for number in range(parts):
        seed = options.seed + number
        print(f"seed {seed}: ", end="", flush=True)
        failed += _one_part(options, seed)
    print(f"{parts * options.each:,} events in {parts} parts, {failed} failed")
    sys.exit(1 if failed else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=50_000)
    parser.add_argument("--each", type=int, default=2_500, help="events of one process")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--replay", type=Path, help="play these events instead")
    parser.add_argument("--no-tail", action="store_true", help="look for no shortest tail")
    parser.add_argument("--part", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _one_part(options: argparse.Namespace, seed: int) -> int:
    with tempfile.TemporaryDirectory(prefix="monkey-") as folder:
        trace = Path(folder, "trace")
        more = ["--replay", str(options.replay)] if options.replay else []
        told = _process(options.each, seed, Path(folder, "first"), trace, more)
        if told is None:
            print("fine", flush=True)
            return 0
        print(f"FAILED\n{told}", flush=True)
        if not options.no_tail:
            _print_tail(options.each, seed, Path(folder), trace.read_text("utf-8").splitlines())
    return 1


def _process(each: int, seed: int, home: Path, trace: Path, more: Sequence[str]) -> str | None:
    """Play in a process of its own; return what failed, or None after saying what there was."""
    home.mkdir()
    paths = os.pathsep.join((str(ROOT), str(ROOT / "tests" / "support")))
    names = ("CONFIG", "DATA", "STATE", "CACHE")
    own = {f"XDG_{name}_HOME": str(home / name.lower()) for name in names}
    own |= {"HOME": str(home), "ANNOTATOR_HOME": str(home / "annotator"), "PYTHONPATH": paths}
    command = [sys.executable, "-P", "-X", "faulthandler", __file__, "--part", str(trace)]
    command += ["--seed", str(seed), "--each", str(each), *more]
    try:
        ended = subprocess.run(  # noqa: S603 - this very file
            command,
            env={"QT_QPA_PLATFORM": "offscreen", **os.environ, **own},
            capture_output=True,
            text=True,
            errors="replace",
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"It hung for {_LONGEST} seconds."
    if ended.returncode == 0:
        print(ended.stdout.strip(), end=": ", flush=True)
        return None
    return f"exit status {ended.returncode}\n{ended.stdout}{ended.stderr}"


def _print_tail(each: int, seed: int, folder: Path, lines: Sequence[str]) -> None:
    """Print the shortest tail, of lengths that double, that fails by itself."""
    length = 1
    while length < 2 * len(lines):
        tail = lines[-length:]
        replay = folder / f"tail-{length}"
        replay.write_text("\n".join(tail), encoding="utf-8")
        home, trace = folder / f"home-{length}", folder / f"trace-{length}"
        if _process(each, seed, home, trace, ["--replay", str(replay)]) is not None:
            print(f"The last {len(tail)} events do it again:")
            print("\n".join(tail[-40:]), flush=True)
            return
        length *= 2
    print("It does not happen again with the same events.", flush=True)


def _play(options: argparse.Namespace) -> int:
    # Only the child loads Qt, and it has the folder of the tests' support on its path.
    from monkey import Event  # noqa: PLC0415
    from monkey_play import Play, events_of, prepared  # noqa: PLC0415
    from PySide6.QtCore import QSettings  # noqa: PLC0415

    from annotator.gui.look.application import application  # noqa: PLC0415

    home = Path(os.environ["HOME"])
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    for kind in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
        QSettings.setPath(kind, QSettings.Scope.UserScope, str(home / "settings"))
    application()
    path = prepared(home, options.seed)
    with options.part.open("w", encoding="utf-8") as trace:

        def keep(line: str) -> None:
            trace.write(line + "\n")
            trace.flush()

        play = Play(path, keep)
        if options.replay:
            lines = options.replay.read_text("utf-8").splitlines()
            events = iter([Event.of(line) for line in lines if line])
        else:
            events = events_of(options.seed, options.each)
        play.run(events, MODES[options.seed % len(MODES)], undo_all=options.seed % 2 == 0)
    fronts = sum(1 for name in play.seen if name != "MainWindow")
    print("\n".join(play.failures[:3]) or f"{play.edits:,} edits, {fronts} kinds of dialogs")
    return 1 if play.failures else 0


if __name__ == "__main__":
    main()
