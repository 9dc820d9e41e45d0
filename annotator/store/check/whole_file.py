"""The whole proof: one check after the other, each of which names what it finds."""

import sqlite3
from collections.abc import Callable, Iterable, Iterator

import msgspec

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import DamageError, UserError
from annotator.domain.wording import counted
from annotator.store.check.anchors import anchor_problems, text_problems
from annotator.store.check.derived import conflict_problems, index_problems, withheld_problems
from annotator.store.check.history import before_problems, change_problems, edit_problems
from annotator.store.check.problem import Problem
from annotator.store.check.standing import state_problems
from annotator.store.check.summed import sum_problems
from annotator.store.file import damaged, transactions
from annotator.store.file.database import Database

_Check = Callable[[Database], Iterable[Problem]]
_MOST = 1000
"""How many problems one check names: a file may be nothing but problems."""


def problems(database: Database, progress: Progress = no_progress) -> list[Problem]:
    """Return everything that is wrong with a project file; nothing when it is sound."""
    checks: tuple[_Check, ...] = (
        _integrity,
        sum_problems,
        edit_problems,
        change_problems,
        before_problems,
        state_problems,
        withheld_problems,
        conflict_problems,
        text_problems,
        anchor_problems,
        index_problems,
    )
    found: list[Problem] = []
    with transactions.snapshot(database):
        for done, check in enumerate(checks):
            progress(done, len(checks))
            found.extend(_outcome(database, check))
    return list(dict.fromkeys(found))


def refuse_problems(database: Database, name: str) -> None:
    """Raise a `DamageError` that names the first problem of a file, if it has any."""
    found = problems(database)
    if found:
        more = f", and {counted(len(found) - 1, 'problem')} more" if len(found) > 1 else ""
        raise damaged.file(name, f"{found[0]}{more}")


def _outcome(database: Database, check: _Check) -> Iterator[Problem]:
    left = _MOST
    try:
        for problem in check(database):
            yield problem
            left -= 1
            if not left:
                return
    except DamageError as error:
        yield Problem("file", "", f"can't be read: {error.message}")
    except (
        sqlite3.Error,
        msgspec.MsgspecError,
        UserError,
        LookupError,
        ValueError,
        TypeError,
        AttributeError,
        OverflowError,
        RecursionError,
    ) as error:
        # What is read here is believed in nothing: whatever it leads to is the file's doing.
        yield Problem("file", "", f"can't be read: {error}")


def _integrity(database: Database) -> Iterator[Problem]:
    for (message,) in database.conn.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield Problem("file", "", str(message))
    for table, row, parent, _ in database.conn.execute("PRAGMA foreign_key_check").fetchall():
        yield Problem(str(table), str(row), f"refers to a missing {parent}")
