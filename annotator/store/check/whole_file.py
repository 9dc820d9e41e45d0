"""The whole proof: one check after the other, each of which names what it finds."""

from collections.abc import Callable, Iterable, Iterator

from annotator.domain.draft import Progress, no_progress
from annotator.domain.errors import DamageError
from annotator.domain.wording import counted
from annotator.store.check.anchors import anchor_problems, text_problems
from annotator.store.check.derived import (
    conflict_problems,
    index_problems,
    list_problems,
    model_problems,
    withheld_problems,
)
from annotator.store.check.history import before_problems, change_problems, edit_problems
from annotator.store.check.problem import FILE, NONSENSE, Problem, problem_of
from annotator.store.check.standing import state_problems
from annotator.store.check.summed import sum_problems
from annotator.store.check.unreadable import reference_problems
from annotator.store.file import damaged, transactions
from annotator.store.file.database import Database

_Check = tuple[str, Callable[[Database], Iterable[Problem]]]
"""What is looked at, in words, and how."""
_MOST = 1000
"""How many problems one check names: a file may be nothing but problems."""


def problems(database: Database, progress: Progress = no_progress) -> list[Problem]:
    """Return everything that is wrong with a project file; nothing when it is sound."""
    checks: tuple[_Check, ...] = (
        ("its pages", _integrity),
        ("its records", sum_problems),
        ("its edits", edit_problems),
        ("its changes", change_problems),
        ("what was before its changes", before_problems),
        ("its history", state_problems),
        ("its withheld records", withheld_problems),
        ("its conflicts", conflict_problems),
        ("its texts", text_problems),
        ("the places of its annotations", anchor_problems),
        ("its search index", index_problems),
        ("its counts and titles", list_problems),
        ("its learned models", model_problems),
    )
    found: list[Problem] = []
    with transactions.snapshot(database):
        for done, check in enumerate(checks):
            progress(done, len(checks))
            found.extend(_outcome(database, check))
        return [problem.named(database) for problem in _once(found)]


def refuse_problems(database: Database, name: str) -> None:
    """Raise a `DamageError` that names the first problem of a file, if it has any."""
    found = problems(database)
    if found:
        more = f", and {counted(len(found) - 1, 'problem')} more" if len(found) > 1 else ""
        raise damaged.file(name, f"{found[0]}{more}")


def _once(found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each problem once, and of a record that several checks met only the first word."""
    seen: set[tuple[str, str, str]] = set()
    for problem in found:
        damage = problem.message.startswith("is damaged") and problem.record
        key = (problem.kind, problem.record, "" if damage else problem.message)
        if key not in seen:
            seen.add(key)
            yield problem


def _outcome(database: Database, check: _Check) -> Iterator[Problem]:
    left = _MOST
    what, look = check
    try:
        for problem in look(database):
            yield problem
            left -= 1
            if not left:
                return
    except DamageError as error:
        yield problem_of(error)
    except NONSENSE:
        yield Problem(FILE, "", f"{what} can't be read")


def _integrity(database: Database) -> Iterator[Problem]:
    for (message,) in database.conn.execute("PRAGMA integrity_check").fetchall():
        if message != "ok":
            yield Problem(FILE, "", damaged.plainly(str(message)))
    yield from reference_problems(database)
