"""Learning in a process of its own: the library holds Python's lock all the while it trains.

The child gets what to learn from on its standard input, and answers on its standard output, both
as msgpack. It has a low priority, one thread, and no window.
"""

import os
import subprocess
import sys
import threading
import time
import traceback
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec

from annotator.analysis.suggest.document import Document
from annotator.analysis.suggest.learned import QuotePart, train
from annotator.domain.errors import CancelledError, UserError

COMMAND = "learning-worker"
"""By this command a frozen program is the child, as it can't run a module."""
PATIENCE = 1200.0
"""So many seconds at most the child may take, unless the caller says otherwise."""
_ASK_EVERY = 0.1  # seconds
_NICE = 10
_MODULE = "annotator.analysis.suggest.worker"
_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "VECLIB_MAXIMUM_THREADS",
)
_REMEDY = "What was learned before stays in use. If it happens again, report it with this text."


class LearningError(UserError):
    """Learning failed in its own process; the message says how."""

    def __init__(self, detail: str) -> None:
        super().__init__(f"Learning from the finished articles failed: {detail}", remedy=_REMEDY)


class _Task(msgspec.Struct, frozen=True):
    documents: list[Document]
    seed: int
    parts: list[QuotePart] | None
    iterations: int
    every_way: bool = False


class _Answer(msgspec.Struct, frozen=True):
    model: bytes = b""
    error: str = ""


def never() -> bool:
    """Say that nobody cancelled."""
    return False


def train_elsewhere(
    documents: Sequence[Document],
    *,
    seed: int = 0,
    parts: Collection[QuotePart] | None = None,
    iterations: int = 60,
    every_way: bool = False,
    cancelled: Callable[[], bool] = never,
    patience: float = PATIENCE,
) -> bytes:
    """Learn as `train` does, in a child process of low priority; return the model's bytes.

    `cancelled` is asked several times a second: once it says so, the child is ended and a
    `CancelledError` raised. A `LearningError` says why it failed, or that it took more than
    `patience` seconds.
    """
    chosen = None if parts is None else sorted(parts)
    task = _Task(list(documents), seed, chosen, iterations, every_way)
    out, said, code = _asked(msgspec.msgpack.encode(task), cancelled, patience)
    try:
        answer = msgspec.msgpack.decode(out, type=_Answer)
    except msgspec.MsgspecError as error:
        last = said.decode(errors="replace").strip().splitlines()[-1:]
        detail = f"its process ended with {code}{f', {last[0]}' if last else ''}"
        raise LearningError(detail) from error
    if answer.error:
        raise LearningError(answer.error)
    return answer.model


def _asked(task: bytes, cancelled: Callable[[], bool], patience: float) -> tuple[bytes, bytes, int]:
    """Return what the child answered, what it said on standard error, and its exit code."""
    pipe = subprocess.PIPE
    until = time.monotonic() + patience
    with subprocess.Popen(  # noqa: S603 - this very program
        _command(), stdin=pipe, stdout=pipe, stderr=pipe, env=_environment(), creationflags=_flags()
    ) as child:
        # `communicate` forgets what is left of its input where it runs out of time.
        pipe_in, child.stdin = child.stdin, None
        feeder = threading.Thread(target=_feed, args=(pipe_in, task), daemon=True)
        feeder.start()
        try:
            while True:
                if cancelled():
                    raise CancelledError
                if time.monotonic() > until:
                    message = f"it took more than {patience:,.0f} seconds"
                    raise LearningError(message)
                try:
                    out, said = child.communicate(timeout=_ASK_EVERY)
                except subprocess.TimeoutExpired:
                    continue
                return out, said, child.returncode
        finally:
            child.kill()
            feeder.join()


def _feed(pipe: IO[bytes], task: bytes) -> None:
    """Give the child its task, however slowly it takes it; one that has ended takes no more."""
    with suppress(OSError), pipe:
        pipe.write(task)


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, COMMAND]
    return [sys.executable, "-m", _MODULE]


def _environment() -> dict[str, str]:
    """Return the child's environment: it finds this very program, and uses one thread."""
    root = str(Path(__file__).resolve().parents[3])
    paths = [root, *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**os.environ, **dict.fromkeys(_ONE_THREAD, "1"), "PYTHONPATH": os.pathsep.join(paths)}


def _flags() -> int:
    """Return what Windows needs to be told: a low priority, and no window."""
    names = ("BELOW_NORMAL_PRIORITY_CLASS", "CREATE_NO_WINDOW")
    return sum(getattr(subprocess, name, 0) for name in names)


def answer(task: bytes) -> bytes:
    """Do a task, and return the answer to it: the model, or what went wrong."""
    try:
        given = msgspec.msgpack.decode(task, type=_Task)
        model = train(
            given.documents,
            seed=given.seed,
            parts=given.parts,
            iterations=given.iterations,
            every_way=given.every_way,
        )
    except Exception as error:  # noqa: BLE001 - the parent is told, whatever it is
        traceback.print_exc()
        return msgspec.msgpack.encode(_Answer(error=f"{type(error).__name__}: {error}"))
    return msgspec.msgpack.encode(_Answer(model.to_bytes()))


def main() -> None:
    """Be the child: read the task, learn, and answer."""
    if hasattr(os, "nice"):
        os.nice(_NICE)
    out = sys.stdout.buffer
    sys.stdout = sys.stderr
    out.write(answer(sys.stdin.buffer.read()))
    out.flush()


if __name__ == "__main__":
    main()
