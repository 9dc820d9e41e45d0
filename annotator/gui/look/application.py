"""The one application object."""

import sys

from PySide6.QtGui import QFontDatabase, QIcon
from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.resources import own_fonts, resource


def application() -> QApplication:
    """Return the one application, made and dressed when it is not there yet."""
    running = QApplication.instance()
    if isinstance(running, QApplication):
        app = running
    else:
        app = QApplication(sys.argv[:1])
        _need_font()
    app.setApplicationName("media-annotator")
    app.setApplicationDisplayName("Media Annotator")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("media-annotator")
    app.setWindowIcon(QIcon(str(resource("icons", "media-annotator.svg"))))
    return app


def _need_font() -> None:
    """Take the font that a frozen program brings where the system has none: all would be boxes."""
    brought = own_fonts()
    if brought and not QFontDatabase.families():
        for file in brought:
            QFontDatabase.addApplicationFont(str(file))
