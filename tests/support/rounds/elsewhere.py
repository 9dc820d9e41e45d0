"""Doing something to a file from another process, as a sync client or another program does.

A process that opens and closes a file that it has open as a database loses its locks on it.
"""

import os
import shutil
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager
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


@contextmanager
def locked(path: Path, how: str = "IMMEDIATE") -> Generator[Callable[[], None]]:
    """Have another process hold the write lock, or with "EXCLUSIVE" keep readers out, too.

    Yields how to let go of it before the end.
    """
    told, telling = os.pipe()
    holds, holding = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(telling)
            with closing(sqlite3.connect(path, isolation_level=None)) as database:
                database.execute(f"BEGIN {how}")
                os.write(holding, b"x")
                os.read(told, 1)
                database.execute("ROLLBACK")
        finally:
            os._exit(0)
    os.close(told)
    os.close(holding)
    os.read(holds, 1)
    held = [telling]

    def let_go() -> None:
        # A byte, since other processes may have this end of the pipe, too.
        if held:
            os.write(held[0], b"x")
            os.close(held.pop())

    try:
        yield let_go
    finally:
        let_go()
        os.close(holds)
        os.waitpid(process, 0)
