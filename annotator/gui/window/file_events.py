"""What the window tells and asks of a file: what was found, who is there, what moved."""

from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from annotator.domain.change import Changes
from annotator.domain.errors import FileChangedError, UserError
from annotator.gui.project.backing_up import backup_plan
from annotator.gui.project.file_changed import AfterChange, FileChangedDialog
from annotator.gui.session.session import Session
from annotator.gui.settings.recent import remember_project
from annotator.gui.settings.settings import Settings
from annotator.gui.team import bring_in
from annotator.gui.widgets.dialog import run_dialog
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.gui.window.kept_work import KeptWork
from annotator.gui.window.keys_rest import KeysRest
from annotator.gui.window.status_bar import StatusLine
from annotator.gui.wording.dates import short_moment
from annotator.store.backups.places import backups_of
from annotator.store.keeping.kept_beside import kept_files
from annotator.store.opening.presence import OpenMark, Visitor

_LOOK_EVERY = 10_000
"""How often it is looked who else has the project open, in milliseconds."""
_NOTE_AFTER = 1000
"""How long after an edit it is noted that it is saved, with those after it, in milliseconds."""


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
        self._saved = ""
        self._presence = self._enter()
        self._note_soon = QTimer(self, singleShot=True, interval=_NOTE_AFTER)
        self._note_soon.timeout.connect(self._note)
        session.changed.connect(self._see)
        self.kept_work = KeptWork(session, window, self._bring_in)
        session.moved.connect(self._moved)
        session.path_changed.connect(self._follow)
        session.waiting.changed.connect(self._show_waiting)
        self._timer = QTimer(self, interval=_LOOK_EVERY)
        self._timer.timeout.connect(self._show_company)
        self._timer.start()
        self._show_company()

    def leave(self) -> None:
        """Let others know that the project is closed here, and look for nothing any more."""
        self.kept_work.stop()
        if self._presence is not None:
            self._presence.leave()
        self._status.show_company("")

    def _enter(self) -> OpenMark | None:
        project = self._session.project
        if project.read_only:
            return None
        made = OpenMark(project.path, self._session.coder)
        with suppress(UserError):
            self._saved = next((one.id for one in project.latest_edits(1)), self._saved)
        made.note(self._saved)
        return made

    def _see(self, changes: Changes) -> None:
        """Note what was saved, for whoever opens the project after a bad end; not key by key."""
        if changes.edit:
            self._saved = changes.edit
            if not self._note_soon.isActive():
                self._note_soon.start()

    def _note(self) -> None:
        if self._presence is not None:
            self._presence.note(self._saved)

    # What was found

    def tell_found(self) -> None:
        """Say what was found when the project was opened, and what of an earlier bad end."""
        project = self._session.project
        if project.read_only:
            self._status.refuse(f"The project can only be read: {project.read_only}")
        if project.notes:
            self._show_notes(project.notes, project.newer)
        elif self._presence is not None and self._presence.left_behind:
            self._tell_ended_badly(self._presence.left_behind)
        if project.newer is not None:
            self.kept_work.leave_out(project.newer)
        if not project.read_only:
            self.kept_work.look()

    def _tell_ended_badly(self, left: list[Visitor]) -> None:
        project = self._session.project
        lost = [one for one in left if one.edit and not project.has_edit(one.edit)]
        ended = f"The program ended badly in a session of {short_moment((lost or left)[-1].since)}"
        if lost:
            self._status.refuse(
                f"{ended}; what it had saved last is not in this file. {self._ways()}"
            )
            return
        told = "; nothing that was saved is missing" if left[-1].edit else ""
        last = next(iter(project.latest_edits(1)), None)
        found = f"The last edit in it is “{last.label}”, {short_moment(last.at)}" if last else ""
        self._status.tell(f"{ended}{told}. {found}")

    def _ways(self) -> str:
        """Name where the work may be that is not in the file."""
        path = self._session.project.path
        if kept_files(path):
            return "Bring in… finds the work that was kept beside it"
        if backups_of(path, backup_plan(self._settings)):
            return "Restore a backup… shows what there is"
        return "Look for another copy of it, and bring that in"

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
            self._bring_in([newer])

    def _bring_in(self, paths: list[Path]) -> None:
        bring_in(self._window, self._session, self._settings, paths)

    # Who is there

    def _show_company(self) -> None:
        others = self._presence.company() if self._presence is not None else []
        self._status.show_company(", ".join(map(_in_words, others)))

    # What waits

    def _show_waiting(self) -> None:
        waiting = self._session.waiting
        self._status.show_waiting(waiting.said(), again=not waiting.for_copy)

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


def _in_words(visitor: Visitor) -> str:
    """Return "ben on desk-2 since today, 14:05"."""
    who = visitor.coder or "somebody"
    return f"{who} on {visitor.machine} since {short_moment(visitor.since)}"
