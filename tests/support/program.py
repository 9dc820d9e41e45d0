"""The program in a process of its own, forked from one that has loaded it: `python -m program`.

For what only a whole process shows: its exit status, pipes that nobody reads, its environment. What
a command does is tested in this process, which costs less still.
"""

import gc
import importlib
import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import IO, NamedTuple, Self, TypedDict

import click

from annotator.cli.main import cli

ENTRIES = {"annotator": "annotator.cli.main", "media-annotator": "annotator.cli.open"}
"""The programs that are installed, and where their `main` is."""
_ROOT = Path(__file__).parents[2]
_MOST = 1 << 20
"""Bytes of one order: words and an environment."""


class Ended(NamedTuple):
    """How a run of the program ended, and what it printed where that was not sent elsewhere."""

    status: int
    stdout: str
    stderr: str


class _Order(TypedDict):
    entry: str
    words: list[str]
    folder: str
    environment: dict[str, str]


class Program:
    """Runs the program, again and again."""

    def __init__(self) -> None:
        self._orders, theirs = socket.socketpair()
        places = [str(_ROOT), str(Path(__file__).parent), *(one for one in sys.path if one)]
        self._forker = subprocess.Popen(
            [sys.executable, "-m", "program", str(theirs.fileno())],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(places)},
            pass_fds=(theirs.fileno(),),
        )
        theirs.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._orders.close()
        self._forker.wait()

    def run(
        self,
        *words: str,
        entry: str = "annotator",
        stdout: int | None = None,
        stderr: int | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> Ended:
        """Run a command line here; its output goes to these descriptors, if any are given."""
        order = _Order(
            entry=entry,
            words=list(words),
            folder=str(Path.cwd()),
            environment={**os.environ, **(environment or {})},
        )
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as errors:
            given = (
                out.fileno() if stdout is None else stdout,
                errors.fileno() if stderr is None else stderr,
            )
            socket.send_fds(self._orders, [json.dumps(order).encode()], given)
            status = int(self._orders.recv(16))
            return Ended(status, _read(out), _read(errors))


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode().replace(os.linesep, "\n")


def main() -> None:
    """Load the program, and fork for each order; the child goes on as the program alone."""
    orders = socket.socket(fileno=int(sys.argv[1]))
    for module in ENTRIES.values():
        importlib.import_module(module)
    context = click.Context(cli)
    for name in cli.list_commands(context):
        cli.get_command(context, name)  # loads it
    gc.freeze()
    while True:
        message, given, _, _ = socket.recv_fds(orders, _MOST, 2)
        if not message:
            return
        child = os.fork()
        if child == 0:
            orders.close()
            break
        for one in given:
            os.close(one)
        _, status = os.waitpid(child, 0)
        orders.send(str(os.waitstatus_to_exitcode(status)).encode())
    _become(json.loads(message), given)


def _become(order: _Order, given: list[int]) -> None:
    for target, one in enumerate(given, start=1):
        os.dup2(one, target)
        os.close(one)
    os.chdir(order["folder"])
    os.environ.clear()
    os.environ.update(order["environment"])
    sys.argv = [order["entry"], *order["words"]]
    importlib.import_module(ENTRIES[order["entry"]]).main()


if __name__ == "__main__":
    main()
