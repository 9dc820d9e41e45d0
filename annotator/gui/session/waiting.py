"""Edits that wait for another program, a copy, or room: none is dropped, none is overtaken."""

from collections import deque
from collections.abc import Callable

import msgspec
from msgspec import structs
from PySide6.QtCore import QObject, QTimer, Signal

from annotator.domain.change import Changes
from annotator.domain.errors import (
    BACKUP_FIRST,
    BusyError,
    CopyFirstError,
    NotNowError,
    UserError,
)
from annotator.domain.wording import counted, noun
from annotator.store.history.log import EditRow
from annotator.store.project import Project

_AGAIN = 250  # milliseconds between two tries
_SAID_AFTER = 4
"""After how many tries it is said: most locks are gone before."""
_LOCKED = "another program holds the file"


class EditAtHand(msgspec.Struct, frozen=True, kw_only=True):
    """One edit, done at once or later, and who hears of it.

    `expect` lays it over what is read, where it has to wait, and returns what it will change;
    `shown` hears that, and `ended` later what it did instead: nothing, where it is given up, and
    None where it was refused. `undoes` is the edit that it takes back, if it is an undo.
    """

    act: Callable[[], Changes | None]
    done: Callable[[Changes], object]
    expect: Callable[[], Changes]
    shown: Callable[[Changes], object]
    ended: Callable[[Changes | None, Changes], object]
    undoes: EditRow | None = None
    is_redo: bool = False


def came_of(changes: Changes | None, expected: Changes) -> list[Changes]:
    """Return what is to be shown of an edit that was shown before it was written.

    What did not come to be is apart from what is in the file by now.
    """
    nothing = structs.replace(expected, changes=())
    done = changes if changes is not None else nothing
    keys = {change.key for change in done}
    stray = tuple(one.inverse() for one in expected if one.key not in keys)
    if not stray:
        return [done]
    gone = structs.replace(nothing, changes=stray)
    return [gone, done] if done.changes else [gone]


class _Waiting(msgspec.Struct, frozen=True):
    act: Callable[[], object]
    edit: EditAtHand | None
    is_rest: bool


class WaitingEdits(QObject):
    """Tries the first of the edits again and again, and the others after it, in their order.

    After the last one, or where none waits but the file is locked, it is looked whether the lock is
    gone. Once the project is closed nothing is tried any more.
    """

    changed = Signal()
    """It has become worth saying, or not any more, that the file is locked; or others wait."""
    room_wanted = Signal()
    """An edit is about to be written: whoever reads in the background lets go of the file."""
    readable = Signal()
    """What could not be read can be read again."""

    def __init__(self, parent: QObject, project: Project) -> None:
        super().__init__(parent)
        self._project = project
        self._acts: deque[_Waiting] = deque()
        self._tries = 0
        self._trying = False
        self.for_copy = False
        """Whether the first of them waits for a copy that is being made before it."""
        self._what_for = ""
        self._timer = QTimer(self, interval=_AGAIN)
        self._timer.timeout.connect(self.try_again)

    @property
    def some(self) -> bool:
        """Whether anything waits to be done."""
        return bool(self._acts)

    @property
    def locked(self) -> bool:
        """Whether anything waits, or another program's lock was met and is not known to be gone."""
        return self.some or self._timer.isActive()

    @property
    def edits(self) -> int:
        """How many edits wait."""
        return sum(not one.is_rest for one in self._acts)

    @property
    def last(self) -> EditAtHand | None:
        """The edit that waits to be written last."""
        return self._acts[-1].edit if self._acts else None

    @property
    def undos(self) -> int:
        """How many undos wait after all other edits."""
        edits = [one.edit for one in reversed(self._acts)]
        return next((n for n, one in enumerate(edits) if not one or not one.undoes), len(edits))

    def said(self, *, at_once: bool = False) -> str:
        """Say what waits and for what; nothing as long as it is not worth a word."""
        at_once = at_once or self.for_copy
        if not self.locked or (self._tries < _SAID_AFTER and not at_once):
            return ""
        if not self.edits:
            return f"{_LOCKED.capitalize()}: what is shown may not be the latest"
        edits = counted(self.edits, "edit")
        verb = noun(self.edits, "waits", "wait")
        if self.for_copy:
            return f"{edits} {verb} for {self._what_for}"
        return f"{edits} {verb} to be saved: {self._what_for or _LOCKED}"

    def unsaved(self) -> UserError | None:
        """Save what can be saved now; say what waits still, for what must not overtake it."""
        if self.try_again():
            return None
        return UserError(f"{self.said(at_once=True)}.", remedy="Try again once that is done.")

    def say_at_once(self) -> bool:
        """Let it be said now, since something could not be done; tell whether it is locked."""
        if self.locked and self._tries < _SAID_AFTER:
            self._tries = _SAID_AFTER
            self.changed.emit()
        return self.locked

    def begin(self) -> None:
        """Look from now on whether the lock is gone."""
        if not self._timer.isActive():
            self._timer.start()

    def end(self) -> None:
        """Try nothing any more: the file is closed."""
        self._timer.stop()

    def add(
        self,
        act: Callable[[], object],
        edit: EditAtHand | None = None,
        why: BusyError | None = None,
    ) -> None:
        """Let an edit wait, after all others.

        The act raises a `NotNowError` as long as it can't be done; `why` is the one that it raised.
        """
        self._acts.append(_Waiting(act, edit, is_rest=False))
        if why is not None:
            self._wait_for(why)
        elif not self.for_copy:
            self.begin()
        self.changed.emit()

    def _wait_for(self, why: NotNowError) -> None:
        """Try again soon; whoever makes a copy says when it is there, so nothing is tried then."""
        self.for_copy = isinstance(why, CopyFirstError)
        if self.for_copy:
            backup = why.detail == BACKUP_FIRST
            copied = "what is there to be copied first"
            self._what_for = "a backup that is made first" if backup else copied
            self._timer.stop()
        else:
            self._what_for = _LOCKED if isinstance(why, BusyError) else why.detail
            self.begin()

    def add_rest(self, act: Callable[[], object]) -> None:
        """Let the rest of an edit that is written already wait, before all others."""
        self._acts.appendleft(_Waiting(act, None, is_rest=True))
        self.begin()
        self.changed.emit()

    def drop_last(self) -> None:
        """Give up the edit that was to be written last."""
        self._acts.pop()
        self.for_copy = self.for_copy and self.some
        self.changed.emit()

    def try_again(self) -> bool:
        """Do what can be done now; tell whether nothing waits any more."""
        if self._project.is_closed:
            self.end()
            return not self._acts
        if self._trying:
            return False
        self._trying = True
        try:
            self._do_all()
        except NotNowError as error:
            before = self.said()
            self._tries += 1
            self._wait_for(error)
            if self.said() != before:
                self.changed.emit()
        finally:
            self._trying = False
        return not self._acts

    def _do_all(self) -> None:
        while self._acts:
            one = self._acts.popleft()
            self.for_copy = False
            try:
                one.act()
            except NotNowError:
                self._acts.appendleft(one)
                raise
            except BaseException:
                self.changed.emit()
                raise
            self.changed.emit()
        unread = self._project.look_for_lock()
        if not self._acts:
            self._tries = 0
            self._timer.stop()
        self.changed.emit()
        if unread:
            self.readable.emit()
