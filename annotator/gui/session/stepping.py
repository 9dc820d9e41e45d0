"""Undo and redo, also of edits that wait to be written, and of what others did."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

import msgspec
from msgspec import structs
from PySide6.QtWidgets import QWidget

from annotator.domain.change import Changes
from annotator.domain.draft import Progress
from annotator.domain.edits.base import Edit
from annotator.domain.errors import NotNowError, UserError
from annotator.gui.commands.table import key_of
from annotator.gui.session.jobs import Job, on_sibling
from annotator.gui.session.running_job import nothing
from annotator.gui.session.waiting import EditAtHand
from annotator.gui.session.writing import Act, FileWriter
from annotator.store.history.log import EditRow
from annotator.store.project import Project

T = TypeVar("T")
_LongStep = Callable[[Project, str, Progress], Changes | None]
_LARGE = 400
"""From how many changes on a step is done on another thread: some tens of milliseconds' work."""


class OthersAct(msgspec.Struct, frozen=True):
    """An edit that is to be taken back or done `again`, and what somebody else did about it."""

    edit: EditRow
    act: EditRow
    again: bool


class _AtHand(Protocol):
    def __call__(
        self,
        act: Act,
        expect: Callable[[], Changes],
        *,
        hint: str = "",
        undoes: EditRow | None = None,
        is_redo: bool = False,
    ) -> EditAtHand: ...


class Asker(Protocol):
    """Whoever asks whether to take back what somebody else did."""

    agree: Callable[[OthersAct], bool]
    window: QWidget | None

    def apply(self, edit: Edit) -> Changes | None:
        """Apply an edit at once."""
        ...


