"""Whether one edit can be taken back that is not the last one."""

from collections.abc import Collection, Mapping, Sequence, Set

from annotator.domain.change import Change, Key
from annotator.domain.errors import UserError
from annotator.domain.record import Values
from annotator.domain.rules_locked import locked_error
from annotator.domain.undo import FOUNDATION, REDO, UNDO
from annotator.domain.wording import enumerated, noun, shortened
from annotator.store.file.database import Database
from annotator.store.file.tables import among
from annotator.store.history import log, withholding
from annotator.store.history.gold_touched import touched_gold
from annotator.store.history.standing_on import standing_on

_STEPS = "undo step by step, back to it"


def refuse_unless_own(
    target: log.EditRow | None, undoable: Collection[str], redoable: Collection[str]
) -> log.EditRow:
    """Return the edit to take back; raise a `UserError` if it is none of this file's own."""
    if target is None:
        raise UserError("There is no such edit in this project.")
    said = f"“{shortened(target.label)}”"
    if target.id in undoable:
        return target
    if target.id in redoable:
        raise UserError(f"{said} is taken back already.", remedy="Redo does it again.")
    if target.kind == FOUNDATION:
        raise UserError("The making of the project can't be taken back.")
    if target.kind in (UNDO, REDO):
        message = f"{said} is itself a step back or forth."
        raise UserError(message, remedy="Take back the edit that it is about, or redo.")
    if target.via is not None:
        message = f"{said} was not done in this file, but came in from another one."
        raise UserError(message, remedy="Take back what brought it in, or ask who did it.")
    raise UserError(f"{said} was undone, and other work was done since.")


def refuse_if_stood_on(
    database: Database,
    target: log.EditRow,
    gone: Collection[str],
    counted: Collection[str],
) -> None:
    """Raise a `UserError` that names what stands on an edit, whose changes (`gone`) go with it."""
    standing = standing_on(database, gone, counted)
    if standing:
        stand = noun(len(standing), "stands", "stand")
        why = f"{_named(standing)} {stand} on it"
        raise _refusal(target, why, f"Take that back first, or {_STEPS}.")


def refuse_unless_clean(
    database: Database,
    target: log.EditRow,
    changes: Sequence[Change],
    held: Mapping[Key, Values],
    touched: Collection[Key],
) -> None:
    """Raise a `UserError` if more would change than the edit did, or something could not stand.

    `held` is what was withheld before.
    """
    now = withholding.withheld(database)
    if any(change.key not in touched for change in changes) or any(
        held.get(key) != values for key, values in now.items()
    ):
        why = "what was done later would not be right without it"
        raise _refusal(target, why, f"{_STEPS.capitalize()}.")


def refuse_in_locked(database: Database, changes: Sequence[Change], locked: Set[str]) -> None:
    """Raise a `UserError` if gold or decisions were changed on articles (ids) that are locked."""
    touched = touched_gold(database, changes) & locked
    if touched:
        sql = "SELECT title FROM article WHERE id IN (SELECT value FROM json_each(?))"
        titles = database.conn.execute(sql, [among(sorted(touched))])
        raise locked_error([title for (title,) in titles])


def _refusal(target: log.EditRow, why: str, remedy: str) -> UserError:
    message = f"“{shortened(target.label)}” can't be taken back by itself: {why}."
    return UserError(message, remedy=remedy)


def _named(standing: Sequence[log.EditRow]) -> str:
    said = [f"“{shortened(row.label)}” by {row.coder or 'somebody'}" for row in standing]
    return enumerated(said)
