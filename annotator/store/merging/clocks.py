"""Clocks that were ahead, where two histories meet: bounded, and the same in both (ADR 0024).

An edit's clock is a register of its own whose earlier value is kept: bounding is done to each
history by itself, before they are united, so that a union does not depend on who made it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from msgspec import structs

from annotator.domain.clock import AHEAD, bounded, millis_of, now_millis, time_in_words
from annotator.domain.undo import MERGE, REST
from annotator.domain.wording import counted, noun
from annotator.store.file import connection
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.counted_edits import CountedEdits, counted_edits


def travelling(rows: Mapping[str, log.EditRow], counting: CountedEdits) -> dict[str, log.EditRow]:
    """Return the edits that other files take over: what can be seen and is not this file's own."""
    return {
        edit: row
        for edit, row in rows.items()
        if edit in counting.visible and not _is_local(row, rows)
    }


def _is_local(row: log.EditRow, rows: Mapping[str, log.EditRow]) -> bool:
    """Tell whether an edit says only what that file brought in, and took back again."""
    target = rows.get(row.target or "")
    return row.kind in (MERGE, REST) or (target is not None and target.kind == MERGE)


def with_bounded_clocks(
    edits: Mapping[str, log.EditRow],
) -> tuple[dict[str, log.EditRow], str]:
    """Return another file's edits with their clocks bounded, and a sentence if any was ahead."""
    now = now_millis()
    clocks = bounded({edit: row.clock for edit, row in edits.items()}, now)
    note = _note([edits[edit] for edit in clocks], now) if clocks else ""
    return {e: structs.replace(r, clock=clocks.get(e, r.clock)) for e, r in edits.items()}, note


def bound_own_clocks(database: Database) -> None:
    """Bound the clocks of this file's edits that are ahead; their order stays as it is."""
    now = now_millis()
    if millis_of(connection.latest_clock(database)) <= now + AHEAD:
        return
    rows = {row.id: row for row in log.all_edits(database)}
    moving = travelling(rows, counted_edits(database))
    clocks = {edit: row.clock for edit, row in moving.items()}
    staying = {edit: row.clock for edit, row in rows.items() if edit not in moving}
    log.restamp(database, bounded(clocks, now, staying))


def take_earlier_clocks(
    database: Database, edits: Mapping[str, log.EditRow], known: Iterable[str]
) -> set[str]:
    """Give edits that are here the clock of another file where that is the earlier one.

    Return these edits.
    """
    own = log.clocks_of(database, known)
    earlier = {edit: edits[edit].clock for edit in own if edits[edit].clock < own[edit]}
    log.restamp(database, earlier)
    return set(earlier)


def _note(ahead: list[log.EditRow], now: int) -> str:
    furthest = max(millis_of(row.clock) for row in ahead) - now
    whose = _machines(ahead, now)
    count = len(ahead)
    return (
        f"{whose} ran {time_in_words(furthest)} ahead of this computer's: {counted(count, 'edit')} "
        f"{noun(count, 'counts', 'count')} as made right after the others in the file"
    )


def _machines(ahead: list[log.EditRow], now: int) -> str:
    """Name the coders whose own machines gave such a time; others' clocks were only led on."""
    moment = dt.datetime.fromtimestamp((now + AHEAD) / 1000, dt.UTC)
    limit = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    names = sorted({row.coder for row in ahead if row.coder and row.at > limit})
    if not 1 <= len(names) <= 3:
        return "The clock of a machine"
    return f"The clock of {' and '.join(f'{name}’s' for name in names)} machine"
