"""The edits of one session, which are kept in memory beside the file.

When something is written over the file itself, they are what is nowhere else.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from annotator.domain.change import Change
from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import DamageError, UserError
from annotator.store.file import connection, copies, texts, transactions
from annotator.store.file.database import Database
from annotator.store.file.own_folder import OwnFolder
from annotator.store.history import log
from annotator.store.history.counted_edits import counted_edits
from annotator.store.history.withholding import toggled

_MOST_CHANGES = 200_000
_MOST_CHARACTERS = 100_000_000
_MOST_ASKED_FOR = 8
_FEW_CHANGES = 50
_MOST_READ = 2_000
"""Of how many changes what others did is read into memory: it may be the window that waits."""
_MOST_COPIED = 50_000_000
"""Up to how many bytes a project is copied before the first edit; a backup has a larger one."""
_MOST_COPIED_LATER = 500_000_000
"""The same after an edit too large to be kept, which no backup has yet."""
_COPIED_AT_ONCE = 1_000_000
"""Up to how many bytes that is done within the edit; a larger one is best copied elsewhere."""
_PAGES = 512
"""How much is copied in a step, during which nobody else can write: some milliseconds' work."""


def takes_long(database: Database) -> bool:
    """Tell whether copying a project would take longer than an edit may."""
    return copies.size_of(database) > _COPIED_AT_ONCE


class _OwnEdit(msgspec.Struct, frozen=True):
    row: log.EditRow
    changes: tuple[Change, ...]
    texts: Mapping[str, str]
    shown: tuple[str, ...] = ()
    """Edits that were here, hidden, and that a merge shows again."""


class _LetGo(msgspec.Struct, frozen=True):
    """What was held before an edit too large to be held, in case it does not come to be."""

    added: int
    edits: list[_OwnEdit]
    bases: list[Path]
    size: int
    characters: int
    left_out: str
    stands_on: str
    has_begun: bool


