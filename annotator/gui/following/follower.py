"""Following a folder while a project is open: looking, bringing in and sending by itself."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from annotator.domain.change import Changes
from annotator.domain.errors import BusyError, UserError
from annotator.domain.names import folded
from annotator.gui.commands.table import key_of
from annotator.gui.following.deciding import decide
from annotator.gui.following.words import hour_now, notice_of, told_of
from annotator.gui.following.work import FolderLook, FolderWork, rest_after
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import Reporter, RunningJob
from annotator.gui.session.session import Session
from annotator.gui.settings.settings import FOLLOW_SECONDS, Settings
from annotator.gui.widgets.file_dialogs import show_refusal
from annotator.store.project import Project
from annotator.workflow.following.found import BRINGS, Brought, FileStanding, FoundFile
from annotator.workflow.following.roles import Role
from annotator.workflow.following.ties import FolderTie, drop_tie, keep_tie, refuse_within, tie_of

_FIRST = 1_500
"""How long after opening it is looked first, in milliseconds: what one opened it for is shown."""
_SOON = 3_000
"""How long after a look what is arriving is looked at again, in milliseconds."""
_LEAVING = 2.0
"""How long closing waits for what was not sent, and once more for what can't be stopped, in
seconds."""
_MOMENT = 0.03
_NOW = frozenset((FileStanding.ARRIVING,))
T = TypeVar("T")

Rested = Callable[[QObject, Callable[[], object]], object]
"""Calls something once no key was pressed for a moment, unless its owner is gone by then."""


def _at_once(_owner: QObject, act: Callable[[], object]) -> None:
    act()


class FolderFollower(QObject):
    """Looks into the folder that a project follows, where it follows one, until `close`.

    Nothing begins while a dialog is open, edits wait or words are being typed, and there is never
    more than one thing under way.
    """

    changed = Signal()
    """Something else is there, or stands otherwise; or another folder is followed, or none."""

    def __init__(
        self, session: Session, settings: Settings, parent: QObject, rested: Rested = _at_once
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._rested = rested
        self.tie: FolderTie | None = None
        """Which folder is followed, and how."""
        self.found: tuple[FoundFile, ...] = ()
        self.role: Role | None = None
        self.trouble = ""
        """Why the folder can't be read, or written, in a sentence."""
        self.came: dict[str, str] = {}
        """When files came in, by their names."""
        self.sent: dict[str, str] = {}
        """When files were sent, by their names."""
        self.shown_by: QWidget | None = None
        """The dialog that shows all this, and so hinders nothing."""
        self._work: FolderWork | None = None
        self._running: RunningJob | None = None
        self._reads = self._unsent = False
        self._next: Callable[[], object] | None = None
        self._said = ""
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self._resting = QTimer(self, singleShot=True, interval=rest_after(0))
        self._opened = QTimer(self, singleShot=True, interval=_FIRST)
        self._opened.timeout.connect(self.go_on)
        self._opened.start()
        session.changed.connect(self._see)
        session.path_changed.connect(self._follow_file)
        session.waiting.room_wanted.connect(self.make_room)

    @property
    def is_at_work(self) -> bool:
        """Whether anything is under way."""
        return self._running is not None

    # Which folder

    def follow(self, folder: Path, *, by_itself: bool) -> None:
        """Follow a folder from now on, in the name of who is coding.

        Raise a `UserError` where the project lies in it.
        """
        path = self._session.project.path
        refuse_within(path, folder)
        tie = FolderTie(project=path, folder=folder, coder=self._session.coder, by_itself=by_itself)
        keep_tie(tie)
        self._begin(tie)
        self.look(sends=True)

    def set_by_itself(self, by_itself: bool) -> None:  # noqa: FBT001 - a tick's slot
        """Let files come in by themselves, or not."""
        if self.tie is not None and self.tie.by_itself is not by_itself:
            self.tie = structs.replace(self.tie, by_itself=by_itself)
            keep_tie(self.tie)
            self._bring_news()

    def stop_following(self) -> None:
        """Follow no folder any more; what is there stays."""
        if self.tie is not None:
            drop_tie(self.tie.project)
        self._end_work()
        self.tie, self.found, self.trouble, self.role = None, (), "", None
        self.changed.emit()

    @property
    def other_coder(self) -> str:
        """In whose name it is followed, where that is not who is coding: nothing is done then."""
        tie = self.tie
        return tie.coder if tie and folded(tie.coder) != folded(self._session.coder) else ""

    def go_on(self) -> None:
        """Take up what was followed before."""
        project = self._session.project
        if self.tie is None and not project.is_closed and not project.read_only:
            tie = tie_of(project.path)
            if tie is not None:
                self._begin(tie)
                self.look()

    def _begin(self, tie: FolderTie) -> None:
        self._opened.stop()
        self._end_work()
        self.tie, self.found, self.trouble = tie, (), ""
        self._work, self._unsent = FolderWork(tie), True
        self.changed.emit()

    def _end_work(self) -> None:
        """Stop what is under way; where a drive that is away holds it, leave it behind."""
        self._timer.stop()
        self._next = None
        self._wait(_LEAVING)
        if self._running is None and self._work is not None:
            self._work.close()
        self._work = self._running = None

    def _wait(self, seconds: float) -> None:
        if self._running is not None:
            self._running.reporter.cancel()
            if self._running.wait_for(seconds):
                self._running = None

    def _follow_file(self) -> None:
        """Go on following where the project's file has another name now."""
        if self.tie is not None:
            try:
                tie = structs.replace(self.tie, project=self._session.project.path)
                keep_tie(tie)
                self._begin(tie)
                self._look_in(_SOON)
            except UserError as error:
                self._end_work()
                self.trouble = str(error)
                self.changed.emit()

    # Looking

    def look(self, *, sends: bool | None = None) -> None:
        """Look into the folder, and send what was done if that has rested, or is wanted now."""
        work = self._work
        if work is None or self._session.project.is_closed:
            return
        if self._running is not None or self._is_busy():
            self._look_in(_SOON)
            return
        self._look_in(self._settings.get(FOLLOW_SECONDS) * 1000)
        rested = self._unsent and not self._resting.isActive()
        wanted = rested if sends is None else sends
        self._unsent = self._unsent and not wanted
        self._do(
            lambda own, reporter: work.look(own, reporter, sends=wanted),
            partial(self._seen, work, wanted),
            reads=True,
        )

    def _look_in(self, milliseconds: int) -> None:
        self._timer.start(milliseconds)

    def _is_busy(self) -> bool:
        """Tell whether one is in the midst of something."""
        modal = QApplication.activeModalWidget()
        return bool(
            (modal is not None and modal is not self.shown_by)
            or QApplication.activePopupWidget() is not None
            or self._session.waiting.some
            or self.other_coder
        )

    def _do(
        self,
        act: Callable[[Project, Reporter], T],
        done: Callable[[T], object],
        *,
        reads: bool = False,
    ) -> None:
        job = Job(on_sibling(self._session.project, act)).on_success(done)
        job.on_refusal(self._refused).on_cancel(self._given_up)
        self._run(job.run_quietly(self), reads=reads)

    def _run(self, running: RunningJob | None, *, reads: bool = False) -> None:
        self._running, self._reads = running, reads
        if running is not None:
            running.finished.connect(partial(self._ended, running))

    def _ended(self, running: RunningJob) -> None:
        if self._running is running:
            self._running = None

    def _seen(self, work: FolderWork, wanted: bool, seen: FolderLook) -> None:  # noqa: FBT001 - bound before
        if work is not self._work:
            return
        self._unsent = self._unsent or (wanted and not seen.is_sent)
        self.sent.update({one.path.name: hour_now() for one in seen.sent if one.written})
        self.role = seen.role
        if seen.sent:
            self._resting.setInterval(rest_after(seen.seconds))
        self._show(seen.found, seen.trouble)
        if any(one.standing in _NOW for one in seen.found) or any(one.written for one in seen.sent):
            self._look_in(min(_SOON, self._timer.interval()))
        if self._next is not None:
            act, self._next = self._next, None
            act()
        else:
            self._bring_news()

    def _show(self, found: tuple[FoundFile, ...], trouble: str = "") -> None:
        if (found, trouble) == (self.found, self.trouble):
            self.changed.emit()
            return
        self.found, self.trouble = found, trouble
        self.changed.emit()
        told = "" if trouble else self.notice  # that it is away is shown, and interrupts nobody
        if told and told != self._said:
            self._session.told_late.emit(f"{told} — {key_of('bring_in_followed')} {self._does}")
        self._said = told

    def _refused(self, error: UserError) -> None:
        self._unsent = True
        if not isinstance(error, BusyError):
            self._next = None  # nothing comes up when the folder is back hours later
            self._show(self.found, str(error))
        self._look_in(_SOON if isinstance(error, BusyError) else self._timer.interval())

    def _given_up(self) -> None:
        self._unsent = True
        self._look_in(_SOON)

    def make_room(self) -> None:
        """Let an edit be written now; look again later."""
        if self._running is not None and self._reads:
            self._running.reporter.cancel()
            self._running.wait(_MOMENT)

    def _see(self, changes: Changes) -> None:
        if changes.edit and self.tie is not None:
            self._unsent = True
            self._resting.start()

    # What is told

    @property
    def brings(self) -> tuple[FoundFile, ...]:
        """The files that bring something."""
        return tuple(one for one in self.found if one.standing in BRINGS)

    @property
    def notice(self) -> str:
        """What a person should know, in a few words; nothing where there is nothing."""
        if self.tie is None or self.other_coder:
            return ""
        return notice_of(self.tie, self.found, is_away=bool(self.trouble))

    @property
    def _does(self) -> str:
        return "brings it in" if self.brings else "shows why"

    # Bringing in

    def _bring_news(self) -> None:
        """Bring in what asks nothing, where that is wanted, once no keys are pressed."""
        if self.tie is not None and self.tie.by_itself and self._news():
            self._rested(self, self._bring_by_itself)

    def _bring_by_itself(self) -> None:
        news, work = self._news(), self._work
        if work is None or not news or self._running is not None:
            return
        if self._is_busy() or self._session.typed.holds_words:
            return  # at the next look
        self._do(
            lambda own, reporter: work.bring_in(own, reporter, news),
            partial(self._brought, alone=True),
        )

    def _news(self) -> list[FoundFile]:
        return [one for one in self.found if one.standing is FileStanding.NEWS]

    def _brought(self, brought: list[Brought], *, alone: bool = False) -> None:
        for one in brought:
            self._session.publish(one.changes, alone=alone)
            self.came[one.found.name] = hour_now()
        if brought:
            self._session.told.emit(told_of(brought, alone=alone))
        self._look_in(0)

    def bring_in_now(self, parent: QWidget) -> None:
        """Bring in what is there: what asks nothing at once, the rest in a dialog."""
        work = self._work
        if work is None or not isValid(parent):
            return
        if self._running is not None:
            self._next = partial(self.bring_in_now, parent)
            return
        news = self._news()
        if not news:
            self._decide(parent)
            return

        def done(brought: list[Brought]) -> None:
            self._brought(brought)
            self._decide(parent)

        act = on_sibling(
            self._session.project, lambda own, reporter: work.bring_in(own, reporter, news)
        )
        job = Job(act).on_success(done).after(self._session.waiting)
        job.on_refusal(partial(show_refusal, parent, "Nothing was brought in"))
        self._run(job.run(parent, "Bringing in"))

    def _decide(self, parent: QWidget) -> None:
        """Show what needs a decision."""
        work = self._work
        waits = [one for one in self.found if one.standing is FileStanding.WAITS]
        if work is None or not waits or not isValid(parent):
            return
        try:
            brought = decide(self._session, self._settings, work, waits, parent)
            self.came.update({one.name: hour_now() for one in brought})
        except UserError as error:
            self._session.refused.emit(str(error))
        self._look_in(0)

    def leave(self, found: FoundFile) -> None:
        """Leave a file out until it is newer."""
        if self._work is None:
            return
        if self._running is not None:
            self._next = partial(self.leave, found)
            return
        self._work.leave([found])
        self._look_in(0)

    # The end

    def close(self) -> None:
        """Send what was not sent yet, as far as that takes a moment, and do nothing any more."""
        for timer in (self._opened, self._timer, self._resting):
            timer.stop()
        work, project = self._work, self._session.project
        self._wait(_LEAVING)
        if work is not None and self._running is None and self._unsent and not self.other_coder:
            job = Job(on_sibling(project, work.send)).on_refusal(_nobody_hears)
            self._running = job.run_quietly(self)
            self._running.wait(_LEAVING)
        self._end_work()
        self.tie, self.found = None, ()
        self.changed.emit()


def follower_of(session: Session) -> FolderFollower:
    """Return who follows a folder for the open project."""
    found: FolderFollower | None = session.findChild(FolderFollower)
    if found is None:
        raise LookupError("nobody follows a folder for this session")
    return found


def _nobody_hears(_error: UserError) -> None:
    """Say nothing: it goes out when the project is opened again."""
