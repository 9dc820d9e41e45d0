"""Opening the file that the system asks for while the program runs: a double click on macOS."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from annotator.gui.look.application import WantedFile
from annotator.gui.window.main_window import MainWindow

_LOOK_AGAIN = 200
"""Milliseconds after which it is looked whether a dialog is closed by now."""


class OpeningWanted(QObject):
    """Opens the wanted file in the window, as soon as no dialog stands on what is open there."""

    def __init__(self, wanted: WantedFile, window: MainWindow) -> None:
        super().__init__(window)
        self._wanted = wanted
        self._window = window
        self._soon = QTimer(self, singleShot=True)
        self._soon.timeout.connect(self._open)
        wanted.came.connect(self._come)
        self._come()

    def _come(self) -> None:
        # Never inside of the system's event: opening may ask something, in a loop of its own.
        self._soon.start(0)

    def _open(self) -> None:
        if QApplication.activeModalWidget() or QApplication.activePopupWidget():
            self._soon.start(_LOOK_AGAIN)
            return
        path = self._wanted.take()
        if path is None:
            return
        self._window.raise_()
        self._window.activateWindow()
        if not self._is_open(path):
            self._window.open_path(path)

    def _is_open(self, path: Path) -> bool:
        opened = self._window.project
        return opened is not None and opened.session.project.path.resolve() == path.resolve()
