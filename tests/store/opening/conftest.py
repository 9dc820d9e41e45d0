"""Another process that is at a project's file."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

_HOLD = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.argv[2].split(";"):
    database.execute(statement).fetchone()
print("ready", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def in_another_process(closed: Path) -> Iterator[Callable[[str], None]]:
    """Give a call that lets another process do these statements and stay at the file."""
    with ExitStack() as stack:

        def hold(statements: str) -> None:
            child = stack.enter_context(
                subprocess.Popen(
                    [sys.executable, "-c", _HOLD, str(closed), statements],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    text=True,
                )
            )
            stack.callback(child.kill)
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"

        yield hold
