"""Opening a project: to write it, or to read it where it can't be written."""

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import msgspec

from annotator.domain.errors import DamageError, UserError
from annotator.domain.study import Freeze
from annotator.store.check import first_damaged, refuse_problems
from annotator.store.file import connection, damaged, frozen
from annotator.store.file.accepting import PagesSeen, examine_header, is_small
from annotator.store.file.database import Database
from annotator.store.file.guard import why_not_writable
from annotator.store.file.own_folder import OwnFolder
from annotator.store.file.workshop import sweep
from annotator.store.opening.beside import look_beside


class Opened(msgspec.Struct, frozen=True):
    """A project file that was opened.

    `read_only` says why it can't be written, and `freeze` what it is if it is one. `notes` are what
    was found beside it, and `newer` a project with newer work that lay there. `source` is what is
    really read, `at_rest` if nobody else can be at it, and `folder` what must stay as long as it
    is.
    """

    database: Database
    source: Path
    folder: OwnFolder
    read_only: str = ""
    at_rest: bool = False
    notes: tuple[str, ...] = ()
    newer: Path | None = None
    freeze: Freeze | None = None
    pages: PagesSeen = msgspec.field(default_factory=PagesSeen)

    def close(self) -> None:
        """Close the file; doing so again does nothing."""
        connection.close(self.database)
        self.folder.remove()


def _not_upgraded(_database: Database, path: Path) -> None:
    raise UserError(f"{path.name} is of an older version.", remedy="Open it by itself first.")


def open_file(
    path: Path,
    *,
    read_only: bool = False,
    before_upgrade: Callable[[Database, Path], object] = _not_upgraded,
    patience: int | None = None,
    pages: bool = True,
) -> Opened:
    """Open a project file after examining it and what lies beside it.

    It is opened for reading if that is asked for or nothing else is possible; reading changes
    neither bytes nor time of any file. `before_upgrade` keeps what an older version wrote, which
    is upgraded; `patience` is how many milliseconds another program's lock is waited for. Without
    `pages` a large file is opened in no time, and whoever does so looks through it afterwards, as
    `ReadableProject.pages_are_whole` does. Raise a `UserError` that says why it can't be opened.
    """
    examine_header(path)
    prove = partial(refuse_problems, name=path.name)
    frozen_file = frozen.is_frozen(path)
    why_not = "it was opened for reading" if read_only or frozen_file else why_not_writable(path)
    folder = OwnFolder()
    try:
        beside = look_beside(path, folder, may_write=not why_not)
        at_rest = beside.read_from is not None
        if why_not:
            source = beside.read_from or path
            database = connection.open_to_read(
                source, folder, prove, at_rest=at_rest, patience=patience, pages=pages
            )
        else:
            database = connection.open_to_write(path, prove, before_upgrade, patience, pages=pages)
            sweep(path.resolve().parent)
    except DamageError as error:
        folder.remove()
        raise _with_record(error, path) from None
    except BaseException:
        folder.remove()
        raise
    freeze = frozen.freeze_in(database) if frozen_file else None
    return Opened(
        database=database,
        source=connection.file_of(database),
        folder=folder,
        read_only=frozen.in_words(freeze) if frozen_file else why_not,
        at_rest=at_rest,
        notes=beside.notes,
        newer=beside.found,
        freeze=freeze,
        pages=PagesSeen(whole=pages or is_small(path)),
    )


def _with_record(error: DamageError, path: Path) -> DamageError:
    """Return a refusal that names the first damaged record, too, where that can be told."""
    if error.record or not error.detail:
        return error
    # The file may be gone by now, too: that it is damaged is said nonetheless.
    beyond = (UserError, sqlite3.Error, OSError)
    with suppress(*beyond), closing(connection.open_damaged(path)) as database:
        first = first_damaged(database)
        if first is not None:
            return damaged.file(path.name, f"{error.detail}; the {first}")
    return error


def opened_anew(database: Database, of: Opened | None = None) -> Opened:
    """Return what needs no examination: a new file, or a second connection to an open one."""
    source, folder = connection.file_of(database), OwnFolder()
    if of is None:
        return Opened(database, source, folder)
    return Opened(database, source, folder, read_only=of.read_only, pages=of.pages)
