"""What the window tells and asks of a file: what was found, who is there, what moved."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from annotator.domain.errors import FileChangedError, UserError
from annotator.gui.project.file_changed import AfterChange, FileChangedDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.recent import remember_project
from annotator.gui.settings.settings import Settings
from annotator.gui.team import bring_in
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.gui.window.status_bar import StatusLine
from annotator.gui.wording.dates import short_moment
from annotator.store.opening.presence import OpenMark, Visitor

_LOOK_EVERY = 10_000
"""How often it is looked who else has the project open, in milliseconds."""

_REST = 1000
"""For how long no key is pressed before something is asked that nobody expects, in milliseconds."""


class KeysRest(QObject):
    """Waits until no key has been pressed for a moment, and is gone then."""

    rested = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=_REST)
        self._timer.timeout.connect(self._end)
        self._timer.start()
        QApplication.instance().installEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - widgets need one

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait anew after a key; nothing is taken from anybody."""
        if event.type() == QEvent.Type.KeyPress:
            self._timer.start()
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        QApplication.instance().removeEventFilter(self)  # pyright: ignore[reportOptionalMemberAccess] - as above
        self.deleteLater()
        self.rested.emit()


class FileEvents(QObject):
    """Follows one open project's file, until `leave`."""

    reopen = Signal(Path, Path, bool)
    """Open this file instead of that one, and bring that one into it if wanted."""

    def __init__(
        self,
        session: Session,
        settings: Settings,
        status: StatusLine,
        window: QWidget,
    ) -> None:
        super().__init__(session)
        self._session = session
        self._settings = settings
        self._status = status
        self._window = window
        self._presence = self._enter()
        session.moved.connect(self._moved)
        session.path_changed.connect(self._follow)
        session.waiting.changed.connect(self._show_waiting)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._show_company)
        self._timer.start()
        self._show_company()

    def leave(self) -> None:
        """Let others know that the project is closed here."""
        if self._presence is not None:
            self._presence.leave()
        self._status.show_company("")

    def _enter(self) -> OpenMark | None:
        project = self._session.project
        return None if project.read_only else OpenMark(project.path, self._session.coder)

    # What was found

    def tell_found(self) -> None:
        """Say what was found when the project was opened, and what of an earlier bad end."""
        project = self._session.project
        if project.read_only:
            self._status.refuse(f"The project can only be read: {project.read_only}")
        if project.notes:
            self._show_notes(project.notes, project.newer)
        elif self._presence is not None and self._presence.left_behind:
            self._status.tell(_ended_badly(self._presence.left_behind[-1], self._session))

    def _show_notes(self, notes: tuple[str, ...], newer: Path | None) -> None:
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Information)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("The project's file")
        box.setText("Something lay beside the project")
        box.setInformativeText("\n\n".join(notes))
        box.addButton("&Go on", QMessageBox.ButtonRole.AcceptRole)
        bring = newer and box.addButton("&Bring it in…", QMessageBox.ButtonRole.ActionRole)
        run_dialog(box)
        if newer and bring and box.clickedButton() is bring:
            bring_in(self._window, self._session, self._settings, [newer])

    # Who is there

    def _show_company(self) -> None:
        others = self._presence.company() if self._presence is not None else []
        self._status.show_company(", ".join(map(_in_words, others)))

    # What waits

    def _show_waiting(self) -> None:
        self._status.show_waiting(self._session.waiting.said())

    # What moved

    def _follow(self) -> None:
        """Be found under the name that the file has now."""
        path = self._session.project.path
        self.leave()
        self._presence = self._enter()
        remember_project(self._settings, path)
        self._status.tell(f"The file is called {path.name} now")

    def _moved(self, error: FileChangedError) -> None:
        self._status.refuse(str(error))
        # Never inside of an edit, nor in the midst of a word that is being typed.
        KeysRest(self).rested.connect(partial(self._ask, error))

    def _ask(self, error: FileChangedError) -> None:
        choice = run_dialog(FileChangedDialog(error, self._window)).choice
        kept = self._session.project.path
        if choice is AfterChange.GO_ON:
            self._status.tell(f"Your work goes on in {kept.name}")
            return
        if choice is AfterChange.PUT_BACK and not self._put_back(error.path):
            return
        self.reopen.emit(error.path, kept, choice is AfterChange.MERGE)

    def _put_back(self, path: Path) -> bool:
        try:
            self._session.project.copy_to(path, replace=False)
        except UserError as error:
            show_refusal(self._window, "The project can't be put back", error)
            return False
        return True


def save_what_waits(window: QWidget, session: Session, settings: Settings) -> bool:
    """Save the edits that wait before the project is closed; ask as long as they can't be.

    Tell whether it may be closed: whoever asks may rather go on working.
    """
    while not session.waiting.try_again():
        box = QMessageBox(window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle("Not everything is saved")
        box.setText(f"{session.waiting.said(at_once=True)}.")
        box.setInformativeText(
            "Close the other program, or wait for it. Or keep your work in a file of its own "
            "beside the project, which can be brought in later."
        )
        box.addButton("&Try again", QMessageBox.ButtonRole.AcceptRole)
        keep = box.addButton("&Keep it in a file", QMessageBox.ButtonRole.ActionRole)
        go_on = box.addButton("&Go on working", QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(go_on)
        clicked = run_dialog(box).clickedButton()
        if clicked is go_on:
            return False
        if clicked is keep:
            try:
                session.project.go_on_in(session.project.keep_work())
                remember_project(settings, session.project.path)
            except UserError as error:
                show_refusal(window, "The work can't be kept", error)
            else:
                session.told.emit(f"Your work goes on in {session.project.path.name}")
    return True


def _in_words(visitor: Visitor) -> str:
    """Return "ben on desk-2 since today, 14:05"."""
    who = visitor.coder or "somebody"
    return f"{who} on {visitor.machine} since {short_moment(visitor.since)}"


def _ended_badly(visitor: Visitor, session: Session) -> str:
    """Say what is left of a session whose program ended badly: all that was saved."""
    last = next(iter(session.project.latest_edits(1)), None)
    found = f"The last edit in the file is “{last.label}”, {short_moment(last.at)}" if last else ""
    ended = f"The program ended badly in a session of {short_moment(visitor.since)}"
    return f"{ended}; nothing that was saved is missing. {found}."
