"""Starting the window."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, QTimer
from PySide6.QtWidgets import QApplication

from annotator.formats.files.atomic import written_beside
from annotator.gui.look.application import application
from annotator.gui.look.theme import apply_theme
from annotator.gui.settings.settings import THEME, Settings
from annotator.gui.window import crash
from annotator.gui.window.main_window import MainWindow
from annotator.store.project import Project

_PICTURE = QSize(1280, 800)


def start(
    project: Path | Project | None = None, article: str | None = None, *, ask: bool = True
) -> MainWindow | None:
    """Show the window, with a project and an article in it if they are given.

    A project that is open already is not examined again. `ask` is whether to ask who is coding
    where this machine does not know. Return None when the project can't be opened, which the user
    has been told then.
    """
    app = application()
    settings = Settings()
    apply_theme(app, settings.get(THEME))
    window = MainWindow(settings)
    window.show()
    if isinstance(project, Project):
        window.open_project(project, article, ask=ask)
    elif project is not None and not window.open_path(project, article, ask=ask):
        return None
    return window


def run(
    project: Path | Project | None = None,
    article: str | None = None,
    screenshot: Path | None = None,
) -> int:
    """Run the window until it is closed; return the exit status.

    With `screenshot` the window is drawn once into that picture, and nothing is asked. Raise a
    `UserError` when the picture can't be written.
    """
    app = application()
    crash.install(app)
    window = start(project, article, ask=screenshot is None)
    if window is None:
        return 2
    if screenshot is None:
        return app.exec()
    picture = QBuffer()
    QTimer.singleShot(0, lambda: _draw(window, picture))
    status = app.exec()
    with written_beside(screenshot) as (file,):
        file.write(picture.data().data())
    return status


def _draw(window: MainWindow, picture: QBuffer) -> None:
    window.resize(_PICTURE)  # whatever the size of the screen, which may be none
    QApplication.processEvents()
    picture.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(picture, "PNG")
    QApplication.exit(0)
