"""Asking a server to play rounds."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from rounds.outcome import GOOD, Verdict

_SUPPORT = Path(__file__).parents[1]
_ROOT = _SUPPORT.parents[1]


class Played(NamedTuple):
    """A round that was played."""

    kind: str
    seed: int
    verdict: Verdict
    seconds: float
    detail: str

    @property
    def bad(self) -> bool:
        """Whether it ended as none may."""
        return self.verdict not in GOOD

    def told(self) -> str:
        """Say which round it was and what was seen."""
        return f"{self.kind} {self.seed}: {self.verdict.value}: {self.detail}"


class Server:
    """A process that plays rounds, with the recorder if there is one."""

    def __init__(self, recorder: Path | None) -> None:
        places = [str(_ROOT), str(_SUPPORT), *(one for one in sys.path if one)]
        self._environment = {**os.environ, "PYTHONPATH": os.pathsep.join(places)}
        self._environment |= {"QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8", "LANGUAGE": "en"}
        if recorder is not None:
            self._environment["LD_PRELOAD"] = str(recorder)
        self._process = self._start()

    def _start(self) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            [sys.executable, "-m", "rounds.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=self._environment,
        )

    def play(self, kind: str, seed: int) -> Played:
        """Play one round; a server that ends in it is started anew."""
        pipes = self._process.stdin, self._process.stdout
        if pipes[0] is None or pipes[1] is None:
            raise RuntimeError("the server has no pipes")
        try:
            pipes[0].write(f"{kind} {seed}\n")
            pipes[0].flush()
            verdict, seconds, detail = json.loads(pipes[1].readline())
        except (OSError, ValueError):
            self.close()
            ended = f"the program ended, with status {self._process.returncode}"
            self._process = self._start()
            return Played(kind, seed, Verdict.CRASHED, 0.0, ended)
        return Played(kind, seed, Verdict(verdict), seconds, detail)

    def close(self) -> None:
        """End the server."""
        if self._process.stdin is not None:
            self._process.stdin.close()
        self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
