"""Acts in a process of their own, which has nothing else in its memory.

python -m bench.children MODULE FUNCTION ARGUMENTS ANSWER, where ARGUMENTS is a list in JSON, and
ANSWER is the file that gets what the function tells
"""

import importlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from bench.measuring import peak

ROOT = Path(__file__).resolve().parents[1]
Told = dict[str, float]


def ask(function: Callable[..., Told], *arguments: str | float | list[str]) -> Told:
    """Call a function of a module in a new process; return what it tells, and its `peak` in MB."""
    with tempfile.TemporaryDirectory() as folder:
        answer = Path(folder) / "answer.json"
        words = (function.__module__, function.__name__, json.dumps(arguments), str(answer))
        run_python("-m", "bench.children", *words)
        return json.loads(answer.read_text())


def run_python(*words: str, home: Path | None = None) -> str:
    """Run Python in a home of its own, or in this one, and return what it prints.

    Raise where it fails.
    """
    with tempfile.TemporaryDirectory() as empty:
        done = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, *words],
            env=environment(home or Path(empty)),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"{words} failed:\n{done.stderr}")
    return done.stdout


def environment(home: Path) -> Mapping[str, str]:
    """Return the environment of a program that is measured: nobody's settings, no screen."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    places = os.pathsep.join([str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    own = {"ANNOTATOR_HOME": str(home), "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": places}
    return kept | own


def _main(module: str, function: str, arguments: str, answer: str) -> None:
    act: Callable[..., Told] = getattr(importlib.import_module(module), function)
    found: dict[str, Any] = act(*json.loads(arguments))
    Path(answer).write_text(json.dumps({**found, "peak": peak()}))
    os._exit(0)  # what is measured is done: nothing is to be taken apart


if __name__ == "__main__":
    _main(*sys.argv[1:])
