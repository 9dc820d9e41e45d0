"""Knowing which databases a test left open: a project that nobody closes is a connection left."""

import sqlite3
import traceback
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any

_Opened = dict[sqlite3.Connection, str]
"""Open connections, and where the test opened them."""


@contextmanager
def watched_connections() -> Generator[_Opened]:
    """Note each connection that is opened meanwhile, until it is closed; close what is left.

    They are held here, so that none is closed by being forgotten: Python 3.13 and later warn of
    that, in whatever test comes next.
    """
    opened: _Opened = {}

    class Watched(sqlite3.Connection):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            opened[self] = _place()

        def close(self) -> None:
            super().close()
            opened.pop(self, None)

    connect = sqlite3.connect

    def watched(*args: Any, **options: Any) -> sqlite3.Connection:
        return connect(*args, **{"factory": Watched, **options})

    sqlite3.connect = watched
    try:
        yield opened
    finally:
        sqlite3.connect = connect
        for one in list(opened):
            with suppress(sqlite3.ProgrammingError):  # another thread's
                one.close()


def _place() -> str:
    """Return the line of a test from which a connection was opened last."""
    frames = [one for one in traceback.extract_stack() if "/tests/" in one.filename]
    frames = [one for one in frames if one.filename != __file__] or frames
    return f"{frames[-1].filename}:{frames[-1].lineno}" if frames else "somewhere"
