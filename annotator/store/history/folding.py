"""What the fold takes of a history: the changes that count, in the order of the clocks."""

from collections.abc import Collection, Iterator

from annotator.domain.change import Change, Key
from annotator.store.file.database import Database
from annotator.store.history import log
from annotator.store.history.counted_edits import CountedEdits
from annotator.store.history.entitlement import ReservedChanges


def set_aside(database: Database, counting: CountedEdits) -> set[tuple[str, Key]]:
    """Return by edit and record what doesn't count, as it is reserved and by no reviewer."""
    if not counting.unentitled:
        return set()
    reserved = ReservedChanges(database, counting.unentitled, in_name=counting.in_name)
    found = log.in_clock_order(database, counting.visible)
    return {(home, change.key) for edit, home, change in found if not reserved.counts(edit, change)}


def to_fold(
    database: Database, counting: CountedEdits, records: Collection[str] | None = None
) -> Iterator[Change]:
    """Yield what counts of these records' history, or of all: each edit's change of one as one.

    The rest of an edit is made one with what was here of it.
    """
    reserved = ReservedChanges(
        database, counting.unentitled, counting.reserved_only, counting.in_name
    )
    found = log.in_clock_order(database, counting.folded, records)
    return log.made_whole(
        (home, change) for edit, home, change in found if reserved.counts(edit, change)
    )
