"""The program's log, and the file that tells of an end without a word.

Both lie in one folder of this machine. The log turns over, so it stays small. The fault file is
written by `faulthandler` when the process dies in C code: one for each process, gone after an
orderly end.
"""

import faulthandler
import logging
import os
import sys
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import TextIO

NAME = "media-annotator"
_LARGEST = 1024 * 1024  # bytes of a log file
_KEPT = 3  # older log files
_MOST_OF_A_FAULT = 64 * 1024  # characters


def log_path() -> Path:
    """Return where the log is, also when there is none yet."""
    home = os.environ.get("ANNOTATOR_HOME")
    if home:
        return Path(home) / "log" / f"{NAME}.log"
    from platformdirs import user_log_path  # noqa: PLC0415 - commands seldom need it; it loads slowly

    return user_log_path(NAME, appauthor=False) / f"{NAME}.log"


def log_file() -> logging.Handler | None:
    """Open the log; None where none can be written: that must not stop the program."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = RotatingFileHandler(
            path, maxBytes=_LARGEST, backupCount=_KEPT, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        return None
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    return file


def note(text: str) -> None:
    """Write one record to the log while nothing holds it open."""
    file = log_file()
    if file is not None:
        file.handle(logging.makeLogRecord({"name": NAME, "levelname": "CRITICAL", "msg": text}))
        file.close()


_earlier: list[str] = []


def earlier_faults() -> list[str]:
    """Take the last words of processes that died before this one began; each is given once."""
    taken = list(_earlier)
    _earlier.clear()
    return taken


class FaultFile:
    """Where this process would write how it died."""

    def __init__(self) -> None:
        self._path = log_path().with_name(f"{NAME}-{os.getpid()}.fault")
        self._file: TextIO | None = None
        self._was_on = faulthandler.is_enabled()

    def begin(self) -> None:
        """Gather what earlier processes left, and have this one's death written down."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            _earlier.extend(_last_words(self._path.parent))
            self._file = self._path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)
        except (OSError, ValueError):  # no folder to write to: that must not stop the program
            return

    def end(self) -> None:
        """Take the file away again: this is an orderly end."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        self._path.unlink(missing_ok=True)
        if self._was_on and sys.__stderr__ is not None:
            faulthandler.enable(sys.__stderr__)


def _last_words(folder: Path) -> list[str]:
    """Return what dead processes wrote and keep it in one file; empty files are taken away."""
    found: list[str] = []
    for path in sorted(folder.glob(f"{NAME}-*.fault")):
        if not _is_left(path):
            continue
        words = path.read_text(encoding="utf-8", errors="replace")[:_MOST_OF_A_FAULT]
        if words.strip():
            found.append(words)
            path.replace(folder / f"{NAME}.last-fault")
        else:
            path.unlink(missing_ok=True)
    return found


def _is_left(path: Path) -> bool:
    """Tell whether the process that made a fault file is gone."""
    number = path.stem.rpartition("-")[2]
    if not number.isdigit() or int(number) == os.getpid():
        return True
    if path.stat().st_size:
        return True  # only a dying process writes to it
    if os.name == "nt":
        return False  # asking there would end the process; an empty file does no harm
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except (OSError, OverflowError):
        return False
    return False
