"""Undo and redo, also of edits that wait to be written, and of what others did."""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

import msgspec
from msgspec import structs

from annotator.domain.change import Changes
from annotator.domain.errors import NotNowError, UserError
from annotator.gui.commands.table import key_of
from annotator.gui.session.waiting import EditAtHand
from annotator.gui.session.writing import Act, FileWriter
from annotator.store.history.log import EditRow
from annotator.store.project import Project

T = TypeVar("T")


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


class Stepping:
    """Goes back and forth: first through the edits that wait, then through the history."""

    def __init__(
        self,
        project: Project,
        writer: FileWriter,
        at_hand: _AtHand,
        asker: Asker,
    ) -> None:
        self._project = project
        self._writer = writer
        self._waiting = writer.waiting
        self._at_hand = at_hand
        self._asker = asker
        self._given_up: list[tuple[EditAtHand, str]] = []
        self._undone_since = 0
        """How many edits of the history were undone after those that were given up."""

    def write(self, edit: EditAtHand) -> Changes | None:
        """Do an edit, now or later; what was given up before is so for good."""
        self.begin_anew()
        return self._writer.write(edit)

    def begin_anew(self) -> None:
        """Know of nothing that was given up: something new was done, or by somebody else."""
        self._given_up.clear()
        self._undone_since = 0

    # What comes next

    def undo_label(self) -> str | None:
        """Return what `undo` would take back, in words."""
        if not self._waiting.some:
            return self._project.undo_label()
        if not self._waiting.undos:
            return self._project.expected_label or "the last edit"
        try:
            row = self._project.next_undo(self._waiting.undos)
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
        after = self._waiting.undos
        edit = self._next(lambda: self._project.next_undo(after), "Nothing to undo")
        if edit is None or not self._agreed(edit, edit, again=False):
            return None
        return self._step(
            1,
            self._at_hand(
                partial(self._project.undo, edit.id),
                partial(self._project.expect_step, edit),
                hint=f"{key_of('redo')} does it again",
                undoes=edit,
            ),
        )

    def _step(self, steps: int, edit: EditAtHand) -> Changes | None:
        """Undo or redo an edit of the history; what was given up before can be redone still."""
        changes = self._writer.write(edit)
        if changes is not None:
            self._undone_since = max(0, self._undone_since + steps)
        return changes

    def _give_up(self) -> None:
        last = self._waiting.last
        if last is None:
            self._writer.refused.emit("The last edit is written, and can be undone in a moment.")
            return
        label = self._drop(last).label
        if last.is_redo:
            self._undone_since += 1  # the history has it still
        else:
            self._given_up.append((last, label))
        self._writer.told.emit(f"Undone: {label or 'the last edit'} — it was not saved yet")

    def _drop(self, last: EditAtHand) -> Changes:
        self._waiting.drop_last()
        expected = self._project.give_up_last()
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
