"""An open project as far as its file goes: opening, closing, and what becomes of it meanwhile."""

import sqlite3
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Self

from msgspec import structs

from annotator.domain.change import Changes
from annotator.domain.draft import Progress
from annotator.domain.errors import (
    CANT_WRITE,
    BusyError,
    CopyFirstError,
    DamageError,
    FileChangedError,
    FileState,
    NotNowError,
    UserError,
)
from annotator.store.backups.keeper import BackupKeeper
from annotator.store.backups.making import before_upgrade, sweep_backups
from annotator.store.backups.reading import own_backups
from annotator.store.file import connection, copies, transactions
from annotator.store.file.guard import FileGuard, Stamp
from annotator.store.file.watched import Patience
from annotator.store.history import log
from annotator.store.history.writing import use_usual_cache
from annotator.store.keeping.kept import WHAT_BECAME, WorkFile, is_safe_to_read
from annotator.store.keeping.on_disk import Witness
from annotator.store.keeping.own_edits import OwnEdits, takes_long
from annotator.store.opening.opening import Opened, open_file, opened_anew
from annotator.store.readable import ReadableProject

_MOST_BASES = 3
"""How many backups are looked into for what an overwritten file had."""


class WritableProject(ReadableProject):
    """A project file that can be written, unless it can only be read.

    Before and after each edit it is made sure that the file is the one that was opened.
    """

    keeper: BackupKeeper | None = None

    def __init__(self, opened: Opened, path: Path, coder: str = "") -> None:
        super().__init__(opened.database, path, coder)
        self.is_closed = False
        self._opened, self._pages = opened, opened.pages
        self._guard = FileGuard(opened.source)
        self._witness = Witness(self._guard, copies.size_of(opened.database))
        self._own = OwnEdits()
        self._kept = WorkFile()
        self._times_reopened = 0
        self._edited_by_others = 0
        self._is_copied_elsewhere = False
        self._seen_of_others = 0, -1
        self._begin()

    def _begin(self) -> None:
        """Begin to follow the history of the file that is open now."""
        self._known = self._last_seen = log.last(self._database)
        self._codebook = None
        if not self._own.has_begun:
            self._own.know(self._database)

    # Opening and closing

    @classmethod
    def open(
        cls,
        path: Path | str,
        coder: str = "",
        *,
        read_only: bool = False,
        patience: int | None = None,
        pages: bool = True,
    ) -> Self:
        """Open a project file; raise a `UserError` that says why it can't be opened.

        One that can't be written, or is opened `read_only`, can be read: not a byte of it is
        changed. `patience` is how many milliseconds another program's lock is waited for; without
        `pages`, whoever opens a large file looks at `pages_are_whole` afterwards.
        """
        target = Path(path)
        how = partial(open_file, before_upgrade=before_upgrade, patience=patience)
        opened = how(target, read_only=read_only, pages=pages)
        if not opened.read_only:
            sweep_backups(target)
        return cls(opened, target, coder)

    def sibling(self, patience: int | None = None) -> Self:
        """Open a second connection, for work on another thread: call this on that thread.

        `patience` is how many milliseconds another program's lock is waited for.
        """
        opened, state = self._opened, FileState.SAME if self.read_only else self._guard.look()
        if state in WHAT_BECAME:
            raise UserError(f"{self.path.name} {WHAT_BECAME[state]}.")
        database = connection.open_again(
            opened.source,
            read_only=bool(opened.read_only),
            at_rest=opened.at_rest,
            patience=None if patience is None else Patience(patience, bool),
        )
        again = opened_anew(database, of=opened)
        sibling = type(self)(again, self.path, self.coder)
        if sibling._guard.ident != self._guard.ident:
            sibling.close()
            raise UserError(f"{self.path.name} {WHAT_BECAME[FileState.REPLACED]}.")
        return sibling

    def _private_copy(self) -> Self:
        """Return a copy to try something on, which is gone when this project is closed."""
        path = self._opened.folder.path / "trial.annotator"
        path.unlink(missing_ok=True)
        copies.copy_for_now(self._database, path)
        return type(self)(opened_anew(connection.connect(path)), path, self.coder)

    def close(self) -> None:
        """Close the project and leave one plain file."""
        self.is_closed = True
        self._witness.close()
        self._opened.close()

    def __enter__(self) -> Self:
        """Use the project in a with statement, which closes it."""
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def read_only(self) -> str:
        """Why the project can't be written, in words; empty when it can."""
        return self._opened.read_only

    @property
    def notes(self) -> tuple[str, ...]:
        """What was found beside the file when it was opened, in sentences."""
        return self._opened.notes

    @property
    def newer(self) -> Path | None:
        """A project file with newer work that was found beside it, to be brought in or not."""
        return self._opened.newer

    def data_version(self) -> int:
        """Return a number that changes when another connection has edited the project.

        Words that somebody is typing are no edit.
        """
        raw = self._times_reopened, super().data_version()
        if raw != self._seen_of_others:
            self._seen_of_others = raw
            self._take_over(log.last(self._database))
        return self._edited_by_others

    def _take_over(self, last: str) -> None:
        """Keep what others did since with what was done here, unless this is another file."""
        known = self._last_seen
        if last == known or (known and not log.has(self._database, known)):
            return
        if self._own.has_begun and known:
            self._own.add_after(self._database, known)
        self._edited_by_others += 1
        self._known = self._last_seen = last

    # What the session stands on

    def copy_elsewhere(self) -> Callable[[Progress], Path | None] | None:
        """Return the copying of what this session stands on, for another thread.

        Edits raise a `CopyFirstError` until `take_copy` is called with what came of it. None where
        there is nothing to be copied, or it is so small that the first edit can do that.
        """
        if self.read_only or self._own.has_begun or not takes_long(self._database):
            return None
        if not self._own.begin(self._database):
            return None
        self._is_copied_elsewhere = True
        return partial(self._own.copy_file, self._opened.source, self._opened.folder)

    def take_copy(self, copy: Path | None) -> None:
        """Let edits be done; without a copy, a backup has what they stand on."""
        self._is_copied_elsewhere = False
        self._own.bases = [copy] if copy is not None and copy.exists() else []

    def _begin_own(self) -> None:
        """Keep what the first edit stands on."""
        if self._is_copied_elsewhere:
            raise CopyFirstError(CANT_WRITE, "what is there is being copied first")
        if self._own.has_begun:
            return
        try:
            if self._own.begin(self._database):
                self._own.bases = [self._own.copy(self._database, self._opened.folder)]
        except BusyError:
            self._own.has_begun = False  # the next edit tries again
            raise
        except (NotNowError, OSError, sqlite3.Error):
            self._own.bases = []  # no room for a copy: edits are done all the same

    # The file under the program

    @contextmanager
    def _writing(self, *, is_edit: bool = True) -> Generator[list[Changes]]:
        """Do all of it or nothing, in the file that was opened: asked before and afterwards.

        What was done belongs into the list, for whoever hears that the file went away meanwhile.
        """
        made: list[Changes] = []
        if self.read_only:
            raise UserError(
                f"{self.path.name} can only be read: {self.read_only}.",
                remedy="Save a copy and work there.",
            )
        self.look_at_file()
        if self._guard.look() is FileState.READ_ONLY:
            raise NotNowError(CANT_WRITE, f"{self.path.name} was made read-only")
        connection.refuse_locked(self._database)  # before anything that would wait for it
        mark = self._own.mark()
        try:
            if is_edit or not self._is_copied_elsewhere:
                self._begin_own()
            with transactions.transaction(self._database):
                begun = self._guard.stamp()  # whoever writes as this program does is kept out now
                self._recognise()
                self.data_version()  # what others did is told apart from what is done now
                mark = self._own.mark()
                yield made
                last = log.last(self._database)
                self._witness.refuse_written_since(begun)
        except BaseException as error:
            self._own.back_to(mark)
            with suppress(sqlite3.Error, UserError):
                use_usual_cache(self._database)
            state = self._guard.look() if isinstance(error, UserError) else FileState.SAME
            if state in WHAT_BECAME and not isinstance(error, FileChangedError):
                self._face(state)  # SQLite does not write to a file that has lost its name
            if state is FileState.WRITTEN and isinstance(error, DamageError):
                raise self._changed(FileState.OVERWRITTEN) from None
            raise
        self._done(last, made)

    def _done(self, last: str, made: list[Changes]) -> None:
        """Look what became of the file in the midst of an edit that is done."""
        self._known = self._own.last or self._known
        self._last_seen = last
        stamp = self._guard.stamp()
        state = self._guard.look()
        if state not in WHAT_BECAME:
            self._take_note(stamp, made)
            return
        try:
            self._face(state, made)
        except FileChangedError as error:
            if error.kept is not None:
                raise
        except UserError:
            pass  # it is done, and the next look faces what became of the file

    def _take_note(self, stamp: Stamp | None, made: list[Changes] | None = None) -> None:
        """Take the file for as it was left here, if what was done here is in it."""
        if not self._witness.confirms(stamp, self._own.last, self._own.some()):
            raise self._changed(FileState.OVERWRITTEN, made)

    def look_at_file(self) -> None:
        """Make sure that the open file is the one that was opened.

        What another program wrote to it is taken over, and a new name in the same folder is
        followed. Raise a `FileChangedError` when the file is another one, or gone: then the work so
        far is in the file that the error names, and `go_on_in` goes on there.
        """
        if self.read_only:
            return  # a copy of it may be what is read
        stamp = self._guard.stamp()
        state = self._guard.look()
        if state is FileState.WRITTEN:
            self._connect_anew()
            self._take_note(stamp)
            self.data_version()  # what others did is known from now on
        elif state is FileState.SAME and not self._guard.is_sure:
            self._take_note(stamp)
        elif state not in (FileState.SAME, FileState.READ_ONLY):
            self._face(state)

    def _face(self, state: FileState, made: list[Changes] | None = None) -> None:
        """Follow a file to its new name, or raise what is to be told."""
        now_at = self._guard.now_at() if state is FileState.RENAMED else None
        if now_at is not None:
            self.go_on_in(now_at)
            return
        raise self._changed(state, made)

    def _recognise(self) -> None:
        """Raise a `FileChangedError` when the file has lost what it had."""
        try:
            if not self._known or log.has(self._database, self._known):
                return
        except DamageError:
            pass  # what is there now is no project, or a damaged one
        raise self._changed(FileState.OVERWRITTEN)

    def _changed(self, state: FileState, made: list[Changes] | None = None) -> FileChangedError:
        told = f"{self.path.name} {WHAT_BECAME[state]}."
        try:
            kept, whole = self._keep(state)
        except BusyError as error:
            if made is None:
                raise error.about(f"{told[:-1]}, and the work so far can't be kept now") from None
            return FileChangedError(state, told, self.path)
        except (UserError, OSError, sqlite3.Error) as error:
            told = f"{told} The work so far can't be kept: {error}"
            return FileChangedError(state, told, self.path)
        if not whole:
            told = f"{told} Of what was there before this session, something may be missing."
        error = FileChangedError(state, told, self.path, kept=kept, whole=whole)
        error.done = made is not None
        error.changes = made[0] if made else None
        return error

    def _keep(self, state: FileState, *, whole: bool = False) -> tuple[Path, bool]:
        """Write the work so far into a file of its own; the same work is not written again.

        Tell whether all is there that was there before the session; if it must be `whole`, raise a
        `UserError` where it would not be.
        """
        alone = state is FileState.OVERWRITTEN or not is_safe_to_read(self.path)
        bases = self._bases() if alone else None
        return self._kept.write(
            self._own, self._database, bases, self.path, self.coder, whole=whole
        )

    def _bases(self) -> Iterator[Path]:
        """Yield the files that may have what was there before the session."""
        yield from self._own.bases
        plan = self.keeper.plan if self.keeper is not None else None
        backups = own_backups(self.path, self._own.family, plan)[:_MOST_BASES]
        yield from (*(one.path for one in backups), self.path)

    def keep_work(self) -> Path:
        """Write all that is saved into a file of its own beside the project, and return it.

        Raise a `UserError` where that can't be done just now.
        """
        self._kept = WorkFile()
        try:
            return self._keep(FileState.SAME)[0]
        except UserError:
            # From what this session knows itself, on what has all that was there before.
            return self._keep(FileState.OVERWRITTEN, whole=True)[0]

    def refuse_to_lose(self) -> None:
        """Raise a `UserError` when closing would lose work, since it can't be kept just now."""
        try:
            self.look_at_file()
        except FileChangedError as error:
            gone = error.state is not FileState.OVERWRITTEN
            if error.kept is None and (gone or self._own.last):
                raise
        except NotNowError:
            if self._guard.look() in WHAT_BECAME:
                raise

    def _connect_anew(self) -> None:
        """Read what another program wrote; nothing that was read before is believed any more."""
        try:
            database = connection.open_again(self.path, patience=self._patience)
        except DamageError:
            raise self._changed(FileState.OVERWRITTEN) from None
        self._database.close()
        self._database = database
        self._opened = structs.replace(self._opened, database=database)
        self._take_up()
        self._recognise()

    def _take_up(self) -> None:
        self._times_reopened += 1
        self._codebook = None
        if self._patience is not None:
            connection.be_patient(self._database, self._patience)

    def go_on_in(self, path: Path) -> None:
        """Leave the file that was opened and go on in another one of the same project."""
        patience = self._patience.milliseconds if self._patience is not None else None
        opened = open_file(path, before_upgrade=before_upgrade, patience=patience)
        self._own.bring_along(opened.folder)
        self._own.has_begun = bool(self._own.bases)  # without one, the next edit begins here
        self._witness.close()
        self._opened.close()
        self._opened, self._database, self.path = opened, opened.database, path
        self._guard = FileGuard(path)
        self._witness = Witness(self._guard, copies.size_of(opened.database))
        self._take_up()
        self._begin()