class OwnEdits:
    """What was done since the project was opened, up to a bound.

    Past it the oldest go: a backup has them then. After an edit that is too large to be held, all
    before it go as well, and a new copy of the file is to have them.
    """

    def __init__(self) -> None:
        self._founding: list[_OwnEdit] = []
        self._edits: list[_OwnEdit] = []
        self._added = 0
        self._size = 0
        self._characters = 0
        self._left_out = ""
        self._let_go: _LetGo | None = None
        self.has_begun = False
        """Whether what the first edit stands on is kept."""
        self.family = ""
        """The id of the edit that founded the project."""
        self.stands_on = ""
        """The last edit before the session's first one."""
        self.bases: list[Path] = []
        """Files that have what the first edit stands on."""

    @property
    def last(self) -> str:
        """The id of the last one; empty when there is none."""
        return self._edits[-1].row.id if self._edits else self._left_out

    def some(self) -> list[str]:
        """Return the ids of edits that the file must have: some from all over, of few changes."""
        ids = [edit.row.id for edit in self._edits if len(edit.changes) <= _FEW_CHANGES]
        return ids[:: max(1, len(ids) // _MOST_ASKED_FOR)]

    def mark(self) -> int:
        """Return how many there have been, for `back_to`; what was let go before stays so."""
        self._let_go = None
        return self._added

    def back_to(self, mark: int) -> None:
        """Forget those that came after the mark: they did not come to be."""
        kept, self._let_go = self._let_go, None
        if kept is not None:
            self._edits, self.bases, self._added = kept.edits, kept.bases, kept.added
            self._size, self._characters = kept.size, kept.characters
            self._left_out, self.stands_on = kept.left_out, kept.stands_on
            self.has_begun = kept.has_begun
        for _ in range(min(self._added - mark, len(self._edits))):
            self._weigh(self._edits.pop(), -1)
        self._added = mark

    @property
    def can_found(self) -> bool:
        """Whether a project can be made of them alone, where no file has what was before them."""
        return bool(self._founding)

    def is_of(self, database: Database) -> bool:
        """Tell whether a file is of the same project."""
        return bool(self.family) and log.family(database) == self.family

    def add(
        self,
        row: log.EditRow,
        changes: Sequence[Change] | None,
        brought: Mapping[str, str] | None = None,
    ) -> None:
        """Take one more edit, with the texts that it brought.

        Without its changes, which are too many, what is to come stands on the file as it is then.
        """
        if changes is None:
            self._begin_after(row.id)
        else:
            self._add(_OwnEdit(row, tuple(changes), dict(brought or {})))

    def _begin_after(self, edit: str) -> None:
        """Keep nothing any more of what was done up to an edit: a new copy is to have it."""
        if self._let_go is None:
            self._let_go = _LetGo(
                added=self._added,
                edits=self._edits,
                bases=self.bases,
                size=self._size,
                characters=self._characters,
                left_out=self._left_out,
                stands_on=self.stands_on,
                has_begun=self.has_begun,
            )
        self._edits, self.bases = [], []
        self._size, self._characters = 0, 0
        # No file without the edit is whole from now on.
        self._left_out = self.stands_on = edit
        self._added += 1
        self.has_begun = False

    def add_merge(self, database: Database, merge: str) -> None:
        """Take a merge, with the edits that it brought in."""
        self._take(database, log.since(database, merge))

    def add_after(self, database: Database, edit: str) -> None:
        """Take what other connections did after an edit."""
        self._take(database, log.since(database, edit)[1:])

    def _take(self, database: Database, rows: Sequence[log.EditRow]) -> None:
        if sum(log.size_of(database, row.id) for row in rows) > _MOST_READ:
            self._begin_after(rows[-1].id)
        else:
            self._add_rows(database, rows)

    def _add_rows(self, database: Database, rows: Iterable[log.EditRow]) -> None:
        for row in rows:
            changes = log.changes_of(database, row.id)
            shown = log.shown_by(database, row.id)
            self._add(_OwnEdit(row, changes, texts.texts_of(database, changes), shown))

    def _add(self, edit: _OwnEdit) -> None:
        self._edits.append(edit)
        self._added += 1
        self._weigh(edit, 1)
        while self._edits[1:] and (
            self._size > _MOST_CHANGES or self._characters > _MOST_CHARACTERS
        ):
            self._weigh(self._edits.pop(0), -1)

    def _weigh(self, edit: _OwnEdit, sign: int) -> None:
        self._size += sign * len(edit.changes)
        self._characters += sign * sum(map(len, edit.texts.values()))

    def know(self, database: Database) -> None:
        """Know which project it is, and what the first edit stands on until it is done."""
        self.family, self.stands_on = log.family(database), log.last(database)

    def begin(self, database: Database) -> bool:
        """Keep what founded the project, and know what the first edit stands on.

        Tell whether all that was there is to be copied, too.
        """
        self.know(database)
        self._founding = []
        with suppress(DamageError):  # which is told where it matters: work goes on with the rest
            row = log.edit_row(database, self.family)
            if row is not None:
                self._founding = [_OwnEdit(row, log.changes_of(database, row.id), {})]
        most = _MOST_COPIED_LATER if self._left_out else _MOST_COPIED
        whole = copies.size_of(database) <= most
        self.has_begun = True  # at last: whoever was kept from it by a lock begins anew
        return whole

    def bring_along(self, folder: OwnFolder) -> None:
        """Move what the first edit stands on to another folder."""
        self.bases = [base.rename(folder.path / base.name) for base in self.bases if base.exists()]

    @staticmethod
    def copy(database: Database, folder: OwnFolder, progress: Progress = no_progress) -> Path:
        """Copy a project as it is now, in short steps; it may be on any thread."""
        base = folder.path / "base.annotator"
        copies.copy_for_now(database, base, progress, pages=_PAGES)
        return base

    @classmethod
    def copy_file(cls, path: Path, folder: OwnFolder, progress: Progress) -> Path | None:
        """Copy a project by its path, on another thread; None where that can't be done."""
        refused = suppress(UserError, OSError, sqlite3.Error)
        with refused, closing(connection.open_again(path, read_only=True)) as database:
            return cls.copy(database, folder, progress)
        return None

    def write_into(self, database: Database) -> None:
        """Add to a project file what it lacks of them, and fold it anew."""
        with transactions.transaction(database):
            before = counted_edits(database)
            for edit in (*self._founding, *self._edits):
                if log.edit_row(database, edit.row.id) is None:
                    texts.add_texts(database, edit.texts)
                    log.append(database, edit.row, edit.changes)
                    log.show_again(database, edit.row.id, edit.shown)
            toggled(database, before)
