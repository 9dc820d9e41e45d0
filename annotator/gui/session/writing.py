"""Writing to the open project's file: waited for when it is locked, and noticed when it changes."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.change import Changes
from annotator.domain.errors import CANT_WRITE, BusyError, FileChangedError, NotNowError, UserError
from annotator.gui.session.jobs import Job
from annotator.gui.session.running_job import RunningJob
from annotator.gui.session.waiting import EditAtHand, WaitingEdits
from annotator.store.project import Project

_PATIENCE = 15
"""How long the window stands still for another program's lock, in milliseconds: about a frame."""
_LOOK_EVERY = 2000
"""How often it is looked what became of the file, in milliseconds."""

Act = Callable[[], Changes | None]


class FileWriter(QObject):
    """Does edits in the file that is the right one, and looks after it until `end`."""

    told = Signal(str)
    """What became of the file, where that needs no answer."""
    refused = Signal(str)
    """Why something was not done."""
    written_by_others = Signal()
    """Another program, or another connection, has edited the project."""
    path_changed = Signal()
    """The file has another name now, or is another one."""
    moved = Signal(object)
    """The file is another one, or gone (a `FileChangedError`); the work goes on elsewhere."""

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._path = project.path
        self._data_version = project.data_version()
        self._last_refusal = ""
        self.waiting = WaitingEdits(self, project)
        """Edits that can't be written yet."""
        # What lasts longer is waited for in the background.
        project.be_patient(_PATIENCE, self.waiting.begin)
        self._watch = QTimer(self, interval=_LOOK_EVERY)
        self._watch.timeout.connect(self.look)
        self._watch.start()
        self._copying: RunningJob | None = None
        self._copying = self._begin_copying()

    def end(self) -> None:
        """Stop looking after the file, and close it."""
        self._watch.stop()
        self._stop_copying()
        self.waiting.end()
        if not self._project.is_closed:
            with suppress(UserError):  # work that is not in the file any more is kept beside it
                self._project.look_at_file()
        self._project.close()

    def _begin_copying(self) -> RunningJob | None:
        """Copy what the session stands on, unless that takes no time; edits wait for it."""
        copy = self._project.copy_elsewhere()
        if copy is None:
            return None
        made: list[Path | None] = []
        running = Job(copy).on_success(made.append).run_quietly(self)
        running.over.connect(lambda: self._take_copy(running, made))
        return running

    def _take_copy(self, running: RunningJob, made: list[Path | None]) -> None:
        """Let edits be done, whatever came of the copy; nothing if it was stopped before."""
        if self._copying is not running:
            return
        self._copying = None
        if not self._project.is_closed:
            self._project.take_copy(made[0] if made else None)
            self.waiting.try_again()

    def _stop_copying(self) -> None:
        """Stop before the folder goes in which the copy is made."""
        if self._copying is not None:
            self._copying.stop()
            self._copying = None
            self._project.take_copy(None)

    def write(self, edit: EditAtHand) -> Changes | None:
        """Do an edit and hand on what it changed; one that has to wait is done later.

        A refusal is told and gives None. What waits gives what it will change, as far as that can
        be foretold: it will be done, or told why not.
        """
        if self.waiting.some:
            return self._wait(edit)
        self.waiting.room_wanted.emit()
        try:
            return self._do(edit)
        except BusyError as error:
            return self._wait(edit, error)

    def _wait(self, edit: EditAtHand, why: BusyError | None = None) -> Changes | None:
        try:
            expected = edit.expect()
        except BusyError:
            expected = self._project.expect_something()
        except UserError as error:
            self.refused.emit(str(error))
            return None
        self.waiting.add(partial(self._do_later, edit), edit, why)
        with suppress(BusyError):  # what can't be read now is read once the lock is gone
            edit.shown(expected)
        return expected

    def _do(self, edit: EditAtHand) -> Changes | None:
        """Do it, in another file if that has become necessary; raise `BusyError` to do it later."""
        try:
            changes = self._in_the_right_file(edit.act)
        except BusyError:
            raise
        except UserError as error:
            self.refused.emit(str(error))
            return None
        self._show_or_wait(partial(self._show, changes, edit.done))
        return changes

    def _do_later(self, edit: EditAtHand) -> None:
        """Do what has waited; it is shown already."""
        changes: Changes | None = None
        refusal = ""
        try:
            changes = self._in_the_right_file(edit.act)
        except NotNowError:
            raise
        except FileChangedError as error:  # there is nowhere to go on as yet
            raise NotNowError(CANT_WRITE, error.message.rstrip(".")) from None
        except UserError as error:
            refusal = str(error)
        except BaseException:
            self._show_or_wait(partial(edit.ended, None, self._project.end_first(None)))
            raise
        expected = self._project.end_first(changes)
        if refusal:
            what = f"“{expected.label}” was not saved: " if expected.label else ""
            self.refused.emit(f"{what}{refusal}")
        self._show_or_wait(partial(self._show_end, edit, changes, expected))

    def _show_end(self, edit: EditAtHand, changes: Changes | None, expected: Changes) -> None:
        self._take_over()
        edit.ended(changes, expected)

    def _show_or_wait(self, show: Callable[[], object]) -> None:
        try:
            show()
        except BusyError:
            # What is done is done: only showing it waits.
            self.waiting.add_rest(show)

    def _show(self, changes: Changes | None, done: Callable[[Changes], object]) -> None:
        self._take_over()
        if changes is not None:
            done(changes)

    def _in_the_right_file(self, act: Act) -> Changes | None:
        try:
            return act()
        except FileChangedError as error:
            self._go_on_elsewhere(error)
            if not error.done:
                return act()
            return error.changes if isinstance(error.changes, Changes) else None

    def _go_on_elsewhere(self, error: FileChangedError) -> None:
        """Go on in the file in which the work is kept; raise the error when there is none."""
        if error.kept is None:
            raise error
        self.go_on_in(error.kept)
        self.moved.emit(error)

    def go_on_in(self, path: Path) -> None:
        """Go on in another file of the same project, also with what waits."""
        self._stop_copying()
        self._project.go_on_in(path)
        self._data_version = -1  # whatever lies there, it is another file
        self._take_over()

    def look(self) -> None:
        """Look what became of the file, and take over what another program has written to it."""
        if self._project.is_closed:
            self._watch.stop()
            return
        try:
            self._project.look_at_file()
            self._take_over()
            self._last_refusal = ""
        except BusyError:
            return  # it is looked at again in a moment
        except UserError as error:
            self._face(error)

    def _face(self, error: UserError) -> None:
        if isinstance(error, FileChangedError) and error.kept is not None:
            self._go_on_elsewhere(error)
        elif str(error) != self._last_refusal:  # once, and not at every look
            self._last_refusal = str(error)
            self.refused.emit(str(error))

    def hear(self) -> None:
        """Know of what was written elsewhere, since all of it is read anew now."""
        self._data_version = self._project.data_version()
        self._take_over()

    def _take_over(self) -> None:
        if self._project.path != self._path:
            self._path = self._project.path
            self.path_changed.emit()
        version = self._project.data_version()
        if version != self._data_version:
            self._data_version = version
            self.written_by_others.emit()
        if self._copying is None:  # what was too much to be kept in memory
            self._copying = self._begin_copying()
