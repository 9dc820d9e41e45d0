"""The one application object."""

import sys

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from annotator import __version__
from annotator.resources import resource


def application() -> QApplication:
    """Return the one application, made and dressed when it is not there yet."""
    running = QApplication.instance()
    app = running if isinstance(running, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("media-annotator")
    app.setApplicationDisplayName("Media Annotator")
    app.setApplicationVersion(__version__)
    app.setDesktopFileName("media-annotator")
    app.setWindowIcon(QIcon(str(resource("icons", "media-annotator.svg"))))
    return app
