"""Knowing which databases a test left open: a project that nobody closes is a connection left."""

import sqlite3
import threading
import traceback
from collections.abc import Generator
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple


class Opened(NamedTuple):
    """Where the test opened a connection, and in which thread."""

    place: str
    thread: threading.Thread


_Connections = dict[sqlite3.Connection, Opened]


@contextmanager
def watched_connections() -> Generator[_Connections]:
    """Note each connection that is opened meanwhile, until it is closed; close what is left.

    They are held here, so that none is closed by being forgotten: Python 3.13 and later warn of
    that, in whatever test comes next.
    """
    opened: _Connections = {}

    class Watched(sqlite3.Connection):
        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            opened[self] = Opened(_place(), threading.current_thread())

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


def left_open(opened: _Connections) -> list[str]:
    """Return where connections were opened that are open still.

    Work in the background may just be coming to its end: its thread is waited for.
    """
    for one in list(opened.values()):
        if one.thread is not threading.current_thread():
            from waiting import LIMIT  # noqa: PLC0415 (tests without Qt do not load it)

            one.thread.join(LIMIT)
    return [one.place for one in opened.values()]


def _place() -> str:
    """Return the line of a test from which a connection was opened last."""
    frames = [  # no lines are looked up, as would be for a stack that is to be printed
        (frame.f_code.co_filename, line)
        for frame, line in traceback.walk_stack(None)
        if "/tests/" in frame.f_code.co_filename
    ]
    frames = [one for one in frames if one[0] != __file__] or frames
    return f"{frames[0][0]}:{frames[0][1]}" if frames else "somewhere"
