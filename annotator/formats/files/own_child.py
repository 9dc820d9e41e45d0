"""Starting this very program anew as a child that paints: what it is started by, and where."""

import os
import sys
from pathlib import Path


def child_command(command: str, module: str) -> list[str]:
    """Return what starts a child: a module, or in a frozen program, which can't, a command."""
    if getattr(sys, "frozen", False):
        return [sys.executable, command]
    return [sys.executable, "-m", module]


def child_environment() -> dict[str, str]:
    """Return the environment of a child that finds this package and needs no display."""
    root = str(Path(__file__).resolve().parents[3])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "QT_QPA_PLATFORM": "offscreen"}


def last_words(said: bytes) -> str:
    """Return the last line that a child has said before it failed."""
    lines = said.decode(errors="replace").strip().splitlines()
    return (lines or ["its process ended"])[-1]
