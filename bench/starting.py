"""Cold starts and memory at rest, in processes of their own.

CPU time from the start of the process until the first paint, and what a window that nobody touches
has in use a while later; the floor is an empty `QMainWindow`. Compiled modules are there.
"""

import sys
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bench.children import run_python
from bench.material import CODER, Material
from bench.measuring import Way, cpu_of_children, in_turns, nothing
from bench.rows import Row

_ALSO_LEAVES = """
import os, sys
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class Watch(QObject):
    painted = False

    def eventFilter(self, watched, event):
        self.painted |= event.type() == QEvent.Type.Paint
        return False


def until_painted(*_):
    watch = Watch()
    (window,) = [w for w in QApplication.topLevelWidgets() if isinstance(w, QMainWindow)]
    window.installEventFilter(watch)
    while not watch.painted:
        QApplication.processEvents()
    if REST:
        stop = QTimer(interval=REST)
        stop.timeout.connect(QApplication.quit)
        stop.start()
        run()
        status = open("/proc/self/status").read().split()
        print(int(status[status.index("VmRSS:") + 1]) / 1024, flush=True)
    os._exit(0)


run, QApplication.exec = QApplication.exec, until_painted
"""
_EMPTY = """
app = QApplication([])
window = QMainWindow()
window.show()
app.exec()
"""
_PROGRAM = """
from annotator.gui.settings.settings import CODER, Settings
settings = Settings()
settings.set(CODER, {coder!r})
settings.sync()
"""
