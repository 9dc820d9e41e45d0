"""The one application object."""

import sys
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QFileOpenEvent, QFontDatabase, QFontInfo, QIcon
from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.resources import own_fonts, resource


class WantedFile(QObject):
    """The file that the system last asked the program to open, kept until somebody takes it."""

    came = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._path: Path | None = None

    def keep(self, path: Path) -> None:
        """Keep a file; one that nobody has taken yet is wanted no more."""
        self._path = path
        self.came.emit()

    def take(self) -> Path | None:
        """Return the file, and keep it no longer."""
        path, self._path = self._path, None
        return path


class Application(QApplication):
    """An application that a double click on a file reaches as macOS sends it: as an event.

    It may come before there is a window. Other systems start the program with the file's name.
    """

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self.wanted_file = WantedFile(self)

    def event(self, event: QEvent) -> bool:
        """Keep the file that is to be opened; everything else is Qt's."""
        if isinstance(event, QFileOpenEvent) and event.file():
            self.wanted_file.keep(Path(event.file()))
            return True
        return super().event(event)


def application() -> QApplication:
    """Return the one application, made and dressed when it is not there yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
    else:
        app = Application(sys.argv[:1])
        _need_font(app)
    app.setApplicationName("media-annotator")
    app.setApplicationDisplayName("Media Annotator")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("media-annotator")
    app.setWindowIcon(QIcon(str(resource("icons", "media-annotator.svg"))))
    return app


def _need_font(app: QApplication) -> None:
    """Take the font that a frozen program brings where the system has none: all would be boxes."""
    # Qt lists "Sans Serif" and its kin even where no font is behind them.
    brought = own_fonts()
    if brought and not QFontInfo(app.font()).family():
        for file in brought:
            QFontDatabase.addApplicationFont(str(file))
