"""A window until its first paint, in a process of its own: `python -m bench.first_paint WHAT REST`.

WHAT is `empty` for a bare `QMainWindow`, `start` for the program, or the path of a project that the
program opens. REST is how long to leave the window alone after that, in milliseconds; then the
memory in use is printed, in MB. Loads nothing but what it shows.
"""

import os
import sys

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow


class _Watch(QObject):
    painted = False

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        self.painted = self.painted or event.type() == QEvent.Type.Paint
        return False


def _until_painted(*_: object) -> int:
    (window,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMainWindow)]
    watch = _Watch()
    window.installEventFilter(watch)
    while not watch.painted:
        QApplication.processEvents()
    if _rest:
        QTimer.singleShot(_rest, QApplication.quit)
        _run()
        from bench.measuring import megabytes  # noqa: PLC0415 - only now, so that it costs no start

        print(megabytes(), flush=True)
    os._exit(0)


def _main(what: str) -> None:
    if what == "empty":
        app = QApplication([])
        window = QMainWindow()
        window.show()
        app.exec()
        return
    from annotator.cli.main import main  # noqa: PLC0415 - the empty window must not load it

    sys.argv = ["annotator", "open", *([] if what == "start" else [what])]
    main()


_rest = int(sys.argv[2])
_run, QApplication.exec = QApplication.exec, _until_painted  # pyright: ignore[reportAttributeAccessIssue] - instead of running for ever
_main(sys.argv[1])
