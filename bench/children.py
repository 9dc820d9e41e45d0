"""Acts in a process of their own, which has nothing else in its memory.

python -m bench.children MODULE FUNCTION ARGUMENTS, where ARGUMENTS is a list in JSON
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
    told = json.dumps(arguments)
    words = ("-m", "bench.children", function.__module__, function.__name__, told)
    return json.loads(run_python(*words).splitlines()[-1])


def run_python(*words: str) -> str:
    """Run Python in a home of its own, and return what it prints; raise where it fails."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(  # noqa: S603 - this very Python
            [sys.executable, *words],
            env=environment(home),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"{words} failed:\n{done.stderr}")
    return done.stdout


def environment(home: str) -> Mapping[str, str]:
    """Return the environment of a program that is measured: nobody's settings, no screen."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    places = os.pathsep.join([str(ROOT), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])
    own = {"ANNOTATOR_HOME": home, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": places}
    return kept | own


def _main(module: str, function: str, arguments: str) -> None:
    act: Callable[..., Told] = getattr(importlib.import_module(module), function)
    found: dict[str, Any] = act(*json.loads(arguments))
    print(json.dumps({**found, "peak": peak()}), flush=True)
    os._exit(0)  # what is measured is done: nothing is to be taken apart


if __name__ == "__main__":
    _main(*sys.argv[1:])
