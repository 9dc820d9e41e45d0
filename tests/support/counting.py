"""What a process holds: objects of Qt in Python, widgets, and file descriptors."""

import gc
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

_DESCRIPTORS = Path("/proc/self/fd")
_STATUS = Path("/proc/self/status")


class Held(NamedTuple):
    """How many there are of what must level off; the descriptors are -1 where nobody can tell."""

    wrappers: int
    widgets: int
    windows: int
    descriptors: int


def held() -> Held:
    """Count after all that waits to be deleted is gone."""
    for _ in range(3):
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
    gc.collect()
    wrappers = sum(1 for one in gc.get_objects() if issubclass(type(one), QObject))
    return Held(
        wrappers,
        len(QApplication.allWidgets()),
        len(QApplication.topLevelWidgets()),
        len(list(_DESCRIPTORS.iterdir())) if _DESCRIPTORS.is_dir() else -1,
    )


def megabytes() -> float:
    """Return how much memory the process has in use; 0 where nobody can tell."""
    if not _STATUS.is_file():
        return 0.0
    lines = _STATUS.read_text().splitlines()
    found = next((line for line in lines if line.startswith("VmRSS")), "VmRSS: 0")
    return int(found.split()[1]) / 1024
