"""Doing something in a process of its own, which may be killed while it does."""

import os
import signal
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from recorder import shim

from annotator.domain.errors import UserError
from rounds.outcome import BadRoundError, Outcome, Verdict

LONGEST = 120
"""Seconds after which a process counts as hanging."""
Acknowledge = Callable[[str], None]
"""Says that something is done, in one line."""


class Ended(NamedTuple):
    """How a process ended, and what it had acknowledged until then."""

    said: list[str]
    signal: int
    status: int
    error: str = ""

    @property
    def killed(self) -> bool:
        """Whether it was killed, as it was meant to be."""
        return self.signal == signal.SIGKILL


class Kill(NamedTuple):
    """When a process is killed: before its n-th write; without the recorder, as it said so much."""

    after: int
    write: int
    torn: bool = False


class Running:
    """A process that is doing something."""

    def __init__(self, process: int, reading: int) -> None:
        self._process, self._reading = process, reading

    def finish(self) -> Ended:
        """Wait until it has ended, and return how."""
        lines = _read_all(self._reading)
        _, status = os.waitpid(self._process, 0)
        error = "".join(line[1:] for line in lines if line.startswith("!"))
        said = [line for line in lines if not line.startswith("!")]
        ended = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
        return Ended(said, ended, os.waitstatus_to_exitcode(status) if not ended else 0, error)


def start(
    work: Callable[[Acknowledge], object],
    kill: Kill | None = None,
    watched: Path | None = None,
) -> Running:
    """Let a process do something; what it writes below the folder `watched` counts for `kill`."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(reading)
        if watched is not None:
            shim.watch(watched)
        _be_victim(work, writing, kill)
    os.close(writing)
    return Running(process, reading)


def run(
    work: Callable[[Acknowledge], object],
    kill: Kill | None = None,
    watched: Path | None = None,
) -> Ended:
    """Let a process do something, as `start`, and wait until it has ended."""
    return start(work, kill, watched).finish()


def _read_all(reading: int) -> list[str]:
    with os.fdopen(reading, encoding="utf-8") as pipe:
        return [line.removesuffix("\n") for line in pipe.read().splitlines() if line]


def _be_victim(work: Callable[[Acknowledge], object], writing: int, kill: Kill | None) -> None:
    status = 1
    try:
        signal.alarm(LONGEST)
        work(_acknowledging(writing, kill))
        status = 0
    except BaseException:  # noqa: BLE001 - the other process is told of it
        words = traceback.format_exc(limit=-3).replace("\n", " ⏎ ")
        os.write(writing, f"!{words}\n".encode())
    finally:
        os._exit(status)


def _acknowledging(writing: int, kill: Kill | None) -> Acknowledge:
    said = 0

    def acknowledge(line: str) -> None:
        nonlocal said
        os.write(writing, f"{line}\n".encode())
        shim.note(line)
        said += 1
        if kill is not None and said == kill.after and not shim.is_loaded():
            os.kill(os.getpid(), signal.SIGKILL)

    if kill is not None:
        shim.kill_before(kill.write, torn=kill.torn)
    return acknowledge


def judged(examine: Callable[[], Outcome]) -> Outcome:
    """Examine, and say how the round ended; if the program crashes, the server ends with it."""
    signal.alarm(LONGEST)
    try:
        return examine()
    except BadRoundError as error:
        return Outcome(error.verdict, str(error))
    except UserError as error:
        return Outcome(Verdict.LOST, f"refused: {error}")
    except Exception:  # noqa: BLE001 - a crash is what is looked for
        words = traceback.format_exc(limit=-3).replace("\n", " ⏎ ")
        return Outcome(Verdict.CRASHED, words)
    finally:
        signal.alarm(0)


def empty(folder: Path) -> Path:
    """Make a folder and return it, resolved."""
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()
