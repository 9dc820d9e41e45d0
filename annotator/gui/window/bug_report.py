"""A bug in words that can be sent to others: where it happened, and nothing of what was worked on.

Tracebacks hold lines of the program and no values, but messages of exceptions may quote an
article, a note or a name, and paths may hold a person's name.
"""

import platform
import re
import traceback
from collections.abc import Iterator
from pathlib import Path, PurePath
from types import TracebackType

import PySide6

import annotator

_LONGEST = 200  # characters of a message
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"|“[^”]*”|‘[^’]*’|«[^»]*»")
_OF_PYTHON_AND_QT = re.compile(
    r"'[\w.]+' object (has no attribute '\w+'|is not [a-z ]+|does not [a-z ]+)"
    r"|(module|type object) '[\w.]+' has no attribute '\w+'"
    r"|unsupported operand type\(s\) for [^ ]+: '[\w.]+' and '[\w.]+'"
    r"|[\w.]+\(\) (missing|takes|got) [a-z0-9 ]+( argument[s]?:?)?( '\w+')?"
    r"|name '\w+' is not defined"
    r"|cannot access local variable '\w+'"
    r"|No module named '[\w.]+'"
    r"|cannot import name '\w+' from '[\w.]+'"
    r"|(list|tuple|string|pop from empty|deque|range object)[a-z ]*(index|list|deque) ?[a-z ]*"
    r"|(list|tuple|string) indices must be [a-z ]+, not '?\w+'?"
    r"|maximum recursion depth exceeded"
    r"|dictionary changed size during iteration"
    r"|Internal C\+\+ object \([\w.:]+\) already deleted"
    r"|[a-z ]*division[a-z ]* by zero|division by zero",
    re.ASCII,
)
"""What Python and Qt word themselves, with names of the program alone in it."""
_PACKAGES = ("site-packages", "annotator", "tests", "lib")


def heading() -> str:
    """Return the versions of what a bug happened in."""
    return (
        f"Media Annotator {annotator.__version__}, Python {platform.python_version()}, "
        f"PySide {PySide6.__version__}, {platform.platform()}"
    )


def bare(error: BaseException | None, trace: TracebackType | None, kind: type = Exception) -> str:
    """Return a traceback whose messages and paths say nothing of the work and of people."""
    parts: list[str] = []
    for one, its_trace in _chain(error, trace):
        frames = traceback.extract_tb(its_trace)
        lines = [
            f"  {_place(frame.filename)}:{frame.lineno} in {frame.name}\n    {frame.line}\n"
            for frame in frames
        ]
        parts.append("".join([*lines, f"{_named(type(one))}: {bare_message(one)}\n"]))
    return "from which followed\n".join(parts) if parts else f"{_named(kind)}\n"


def full(error: BaseException | None, trace: TracebackType | None, kind: type = Exception) -> str:
    """Return a traceback as Python gives it, messages and paths included."""
    if error is None:
        return f"{_named(kind)}\n"
    return "".join(traceback.format_exception(type(error), error, trace))


def bare_message(error: BaseException) -> str:
    """Return as much of an exception's message as surely says nothing of the work."""
    message = str(error).partition("\n")[0]
    if isinstance(error, OSError) and error.strerror:
        return f"[Errno {error.errno}] {error.strerror}"
    if type(error).__module__ == "sqlite3":
        return _QUOTED.sub("…", message)[:_LONGEST]
    known = _OF_PYTHON_AND_QT.match(message)
    if known is not None:
        return known.group()
    return f"(a message of {len(str(error))} characters)" if message else ""


def key(error: BaseException | None, trace: TracebackType | None) -> str:
    """Return what two bugs have in common that are one."""
    frames = traceback.extract_tb(trace)
    place = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} {place}"


def _chain(
    error: BaseException | None, trace: TracebackType | None
) -> list[tuple[BaseException, TracebackType | None]]:
    """Return an exception after those that it came from."""
    found = [(one, trace if one is error else one.__traceback__) for one in _back_from(error)]
    return found[::-1]


def _back_from(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _named(kind: type) -> str:
    return kind.__name__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__name__}"


def _place(path: str) -> str:
    """Return a source file's path from a package on, without the folders of whoever runs it."""
    parts = PurePath(path).parts
    for name in _PACKAGES:
        if name in parts:
            last = len(parts) - 1 - parts[::-1].index(name)
            return "/".join(parts[last + (name == "site-packages") :])
    return Path(path).name
