"""Starting the window."""

import sys
import traceback
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from annotator.domain.errors import UserError
from annotator.formats.files.atomic import written_beside
from annotator.gui.exports.warming import read_formats
from annotator.gui.look.application import Application, application
from annotator.gui.look.theme import apply_size, apply_theme
from annotator.gui.settings.settings import INTERFACE, THEME, Settings
from annotator.gui.window import bug_report, crash
from annotator.gui.window.ended_badly import say_ended_badly
from annotator.gui.window.main_window import MainWindow
from annotator.gui.window.notices import Notices
from annotator.gui.window.opening_wanted import OpeningWanted
from annotator.store.project import Project
from annotator.workflow import program_log

_PICTURE = QSize(1280, 800)
_UNSEEN = {"offscreen", "minimal"}
"""Platforms on which nobody would see a box, and close it."""
_NO_WINDOW = 1
_QUIET_AFTER = 2_000
"""After how many milliseconds what is only asked for later is read in the background."""


def start(
    project: Path | Project | None = None, article: str | None = None, *, ask: bool = True
) -> MainWindow:
    """Show the window, with a project and an article in it if they are given.

    A project that is open already is not examined again. One that can't be opened is refused in a
    box with the ways on, and the start page stays. `ask` is whether to ask who is coding where this
    machine does not know, and anything else; otherwise a refusal of an open project is raised.
    """
    app = application()
    settings = Settings()
    apply_size(app, settings.get(INTERFACE))
    apply_theme(app, settings.get(THEME))
    window = MainWindow(settings)
    window.show()
    if isinstance(project, Path):
        window.open_path(project, article, ask=ask)
    elif project is not None and ask:
        window.take_project(project, article)
    elif project is not None:
        window.open_project(project, article, ask=False)
    return window


def run(
    project: Path | Project | None = None,
    article: str | None = None,
    screenshot: Path | None = None,
) -> int:
    """Run the window until it is closed; return the exit status.

    With `screenshot` the window is drawn once into that picture, and nothing is asked. Raise a
    `UserError` when the picture can't be written. What fails before the window stands is shown,
    and the status is 1 then.
    """
    try:
        app = application()
        crash.install(app)
        window = start(project, article, ask=screenshot is None)
        if isinstance(app, Application):
            OpeningWanted(app.wanted_file, window)
    except UserError:
        raise
    except Exception as error:  # noqa: BLE001 - no window could show it: this is the last resort
        return _ended_before(error)
    picture = QBuffer()
    if screenshot is not None:
        QTimer.singleShot(0, window, lambda: _draw(window, picture))
    else:
        QTimer.singleShot(_QUIET_AFTER, window, lambda: read_formats(window))
        say_ended_badly(window, program_log.earlier_faults())
        if window.settings.problem:
            Notices(window).tell_once(window, "The settings can't be read", window.settings.problem)
    status = app.exec()
    window.close()  # still open after an interrupt or a picture: everything is kept then, too
    if screenshot is not None:
        with written_beside(screenshot) as (file,):
            file.write(picture.data().data())
    return status


def _ended_before(error: Exception) -> int:
    """Tell of a bug before the window stood: in the log, in one line, and in a box."""
    program_log.note(f"Before the window stood\n{bug_report.bare(error, error.__traceback__)}")
    why = traceback.format_exception_only(error)[-1].strip()
    told = f"The window could not be opened. {why}"
    if sys.stderr is not None:  # pyright: ignore[reportUnnecessaryComparison] - without a console there is none
        print(f"{told} The log is {program_log.log_path()}", file=sys.stderr)  # noqa: T201 - the one line
    if QApplication.instance() is not None and QGuiApplication.platformName() not in _UNSEEN:
        box = QMessageBox(QMessageBox.Icon.Critical, "Media Annotator", told)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(f"The log is {program_log.log_path()}")
        box.exec()
    return _NO_WINDOW


def _draw(window: MainWindow, picture: QBuffer) -> None:
    window.resize(_PICTURE)  # whatever the size of the screen, which may be none
    QApplication.processEvents()
    picture.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(picture, "PNG")
    QApplication.exit(0)