class Stepping:
    """Goes back and forth: first through the edits that wait, then through the history."""

    def __init__(
        self,
        project: Project,
        writer: FileWriter,
        at_hand: _AtHand,
        asker: Asker,
        show: Callable[[Changes], object],
    ) -> None:
        self._show = show
        self._project = project
        self._writer = writer
        self._waiting = writer.waiting
        self._at_hand = at_hand
        self._asker = asker
        self._given_up: list[tuple[EditAtHand, str]] = []
        self._undone_since = 0
        """How many edits of the history were undone after those that were given up."""
        self._passed: set[str] = set()
        """Edits that came by themselves, and are nobody's last act."""

    def write(self, edit: EditAtHand) -> Changes | None:
        """Do an edit, now or later; what was given up before is so for good."""
        self.begin_anew()
        return self._writer.write(edit)

    def begin_anew(self, passed: str | None = None) -> None:
        """Know of nothing that was given up: something new was done, or by somebody else.

        An edit that is `passed` came by itself: the next undo takes back what was done before.
        """
        self._passed.update((passed,) if passed else ())
        self._given_up.clear()
        self._undone_since = 0

    # What comes next

    def undo_label(self) -> str | None:
        """Return what `undo` would take back, in words."""
        if not self._waiting.some and not self._passed:
            return self._project.undo_label()
        if self._waiting.some and not self._waiting.undos:
            return self._project.expected_label or "the last edit"
        try:
            _, row = self._next_undo()
        except NotNowError:
            return None
        return row.label if row is not None else None

    def redo_label(self) -> str | None:
        """Return what `redo` would do again, in words."""
        last = self._waiting.last
        if last is not None and last.undoes is not None:
            return last.undoes.label
        if self._was_given_up_last:
            return self._given_up[-1][1]
        return None if self._waiting.some else self._project.redo_label()

    @property
    def _was_given_up_last(self) -> bool:
        return bool(self._given_up) and not self._undone_since

    # Steps

    def undo(self) -> Changes | None:
        """Take the last edit back; one that still waits to be written is given up."""
        if not self._waiting.try_again() and not self._waiting.undos:
            return self._give_up()
        passes, edit = self._next(self._next_undo, "") or (-1, None)
        if passes > 0:
            return self._undo_before(edit)
        if edit is None and not passes:
            self._writer.told.emit("Nothing to undo")
        if edit is None or not self._agreed(edit, edit, again=False):
            return None
        if self._goes_elsewhere(edit):
            return self._undo_elsewhere(edit, Project.undo)
        return self._step(
            1,
            self._at_hand(
                partial(self._project.undo, edit.id),
                partial(self._project.expect_step, edit),
                hint=f"{key_of('redo')} does it again",
                undoes=edit,
            ),
        )

    def _next_undo(self) -> tuple[int, EditRow | None]:
        """Return how many edits that came by themselves undo passes over, and what it takes back.

        Raise a `UserError` when that can't be said now.
        """
        passes, after = 0, self._waiting.undos
        row = self._project.next_undo(after)
        while row is not None and row.id in self._passed:
            passes += 1
            row = self._project.next_undo(after + passes)
        return passes, row

    def _undo_before(self, edit: EditRow | None) -> Changes | None:
        """Take back what was done before something came by itself."""
        if edit is None:
            self._writer.told.emit("Nothing of yours to undo; History takes back what came in")
        elif self._waiting.undos:
            self._writer.refused.emit("The edit before can be undone in a moment.")
        else:
            return self.take_back(edit.id)
        return None

    def _step(self, steps: int, edit: EditAtHand) -> Changes | None:
        """Undo or redo an edit of the history; what was given up before can be redone still."""
        changes = self._writer.write(edit)
        if changes is not None:
            self._undone_since = max(0, self._undone_since + steps)
        return changes

    def _goes_elsewhere(self, edit: EditRow) -> bool:
        """Tell whether a step would let the window stand still, and there is a window to say so."""
        return self._asker.window is not None and self._project.step_size(edit) > _LARGE

    def _undo_elsewhere(self, edit: EditRow, step: _LongStep) -> None:
        then = f"{key_of('redo')} does it again"
        self._step_elsewhere(1, f"Undoing: {edit.label}", edit, step, then)

    def _step_elsewhere(
        self, steps: int, title: str, edit: EditRow, step: _LongStep, then: str
    ) -> None:
        """Do a large step on another thread; the window takes nothing else until it has ended."""

        def act(own: Project, progress: Progress) -> Changes | None:
            return step(own, edit.id, progress)

        def done(changes: Changes | None) -> None:
            if changes is not None:
                self._undone_since = max(0, self._undone_since + steps)
                self._show_elsewhere(changes, then)

        self._run(title, act, done)

    def apply_elsewhere(self, edit: Edit, title: str) -> None:
        """Apply an edit that takes long on another thread, if its progress can be shown."""
        self.make_elsewhere(lambda: edit, title)

    def make_elsewhere(
        self,
        make: Callable[[], Edit],
        title: str,
        *,
        over: QWidget | None = None,
        then: Callable[[], object] = nothing,
    ) -> None:
        """Make an edit on another thread and apply it there; `then` follows once it is shown.

        Progress is shown over a dialog, if one is named, else over the window.
        """
        if self._asker.window is None:
            if self._asker.apply(make()) is not None:
                then()
            return

        def done(changes: Changes | None) -> None:
            if changes is not None:
                self.begin_anew()
                self._show_elsewhere(changes, f"{key_of('undo')} undoes")
                then()

        self._run(title, lambda own, progress: own.apply(make(), progress), done, over)

    def _show_elsewhere(self, changes: Changes, then: str) -> None:
        self._show(changes)
        if changes.some:
            self._writer.told.emit(f"{changes.label} — {then}")

    def _run(
        self,
        title: str,
        act: Callable[[Project, Progress], Changes | None],
        done: Callable[[Changes | None], object],
        over: QWidget | None = None,
    ) -> None:
        """Do something large on another thread, after all edits that wait."""
        window = over or self._asker.window
        if window is not None:
            job = Job(on_sibling(self._project, act)).on_success(done).after(self._waiting)
            job.on_refusal(lambda error: self._writer.refused.emit(str(error))).run(window, title)

    def _give_up(self) -> None:
        last = self._waiting.last
        if last is None:
            self._writer.refused.emit("The last edit is written, and can be undone in a moment.")
            return
        label = self._drop(last, may_redo=not last.is_redo).label
        if last.is_redo:
            self._undone_since += 1  # the history has it still
        self._writer.told.emit(f"Undone: {label or 'the last edit'} — it was not saved yet")

    def _drop(self, last: EditAtHand, *, may_redo: bool = False) -> Changes:
        self._waiting.drop_last()
        expected = self._project.give_up_last()
        if may_redo:  # also where it can't be shown that it is gone
            self._given_up.append((last, expected.label))
        last.ended(structs.replace(expected, changes=()), expected)
        return expected

    def redo(self) -> Changes | None:
        """Do again what was undone last, also where that was given up before it was written."""
        last = self._waiting.last
        if last is not None and last.undoes is not None:
            self._drop(last)
            self._undone_since = max(0, self._undone_since - 1)
            self._writer.told.emit(f"Redone: {last.undoes.label}")
            return None
        if self._was_given_up_last:
            return self._writer.write(self._given_up.pop()[0])
        if not self._waiting.try_again():
            rest = last is not None and last.is_redo
            told = "The rest can be redone in a moment" if rest else "Nothing to redo"
            self._writer.told.emit(told)
            return None
        return self._redo_stored()

    def _redo_stored(self) -> Changes | None:
        found = self._next(self._project.next_redo, "Nothing to redo")
        if found is None:
            self._undone_since = 0
            return None
        edit, undo = found
        if not self._agreed(edit, undo if self._is_others(undo) else edit, again=True):
            return None
        if self._goes_elsewhere(edit):
            title, then = f"Redoing: {edit.label}", f"{key_of('undo')} undoes"
            return self._step_elsewhere(-1, title, edit, Project.redo, then)
        return self._step(
            -1,
            self._at_hand(
                partial(self._project.redo, edit.id),
                partial(self._project.expect_step, edit, again=True),
                is_redo=True,
            ),
        )

    def take_back(self, edit: str) -> Changes | None:
        """Take one edit back that need not be the last."""
        row = self._next(lambda: self._project.edit(edit), "There is no such edit")
        if row is None or not self._agreed(row, row, again=False):
            return None
        if self._goes_elsewhere(row):
            return self._undo_elsewhere(row, Project.take_back)
        return self._step(
            1,
            self._at_hand(
                partial(self._project.take_back, edit),
                partial(self._project.expect_something, f"Undone: {row.label}"),
                hint=f"{key_of('redo')} does it again",
            ),
        )

    def _next(self, look: Callable[[], T | None], nothing: str) -> T | None:
        """Return what a step is about; that there is nothing, or why not, is told."""
        try:
            found = look()
        except UserError as error:
            self._writer.refused.emit(str(error))
            return None
        if found is None:
            self._writer.told.emit(nothing)
        return found

    def _is_others(self, act: EditRow) -> bool:
        return act.coder not in ("", self._project.coder)

    def _agreed(self, edit: EditRow, act: EditRow, *, again: bool) -> bool:
        """Ask before a step takes back what somebody else did."""
        return not self._is_others(act) or self._asker.agree(OthersAct(edit, act, again))
