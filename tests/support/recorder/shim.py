"""The recorder as a library that is loaded before libc: building it, and telling it what to do."""

import ctypes
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).with_name("recorder.c")


def why_not() -> str:
    """Say why nothing can be recorded here; an empty text when it can."""
    if not Path("/proc/self/fd").is_dir():
        return "the recorder needs Linux"
    return "" if _compiler() else "there is no C compiler (cc)"


def build(folder: Path) -> Path:
    """Compile the recorder into a folder and return the library."""
    library = folder / "recorder.so"
    line = [_compiler(), "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl", "-lpthread"]
    subprocess.run(line, check=True)
    return library


def _compiler() -> str:
    return shutil.which(os.environ.get("CC", "cc")) or ""


@cache
def _library() -> ctypes.CDLL | None:
    """Return the library if this process was started with it."""
    if "recorder" not in os.environ.get("LD_PRELOAD", ""):
        return None
    return ctypes.CDLL(None)


def is_loaded() -> bool:
    """Tell whether this process can record and be ended at a write."""
    return _library() is not None


def watch(folder: Path) -> None:
    """Take the folder, resolved, for the one whose files are watched."""
    if (library := _library()) is not None:
        library.recorder_watch(os.fsencode(folder.resolve()))


def record_to(trace: Path) -> None:
    """Write what is done below the watched folder to a trace from now on."""
    if (library := _library()) is not None:
        library.recorder_trace(os.fsencode(trace))


def kill_before(write: int, *, torn: bool) -> None:
    """End this process before its `write`-th write from now on, or in the middle of it."""
    if (library := _library()) is not None:
        library.recorder_kill_before(ctypes.c_long(write), int(torn))


def counted() -> int:
    """Return how many writes were counted since the folder is watched."""
    return int(library.recorder_counted()) if (library := _library()) is not None else 0


def note(line: str) -> None:
    """Put a line into the trace, between what was written before and what will be after."""
    if (library := _library()) is not None:
        library.recorder_note(line.encode())
