"""Doing something to a file from another process, as a sync client or another program does.

A process that opens and closes a file that it has open as a database loses its locks on it.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path


def elsewhere(act: Callable[[], object]) -> None:
    """Do something in another process and wait until it is done."""
    process = os.fork()
    if process == 0:
        status = 1
        try:
            act()
            status = 0
        finally:
            os._exit(status)
    _, status = os.waitpid(process, 0)
    if status:
        raise RuntimeError("what was to be done elsewhere failed")


def copy_elsewhere(path: Path, target: Path) -> None:
    """Copy a file's bytes in another process."""
    elsewhere(lambda: shutil.copyfile(path, target))


_HOLD = """
import sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute("BEGIN " + sys.argv[2])
print("held", flush=True)
sys.stdin.read(1)
database.execute("ROLLBACK")
database.close()
"""


@contextmanager
def locked(path: Path, how: str = "IMMEDIATE") -> Generator[Callable[[], None]]:
    """Have another process hold the write lock, or with "EXCLUSIVE" keep readers out, too.

    Yields how to let go of it before the end. The process is a new one: in a forked one SQLite
    would stand still for ever, were one of its own mutexes held by another thread just then.
    """
    words = [sys.executable, "-I", "-S", "-c", _HOLD, str(path), how]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        if not process.stdout.readline():
            raise RuntimeError("another program holds the file already")

        def let_go() -> None:
            # A byte, since forked processes may have this end of the pipe, too.
            if process.poll() is None:
                process.communicate(b"x")

        try:
            yield let_go
        finally:
            let_go()
